"""Writing a need: where it begins, its form, and its templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.common.uploads import takes_files
from mulighetsrom.web.drafting.views.writing import WritingPage, asked, asked_of
from mulighetsrom.web.needs import access, fields
from mulighetsrom.web.needs.actions import attachments
from mulighetsrom.web.needs.actions import writing as actions
from mulighetsrom.web.needs.forms.writing import Start, Writing
from mulighetsrom.web.needs.queries import needs
from mulighetsrom.web.needs.queries import writing as queries
from mulighetsrom.web.needs.views import check_parts

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.drafting.form import Writing as Form
    from mulighetsrom.web.needs.models import Need


class _Page(WritingPage):
    """The writing page of a need: its files, and what the need check finds."""

    form = Writing

    def keep(self, request: Request, row: Need, form: Form) -> None:
        """Take the file that was sent, if it can be taken, and let go of the one that was to be removed."""
        if taken := form.cleaned_data.get("attachment"):
            title = form.cleaned_data.get("attachment_title", "")
            attachments.attach(need=row, taken=taken, title=title, by=request.actor)
        if asked(request) == "detach":
            attachment = access.own_attachment(row, asked_of(request), by=request.actor)
            attachments.detach(attachment=attachment, by=request.actor)

    def shown(self, request: Request, row: Need) -> dict[str, Any]:  # noqa: ARG002 - as above
        return {"attachments": list(queries.attachments(row))}

    def beside(self, form: Form, row: Need) -> None:
        check_parts.put_hints(form, row)

    def refreshed(self, request: Request, row: Need) -> dict[str, Any]:
        return check_parts.refreshed(request, row)


PAGE = _Page("need")


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: Request) -> HttpResponse:
    """Offer what a new need can start from, and begin it."""
    owner = access.writer(by=request.actor)
    form = Start(request.POST or None)
    if request.method == "POST" and form.is_valid():
        mailbox, own = owner.mailbox, [owner.municipality] if owner.municipality else []
        content, copy = fields.empty(owner.language, mailbox) | {"places": own}, form.cleaned_data["copy"]
        if copy:
            source, text = access.source(copy, by=request.actor)
            content, copy = fields.NEED.copied(text, contact_mailbox=mailbox, places=own), source.public_id
        need = actions.create.once(
            form.cleaned_data["key"], owner=owner, content=content, copied_from=copy, by=request.actor
        )
        return redirect("needs:write", public_id=need.public_id)
    return render(request, "needs/start.html", _start(request))


@takes_files()
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, public_id: str) -> HttpResponse:
    """Show the form of a need, and save what is written; by itself as one types, where the page asks for JSON."""
    return PAGE.answer(request, access.own_need(public_id, by=request.actor, what=May.WRITE))


@require_POST
def make_template(request: Request, public_id: str) -> HttpResponse:
    """Make a template of a need's text in work."""
    need = access.own_need(public_id, by=request.actor, what=May.WRITE)
    actions.make_template(need=need, by=request.actor)
    return redirect("needs:start")


@require_POST
def delete_template(request: Request, public_id: str) -> HttpResponse:
    """Delete a template."""
    actions.delete_template(need=access.own_template(public_id, by=request.actor), by=request.actor)
    return redirect("needs:start")


def _start(request: Request) -> dict[str, Any]:
    copy = request.GET.get("kopi", "")
    source, text = access.source(copy, by=request.actor) if copy else (None, {})
    return {
        "title": _("Describe a need"),
        "form": Start(),
        "source": source,
        "source_title": text.get("title", ""),
        "templates": list(needs.templates(request.actor).order_by("id")),
        "own": list(needs.of(request.actor).filter(is_template=False).order_by("-changed_at")[:20]),
        "trail": [Link(_("Needs"), reverse("needs:list")), Link(_("Describe a need"), request.path)],
    }
