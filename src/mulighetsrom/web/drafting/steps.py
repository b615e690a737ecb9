"""What somebody can do with a text next, in their words: the steps of `stages`, by who may take them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.drafting import actions
from mulighetsrom.web.drafting.kinds import kind_of
from mulighetsrom.web.drafting.stages import TEXT as TEXT_STAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.drafting.models import Drafted


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name in the stages, who may take it, its button, what `act(row=, by=)` does, and what follows."""

    intention: str
    allowed: May
    label: StrOrPromise
    act: Callable[..., object]
    follows: StrOrPromise = ""


def _publish(*, row: Drafted, **said: Any) -> None:
    kind_of(row).publish(row, **said)


TEXT: Final = (
    Step("publish", May.PUBLISH, _("Publish"), _publish, _("Everybody can read the text from this moment.")),
    Step(
        "ask_for_approval",
        May.WRITE,
        _("Ask for approval"),
        actions.ask_for_approval,
        _("Those who approve get an e-mail with one page to read."),
    ),
    Step(
        "ask_for_comments",
        May.WRITE,
        _("Ask colleagues for comments"),
        actions.ask_for_comments,
        _("They comment beside each part of the text."),
    ),
    Step(
        "take_back",
        May.WRITE,
        _("Take it back and go on writing"),
        actions.take_back,
        _("What was approved must be approved anew."),
    ),
)


def of_text(row: Drafted, *, by: Actor) -> list[Step]:
    """Return what the actor can do with the text in work, the step most people want first."""
    steps = TEXT if kind_of(row).goes(row) else ()
    return [step for step in steps if (row.text, step.intention) in TEXT_STAGES and allowed(step, row, by=by)]


def allowed(step: Step, row: Drafted, *, by: Actor) -> bool:
    """Tell whether the actor may take a step, once the row has come to it."""
    return leads(row, by=by) and may(by, step.allowed)


def leads(row: Drafted, *, by: Actor) -> bool:
    """Tell whether the actor acts for the organisation that the text belongs to."""
    return row.owner.public_id == by.acting_for
