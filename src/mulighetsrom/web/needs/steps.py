"""What somebody can do with a public need next, in their words: the steps of `stages`, by who may take them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.drafting.steps import Step, allowed, leads
from mulighetsrom.web.needs import stages
from mulighetsrom.web.needs.actions import life

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.needs.models import Need


def _go_on(intention: str, *, row: Need, by: Actor) -> None:
    life.go_on(need=row, intention=intention, by=by)


STAGE: Final = tuple(
    Step(intention, May.PUBLISH, label, partial(_go_on, intention))
    for intention, label in {
        "start_dialogue": _("The market dialogue has begun"),
        "start_procurement": _("The procurement has begun"),
        "start_contract": _("There is a contract"),
        "take_into_use": _("It is in use"),
    }.items()
)


def of_stage(need: Need, *, by: Actor) -> list[Step]:
    """Return how the actor can take a public need further."""
    return [step for step in STAGE if (need.stage, step.intention) in stages.STAGE and allowed(step, need, by=by)]


def can_drop(need: Need, *, by: Actor) -> bool:
    """Tell whether the actor can say that nothing will come of a public need."""
    return (need.stage, "drop") in stages.STAGE and leads(need, by=by) and may(by, May.PUBLISH)
