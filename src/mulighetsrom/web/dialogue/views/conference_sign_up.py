"""Signing up for a conference or a workshop, and what one has signed up."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import limits, written
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.common.mail import WrongAddressError
from mulighetsrom.web.dialogue import trails
from mulighetsrom.web.dialogue.access import conference as access
from mulighetsrom.web.dialogue.actions import sign_ups as actions
from mulighetsrom.web.dialogue.conference import address, place
from mulighetsrom.web.dialogue.forms.conference import PeopleForm, SignUpForm
from mulighetsrom.web.dialogue.models import Participant, SignUp
from mulighetsrom.web.dialogue.opening import NotOpenError
from mulighetsrom.web.dialogue.queries import conference as queries
from mulighetsrom.web.dialogue.views.conference import facts, form_method

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Part

CLOSED = (actions.ClosedError, NotOpenError)


@form_method
def sign_up(request: Request, public_id: str, part: str) -> HttpResponse:
    """Sign people up, with or without an account."""
    found = access.public_event(public_id, part, by=request.actor)
    company = access.company(by=request.actor)
    is_sent = request.method == "POST"
    form = SignUpForm(
        request.POST if is_sent else None, ways=queries.ways(found), guest=not request.actor.person,
        company=company.name if company else "", me="" if is_sent else _name(request.actor),
    )  # fmt: skip
    if not is_sent and not queries.takes_sign_ups(found):
        return over(request, found)
    if not form.is_valid():
        return _form(request, found, form, company=company)
    try:
        return _ask(request, found, form, company)
    except CLOSED as closed:
        return over(request, found, closed)
    except WrongAddressError:
        form.add_error("email", _("We cannot send e-mail to this address."))
        return _form(request, found, form, company=company)
    except (actions.TooManySignUpsError, actions.TooManyPeopleError) as refused:
        return _form(request, found, _refused(form, refused), HTTPStatus.TOO_MANY_REQUESTS, company=company)


def _name(actor: Actor) -> str:
    return accounts.me(by=actor).name if actor.person else ""


def _ask(request: Request, found: Part, form: SignUpForm, company: Organisation | None) -> HttpResponse:
    said, key = form.cleaned_data, form.cleaned_data["key"]
    asked: dict[str, Any] = {"part": found, "people": form.people(), "by": request.actor}
    if request.actor.person:
        return _to(actions.sign_up.once(key, organisation=company, fields=said, **asked))
    fields = said | {"language": get_language()}
    actions.sign_up_as_guest.once(key, fields=fields, sent_from=limits.visitor(request), **asked)
    return redirect("dialogue:sign_up_sent", found.dialogue.public_id, found.public_id)


@require_safe
def sent(request: Request, public_id: str, part: str) -> HttpResponse:
    """Tell a guest that a letter is under way."""
    found = access.public_event(public_id, part, by=request.actor)
    notice = Notice(_("Look in your mailbox."), _("You have no place before you have confirmed your address there."))
    return _said(request, found, _("One thing is left"), notice)


@form_method
def confirm(request: Request, public_id: str, part: str, sign_up: str) -> HttpResponse:
    """Let a guest confirm; only by a button, since mailboxes open links to look at them."""
    code = _code(request)
    found = access.sign_up(public_id, part, sign_up, code, by=request.actor)
    if found.confirmed_at:
        return _to(found)
    if request.method == "POST":
        try:
            return _to(actions.confirm(sign_up=found, by=request.actor))
        except CLOSED as closed:
            return over(request, found.part, closed)
        except actions.TooManyPeopleError:
            return _said(request, found.part, _("Too many people"), _too_many_people(), HTTPStatus.CONFLICT)
    if not queries.takes_sign_ups(found.part):
        return over(request, found.part)
    title = _("Confirm the sign-up")
    context = facts(found.part) | {"sign_up": found, "people": found.participants.all(), "code": code}
    context |= {"title": title, "trail": trails.of_part(found.part, Link(title, request.get_full_path()))}
    return render(request, "dialogue/conference_confirm.html", context)


@require_safe
def own(request: Request, public_id: str, part: str, sign_up: str) -> HttpResponse:
    """Show what one has signed up: who comes, who waits and where in line."""
    code = _code(request)
    found = access.sign_up(public_id, part, sign_up, code, by=request.actor)
    if not found.confirmed_at:
        return redirect(address("confirm_sign_up", found))
    people = [(one, place(one)) for one in found.participants.all()]
    coming = [one for one, _place in people if one.state in queries.COMING]
    context = facts(found.part) | {
        "title": _("Your sign-up"),
        "sign_up": found,
        "people": people,
        "coming": coming,
        "adds": bool(coming) and queries.takes_sign_ups(found.part),
        "withdraws": bool(coming) and queries.is_ahead(found.part),
        "stream": found.part.stream if any(_by_stream(one) for one in coming) else "",
        "ways": {name: address(name, found) for name in ("add_people", "withdraw")},
        "trail": trails.of_part(found.part, Link(_("Your sign-up"), address("own_sign_up", found))),
    }
    return render(request, "dialogue/conference_own.html", context)


@form_method
def add(request: Request, public_id: str, part: str, sign_up: str) -> HttpResponse:
    """Sign more people up by the same sign-up."""
    found = access.sign_up(public_id, part, sign_up, _code(request), by=request.actor)
    form = PeopleForm(request.POST if request.method == "POST" else None, ways=queries.ways(found.part))
    if found.withdrawn_at or not found.confirmed_at or not queries.takes_sign_ups(found.part):
        return over(request, found.part)
    if not form.is_valid():
        return _form(request, found.part, form, sign_up=found)
    try:
        key = form.cleaned_data["key"]
        actions.add_people.once(key, sign_up=found, people=form.people(), by=request.actor)
    except CLOSED as closed:
        return over(request, found.part, closed)
    except actions.TooManyPeopleError as refused:
        return _form(request, found.part, _refused(form, refused), HTTPStatus.CONFLICT, sign_up=found)
    return _to(found)


@form_method
def withdraw(request: Request, public_id: str, part: str, sign_up: str) -> HttpResponse:
    """Let some, or all, not come."""
    found = access.sign_up(public_id, part, sign_up, _code(request), by=request.actor)
    chosen = request.POST.getlist("who")
    if request.method == "POST" and chosen:
        people = access.participants(found, chosen)
        try:
            actions.withdraw(sign_up=found, people=people, by=request.actor)
        except actions.ClosedError as closed:
            return over(request, found.part, closed)
        return _to(found)
    coming = [one for one in found.participants.all() if one.state in queries.COMING]
    title = _("Give up places")
    context = facts(found.part) | {"sign_up": found, "coming": coming, "title": title}
    context |= {"missing": request.method == "POST", "back": address("own_sign_up", found)}
    context["trail"] = trails.of_part(
        found.part, Link(_("Your sign-up"), context["back"]), Link(title, request.get_full_path())
    )
    return render(request, "dialogue/conference_withdraw.html", context)


def over(request: Request, found: Part, closed: Exception | None = None) -> HttpResponse:
    """Say truly why nothing was taken: when it closed, and when what was sent came."""
    status = HTTPStatus.CONFLICT if closed else HTTPStatus.OK
    notice = Notice(*_why_closed(found, closed), Tone.WARNING if closed else Tone.INFO)
    return _said(request, found, _("Nothing was changed") if closed else _("Sign-up is closed"), notice, status)


def _why_closed(found: Part, closed: Exception | None) -> tuple[str, str]:
    told = {"deadline": written.weekday_moment(found.deadline_at) if found.deadline_at else ""}
    if isinstance(closed, actions.ClosedError):
        told["at"] = written.second(closed.at)
        match closed.code:
            case "deadline":
                return (
                    _("The sign-up closed %(deadline)s.") % told,
                    _("What you sent came %(at)s. The deadline is the same for everybody.") % told,
                )
            case "begun":
                return _("It has begun."), _("What you sent came %(at)s. Nobody else could take the place now.") % told
            case "late":
                return _("The link was good for two days."), _("Sign up again, and you get a new one.")
    if found.state == found.State.CANCELLED:
        return _("It is cancelled."), found.cancelled_reason
    if not queries.takes_sign_ups(found) and found.dialogue.stage == found.dialogue.Stage.OPEN:
        return _("The sign-up closed %(deadline)s.") % told, _("What is shown is published here for everybody.")
    return _("The dialogue takes nothing more."), ""


def _form(request: Request, found: Part, form: PeopleForm, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    sign_up = more.get("sign_up")
    title = _("Sign up more people") if sign_up else _("Sign up")
    rest = [Link(_("Your sign-up"), address("own_sign_up", sign_up))] if sign_up else []
    context = facts(found) | {"form": form, "title": title, **more}
    context["trail"] = trails.of_part(found, *rest, Link(title, request.get_full_path()))
    return render(request, "dialogue/conference_sign_up.html", context, status=status)


def _said(request: Request, found: Part, title: str, notice: Notice, status: int = HTTPStatus.OK) -> HttpResponse:
    context = facts(found) | {
        "title": title,
        "notice": notice,
        "trail": trails.of_part(found, Link(title, request.path)),
    }
    return render(request, "dialogue/conference_said.html", context, status=status)


def _refused(form: PeopleForm, refused: Exception) -> PeopleForm:
    if isinstance(refused, actions.TooManyPeopleError):
        form.add_error(None, str(_too_many_people().text))
    elif isinstance(refused, actions.TooManySignUpsError) and refused.period == limits.DAY:
        form.add_error(None, _("Many sign-ups were sent to this address today, and none was confirmed. Try tomorrow."))
    else:
        form.add_error(None, _("Many have signed up from here in a short time. Wait an hour, and try again."))
    return form


def _too_many_people() -> Notice:
    most = {"most": actions.MOST_PEOPLE}
    text = _("One sign-up is for at most %(most)s people. Write to the municipality if you want to send more.") % most
    return Notice(_("Nothing was changed."), text, Tone.WARNING)


def _to(found: SignUp) -> HttpResponse:
    return redirect(address("own_sign_up", found))


def _code(request: Request) -> str:
    return request.GET.get(access.CODE, "")


def _by_stream(one: Participant) -> bool:
    return one.state == Participant.State.SEATED and one.seats.how == one.seats.How.STREAM
