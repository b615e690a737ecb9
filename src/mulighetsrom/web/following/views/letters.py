"""Where the links in letters lead: to one button each, and back. They work without log-in, for what the letter told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mulighetsrom.web.following import access, words
from mulighetsrom.web.following.actions import follows as actions
from mulighetsrom.web.following.actions import hiding
from mulighetsrom.web.following.queries import follows, names
from mulighetsrom.web.following.queries.things import thing

if TYPE_CHECKING:
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.following.tokens import Stop


@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: Request, secret: str) -> HttpResponse:
    """Ask whether to hide what an item told of, hide it, and take that back."""
    item = access.item_of_token(secret)
    found = thing(item.kind, item.thing)
    if not found:
        raise Http404
    done, muted = "", ""
    if request.method == "POST" and request.POST.get("do") == "undo":
        hiding.show_again(item=item)
        done = "undone"
    elif request.method == "POST":
        mute = hiding.hide(item=item, thing=found)
        done, muted = "hidden", words.muted(mute, names.of([mute.follow])) if mute else ""
    titles = {"": _("Hide this, and see fewer like it?"), "hidden": _("Hidden"), "undone": _("It is shown again")}
    context = {"title": titles[done], "thing": found, "done": done, "muted": muted}
    return _private(render(request, "following/hide.html", context))


@csrf_exempt  # a mailbox asks it for the reader, without cookie; the signed link is what counts (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: Request, secret: str) -> HttpResponse:
    """Ask whether to end what a letter came of, end it, and take that back."""
    meant = access.stop_of_token(secret)
    done = ""
    if request.method == "POST":
        if request.POST.get("do") == "undo":
            actions.take_back_stop(stop=meant)
            done = "undone"
        else:
            actions.stop_by_letter(stop=meant)
            done = "stopped"
    titles = {"": _("Stop these e-mails?"), "stopped": _("Stopped"), "undone": _("You follow it again")}
    context = {"title": titles[done], "done": done, "names": _names(meant), "all": bool(meant.person)}
    return _private(render(request, "following/stop.html", context))


def _names(meant: Stop) -> list[str]:
    """Return what is ended, in words; of somebody's collected letters nothing is told to whoever has the link."""
    if meant.person:
        return []
    own = follows.by_id(meant.follows)
    known = names.of(own)
    return [words.name(one, known) for one in own]


def _private(answer: HttpResponse) -> HttpResponse:
    """Let no other site learn the address of the page, and no cache keep it."""
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
