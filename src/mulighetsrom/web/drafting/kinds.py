"""What differs from one kind of text to another: each slice that has one registers it, in `AppConfig.ready()`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.drafting.fields import Content, Description, Layout
    from mulighetsrom.web.drafting.models import Drafted


class NotReadyError(Exception):
    """Raised when a text cannot go on yet; `missing` are the fields without which it cannot be published."""

    def __init__(self, code: str, missing: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code, self.missing = code, list(missing)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of text. `model` is its lower-case name, and begins the names of its events.

    `load` gives a row by its public id, for tasks and letters. `must_be_ready` raises NotReadyError for what this kind
    asks more than its needed fields. `snapshot` is what is approved and what a version holds, besides who stands
    behind it. `title` is what people call the row, `heart` what an approver must have read of it. `page(row, name)` is
    the address of its page "work", "write", "approve" or "comments". `says` are the sentences of its letters and pages,
    by code.
    """

    model: str
    of: Description
    layout: Layout
    load: Callable[[str], Drafted]
    must_be_ready: Callable[[Any], None]
    snapshot: Callable[[Any], Content]
    title: Callable[[Any], str]
    heart: Callable[[Any], list[str]]
    page: Callable[[Any, str], str]
    says: Mapping[str, StrOrPromise]


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
