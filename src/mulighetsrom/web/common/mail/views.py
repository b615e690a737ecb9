"""The post of a demo, where log-in links and alerts can be read; in production, for operators, what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mulighetsrom.installation import config
from mulighetsrom.web.common.components import Cell, Column, Link, Table, Tone
from mulighetsrom.web.common.mail import access, queries
from mulighetsrom.web.common.mail.actions import WITHDRAWN
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.common.written import moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.http import Request

ON_A_PAGE: Final = 25
STATES: Final[dict[str, StrOrPromise]] = {
    Mail.State.WAITING: gettext_lazy("waiting"),
    Mail.State.SENT: gettext_lazy("sent"),
    Mail.State.REFUSED: gettext_lazy("refused"),
    Mail.State.BOUNCED: gettext_lazy("came back"),
}
TONES: Final[dict[str, Tone]] = {
    Mail.State.SENT: Tone.SUCCESS,
    Mail.State.REFUSED: Tone.WARNING,
    Mail.State.BOUNCED: Tone.WARNING,
}


@require_safe
def mails(request: Request) -> HttpResponse:
    """List the letters."""
    page = Paginator(access.letters(by=request.actor), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"title": _("Mail"), "demo": config.current().demo, "page": page, "table": _table(page)}
    return render(request, "mail/mails.html", shown)


@require_safe
def mail(request: Request, public_id: str) -> HttpResponse:
    """Show one letter."""
    letter = access.letter(public_id, by=request.actor)
    words = queries.words(letter)
    shown = {
        "title": words.subject or _("An e-mail"),
        "verbatim": bool(words.subject),
        "trail": [Link(_("Mail"), reverse("mail:mails")), Link(_("An e-mail"), request.path, current=True)],
        "letter": letter,
        "words": words,
        "state": _state(letter),
        "tone": Tone.NEUTRAL if _is_withdrawn(letter) else TONES.get(letter.state, Tone.NEUTRAL),
        "withdrawn": _is_withdrawn(letter),
        "moment": moment(letter.sent_at or letter.waits_since),
    }
    return render(request, "mail/mail.html", shown)


def of_this_demo(request: Request) -> str:  # noqa: ARG001 - the foot gives each line the request
    """Lead from every page's foot to the letters, in a demo."""
    if not config.current().demo:
        return ""
    return format_html('<a href="{}">{}</a>', reverse("mail:mails"), _("Mail of this demo"))


def _table(page: Iterable[Mail]) -> Table:
    columns = [Column(_("Letter")), Column(_("To")), Column(_("When")), Column(_("State"))]
    return Table(_("E-mails, newest first"), columns, [_row(letter) for letter in page])


def _is_withdrawn(letter: Mail) -> bool:
    return letter.state == Mail.State.REFUSED and letter.answer == WITHDRAWN


def _state(letter: Mail) -> StrOrPromise:
    """Say what became of a letter; no mail server has refused one that was no longer right when its turn came."""
    return _("not sent: no longer needed") if _is_withdrawn(letter) else STATES[letter.state]


def _row(letter: Mail) -> list[Cell]:
    subject = queries.words(letter).subject
    return [
        Cell(subject or _("An e-mail"), reverse("mail:mail", args=[letter.public_id]), verbatim=bool(subject)),
        Cell(letter.address or _("no longer known"), verbatim=bool(letter.address)),
        Cell(moment(letter.sent_at or letter.waits_since)),
        Cell(_state(letter)),
    ]
