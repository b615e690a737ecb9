"""Contacts outside a dialogue's own parts: noted in a minute, corrected openly, told to all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import opened
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.common.kernel import EditConflictError
from mulighetsrom.web.dialogue import access, took_part, trails
from mulighetsrom.web.dialogue.access import contacts as record
from mulighetsrom.web.dialogue.actions import contacts as actions
from mulighetsrom.web.dialogue.forms.contacts import ContactForm, ShareForm
from mulighetsrom.web.dialogue.log import gaps
from mulighetsrom.web.dialogue.queries import contacts as queries
from mulighetsrom.web.dialogue.queries import letters

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.common.models import Mail
    from mulighetsrom.web.dialogue.models import Contact, Dialogue

form_method = require_http_methods(["GET", "HEAD", "POST"])


@form_method
def note(request: Request, public_id: str) -> HttpResponse:
    """Note a contact; of a letter that came back, how its receiver was reached."""
    dialogue = access.companies_dialogue(public_id, by=request.actor, what=May.COMMENT)
    mail = _letter(dialogue, request.GET.get("brev", ""))
    company = gaps.receiver(dialogue, mail) if mail else ""
    form = ContactForm(request.POST if request.method == "POST" else None, company=company)
    if not form.is_valid():
        return _form(request, dialogue, form, title=_("Note a contact"))
    fields = form.columns() | {"mail": mail.public_id if mail else ""}
    made = actions.note.once(form.cleaned_data["key"], dialogue=dialogue, fields=fields, by=request.actor)
    return redirect("dialogue:contact", dialogue.public_id, made.address)


@require_safe
def contact(request: Request, public_id: str, contact: str) -> HttpResponse:
    """Show a contact as it was noted and corrected, and what was told to all of it."""
    return _contact(request, record.own_contact(public_id, contact, by=request.actor))


@form_method
def correct(request: Request, public_id: str, contact: str) -> HttpResponse:
    """Write a contact down anew; what stood there stays."""
    found = record.own_contact(public_id, contact, by=request.actor, what=May.COMMENT)
    form = ContactForm(request.POST if request.method == "POST" else None, contact=found)
    title = _("Correct the note")
    if not form.is_valid():
        return _form(request, found.dialogue, form, title=title, contact=found)
    try:
        actions.correct(contact=found, seen=form.was_seen, fields=form.columns(), by=request.actor)
    except EditConflictError:
        saved = record.own_contact(public_id, contact, by=request.actor, what=May.COMMENT)
        met = opened.conflict(form, ContactForm(None, contact=saved), saved)  # type: ignore[arg-type]
        return _form(request, saved.dialogue, form, title=title, contact=saved, status=409, **met)
    return redirect("dialogue:contact", public_id, found.address)


@require_POST
def share(request: Request, public_id: str, contact: str) -> HttpResponse:
    """Tell everybody what one company learned."""
    found = record.own_contact(public_id, contact, by=request.actor, what=May.ANSWER)
    form = ShareForm(request.POST, contact=found)
    if not form.is_valid():
        return _contact(request, found, form=form)
    said = form.cleaned_data
    actions.share.once(said["key"], contact=found, how=said["how"], text=said["text"], by=request.actor)
    return redirect("dialogue:contact", public_id, found.address)


def _contact(request: Request, found: Contact, **more: Any) -> HttpResponse:
    dialogue = found.dialogue
    lacks = found in queries.told_to_one(dialogue)
    context = {
        "title": _("Contact with %(company)s") % {"company": found.called},
        "dialogue": dialogue,
        "contact": found,
        "rows": list(queries.rows(found)),
        "shared": list(queries.shared(found)),
        "lacks": lacks,
        "form": ShareForm(None, contact=found) if lacks and may(request.actor, May.ANSWER) else None,
        "notes": may(request.actor, May.COMMENT),
        "trail": trails.log(dialogue, Link(found.called, request.path, verbatim=True)),
    }
    return render(request, "dialogue/contact.html", context | more)


def _form(request: Request, dialogue: Dialogue, form: ContactForm, *, title: str, **more: Any) -> HttpResponse:
    context = {
        "title": title,
        "dialogue": dialogue,
        "form": form,
        "companies": sorted({one.name for one in took_part.everybody(dialogue)}),
        "trail": trails.log(dialogue, Link(title, request.path)),
    }
    status = more.pop("status", 200)
    return render(request, "dialogue/contact_form.html", context | more, status=status)


def _letter(dialogue: Dialogue, public_id: str) -> Mail | None:
    return next((one for one in letters.came_back(dialogue) if one.public_id == public_id), None)
