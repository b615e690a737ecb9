"""What codes are called in front of people. A test demands words for every code of notices, figures and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from babel import Locale, UnknownLocaleError
from django.utils.text import format_lazy
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise, StrPromise

# --- what a list holds ----------------------------------------------------------------------------------------------

WHAT: Final[dict[str, tuple[StrPromise, StrPromise]]] = {
    "dialogue": (
        _("Invitations to market dialogue"),
        _(
            "Advisory notices and consultations in which a buyer asks suppliers before there is a competition. "
            "These make the main figure."
        ),
    ),
    "dialogue-side": (
        _("Invitations in other forms"),
        _(
            "Invitations to market dialogue that were published as a competition or as an intention. They stand "
            "beside the main figure, not in it."
        ),
    ),
    "dialogue-any": (
        _("Invitations in any form"),
        _("All invitations to market dialogue, whatever form they were published in."),
    ),
    "competition": (
        _("Competitions"),
        _("What was put out to competition. Corrections and repeats are counted with the first notice."),
    ),
    "advisory": (
        _("Advisory notices"),
        _("Notices that tell of a procurement to come, whether or not they invite to dialogue."),
    ),
    "innovation-procedure": (
        _("Innovation procedures"),
        _("Procurements by innovation partnership or competitive dialogue."),
    ),
    "innovation-code": (
        _("Competitions marked as innovation"),
        _("Competitions in which the buyer has ticked innovation in the form."),
    ),
    "innovation-field": (
        _("Competitions that can be marked as innovation"),
        _("Competitions whose form has a field for innovation. Forms from before the autumn of 2023 have none."),
    ),
    "joint": (
        _("Competitions with several buyers"),
        _("Competitions that name more than one buyer in the form."),
    ),
    "tenders": (
        _("Results with a known number of tenders"),
        _("What has been decided, with the number of tenders that came in."),
    ),
    "all": (
        _("Everything announced"),
        _("Invitations, competitions and results. What belongs together is counted once."),
    ),
}
"""What can be listed -> its heading, and why it stands there."""

ROUTES: Final = {
    "all": _("All"),
    "own": _("The buyer itself"),
    "cooperation": _("Through a purchasing cooperation"),
}

KINDS: Final = {
    "conference": _("Dialogue conference"),
    "one_to_one": _("One-to-one meetings"),
    "written": _("Written input"),
    "workshop": _("Workshop"),
    "other": _("Other dialogue"),
}

FOCUS_AREAS: Final = {
    "buildings": _("Smart, green and area-efficient buildings"),
    "care": _("Health and care"),
    "digital": _("Digitalisation"),
    "climate": _("Climate and environment"),
}

# --- what a notice is -----------------------------------------------------------------------------------------------

_advisory, _competition = _("Advisory notice"), _("Competition")
_starts, _result = _("Advisory notice that starts a competition"), _("Result of a competition")
_intention, _changed = _("Intention notice"), _("Change of a contract")
_design, _design_result = _("Design contest"), _("Result of a design contest")
_profile, _shortens = _("Pointer to a purchasing profile"), _("Advisory notice that allows shorter deadlines")
_utilities, _defence = _("utilities"), _("defence and security")
_concession, _special = _("concession"), _("health, social and other special services")
_special_utilities, _special_concession = (
    _("special services in the utilities"),
    _("concession for special services"),
)
_national, _voluntary, _transport = _("below the EEA threshold"), _("voluntary"), _("public transport")


def _about(form: StrPromise, field: StrPromise) -> StrPromise:
    return format_lazy("{} ({})", form, field)


SUBTYPES: Final[dict[str, StrPromise]] = {
    "1": _profile,
    "2": _about(_profile, _utilities),
    "3": _about(_profile, _defence),
    "4": _advisory,
    "5": _about(_advisory, _utilities),
    "6": _about(_advisory, _defence),
    "7": _shortens,
    "8": _about(_shortens, _utilities),
    "9": _about(_shortens, _defence),
    "10": _starts,
    "11": _about(_starts, _utilities),
    "12": _about(_starts, _special),
    "13": _about(_starts, _special_utilities),
    "14": _about(_starts, _special_concession),
    "15": _("Qualification system"),
    "16": _competition,
    "17": _about(_competition, _utilities),
    "18": _about(_competition, _defence),
    "19": _about(_competition, _concession),
    "20": _about(_competition, _special),
    "21": _about(_competition, _special_utilities),
    "22": _("Subcontract in defence and security"),
    "23": _design,
    "24": _about(_design, _utilities),
    "25": _intention,
    "26": _about(_intention, _utilities),
    "27": _about(_intention, _defence),
    "28": _about(_intention, _concession),
    "29": _result,
    "30": _about(_result, _utilities),
    "31": _about(_result, _defence),
    "32": _about(_result, _concession),
    "33": _about(_result, _special),
    "34": _about(_result, _special_utilities),
    "35": _about(_result, _special_concession),
    "36": _design_result,
    "37": _about(_design_result, _utilities),
    "38": _changed,
    "39": _about(_changed, _utilities),
    "40": _about(_changed, _concession),
    "99": _("Correction"),
    "CEI": _("Call for expressions of interest"),
    "E1": _("Market consultation"),
    "E2": _about(_advisory, _voluntary),
    "E3": _about(_competition, _voluntary),
    "E4": _about(_result, _voluntary),
    "E5": _("Completion of a contract"),
    "E6": _about(_changed, _voluntary),
    "N4": _about(_advisory, _national),
    "N16": _about(_competition, _national),
    "N29": _about(_result, _national),
    "T01": _about(_advisory, _transport),
    "T02": _about(_result, _transport),
}
"""Notice subtype (OPP-070) -> what kind of notice that is."""

FORM_TYPES: Final = {
    "planning": _advisory,
    "consultation": SUBTYPES["E1"],
    "competition": _competition,
    "dir-awa-pre": _intention,
    "result": _result,
    "cont-modif": _changed,
    "completion": SUBTYPES["E5"],
    "change": SUBTYPES["99"],
    "other": _("Other notice"),
}
"""Form type (BT-03) -> likewise, for exports, which have no subtype."""

FIELDS: Final = {
    "title": _("Title"),
    "description": pgettext_lazy("of a notice", "Description"),
    "additional": _("Additional information"),
    "procedure-features": _("About the procedure"),
    "renewal": _("Renewals"),
    "options": _("Options"),
    "recurrence": _("When it is bought again"),
    "change": _("What is changed"),
    "change-reason": _("Why it is changed"),
    "place": _("Place"),
    "event": _("Event"),
    "strategic": _("Strategic aims"),
    "justification": _("Justification"),
    "criterion": _("Award criterion"),
    "criterion-name": _("Name of an award criterion"),
    "contract": _("Contract"),
}

# --- why it counts, or not --------------------------------------------------------------------------------------------

RULES: Final = {
    "closed-form": _("The form tells of a result, an intention or a change. By then the market has been asked."),
    "consultation-form": _("The form itself is made for asking the market before a competition."),
    "title": _("The title invites to a market dialogue."),
    "named": _("The text names a market dialogue that suppliers are invited to."),
    "asked": _("The buyer asks suppliers for something in the text, such as their views or information."),
    "occasion": _(
        "The text names a meeting or a survey, and says in the same sentence that suppliers are invited, that it will "
        "be held, or that it comes before a competition."
    ),
    "replied": _("The text asks the reader to answer, sign up, come or talk, before any competition."),
    "invited": _("The text calls upon suppliers, and asks them for something in the same sentence."),
    "event": _(
        "The text names a meeting or the like, and says in the same sentence that suppliers are invited, or when or "
        "where it is."
    ),
    "over": _("The title says that it is called off or over."),
    "public": _("The title is about plans, grants or residents, and the notice does not speak to suppliers."),
    "intention": _("The notice says that a contract will be awarded without a competition."),
    "mentioned": _(
        "Words of dialogue are there, but none that invites. The dialogue may have been held, or it is part of what "
        "the buyer buys or the supplier must do."
    ),
    "no-words": _("No words that invite to a dialogue were found."),
}
"""Step of the rule (docs/dialogue-detection.md) -> what it found."""

NOT_COUNTED: Final = {
    "test": _("This is a test that a system supplier has sent. It is counted nowhere."),
    "undated": _("The notice has no date that can be believed. It belongs to no year, and is counted nowhere."),
    "foreign": _("The notice names no Norwegian buyer. It is counted nowhere."),
}
"""Why a notice is in no figure -> what to say of it."""


def notice_type(subtype: str | None, form_type: str | None) -> StrOrPromise:
    """Return what kind of notice this is, in words; an odd code is told as its form is."""
    return SUBTYPES.get(subtype or "") or FORM_TYPES.get(form_type or "") or FORM_TYPES["other"]


def language(code: str) -> str:
    """Return the name of a language, in the reader's own."""
    try:
        return Locale.parse(code).get_display_name(get_language()) or code
    except (UnknownLocaleError, ValueError):
        return code
