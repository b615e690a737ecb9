"""What differs from one kind of text to another: each slice that has one registers it, in `AppConfig.ready()`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.components import Link
    from mulighetsrom.web.drafting.fields import Content, Description, Layout
    from mulighetsrom.web.drafting.models import Drafted
    from mulighetsrom.web.drafting.steps import Step


class NotReadyError(Exception):
    """Raised when a text cannot go on yet; `missing` are the fields without which it cannot be published."""

    def __init__(self, code: str, missing: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code, self.missing = code, list(missing)


def _always(_row: Any) -> bool:
    return True


def _nobody(_row: Any) -> Collection[str]:
    return ()


def _nothing(_row: Any, **_by: Actor) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of text.

    Its name: `model` is the lower-case name of the model; it begins the names of its events, and is that of the page
    that everybody reads. `app` is the namespace of its addresses and the folder of its templates.

    What it holds: `of` and `layout`. `snapshot` is what is approved and what a version holds, besides who stands behind
    it. `must_be_ready` raises NotReadyError for what this kind asks more than its needed fields; `obstacles` are the
    title and the text that tell of it, by its code. `publish(row, key=, why=, by=)` publishes, once for each key.

    Who sees it: `load` gives a row by its public id, for tasks and letters, `own(public_id, by=, what=)` for those who
    may do that with the text in work, `public(public_id, by=)` for everybody. Rows that never go their way, such as
    templates, are told by `goes`. Those of `shut_out`, by public ids, get no letter about the text.

    How it is shown: `title` is what people call the row, `heart` what an approver must have read of it,
    `described(content)` what the template `description.html` shows; it has a `language`. `trail` leads to the row's
    pages. `says` are the sentences of its letters and pages, by code. `steps` are those that it takes once it is
    public, and `shown(row, by=)` is what its own work page shows besides.
    """

    model: str
    app: str
    of: Description
    layout: Layout
    snapshot: Callable[[Any], Content]
    must_be_ready: Callable[[Any], None]
    publish: Callable[..., object]
    load: Callable[[str], Drafted]
    own: Callable[..., Drafted]
    public: Callable[..., Drafted]
    title: Callable[[Any], str]
    heart: Callable[[Any], list[str]]
    described: Callable[[Content], object]
    trail: Callable[[Any], Sequence[Link]]
    says: Mapping[str, StrOrPromise]
    obstacles: Mapping[str, tuple[StrOrPromise, StrOrPromise]] = field(default_factory=dict)
    goes: Callable[[Any], bool] = _always
    shut_out: Callable[[Any], Collection[str]] = _nobody
    steps: Sequence[Step] = ()
    shown: Callable[..., dict[str, Any]] = _nothing

    def page(self, row: Drafted, name: str, **further: Any) -> str:
        """Return the address of a row's page."""
        return reverse(f"{self.app}:{name}", kwargs={"public_id": row.public_id, **further})


_kinds: Final[dict[str, Kind]] = {}


def register(kind: Kind) -> None:
    """Let texts of a kind be written, approved and published."""
    _kinds[kind.model] = kind


def named(model: str) -> Kind:
    """Return a kind by its model's lower-case name."""
    return _kinds[model]


def kind_of(row: Drafted) -> Kind:
    """Return the kind of a row."""
    return named(row._meta.model_name or "")  # noqa: SLF001 - public in all but name
