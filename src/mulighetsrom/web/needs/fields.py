"""What a need description holds, as a table. Six groups of fields publish a need; the rest may be left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mulighetsrom.notices.reference import cpv
from mulighetsrom.web.drafting import places
from mulighetsrom.web.drafting.fields import Description, Field, Group, Kind, Layout

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.drafting.fields import Content

NEEDED: Final = (
    Field("title", Kind.LINE, _("What should become better?"),
          _("The outcome for those who have the need, in one line. Not the name of a product or a system."), 120, True,
          example=_("Safe nights at home for people who live alone")),
    Field("who", Kind.TEXT, _("Who has the need?"),
          _("Whose day will be better: residents, relatives, employees. A sentence or two."), 1000, True,
          example=_("Residents who live at home with help at night, their relatives, and the staff who drive out.")),
    Field("how_many", Kind.LINE, _("How many are they?"),
          _("A number or an estimate, today and in some years if you know."), 200, True,
          example=_("About 210 today, and 420 in ten years")),
    Field("situation", Kind.TEXT, _("How is it today?"),
          _("What happens today, and what does not work? Write for somebody who does not know the municipality. "
            "Give figures, and where they come from."), 6000, True,
          example=_("Every night we drive out 14 times. Three out of four times nobody needed help (our own count, "
                    "March). Those who did need it waited for 38 minutes. Relatives tell us that they sleep badly.")),
    Field("effects", Kind.ROWS, _("Wanted effects"), "", 10, True, rows=(
        Field("effect", Kind.LINE, _("Wanted effect"), _("What will be different, and for whom?"), 300, True,
              example=_("Those who need help at night get it sooner")),
        Field("measure", Kind.LINE, _("How will you measure it?"), _("A number you can count before and after."), 300,
              True, example=_("Minutes from the alarm until somebody is there")),
        Field("baseline", Kind.LINE, _("Baseline"), _("What the measure is today."), 200,
              example=_("38 minutes")),
        Field("target", Kind.LINE, _("Target"), _("What it should be, and by when."), 200,
              example=_("At most 15 minutes within two years")),
    )),
    Field("ask", Kind.TEXT, _("What do you want to hear from the market?"),
          _("The questions you want suppliers to answer. Ten at most."), 3000, True,
          example=_("What could tell a fall from an open door? What must we change ourselves for it to work? "
                    "What would you need to know before you can say what it costs?")),
    Field("contact_mailbox", Kind.MAILBOX, _("E-mail for contact"),
          _("The address of a role or a department, not of a person. It is shown to everybody."), 200, True),
)  # fmt: skip

FURTHER: Final = (
    Field("requirements", Kind.ROWS, _("Absolute requirements"),
          _("Each one narrows what suppliers can offer. Say why it must be so."), 20, rows=(
        Field("text", Kind.LINE, _("Absolute requirement"), "", 400, True),
        Field("reason", Kind.LINE, _("Why it must be so"), _("A law, a decision, or what would go wrong."), 400),
    )),
    Field("tried", Kind.TEXT, _("What has been tried?"), _("And why was it not enough?")),
    Field("voices", Kind.ROWS, _("What residents and employees say"),
          _("Short quotes, without names or anything that tells who said it."), 10, rows=(
        Field("quote", Kind.TEXT, _("Quote"), "", 500, True),
        Field("whose", Kind.CHOICE, _("Who says it"), "", 20, True),
    )),
    Field("volume", Kind.TEXT, _("Volume"), _("How much, how often, how many places."), 1000),
    Field("time", Kind.TEXT, _("Time"), _("What must happen when, and what can wait."), 1000),
    Field("starts", Kind.QUARTER, _("Earliest start of a contract"), "", 7),
    Field("budget_min", Kind.AMOUNT, _("Budget, from (NOK)"), _("Leave empty what has not been decided."), 15),
    Field("budget_max", Kind.AMOUNT, _("Budget, to (NOK)"), "", 15),
    Field("climate", Kind.TEXT, _("Climate and environment"), _("What you want to do better than the last time."),
          2000),
    Field("security", Kind.TEXT, _("Security and preparedness"), _("What must work also when power or net is gone."),
          2000),
    Field("universal_design", Kind.TEXT, _("Universal design"), _("How everybody can use it, whatever they manage."),
          2000),
    Field("innovation", Kind.CHOICE, _("Kind of innovation"), "", 20),
    Field("focus_areas", Kind.CHOICES, _("Focus areas"), "", 4),
    Field("cpv", Kind.CHOICES, _("What it is about (CPV)"), _("Suppliers find needs by these."), 10),
    Field("places", Kind.CHOICES, _("Municipalities it concerns"), "", 40),
    Field("language", Kind.CHOICE, _("Language of the text"), _("What you write in. The page around it is in the "
          "reader's own."), 2),
)  # fmt: skip

CHOICES: Final[dict[str, dict[str, StrOrPromise]]] = {
    "whose": {
        "resident": _("A resident"),
        "relative": _("A relative"),
        "employee": _("An employee"),
    },
    "innovation": {
        "none": _("Nothing new is needed"),
        "mar-nov": _("New to the market"),
        "prod-innov": _("A new product or service"),
        "proc-innov": _("A new way of working"),
        "rd-act": _("Research and development"),
    },
    "focus_areas": {
        "buildings": _("Smart, green and area-efficient buildings"),
        "care": _("Health and care"),
        "digital": _("Digitalisation"),
        "climate": _("Climate and environment"),
    },
    "language": {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"},
}
"""The codes of the fields that are chosen from a few, and what readers call them."""


NOT_COPIED: Final = ("contact_mailbox", "voices", "places", "attachments", "behind")
"""What belongs to the need itself: people's words, whom to ask, where."""

NEED: Final = Description(
    NEEDED,
    FURTHER,
    choices=CHOICES,
    names={"cpv": lambda code: cpv.label(code, get_language() or "nb"), "places": places.name},
    belongs=NOT_COPIED,
)
"""What publishes a need, and what else it may hold."""

_SIX: Final = (
    Group("title", _("The outcome in one line"), ("title",)),
    Group("who", _("Who, and how many"), ("who", "how_many")),
    Group("situation", _("The situation today"), ("situation",)),
    Group("effect", _("What will be different"), ("effects.0.effect", "effects.0.measure")),
    Group("ask", _("What you ask the market"), ("ask",)),
    Group("contact", _("Contact"), ("contact_mailbox", "responsible")),
)
"""What publishes a need, in the order it is written. `responsible` is a person, and no part of the description."""

_FOLDED: Final = (
    Group("effects", _("Baseline, target and more effects"), ("effects.0.baseline", "effects.0.target", "effects")),
    Group("requirements", _("Absolute requirements"), ("requirements",)),
    Group("tried", _("What has been tried"), ("tried",)),
    Group("frame", _("Volume, time and budget"), ("volume", "time", "starts", "budget_min", "budget_max")),
    Group("climate", _("Climate and environment"), ("climate",)),
    Group("security", _("Security and preparedness"), ("security",)),
    Group("universal_design", _("Universal design"), ("universal_design",)),
    Group("kind", _("Focus areas and kind of innovation"), ("focus_areas", "innovation")),
    Group("cpv", _("What it is about (CPV)"), ("cpv",)),
    Group("places", _("Municipalities it concerns"), ("places",)),
    Group("voices", _("What residents and employees say"), ("voices",)),
    Group("language", _("Language of the text"), ("language",)),
)
"""What is folded away until somebody wants it, or has written in it."""

LAYOUT: Final = Layout(_SIX, _FOLDED)


def empty(language: str, mailbox: str) -> Content:
    """Return the description of a need that nobody has written yet."""
    return {"language": language, "contact_mailbox": mailbox}
