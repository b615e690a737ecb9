"""What was typed survives a log-in, a log-out and another person at the same browser."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.accounts import access, paths
from mulighetsrom.web.accounts.actions import kept as keeping
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.common import errors, proof

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.common.http import Request


@require_safe
def kept(request: Request, public_id: str) -> HttpResponse:
    """Show somebody what they wrote when they were not logged in any more, and let them send it again."""
    return _again(request, *keeping.opened(access.kept(public_id, by=request.actor)))


def not_sent(request: Request, reason: str = "") -> HttpResponse:
    """Answer a form from a page that is older than the last log-in or log-out of this browser.

    Whoever wrote it sends it once more, with a new proof; where that is somebody else now, it waits for them. A form
    that does not come from a page of ours is nobody's words.
    """
    writer, path = proof.writer(request), paths.own(request.get_full_path())
    if not proof.is_ours(request) or not path:
        return errors.csrf_failure(request, reason)
    is_writers = writer in {"", request.actor.person}
    if not request.accepts("text/html"):
        return _told(request, is_writers=is_writers)
    if is_writers:
        said = [(name, value) for name, values in proof.said(request).items() for value in values]
        return _again(request, path, said, status=HTTPStatus.FORBIDDEN)
    to_log_in = paths.log_in(keep(request, people.person(writer)))
    if not request.actor.person:
        return redirect(to_log_in)
    context = {"title": _("Somebody else is logged in now"), "to_log_in": to_log_in}
    return render(request, "accounts/not_sent.html", context, status=HTTPStatus.FORBIDDEN)


def keep(request: Request, writer: Person | None) -> str:
    """Keep what was sent, for its writer alone; return where they find it again."""
    path, said = paths.own(request.get_full_path()), proof.said(request)
    if not (writer and path and said):
        return ""
    found = keeping.keep(person=writer, path=path, fields=said, by=request.actor)
    return reverse("accounts:kept", args=[found.public_id]) if found else ""


def _again(request: Request, path: str, said: Iterable[tuple[str, str]], status: int = HTTPStatus.OK) -> HttpResponse:
    fields = list(said)
    texts = [value for _name, value in fields if " " in value.strip()]
    context = {"title": _("We kept what you wrote"), "path": path, "fields": fields, "texts": texts}
    return render(request, "accounts/kept.html", context, status=status)


def _told(request: Request, *, is_writers: bool) -> HttpResponse:
    """Tell a script: with a new proof it sends again; of anybody else's page nothing is taken until they are back."""
    if is_writers:
        return JsonResponse({"proof": get_token(request)}, status=HTTPStatus.FORBIDDEN)
    text = (
        _(
            "Somebody else has logged in, and nothing is saved in their name. Log in as yourself in another tab, "
            "and come back here: your text is still in this page, and is saved then."
        )
        if request.actor.person
        else _(
            "You have been logged out. Log in again in another tab, and come back here: "
            "your text is still in this page, and is saved then."
        )
    )
    return JsonResponse({"status": text}, status=HTTPStatus.UNAUTHORIZED)
