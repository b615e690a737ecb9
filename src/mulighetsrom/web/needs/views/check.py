"""The need check's page: what there is to look at, field by field, and why."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.needs import access
from mulighetsrom.web.needs.actions import check as actions
from mulighetsrom.web.needs.check.advice import ADVICE, Advice
from mulighetsrom.web.needs.fields import NEED
from mulighetsrom.web.needs.forms.check import Decision
from mulighetsrom.web.needs.queries import check as queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.drafting.fields import Content
    from mulighetsrom.web.needs.check import Finding
    from mulighetsrom.web.needs.models import Need

AROUND: Final = 160
"""Letters to show on each side of the marked words, at most."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as the page shows it: the marked words with what stands around them; all empty where words lack."""

    finding: Finding
    advice: Advice
    mark: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one field, and where in the form it is."""

    label: str
    url: str
    findings: list[Shown]


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request, public_id: str) -> HttpResponse:
    """Show what there is to look at in a text in work; put a finding aside or take it back."""
    if request.method == "POST":
        return _decide(request, access.own_need(public_id, by=request.actor, what=May.WRITE))
    need = access.own_need(public_id, by=request.actor, what=May.READ)
    found = queries.of_need(need)
    title = need.draft.get("title") or _("A need without a title")
    context = {
        "title": _title(len(found.open)),
        "need": need,
        "need_title": title,
        "language": need.draft.get("language") or "nb",
        "groups": _groups(need, found.open),
        "aside": [_shown(need.draft, one) for one in found.aside],
        "writes": may(request.actor, May.WRITE) and need.owner.public_id == request.actor.acting_for,
        "trail": _trail(need, title, request.path),
    }
    return render(request, "needs/check.html", context)


def _decide(request: Request, need: Need) -> HttpResponse:
    form = Decision(request.POST)
    if not form.is_valid():
        raise Http404
    said = form.cleaned_data
    act = actions.put_aside if said["do"] == "aside" else actions.take_back
    act(need=need, rule=said["rule"], mark=said["mark"], by=request.actor)
    return redirect("needs:check", public_id=need.public_id)


def _title(count: int) -> str:
    if not count:
        return _("No remarks")
    return ngettext("%(count)s thing to look at", "%(count)s things to look at", count) % {"count": count}


def _groups(need: Need, found: Iterable[Finding]) -> list[Group]:
    return [
        Group(_label(field), _place(need, field), [_shown(need.draft, one) for one in of])
        for field, of in groupby(found, key=lambda one: one.field)
    ]


def _label(path: str) -> str:
    label, row = str(NEED.at(path).label), next((part for part in path.split(".") if part.isdigit()), None)
    return label if row is None else _("%(label)s (%(row)s)") % {"label": label, "row": int(row) + 1}


def _place(need: Need, path: str) -> str:
    return f"{reverse('needs:write', args=[need.public_id])}#{path.replace('.', '-')}"


def _shown(content: Content, finding: Finding) -> Shown:
    text = _text(content, finding.field)
    before = text[max(0, finding.start - AROUND) : finding.start]
    after = text[finding.end : finding.end + AROUND]
    return Shown(
        finding=finding,
        advice=ADVICE[finding.rule],
        mark=queries.mark(finding),
        before=_sentence_end(before, cut=finding.start > AROUND),
        after=_sentence_start(after, cut=finding.end + AROUND < len(text)),
    )


def _sentence_end(before: str, *, cut: bool) -> str:
    """Return what of the sentence stands before the words."""
    start = max(before.rfind("\n"), *(before.rfind(f"{mark} ") for mark in ".!?")) + 1
    kept = before[start:].lstrip()
    return f"… {kept.partition(' ')[2]}" if cut and not start else kept


def _sentence_start(after: str, *, cut: bool) -> str:
    """Return what of the sentence stands after the words."""
    ends = [end for mark in (". ", "! ", "? ") if (end := after.find(mark) + 1)]
    line = after.find("\n")
    end = min([*ends, *([line] if line >= 0 else [])], default=-1)
    if end >= 0:
        return after[:end].rstrip()
    return f"{after.rpartition(' ')[0]} …" if cut else after.rstrip()


def _text(content: Content, path: str) -> str:
    name, row, inner = (*path.split("."), "", "")[:3]
    value: Any = content.get(name) or ""
    return str(value[int(row)].get(inner) or "") if row else str(value)


def _trail(need: Need, title: str, here: str) -> list[Link]:
    return [
        Link(_("Needs"), reverse("needs:list")),
        Link(title, reverse("needs:write", args=[need.public_id]), verbatim=bool(need.draft.get("title"))),
        Link(_("Check of the need"), here),
    ]
