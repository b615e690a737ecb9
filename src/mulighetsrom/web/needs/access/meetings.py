"""From the ids in an address to contact meetings, contributions and sign-ups."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404

from mulighetsrom.web.accounts import access
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.needs.models import (
    Contribution,
    Meeting,
    Presented,
    SignUp,
)
from mulighetsrom.web.needs.queries import meeting as meetings

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor

SIGN_UP: Final = signing.TimestampSigner(salt="needs.sign-up", sep=".")
"""Signs what the link of a sign-up's letter holds: with no ":", so that `common.logs` knows it for a secret."""
SIGN_UP_GOOD_FOR: Final = timedelta(days=2)
"""How long the link in a letter confirms an address."""


def meeting(public_id: str, *, by: Actor) -> Meeting:
    """Return a meeting that was announced, and to its own people also one that was not."""
    if not public_id.isalnum():
        raise Http404
    found = meetings.announced().filter(public_id=public_id).first()
    if not found and may(by, May.READ):
        own = Meeting.objects.filter(owner__public_id=by.acting_for or "").select_related("owner", "responsible")
        found = own.filter(public_id=public_id).first()
    if not found:
        raise Http404
    return found


def own_meeting(public_id: str, *, by: Actor, what: May = May.PLAN) -> Meeting:
    """Return a meeting that the actor may write about."""
    if not by.person:
        raise access.LoginNeededError
    found = meeting(public_id, by=by)
    if not access.is_in(found.owner, by=by) or not may(by, what):
        raise PermissionDenied
    return found


def presented(found: Meeting, line: str) -> Presented:
    """Return a line that a meeting presents."""
    shown = meetings.presented(found).filter(line__public_id=line).first() if line.isalnum() else None
    if not shown:
        raise Http404
    return shown


def contributor(*, by: Actor) -> Organisation:
    """Return the company that the actor contributes for."""
    company = access.own(May.OFFER, by=by)
    if not company.is_supplier:
        raise PermissionDenied
    return company


def contribution(found: Meeting, public_id: str) -> Contribution:
    """Return a contribution to a meeting."""
    all_ = Contribution.objects.filter(presented__meeting=found)
    one = all_.select_related("presented__meeting__owner", "presented__line", "company", "by")
    kept = one.filter(public_id=public_id).first() if public_id.isalnum() else None
    if not kept:
        raise Http404
    return kept


def sign_up(found: Meeting, secret: str) -> SignUp | None:
    """Return the sign-up that a letter's link is about; None once the link is too old, or the sign-up is forgotten."""
    try:
        public_id = SIGN_UP.unsign(secret, max_age=SIGN_UP_GOOD_FOR)
    except signing.SignatureExpired:
        return None
    except signing.BadSignature:
        raise Http404 from None
    return SignUp.objects.filter(meeting=found, public_id=public_id).first()
