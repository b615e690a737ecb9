"""The one way to write: an action is whole or not at all, and a form sent twice is one act.

    @action
    def publish(*, need: Need, by: Actor) -> None: ...

    publish(need=need, by=actor)                  # one durable transaction
    publish.once(form_key, need=need, by=actor)   # the same, and the second time only its result

A form is the same where it says the same about the same rows: whoever goes back in the browser, writes another text and
sends that, has the old key and means another act.

Only what a view, a task or a command calls is an action. What a slice offers to the slices above it is a plain function
marked `@inside_action`: it takes part in the transaction that is already open.
"""

from __future__ import annotations

from datetime import timedelta
from functools import update_wrapper, wraps
from typing import TYPE_CHECKING, Any, Final, Generic, ParamSpec, TypeVar, cast

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from mulighetsrom.web.common import audit, fingerprints
from mulighetsrom.web.common.models import Done

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.tenancy import Editable

P = ParamSpec("P")
R = TypeVar("R")

DONE_KEPT: Final = timedelta(days=2)
"""For how long a form sent again gives what it gave before."""


NOT_SAID: Final = frozenset({"by", "seen", "sent_from"})
"""What tells who sends a form, from where and after having seen what: the same form may come with another of these."""


class StageConflictError(Exception):
    """Raised when a row has already left the stage that an intention starts from, or cannot be moved so at all."""


class EditConflictError(Exception):
    """Raised when somebody else has saved a row since it was opened."""


class Action(Generic[P, R]):
    """What one person wants done, in one durable transaction."""

    def __init__(self, function: Callable[P, R]) -> None:
        self._function = function
        self._name = f"{function.__module__.removeprefix('mulighetsrom.web.')}.{function.__qualname__}"
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(durable=True):
            return self._function(*args, **kwargs)

    def once(self, key: UUID, /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Do it, unless this person's form with this key did it before; return what came of it either way."""
        by = cast("Actor", kwargs["by"])
        form = {"key": key, "what": self._name, "who": by.person or "", "said": fingerprints.of(_said(kwargs))}
        with transaction.atomic(durable=True):
            Done.objects.bulk_create([Done(**form)], ignore_conflicts=True)  # of two at once, the second waits here
            done = Done.objects.select_for_update().get(**form)
            if came_of_it := _kept(done):
                return cast("R", came_of_it[0])
            result = self._function(*args, **kwargs)
            _keep(done, result)
            return result


def action(function: Callable[P, R]) -> Action[P, R]:
    """Make an action of a function that takes `by`, an `Actor`, and gives a row or nothing."""
    return Action(function)


def inside_action(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a function that writes as part of somebody else's action."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if not connection.in_atomic_block:
            raise RuntimeError(f"{function.__qualname__} is part of an action and was called outside one")
        return function(*args, **kwargs)

    return run


def move(
    row: Any, intention: str, *, by: Actor, table: Mapping[tuple[str, str], str], field: str = "stage", **also: Any
) -> None:
    """Move a row by its state table: compare and set, so that two clicks are one step; tell the audit.

    `also` are further fields to set. Raises StageConflictError where the row has moved on meanwhile.
    """
    old = getattr(row, field)
    new = table.get((old, intention))
    rows = type(row)._base_manager.filter(pk=row.pk, **{field: old})  # noqa: SLF001 - Django's public name for it
    if new is None or not rows.update(**{field: new}, **also):
        raise StageConflictError(f"{row._meta.label_lower} {row.public_id}: {intention} from {old}")  # noqa: SLF001
    for name, value in {field: new, **also}.items():
        setattr(row, name, value)
    audit.record(f"{row._meta.model_name}.{intention}", about=row, by=by, old=old, new=new)  # noqa: SLF001


def save_edit(row: Editable, *, seen: int, **fields: Any) -> None:
    """Save fields of a row that was opened at edit version `seen`; raises EditConflictError if it is another now."""
    rows = type(row)._base_manager.filter(pk=row.pk, edit_version=seen)  # noqa: SLF001 - Django's public name for it
    if not rows.update(edit_version=seen + 1, **fields):
        raise EditConflictError(f"{row._meta.label_lower}: saved by somebody else since version {seen}")  # noqa: SLF001
    for name, value in {"edit_version": seen + 1, **fields}.items():
        setattr(row, name, value)


def forget_done() -> int:
    """Delete the forms that will not be sent again; return how many."""
    return Done.objects.filter(at__lt=timezone.now() - DONE_KEPT).delete()[0]


def _keep(done: Done, result: object) -> None:
    if isinstance(result, models.Model):
        done.result_type, done.result_id = result._meta.label_lower, result.pk  # noqa: SLF001 - public in all but name
    elif result is None:
        done.result_type = "nothing"
    else:
        raise TypeError(
            f"{done.what} gave a {type(result).__name__}; an action that is done once gives a row or nothing"
        )
    done.save(update_fields=["result_type", "result_id"])


def _kept(done: Done) -> list[models.Model | None]:
    """Return what came of a form in a list of one; empty before it is done, and where that was taken away since."""
    if done.result_type in {"", "nothing"}:
        return [None] if done.result_type else []
    return list(apps.get_model(done.result_type)._base_manager.filter(pk=done.result_id))  # noqa: SLF001 - as above


def _said(kwargs: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in kwargs.items() if name not in NOT_SAID}
