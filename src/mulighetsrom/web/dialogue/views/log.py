"""The equal treatment log: its lines for the municipality, and the check that is open to all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.dialogue import access, chain, log, named, told, trails
from mulighetsrom.web.dialogue.access import contacts as record
from mulighetsrom.web.dialogue.forms.contacts import CheckForm, LinesForm
from mulighetsrom.web.dialogue.log import gaps
from mulighetsrom.web.dialogue.log import words as log_words
from mulighetsrom.web.dialogue.queries import forgetting
from mulighetsrom.web.dialogue.queries import lines as queries

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue, Entry

ON_A_PAGE: Final = 50


@require_safe
def lines(request: Request, public_id: str) -> HttpResponse:
    """Show the log to those who work with the dialogue: whether it is whole, what is lacking, and its lines."""
    dialogue = access.companies_dialogue(public_id, by=request.actor)
    form = LinesForm(request.GET, names=queries.companies(dialogue))
    whom = form.cleaned_data["hvem"] if form.is_valid() else ""
    page = Paginator(queries.newest_first(dialogue, whom), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("Equal treatment log"),
        "dialogue": dialogue,
        "name": told.title(dialogue.draft),
        "form": form,
        "chosen": whom,
        "page": page,
        "lines": _told(dialogue, page),
        "gaps": gaps.found(dialogue),
        "state": _whole(dialogue, ""),
        "head": log.head(dialogue),
        "forgets": _forgets(dialogue),
        "notes": may(request.actor, May.COMMENT),
        "keeps": may(request.actor, May.ARCHIVE),
        "trail": trails.log(dialogue),
    }
    return render(request, "dialogue/log.html", context)


@require_safe
def check(request: Request, public_id: str) -> HttpResponse:
    """Say whether the log still leads to a mark that somebody got earlier."""
    dialogue = record.checked(public_id, by=request.actor)
    form = CheckForm(request.GET or None)
    mark = form.cleaned_data["merke"] if form.is_valid() else ""
    title, way = _("Check the equal treatment log"), trails.public if dialogue.is_public else trails.work
    context = {
        "title": title,
        "name": named.title(dialogue),
        "trail": way(dialogue, Link(title, request.path)),
        "dialogue": dialogue,
        "form": form,
        "notice": _whole(dialogue, mark) if mark else None,
        "head": log.head(dialogue),
    }
    return render(request, "dialogue/log_check.html", context)


def _forgets(dialogue: Dialogue) -> str:
    """Return the day on which names are deleted, in words, while there are any."""
    day = forgetting.day(dialogue) if log.names(dialogue) else None
    return written.day(day) if day else ""


def _told(dialogue: Dialogue, page: Any) -> list[dict[str, Any]]:
    reader = log_words.reader(dialogue)
    first = {one.public_id: one.address for one in dialogue.contacts.select_related("first")}
    return [_line(dialogue, entry, reader, first) for entry in page]


def _line(dialogue: Dialogue, entry: Entry, reader: log_words.Reader, first: dict[str, str]) -> dict[str, Any]:
    contact = first.get(entry.facts.get("contact", ""))
    return {
        "number": entry.number,
        "moment": written.moment(entry.at),
        "sentence": reader.sentence(log.as_line(entry)),
        "url": reverse("dialogue:contact", args=[dialogue.public_id, contact]) if contact else "",
    }


def _whole(dialogue: Dialogue, mark: str) -> Notice:
    """Return whether the log is whole, and leads to a mark where there is one."""
    head = chain.read_head(mark) if mark else None
    if mark and not head:
        return Notice(
            _("This is no mark of a log."),
            _("It begins with a number and a dash, then 32 letters and digits. Copy it whole."),
            Tone.WARNING,
        )
    wrong = log.broken(dialogue, [head] if head else [])
    if wrong:
        return _wrong(*wrong.split(" "))
    if head:
        return Notice(
            _("The log leads to this mark."),
            _("Nothing was changed, removed or moved in the lines up to number %(n)s.") % {"n": head.number},
            Tone.SUCCESS,
        )
    return Notice(_("The chain is whole."), _("Each line leads to the one before."), Tone.SUCCESS)


def _wrong(code: str, number: str) -> Notice:
    said = {
        "changed": _("Line %(n)s is not as it was written."),
        "missing": _("Line %(n)s is missing, or stands in another place."),
        "rewritten": _("Up to line %(n)s this is another log than the one that the mark was given for."),
        "cut": _("The log ends before line %(n)s, which the mark was given for."),
    }[code]
    follows = _("Keep the mark, and tell the municipality and whoever runs the installation.")
    return Notice(said % {"n": number}, follows, Tone.DANGER)
