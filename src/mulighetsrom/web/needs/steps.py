"""What somebody can do with a need next, in their words: the steps of `stages`, by who may take them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.drafting.stages import TEXT as TEXT_STAGES
from mulighetsrom.web.needs import stages

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.needs.models import Need


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name in `stages`, who may take it, its button, and what follows."""

    intention: str
    allowed: May
    label: StrOrPromise
    follows: StrOrPromise = ""


TEXT: Final = (
    Step("publish", May.PUBLISH, _("Publish"), _("Everybody can read the need from this moment.")),
    Step(
        "ask_for_approval",
        May.WRITE,
        _("Ask for approval"),
        _("Those who approve get an e-mail with one page to read."),
    ),
    Step(
        "ask_for_comments", May.WRITE, _("Ask colleagues for comments"), _("They comment beside each part of the text.")
    ),
    Step("take_back", May.WRITE, _("Take it back and go on writing"), _("What was approved must be approved anew.")),
)
STAGE: Final = (
    Step("start_dialogue", May.PUBLISH, _("The market dialogue has begun")),
    Step("start_procurement", May.PUBLISH, _("The procurement has begun")),
    Step("start_contract", May.PUBLISH, _("There is a contract")),
    Step("take_into_use", May.PUBLISH, _("It is in use")),
)
BY_NAME: Final = {step.intention: step for step in (*TEXT, *STAGE)}


def of_text(need: Need, *, by: Actor) -> list[Step]:
    """Return what the actor can do with the text in work, the step most people want first."""
    steps = () if need.is_template else TEXT
    return [step for step in steps if (need.text, step.intention) in TEXT_STAGES and _allowed(step, need, by)]


def of_stage(need: Need, *, by: Actor) -> list[Step]:
    """Return how the actor can take a public need further."""
    return [step for step in STAGE if (need.stage, step.intention) in stages.STAGE and _allowed(step, need, by)]


def can_drop(need: Need, *, by: Actor) -> bool:
    """Tell whether the actor can say that nothing will come of a public need."""
    return (need.stage, "drop") in stages.STAGE and leads(need, by=by) and may(by, May.PUBLISH)


def leads(need: Need, *, by: Actor) -> bool:
    """Tell whether the actor acts for the organisation that the need belongs to."""
    return need.owner.public_id == by.acting_for


def _allowed(step: Step, need: Need, by: Actor) -> bool:
    return leads(need, by=by) and may(by, step.allowed)
