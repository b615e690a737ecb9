"""What other programs fetch: feeds and calendars."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import http_date, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import conditional_page, require_POST, require_safe

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import floods
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.common.feeds import Entry, atom
from mulighetsrom.web.dialogue import access as dialogues
from mulighetsrom.web.dialogue.queries import finding
from mulighetsrom.web.following import access, calendars, words
from mulighetsrom.web.following.actions import calendars as actions
from mulighetsrom.web.following.queries import calendar, names
from mulighetsrom.web.following.queries.things import newest
from mulighetsrom.web.following.targets import Target
from mulighetsrom.web.needs import access as needs
from mulighetsrom.web.needs.queries.search import Query, find

if TYPE_CHECKING:
    from datetime import datetime

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.drafting.models import Drafted
    from mulighetsrom.web.following.queries.calendar import Dates
    from mulighetsrom.web.following.thing import Thing

FRESH: Final = 15 * 60  # seconds for which a program need not ask again


@require_safe
@floods.held_back(floods.FILES)
@conditional_page
def search_feed(request: Request) -> HttpResponse:
    """Give what a search finds as a feed, newest first: of an organisation by `eier`, of a focus area by `omrade`."""
    query = replace(Query.from_dict(request.GET.dict()), order="ny")
    target = Target(query=query)
    title = _("Needs, plans and dialogues")
    path = reverse("needs:list")
    if not query.is_empty:
        title = words.name(target.follow(), names.of([target.follow()]))
        path = f"{path}?{urlencode(target.parameters)}"
    return _feed(request, title, path, _found(query))


@require_safe
@floods.held_back(floods.FILES)
@conditional_page
def dialogues_feed(request: Request) -> HttpResponse:
    """Give all dialogues as a feed, newest first."""
    found = _found(Query(kind="dialogue", order="ny"))
    return _feed(request, _("Dialogues"), reverse("dialogue:list"), found)


@require_safe
@floods.held_back(floods.FILES)
@conditional_page
def need_feed(request: Request, public_id: str) -> HttpResponse:
    """Give a need's versions and the dialogues about it as a feed, newest first."""
    found = needs.public_need(public_id, by=request.actor)
    path = reverse("needs:need", args=[found.public_id])
    versions = _versions(found, path)
    about = newest(("dialogue", one.public_id) for one in finding.of_need(found))
    entries = [*versions, *(_entry(one) for one in about)]
    return _feed(request, versions[0].title if versions else found.owner.name, path, entries)


@require_safe
@floods.held_back(floods.FILES)
@conditional_page
def dialogue_feed(request: Request, public_id: str) -> HttpResponse:
    """Give the versions of a dialogue's invitation as a feed, newest first."""
    found = dialogues.public_dialogue(public_id, by=request.actor)
    path = reverse("dialogue:dialogue", args=[found.public_id])
    versions = _versions(found, path)
    return _feed(request, versions[0].title if versions else found.owner.name, path, versions)


@require_safe
@floods.held_back(floods.FILES)
@conditional_page
def dialogue_calendar(request: Request, public_id: str) -> HttpResponse:
    """Give the days and deadlines of a dialogue's parts to a calendar."""
    found = dialogues.public_dialogue(public_id, by=request.actor)
    return _calendar(calendar.of_dialogue(found), found.owner.name)


@require_safe
@floods.held_back(floods.FILES)
@conditional_page
def organisation_calendar(request: Request, public_id: str) -> HttpResponse:
    """Give an organisation's public dates to a calendar."""
    found = needs.buyer(public_id, by=request.actor)
    return _calendar(calendar.of_organisation(found), found.name)


@require_safe
@conditional_page
def own_calendar(request: Request, secret: str) -> HttpResponse:  # noqa: ARG001 - a calendar program has no session
    """Give the dates of what somebody follows to their calendar, in their language."""
    person = access.calendar_of_token(secret)
    with override(person.language):
        answer = _calendar(calendar.of_person(person), _("What I follow"))
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_POST
def calendar_link(request: Request) -> HttpResponse:
    """Make a link to one's own calendar, shown this once, or end it."""
    accounts.me(by=request.actor)
    link = ""
    if request.POST.get("do") == "end":
        actions.end_link(by=request.actor)
    else:
        link = absolute(reverse("own_calendar", args=[actions.new_link(by=request.actor)]))
    context = {
        "title": _("Your calendar link") if link else _("The calendar link is ended"),
        "trail": [Link(_("What I follow"), reverse("following:mine"))],
        "link": link,
    }
    answer = render(request, "following/calendar.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _found(query: Query) -> list[Entry]:
    hits = [hit.document for hit in find(query).hits if not hit.partly]
    return [_entry(one) for one in newest((one.kind, one.thing) for one in hits)]


def _entry(one: Thing) -> Entry:
    return Entry(one.public_id, f"{one.title} ({one.owner.name})", one.path, one.summary, one.changed_at)


def _versions(row: Drafted, path: str) -> list[Entry]:
    told = _("%(title)s, version %(number)s")
    return [
        Entry(
            f"version-{one.number}",
            told % {"title": one.content.get("title", ""), "number": one.number},
            path,
            one.why,
            one.published_at,
        )
        for one in access.versions(row)
    ]


def _feed(request: Request, title: str, path: str, entries: list[Entry]) -> HttpResponse:
    newest_first = sorted(entries, key=lambda one: one.at, reverse=True)
    answer = atom(request, title=title, path=path, entries=newest_first)
    return _cached(answer, max((one.at for one in entries), default=None))


def _calendar(dates: Dates, name: str) -> HttpResponse:
    answer = HttpResponse(calendars.written(dates, name=name), content_type="text/calendar; charset=utf-8")
    return _cached(answer, calendar.latest(dates))


def _cached(answer: HttpResponse, changed: datetime | None) -> HttpResponse:
    answer["Cache-Control"] = f"public, max-age={FRESH}"
    if changed:
        answer["Last-Modified"] = http_date(changed.timestamp())
    return answer
