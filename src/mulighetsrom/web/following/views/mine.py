"""What somebody follows: the page, and what can be done there."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts import pages, paths
from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.following import access, tokens, words
from mulighetsrom.web.following.actions import follows as actions
from mulighetsrom.web.following.actions import hiding
from mulighetsrom.web.following.forms import CadenceForm
from mulighetsrom.web.following.models import Follow
from mulighetsrom.web.following.queries import calendar, follows, names
from mulighetsrom.web.following.queries.things import things

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.following.targets import Target

LATEST: Final = 20


@dataclass(frozen=True, slots=True)
class Followed:
    """A follow as the page shows it."""

    follow: Follow
    name: str
    url: str
    form: CadenceForm


@dataclass(frozen=True, slots=True)
class News:
    """Something that came lately, as the page shows it."""

    title: str
    url: str
    owner: str
    what: str
    why: str
    day: str
    hide_url: str


@require_safe
def mine(request: Request) -> HttpResponse:
    """Show what somebody follows, what came of it lately, and what is muted."""
    person = accounts.me(by=request.actor)
    own, mutes = list(follows.of(person)), list(follows.mutes(person))
    known = names.of([*own, *(mute.follow for mute in mutes)])
    context = {
        "title": _("What I follow"),
        "trail": [Link(_("What I follow"), request.path, current=True)],
        "follows": [_followed(one, known) for one in own],
        "news": _news(person, known),
        "mutes": [(mute, words.muted(mute, known)) for mute in mutes],
        "email": person.email,
        "returned": pages.returned(person),
        "calendar": calendar.key(person),
    }
    return render(request, "following/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: Request) -> HttpResponse:
    """Ask whether to follow something, and follow it. Whoever must log in first comes back to the question."""
    given = request.POST if request.method == "POST" else request.GET
    accounts.me(by=request.actor)
    target = access.target(given.dict(), by=request.actor)
    if request.method != "POST":
        return _ask(request, target)
    try:
        actions.follow(target=target, by=request.actor)
    except actions.TooManyError:
        return _ask(request, target, too_many=True)
    return redirect(paths.own(given.get(paths.NEXT)) or reverse("following:mine"))


@require_POST
def change(request: Request, public_id: str) -> HttpResponse:
    """Do with a follow what its owner chose: another cadence, a pause, the end, or what takes these back."""
    found, by = access.own_follow(public_id, by=request.actor), request.actor
    match request.POST.get("do"):
        case "cadence":
            form = CadenceForm(request.POST)
            if not form.is_valid():
                raise Http404
            actions.set_cadence(follow=found, cadence=Follow.Cadence(form.cleaned_data["cadence"]), by=by)
        case "pause":
            actions.pause(follow=found, by=by)
        case "resume":
            actions.resume(follow=found, by=by)
        case "stop":
            actions.stop(follow=found, by=by)
            return _stopped(request, found)
        case _:
            raise Http404
    return redirect(paths.own(request.POST.get(paths.NEXT)) or reverse("following:mine"))


@require_POST
def unmute(request: Request, public_id: str) -> HttpResponse:
    """Let a muted reason bring things again."""
    hiding.unmute(mute=access.own_mute(public_id, by=request.actor))
    return redirect("following:mine")


def _ask(request: Request, target: Target, *, too_many: bool = False) -> HttpResponse:
    too_much = Notice(_("You follow as much as one person can. Stop something first."), tone=Tone.WARNING)
    context = {
        "title": _("Follow this?"),
        "trail": [Link(_("What I follow"), reverse("following:mine"))],
        "name": words.name(target.follow(), names.of([target.follow()])),
        "kind": target.kind.label,
        "parameters": target.parameters.items(),
        "next": paths.own(request.GET.get(paths.NEXT)),
        "notice": too_much if too_many else None,
    }
    return render(request, "following/follow.html", context, status=HTTPStatus.CONFLICT if too_many else HTTPStatus.OK)


def _stopped(request: Request, found: Follow) -> HttpResponse:
    name = words.name(found, names.of([found]))
    context = {
        "title": _("You no longer follow this"),
        "trail": [Link(_("What I follow"), reverse("following:mine"))],
        "name": name,
        "follow": found,
    }
    return render(request, "following/stopped.html", context)


def _followed(one: Follow, known: Mapping[str, str]) -> Followed:
    form = CadenceForm(initial={"cadence": one.cadence}, prefix=None, auto_id=f"id_{one.public_id}_%s")
    return Followed(one, words.name(one, known), words.path(one), form)


def _news(person: Person, known: Mapping[str, str]) -> list[News]:
    items = follows.latest(person, LATEST)
    there = things({(item.kind, item.thing) for item in items})
    found = []
    for item in items:
        thing = there.get((item.kind, item.thing))
        if thing:
            name = words.name(item.follow, known)
            found.append(
                News(
                    title=thing.title,
                    url=thing.path,
                    owner=thing.owner.name,
                    what=str(words.HAPPENED[item.what]),
                    why=words.why([name]),
                    day=written.local_day(item.at),
                    hide_url=reverse("following:hide", args=[tokens.hide(item.public_id)]),
                )
            )
    return found
