"""The page on which a text is written, saved as one types."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulighetsrom.web.common import diff
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.drafting import actions, kinds, merging, places, progress, queries, stages
from mulighetsrom.web.drafting.comparing import plain
from mulighetsrom.web.drafting.form import Writing
from mulighetsrom.web.drafting.views import pages

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.drafting.kinds import Kind
    from mulighetsrom.web.drafting.merging import Conflict
    from mulighetsrom.web.drafting.models import Drafted


class WritingPage:
    """The page of one kind of text. Its slice says what is its own by the methods at the top."""

    form: type[Writing] = Writing

    def __init__(self, model: str) -> None:
        self._model = model

    def keep(self, request: Request, row: Any, form: Writing) -> None:
        """Keep what was sent beside the text, such as a file."""

    def shown(self, request: Request, row: Any) -> dict[str, Any]:  # noqa: ARG002 - a slice's to say
        """Return what the page shows beside the text."""
        return {}

    def beside(self, form: Writing, row: Any) -> None:
        """Lay something beside the form's fields."""

    def refreshed(self, request: Request, row: Any) -> dict[str, Any]:  # noqa: ARG002 - as above
        """Return what a page that stays open is told anew each time it has saved by itself."""
        return {}

    def answer(self, request: Request, row: Drafted) -> HttpResponse:
        """Show the form of a row that the actor may write, or save what is sent: as JSON where the page asks for it."""
        if row.text not in stages.OPEN:
            return self._closed(request, row)
        if request.method == "POST":
            return self._save(request, row)
        return self._page(request, row, self._form(request, row))

    @property
    def kind(self) -> Kind:
        return kinds.named(self._model)

    def _form(self, request: Request, row: Drafted, *, bound: bool = False) -> Writing:
        return self.form(
            queries.whole(row),
            self.kind,
            people=queries.candidates(row),
            own_place=row.owner.municipality,
            data=request.POST if bound else None,
            files=request.FILES if bound else None,
            one_more=request.GET.get("mer", ""),
            search=request.GET.get("cpv", ""),
            remove=asked_of(request) if asked(request) == "remove" else "",
        )

    def _save(self, request: Request, row: Drafted) -> HttpResponse:
        form = self._form(request, row, bound=True)
        try:
            conflicts = actions.save(
                row=row, said=form.said(), seen=form.marks(), page=form.cleaned_data.get("page"), by=request.actor
            )
            self.keep(request, row, form)
        except actions.TextClosedError:
            return self._closed(request, row)
        row.refresh_from_db()
        if _is_autosave(request):
            return self._saved(request, row, form, conflicts)
        if conflicts or form.errors:
            return self._page(request, row, form, conflicts)
        return redirect(self._onwards(request, row))

    def _page(self, request: Request, row: Drafted, form: Writing, conflicts: Iterable[Conflict] = ()) -> HttpResponse:
        conflicts = list(conflicts)
        self.beside(form, row)
        context = {
            **self._named(request, row),
            **progress.of(row.draft, self.kind),
            "form": form,
            "municipalities": places.names(),
            "saved_at": _clock(row.changed_at),
            "conflicts": [self._side_by_side(row, conflict) for conflict in conflicts],
            "other": queries.last_writer(row) if conflicts else None,
        }
        status = HTTPStatus.CONFLICT if conflicts else HTTPStatus.OK
        return pages.answer(request, row, "write", context, content=row.draft, status=status)

    def _named(self, request: Request, row: Drafted) -> dict[str, Any]:
        here = Link(row.draft.get("title") or _("Untitled"), request.path, verbatim=True)
        return {**pages.titled(row), "trail": pages.trail(row, here), **self.shown(request, row)}

    def _side_by_side(self, row: Drafted, conflict: Conflict) -> dict[str, Any]:
        if conflict.path == "responsible":
            people, label = queries.candidates(row), _("Responsible person")
            mine, theirs = people.get(conflict.mine, ""), people.get(conflict.theirs, "")
        else:
            label = str(self.kind.of.at(conflict.path).label)
            mine, theirs = (plain(conflict.path, one, self.kind.of) for one in (conflict.mine, conflict.theirs))
        return {
            "path": conflict.path,
            "label": label,
            "mine": mine,
            "theirs": diff.words(mine, theirs),
            "mark": merging.mark(conflict.theirs),
        }

    def _saved(self, request: Request, row: Drafted, form: Writing, conflicts: list[Conflict]) -> JsonResponse:
        """Tell a page that saves by itself what became of it: marks of what it shows, not of what others wrote."""
        clash, seen = {conflict.path for conflict in conflicts}, form.marks()
        marks = merging.marks(form.said(), self.kind.of)
        answer = {
            "status": _status(row, form, conflicts),
            "seen": {path: seen.get(path, "") if _touches(path, clash) else mark for path, mark in marks.items()},
            "errors": {name: " ".join(map(str, errors)) for name, errors in form.errors.items()},
            "progress": render_to_string("drafting/progress.html", progress.of(row.draft, self.kind)),
            **self.refreshed(request, row),
        }
        return JsonResponse(answer, status=HTTPStatus.CONFLICT if conflicts else HTTPStatus.OK)

    def _closed(self, request: Request, row: Drafted) -> HttpResponse:
        """Say that a text waits for approval, and is not written in meanwhile."""
        text = _("Somebody must take it back before it is changed, so that nobody approves what they have not read.")
        notice = Notice(_("This text is waiting for approval, or has got it."), text, Tone.WARNING)
        if _is_autosave(request):
            return JsonResponse({"status": f"{notice.title} {notice.text}"}, status=HTTPStatus.CONFLICT)
        status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
        context = {**self._named(request, row), "notice": notice}
        return pages.answer(request, row, "closed", context, content=row.draft, status=status)

    def _onwards(self, request: Request, row: Drafted) -> str:
        """Return where the page goes on after it was saved: to the row that was asked for, to what was searched."""
        address, what = self.kind.page(row, "write"), asked_of(request)
        match asked(request):
            case "add" if what in self.kind.of.fields:
                return f"{address}?mer={what}#{what}-{len(row.draft.get(what, []))}"
            case "next":
                return self.kind.page(row, "work")
            case "remove":
                return f"{address}#part-{what.partition('.')[0]}"
            case "attach" | "detach":
                return f"{address}#part-attachments"
            case "cpv":
                return f"{address}?{urlencode({'cpv': request.POST.get('cpv_search', '')[:100]})}#part-cpv"
            case _saved:
                return f"{address}#saved"


def asked(request: Request) -> str:
    """Return what the button that was pressed wants, such as "remove" of "remove:effects.1"."""
    return request.POST.get("do", "").partition(":")[0]


def asked_of(request: Request) -> str:
    """Return what the button that was pressed wants it of, such as "effects.1"."""
    return request.POST.get("do", "").partition(":")[2]


def _status(row: Drafted, form: Writing, conflicts: list[Conflict]) -> str:
    if conflicts:
        return _(
            "A colleague has changed the same field as you. Press Save to see both texts and choose: "
            "until then, nothing more is saved by itself."
        )
    time = _clock(row.changed_at)
    if form.errors:
        return ngettext(
            "Saved %(time)s, but for one field", "Saved %(time)s, but for %(count)s fields", len(form.errors)
        ) % {"time": time, "count": len(form.errors)}
    return _("Saved %(time)s") % {"time": time}


def _touches(path: str, clash: set[str]) -> bool:
    return any(path == one or path.startswith(f"{one}.") or one.startswith(f"{path}.") for one in clash)


def _is_autosave(request: Request) -> bool:
    return request.method == "POST" and request.headers.get("Accept") == "application/json"


def _clock(moment: datetime) -> str:
    local = timezone.localtime(moment)
    today = local.date() == timezone.localdate()
    return date_format(local, "H:i" if today else "j. N H:i")
