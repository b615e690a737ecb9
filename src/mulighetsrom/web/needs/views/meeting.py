"""The contact meeting: its page, its calendar entry, and how one comes to it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from icalendar import Calendar, Event

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.pages import Company, company
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import limits, written
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.needs import access, lines
from mulighetsrom.web.needs.actions import meeting as actions
from mulighetsrom.web.needs.forms.meeting import ContributionForm, SignUpForm
from mulighetsrom.web.needs.queries import meeting as queries
from mulighetsrom.web.needs.views.plan import meetings_of, shown
from mulighetsrom.web.needs.views.plan import trail as plan_trail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import Form

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.needs.models import Contribution, Meeting, SignUp

UNFOLDED: Final = 6
"""How many contributions to a line are read without asking for more."""

form_method = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def meeting(request: Request, public_id: str) -> HttpResponse:
    """Show a meeting: what became of last year's, when and where, the lines with what companies say to them."""
    found = access.meeting(public_id, by=request.actor)
    own = access.reads_plan_of(found.owner, by=request.actor)
    last = queries.before(found)
    buyer = may(request.actor, May.READ)
    here = told(found, buyer=buyer)
    coming = _coming(found, buyer=buyer)
    context = {
        "title": title(found),
        "meeting": found,
        "own": own,
        "writes": own and may(request.actor, May.PLAN),
        "answers": own and may(request.actor, May.ANSWER),
        "offers": may(request.actor, May.OFFER) or not request.actor.person,
        "open": queries.takes_contributions(found),
        "signs_up": queries.takes_sign_ups(found),
        "day": written.day(found.date),
        "until": written.day(found.contributions_until),
        "lines": here,
        "unanswered": sum(not one["answer"] for line in here for one in line["contributions"]),
        "others": meetings_of(found.owner, other_than=found),
        "last": last,
        "last_lines": told(last, buyer=buyer, most=0) if last else [],
        "listed": [(one, company) for one, company in coming if one.listed],
        "coming": coming if own and may(request.actor, May.PLAN) else [],
        "intention": _intention(found),
        "trail": trail(found),
    }
    return render(request, "needs/meeting.html", context)


@require_safe
def calendar(request: Request, public_id: str) -> HttpResponse:
    """Give the meeting to a calendar; a change has the same name and a higher number, so it updates."""
    found = access.meeting(public_id, by=request.actor)
    event, book = Event(), Calendar()
    zone = timezone.get_default_timezone()
    page = request.build_absolute_uri(reverse("needs:meeting", args=[found.public_id]))
    event.add("uid", f"{found.public_id}@{request.get_host()}")
    event.add("sequence", found.edit_version)
    event.add("summary", title(found))
    event.add("dtstart", datetime.combine(found.date, found.starts, zone))
    event.add("dtend", datetime.combine(found.date, found.ends, zone))
    event.add("dtstamp", found.announced_at or found.created_at)
    event.add("location", found.place)
    event.add("url", page)
    book.add("prodid", "-//Mulighetsrom//NO")
    book.add("version", "2.0")
    book.add_component(event)
    return HttpResponse(book.to_ical(), content_type="text/calendar; charset=utf-8")


@form_method
def sign_up(request: Request, public_id: str) -> HttpResponse:
    """Sign up for a meeting, with or without an account."""
    found = access.meeting(public_id, by=request.actor)
    person = accounts.me(by=request.actor) if request.actor.person else None
    form = SignUpForm(request.POST if request.method == "POST" else None, guest=person is None)
    if not queries.takes_sign_ups(found):
        return _over(request, found)
    if not form.is_valid():
        return form_page(request, found, form, title=_("Sign up"), button=_("Sign up"))
    fields = form.cleaned_data | ({} if person else {"language": request.LANGUAGE_CODE})
    try:
        sent_from = limits.visitor(request)
        actions.sign_up(meeting=found, person=person, fields=fields, sent_from=sent_from, by=request.actor)
    except actions.TooManyError:
        form.add_error(None, _("Many have signed up from here in a short time. Wait an hour, and try again."))
        return form_page(request, found, form, title=_("Sign up"), button=_("Sign up"), status=429)
    except actions.ClosedError:
        return _over(request, found)
    done = (
        _("You are signed up.") if person else _("Look in your mailbox: you come once you have confirmed the address.")
    )
    return said(request, found, title=_("Thank you"), notice=Notice(done, tone=Tone.SUCCESS))


@form_method
def confirm_sign_up(request: Request, public_id: str, secret: str) -> HttpResponse:
    """Confirm an address; asked by a button, since mailboxes open links by themselves."""
    found = access.meeting(public_id, by=request.actor)
    kept = access.sign_up(found, secret)
    if not queries.takes_sign_ups(found):
        return _over(request, found)
    if not kept:
        text = _("It was good for two days. Sign up again, and you get a new one.")
        return said(request, found, title=_("The link is too old"), notice=Notice(text, tone=Tone.WARNING), status=410)
    if request.method == "POST" and not kept.confirmed_at:
        try:
            actions.confirm_sign_up(sign_up=kept, by=request.actor)
        except actions.ClosedError:
            return _over(request, found)
    if request.method == "POST" or kept.confirmed_at:
        return said(request, found, title=_("Thank you"), notice=Notice(_("You are signed up."), tone=Tone.SUCCESS))
    about = ", ".join(told for told in (kept.name, kept.company) if told)  # a stranger may have typed it
    return form_page(request, found, None, title=_("Confirm that you come"), button=_("Confirm"), about=about)


@form_method
def contribute(request: Request, public_id: str, line: str) -> HttpResponse:
    """Challenge a line, or offer joint development."""
    firm = access.contributor(by=request.actor)
    found = access.meeting(public_id, by=request.actor)
    presented = access.presented(found, line)
    form = ContributionForm(request.POST if request.method == "POST" else None)
    more: dict[str, Any] = {"title": _("Challenge or offer"), "button": _("Send it"), "about": presented.line.title}
    if not form.is_valid():
        return form_page(request, found, form, **more)
    fields = {name: form.cleaned_data[name] for name in ("kind", "text", "named")}
    try:
        made = actions.contribute.once(
            form.cleaned_data["key"], presented=presented, company=firm,
            person=accounts.me(by=request.actor), fields=fields, by=request.actor,
        )  # fmt: skip
    except actions.ClosedError:
        form.add_error(None, _("The meeting takes no more contributions."))
        return form_page(request, found, form, **more, status=409)
    except actions.TooManyError:
        form.add_error(None, _("Your company has written much today. Send the rest tomorrow."))
        return form_page(request, found, form, **more, status=429)
    return redirect(f"{reverse('needs:meeting', args=[found.public_id])}#{made.public_id}")


def title(found: Meeting) -> str:
    return _("Contact meeting %(year)s, %(name)s") % {"year": found.date.year, "name": found.owner.name}


def when_and_where(found: Meeting) -> str:
    """Return which meeting it is, in one line: a page that somebody opens from a letter says nothing else of it."""
    at = f"{written.day(found.date)}, {found.starts:%H:%M}–{found.ends:%H:%M}"
    return " · ".join(filter(None, (found.owner.name, at, found.place)))


def trail(found: Meeting) -> list[Link]:
    return [
        *plan_trail(found.owner),
        Link(_("Contact meeting"), reverse("needs:meeting", args=[found.public_id])),
    ]


def _intention(found: Meeting) -> str:
    """Return what can be wanted of a meeting now; it is not held before its day."""
    if found.state == found.State.ANNOUNCED and timezone.localdate() < found.date:
        return ""
    return next((intention for state, intention in actions.NEXT if state == found.state), "")


def told(found: Meeting, *, buyer: bool, most: int = UNFOLDED) -> list[dict[str, Any]]:
    """Return a meeting's lines as everybody sees them, with contributions and outcomes; buyers see what is unsure.

    After the first `most` contributions to a line the rest is folded.
    """
    presented = list(queries.presented(found))
    said_by = [one.by for line in presented for one in line.contributions.all()]
    sure = people.confirmed(said_by) if buyer else None
    return [
        {
            "id": line.line.public_id,
            "shown": shown(lines.public_view(line.line), alone=True),
            "outcome": line.outcome,
            "contributions": (each := [_contribution(one, sure) for one in line.contributions.all()]),
            "first": each[:most],
            "folded": each[most:],
        }
        for line in presented
    ]


def _contribution(one: Contribution, sure: Mapping[int, list[Organisation]] | None) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "kind": one.get_kind_display(),
        "company": said_for(one, sure),
        "text": one.text,
        "answer": one.answer,
    }


def said_for(one: Contribution, sure: Mapping[int, list[Organisation]] | None) -> Company:
    """Return for which company something is said; `sure` is what is known of its writer, for a buyer."""
    is_unsure = sure is not None and one.company not in sure.get(one.by_id, [])
    return company(one.company, is_named=one.named, is_unsure=is_unsure)


def _coming(found: Meeting, *, buyer: bool) -> list[tuple[SignUp, Company | None]]:
    """Return who comes, each with the company that they wrote: a buyer is told where it is only what they wrote."""
    rows = list(queries.coming(found))
    sure = people.confirmed(one.person for one in rows) if buyer else {}
    return [(one, _written(one, sure.get(one.person_id or 0, []), buyer=buyer)) for one in rows]


def _written(one: SignUp, sure: list[Organisation], *, buyer: bool) -> Company | None:
    known = {organisation.name.casefold() for organisation in sure}
    unsure = buyer and one.company.strip().casefold() not in known
    return Company(one.company, is_unsure=unsure) if one.company else None


def form_page(
    request: Request, found: Meeting, form: Form | None, *, title: str, button: str, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"title": title, "where": when_and_where(found), "form": form, "button": button, "meeting": found, **more}
    context["trail"] = [*trail(found), Link(title, request.path)]
    return render(request, "needs/meeting_form.html", context, status=status)


def _over(request: Request, found: Meeting) -> HttpResponse:
    notice = Notice(_("The meeting takes no more people."))
    return said(request, found, title=_("Sign-up is over"), notice=notice, status=409)


def said(request: Request, found: Meeting, *, title: str, notice: Notice, status: int = 200) -> HttpResponse:
    context = {"title": title, "where": when_and_where(found), "notice": notice, "meeting": found}
    context["trail"] = [*trail(found), Link(title, request.path)]
    return render(request, "needs/meeting_form.html", context, status=status)
