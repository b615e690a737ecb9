"""One notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, cast

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Link, Tone
from mulighetsrom.web.dialogue.queries import doffin
from mulighetsrom.web.insights import access, dataset, places, words
from mulighetsrom.web.insights.models import Report
from mulighetsrom.web.insights.queries import marks, reports
from mulighetsrom.web.insights.queries import notice as queries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.http import HttpResponse
    from django.urls import ResolverMatch
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.notices.schema import Row
    from mulighetsrom.notices.store import Version
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.insights.queries.marks import Piece

PUBLISHED: Final = {
    "doffin": ("doffin_id", "Doffin", "https://www.doffin.no/notices/{}"),
    "ted": ("ted_number", "TED", "https://ted.europa.eu/en/notice/-/detail/{}"),
}
"""Source -> the column that names a notice there, what readers call the source, and the notice's address."""


@dataclass(frozen=True, slots=True)
class Member:
    """Another record that is counted with the notice: an earlier version, a correction, a result."""

    day: str
    type: StrOrPromise
    source: StrOrPromise
    url: str


@dataclass(frozen=True, slots=True)
class Part:
    """A text as the page shows it: its heading, the lot it belongs to, its language, its words."""

    heading: str
    lot: str
    language: str
    pieces: list[Piece]


def of_notice(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view its notice; send other names on to the notice's one key, and say where a notice was removed."""

    @wraps(view)
    def answer(request: Request, notice_id: str, **more: str) -> HttpResponse:
        try:
            found = access.notice(dataset.of(request), notice_id, by=request.actor)
        except access.NoticeRemovedError as removed:
            return _removed(request, removed)
        if found["notice_id"] != notice_id:
            return redirect(_same_page(request), permanent=True, notice_id=found["notice_id"], **more)
        return view(request, found, **more)

    return answer


def trail(found: Row) -> list[Link]:
    """Return the way to a notice: through its municipality, where it has one."""
    number = found["municipality_number"]
    place = dataset.register().by_number(number) if number else None
    way = places.of_municipality(place).trail if place else [Link(_("Front page"), reverse("insights:front"))]
    return [*way, Link(_("Notice %(id)s") % {"id": found["notice_id"]}, _address(found["notice_id"]))]


@require_safe
@of_notice
def notice(request: Request, found: Row) -> HttpResponse:
    """Show what a notice says, what the rule found in it and why, and the figures it is part of."""
    version = cast("Version", dataset.of(request))  # it has the notice
    counted = queries.counted(version, found["unit"])
    names = queries.names(version, found["notice_id"])
    texts = queries.texts(version, found)
    context = {
        "title": found["title"] or _("Notice without a title"),
        "verbatim": bool(found["title"]),
        "notice": found,
        "trail": trail(found),
        "facts": list(_facts(found, queries.buyers(version, found["record"]))),
        "links": list(_links(found)),
        **_dialogue(found, texts),
        "finding": words.RULES[marks.rule(found["dialogue_evidence"])],
        "why_not": words.NOT_COUNTED.get(queries.why_not(found, counted)),
        "first": _address(found["unit"]) if found["unit"] != found["notice_id"] else "",
        "counted": list(_counted(counted)),
        "parts": [_part(text, found) for text in texts if not text.lot],
        "lots": [_part(text, found) for text in texts if text.lot],
        "marked": any(piece.marked for text in texts for piece in text.pieces),
        "masked": any(text.masked for text in texts),
        "members": list(_members(found, queries.family(version, found["unit"]))),
        "reports": [_report(one) for one in reports.about(names)],
        "identifiers": list(_identifiers(found, names)),
    }
    return render(request, "insights/notice.html", context)


def _dialogue(found: Row, texts: Iterable[queries.Text]) -> dict[str, Any]:
    """Return the dialogue here that the notice announces, and whether its times have changed since."""
    dialogue = doffin.of_notice(found["doffin_id"] or "")
    said = "\n".join("".join(piece.text for piece in text.pieces) for text in texts)
    return {"dialogue": dialogue, "has_moved": dialogue is not None and doffin.has_moved(dialogue, said)}


def _removed(request: Request, removed: access.NoticeRemovedError) -> HttpResponse:
    day = written.local_day(datetime.fromisoformat(removed.tombstone.at))
    context = {"title": _("This notice has been removed"), "day": day}
    return render(request, "insights/removed.html", context, status=410)


def _same_page(request: Request) -> str:
    return cast("ResolverMatch", request.resolver_match).view_name


def _address(notice_id: str) -> str:
    return reverse("insights:notice", args=[notice_id])


def _facts(found: Row, buyers: Iterable[Row]) -> Iterator[tuple[StrOrPromise, list[Link]]]:
    """Yield what a notice is in short: a name, and values that may lead somewhere."""
    yield _("Buyer"), [_buyer(one) for one in buyers] or [Link(_("The notice names none"), "")]
    day = found["published_date"]
    yield _("Announced on"), [Link(written.day(day) if day else _("No date that can be believed"), "")]
    yield _("Type"), [Link(words.notice_type(found["subtype"], found["form_type"]), "")]
    if found["dialogue"]:
        yield _("Kinds of dialogue"), [Link(words.KINDS[kind], "") for kind in found["dialogue_kinds"]]
    if found["dialogue_date"]:
        yield _("Day of the event"), [Link(written.day(found["dialogue_date"]), "")]
    if found["dialogue_deadline"]:
        yield _("Deadline for sign-up or input"), [Link(written.day(found["dialogue_deadline"]), "")]


def _buyer(buyer: Row) -> Link:
    number = buyer["municipality_number"]
    place = dataset.register().by_number(number) if number else None
    return Link(buyer["name"], places.of_municipality(place).url if place else "", verbatim=True)


def _links(found: Row) -> Iterator[Link]:
    """Yield where the notice itself was published; invented ones were published nowhere."""
    if found["source"] != "demo":
        for column, name, address in PUBLISHED.values():
            if found[column]:
                yield Link(_("Read it on %(source)s") % {"source": name}, address.format(found[column]))


def _counted(counted: Iterable[queries.Counted]) -> Iterator[tuple[places.Place, int, list[Link]]]:
    """Yield the places that the notice counts for, with a link to each list that it stands in."""
    for one in counted:
        if place := _place(one):
            links = [
                Link(words.WHAT[what][0], f"{place.notices_url}?what={what}&year={one.year}") for what in one.whats
            ]
            yield (
                place,
                one.year,
                links or [Link(words.WHAT["all"][0], f"{place.notices_url}?what=all&year={one.year}")],
            )


def _place(one: queries.Counted) -> places.Place | None:
    if one.level == "country":
        return places.country()
    if one.level == "municipality":
        municipality = dataset.register().by_number(one.key)
        return places.of_municipality(municipality) if municipality else None
    county = next((county for county in dataset.register().counties() if county.number == one.key), None)
    return places.of_county(county) if county else None


def _part(text: queries.Text, found: Row) -> Part:
    heading = str(words.FIELDS[text.field])
    if text.language not in {"", found["language"]}:
        heading = f"{heading} ({words.language(text.language)})"
    return Part(heading, text.lot, text.language, text.pieces)


def _members(found: Row, family: Iterable[Row]) -> Iterator[Member]:
    """Yield what is counted with the notice, in the order it was published; the record the page shows is left out."""
    for one in family:
        if one["record"] != found["record"]:
            own = one["notice_id"] == found["notice_id"]
            yield Member(
                day=written.day(one["published_date"]) if one["published_date"] else _("without a date"),
                type=_earlier(one) if own else words.notice_type(one["subtype"], one["form_type"]),
                source=dataset.SOURCES[one["source"]],
                url="" if own else _address(one["notice_id"]),
            )


def _earlier(one: Row) -> str:
    if one["version"]:
        return _("Version %(version)s of this notice") % {"version": one["version"]}
    return _("This notice as it came from another source")


def _report(report: Report) -> dict[str, Any]:
    tones = {Report.Decision.ACCEPTED: Tone.SUCCESS, Report.Decision.REJECTED: Tone.NEUTRAL}
    decision = Report.Decision(report.decision)
    return {
        "wrong": Report.Wrong(report.wrong).label,
        "sent": written.local_day(report.sent_at),
        "decision": decision.label,
        "tone": tones.get(decision, Tone.INFO),
        "decided": written.local_day(report.decided_at) if report.decided_at else "",
        "reason": report.reason,
    }


def _identifiers(found: Row, names: Iterable[str]) -> Iterator[tuple[StrOrPromise, str]]:
    """Yield what the notice is called elsewhere, and where we have it from."""
    said = {found["doffin_id"], found["ted_number"], found["uuid"]}
    yield _("Number on Doffin"), found["doffin_id"]
    yield _("Number on TED"), found["ted_number"]
    yield _("Identifier in the form (UUID)"), found["uuid"]
    yield _("Version"), found["version"]
    yield _("Procedure"), found["procedure_id"]
    yield _("Form code"), found["subtype"]
    yield _("Other names"), ", ".join(name for name in names if name not in said)
    yield _("Read by"), f"{found['reader']}, {found['dialogue_rule']}"
