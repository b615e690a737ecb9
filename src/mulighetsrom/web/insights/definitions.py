"""What indicators, problems and tables are, in words for everybody; docs/ says it to those who build.

A test demands words for every one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator: what it is called, the count above the line and the one below, and what it cannot say."""

    name: StrPromise
    above: StrPromise
    below: StrPromise
    limits: StrPromise


_competitions: Final = _("The competitions that were started in the year.")

DEFINITIONS: Final = {
    "dialogue-ratio": Definition(
        _("Market dialogue, per 100 competitions"),
        _("Advisory notices and market consultations that invite suppliers to a dialogue."),
        _competitions,
        _(
            "Dialogue that is not announced on Doffin or TED is not seen. The number says nothing about how good the "
            "dialogue was. The dialogue and its competition may lie in different years, so a small municipality's "
            "number jumps."
        ),
    ),
    "dialogue-ratio-all-forms": Definition(
        _("Market dialogue in any form, per 100 competitions"),
        _("The same invitations, and those that were published as a competition or as an intention."),
        _competitions,
        _(
            "Invitations are rare among competitions, so a small error of the rule makes a large difference here. Read "
            "it beside the main figure, not instead of it."
        ),
    ),
    "advisory-notices": Definition(
        _("Advisory notices, per 100 competitions"),
        _("Every advisory notice, whatever it says."),
        _competitions,
        _(
            "Many advisory notices only tell that a competition will come. The number therefore says nothing about "
            "dialogue, but it needs no reading of texts and is the same whatever our rule finds."
        ),
    ),
    "innovation-procedures": Definition(
        _("Innovation procedures, in per cent"),
        _("Procurements by innovation partnership or competitive dialogue."),
        _("Everything that was announced in the year; what belongs together counts once."),
        _(
            "Most purchases of something new use ordinary procedures, and are not seen. The Norwegian Agency for "
            "Public and Financial Management publishes a figure much like this one, but divides by single notices."
        ),
    ),
    "innovation-code": Definition(
        _("Marked as innovation, in per cent"),
        _("Competitions where the buyer has marked in the form that something new is bought."),
        _("Competitions whose form has such a field: above the EEA threshold, and since the autumn of 2023."),
        _("The mark is the buyer's own word, and easily left out. It does not say whether anything new was bought."),
    ),
    "joint-procurement": Definition(
        _("With several buyers, in per cent"),
        _("Competitions that name more than one buyer in the form."),
        _competitions,
        _(
            "It counts too few: some name one buyer in the form and the others in the text, and a purchasing "
            "cooperation is one buyer however many it buys for."
        ),
    ),
    "tenders-received": Definition(
        _("Tenders received, on average"),
        _("Tenders that came in, over results that give their number."),
        _("Those results, one for each lot."),
        _(
            "It says nothing about whether dialogue has an effect: who holds dialogues also buys other things. Only "
            "about one in three competitions gets a result on Doffin, and few of those give the number."
        ),
    ),
}
"""Indicator -> what it is. The names are anchors of the page that tells how we count."""

_unopened: Final = _("The file could not be opened or was too large.")
_unknown: Final = _("The file is of a kind we do not read.")
_broken: Final = _("The file or the line is damaged, and was not read.")
_value: Final = _("A value cannot be right, and was left empty. The rest of the notice is there.")
_mended: Final = _("The notice was read, but something in it was odd.")

PROBLEMS: Final = {
    **dict.fromkeys(
        (
            "archive-limit",
            "broken-archive",
            "empty",
            "encrypted",
            "link-out",
            "nested-archive",
            "not-a-file",
            "over-limits",
            "path-outside",
            "too-large",
            "unreadable",
        ),
        _unopened,
    ),
    **dict.fromkeys(
        (
            "missing-columns",
            "not-eforms",
            "not-procurement",
            "ted-r209-unsupported",
            "unknown-export",
            "unknown-kind",
            "wrong-namespace",
        ),
        _unknown,
    ),
    **dict.fromkeys(
        (
            "document-type",
            "no-notice",
            "not-an-object",
            "not-json",
            "not-well-formed",
            "not-xml",
            "ragged-row",
            "reader-crashed",
            "truncated",
            "wrong-encoding",
        ),
        _broken,
    ),
    **dict.fromkeys(
        (
            "impossible-date",
            "impossible-indicator",
            "impossible-number",
            "impossible-time",
            "invalid-orgnr",
            "no-identifier",
            "unknown-word",
        ),
        _value,
    ),
    "missing": _("Something that every notice should have is not there."),
    "unresolved-reference": _("The notice points to something that is not in it."),
    **dict.fromkeys(("other-identifier", "repaired-encoding", "repeated"), _mended),
}
"""Code of a problem -> what it means."""

LEFT_OUT: Final = {
    "test": _("Tests that system suppliers have sent"),
    "undated": _("Notices without a date that can be believed"),
    "foreign": _("Notices without a Norwegian buyer"),
}
"""Why a record is in no figure -> what those are."""

TABLES: Final = {
    "counted": _("What every figure sums: one row for each procurement and buyer."),
    "figures": _("Every indicator for every buyer, municipality and county, and for the country."),
    "notices": _("What each notice says of itself, and what was found in it."),
    "texts": _("Titles and texts, masked."),
    "organisations": _("Buyers, winners and others that the notices name."),
    "lots": _("The lots that a procurement is divided into."),
    "classifications": _("Codes for what is bought."),
    "places": _("Where it is to be done."),
    "values": _("Amounts of money."),
    "dates": _("Deadlines and planned dates."),
    "criteria": _("Award criteria."),
    "results": _("The outcome of each lot."),
    "received": _("How many tenders and requests came in."),
    "tenders": _("Tenders that the notice names."),
    "contracts": _("Contracts that were made."),
    "references": _("Other notices that this one points to."),
    "codes": _("Codes for environment, innovation and the like."),
    "changes": _("What a correction or a change of a contract changed."),
    "problems": _("What could not be read or believed."),
}
"""Table of the dataset -> what it holds."""
