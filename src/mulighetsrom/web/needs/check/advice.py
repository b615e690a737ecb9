"""What each rule is called, why it matters, and the question that leads on: in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.needs.check.finding import Rule

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Advice:
    """What to say about a finding."""

    name: StrOrPromise
    why: StrOrPromise
    question: StrOrPromise


ADVICE: Final[dict[Rule, Advice]] = {
    Rule.SOLUTION: Advice(
        _("A solution in disguise?"),
        _(
            "This chooses how before suppliers have been asked. Those who would have met the need in another way, "
            "perhaps a better one, will not answer."
        ),
        _("What will be different for the user in two years, whatever is bought?"),
    ),
    Rule.BRAND: Advice(
        _("A product or a maker"),
        _(
            "A later specification may not name a make or an origin unless it is necessary (the procurement "
            "regulations §§ 8-5(3) and 15-1(4)). What you use today can stand as a fact under today's situation."
        ),
        _("What must it be able to do together with what you have, and could an open interface say so?"),
    ),
    Rule.FORMAT: Advice(
        _("A format or a version"),
        _("A format, an interface or a version shuts out what is solved in another way, and is soon out of date."),
        _("Who needs to read or use the information, and for what?"),
    ),
    Rule.DELIVERED: Advice(
        _("Dictates the delivery"),
        _("This says what must come along instead of what must be achieved. Suppliers then offer a list, not an idea."),
        _("What should have become possible for those who have the need, when it has been delivered?"),
    ),
    Rule.NO_MEASURE: Advice(
        _("An effect that cannot be counted"),
        _(
            "Without something to count, nobody can tell afterwards whether it became better. "
            "That something has been delivered is no effect."
        ),
        _("What can you count before and after: minutes, people, kroner, falls, kilometres?"),
    ),
    Rule.NO_REASON: Advice(
        _("An absolute requirement without a reason"),
        _(
            "Every absolute requirement leaves somebody out. A law, a risk or a fact is a reason; a wish, a habit or "
            "“standard” is none."
        ),
        _("What would happen if the requirement was not met, and could it be a wish instead?"),
    ),
    Rule.JARGON: Advice(
        _("A word that outsiders may not know"),
        _("A new company does not know your abbreviations and your office words, and may not dare to ask."),
        _("How would you say it to a neighbour?"),
    ),
    Rule.LONG_SENTENCE: Advice(
        _("A long sentence"),
        _("Long sentences are read twice or not at all, and hide what matters."),
        _("Which is the most important thing here? Could it be a sentence of its own?"),
    ),
}
