"""Readers tell what is wrong with a notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulighetsrom.web.common import limits
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.insights import access, actions, dataset
from mulighetsrom.web.insights.forms import ReportForm
from mulighetsrom.web.insights.models import Report
from mulighetsrom.web.insights.views.notice import of_notice, trail

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.notices.schema import Row
    from mulighetsrom.web.common.http import Request


@require_http_methods(["GET", "HEAD", "POST"])
@of_notice
def report(request: Request, found: Row) -> HttpResponse:
    """Ask what is wrong with a notice, and keep the answer."""
    form = ReportForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _form(request, found, form)
    try:
        kept = _keep(request, found, form.cleaned_data)
    except actions.TooManyReportsError:
        form.add_error(None, _("You have sent many reports in a short time. Wait an hour, and send this one again."))
        return _form(request, found, form, status=429)
    return redirect("insights:receipt", notice_id=kept.notice_id, reference=kept.reference)


@require_safe
@of_notice
def receipt(request: Request, found: Row, reference: str) -> HttpResponse:
    """Tell what happens with a report; whoever has its reference may ask."""
    kept = access.report(reference, notice_id=found["notice_id"], by=request.actor)
    context = {
        "title": _("Thank you, we have received it"),
        "notice": found,
        "report": kept,
        "decision": Report.Decision(kept.decision),
        "words_kept": actions.WORDS_KEPT.days,
        "trail": [*trail(found), Link(_("Report"), request.path)],
    }
    return render(request, "insights/receipt.html", context)


def _keep(request: Request, found: Row, said: dict[str, Any]) -> Report:
    version = dataset.of(request)
    if not version:
        raise Http404
    return actions.report_error.once(
        said["key"],
        notice_id=found["notice_id"],
        dataset_version=version.number,
        wrong=said["wrong"],
        words=said["words"],
        sent_from=limits.visitor(request),
        by=request.actor,
    )


def _form(request: Request, found: Row, form: ReportForm, status: int = 200) -> HttpResponse:
    context = {
        "title": _("Report an error"),
        "notice": found,
        "form": form,
        "trail": [*trail(found), Link(_("Report an error"), request.path)],
    }
    return render(request, "insights/report.html", context, status=status)
