"""An access request from its registering to the decision: each step is written to the log of equal treatment."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import audit, kernel, mail, workdays
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.dialogue import clock, gathering, holds, law, log
from mulighetsrom.web.dialogue.actions import holds as holding
from mulighetsrom.web.dialogue.log import Somebody
from mulighetsrom.web.dialogue.models import AccessRequest, Claim, Gathered, Hearing, Hold
from mulighetsrom.web.dialogue.queries import access_request as queries
from mulighetsrom.web.dialogue.queries import input_readers as readers

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue

State = AccessRequest.State
NEXT: Final[dict[tuple[str, str], str]] = {
    (State.REGISTERED, "gather"): State.GATHERED,
    (State.GATHERED, "hear"): State.HEARD,
    (State.GATHERED, "decide"): State.DECIDED,
    (State.HEARD, "decide"): State.DECIDED,
}
ASKED, DECIDED = "dialogue.access-asked", "dialogue.access-decided"
TOLD_BEFORE: Final = 3
"""Working days between telling a company that what it holds on to is released, and giving it out."""
REQUESTER_KEPT: Final = timedelta(days=365)
"""How long after the decision it is known who asked: complaints are over by then."""
DAYS_TO_ANSWER: Final = 5
"""Working days after which a request that is not answered counts as refused, and can be complained of (offl. § 32)."""


class NotYetError(Exception):
    """Raised when it cannot be decided yet: a company has still time to answer, or has not been asked."""


class OverError(Exception):
    """Raised when a company answers after its deadline."""


class Decided(NamedTuple):
    """What is decided of a passage: withheld by a rule (a code of `law`), or released; and why."""

    basis: str
    reason: str


@action
def register(*, dialogue: Dialogue, fields: Mapping[str, Any], by: Actor) -> AccessRequest:
    """Register a request; nothing of the dialogue is purged from then until the hold is lifted."""
    made = AccessRequest.objects.create(dialogue=dialogue, registered_by=accounts.me(by=by), **fields)
    audit.record("dialogue.access-registered", about=dialogue, by=by, request=made.public_id)
    holding.hold(dialogue, Hold.Kind.ACCESS_REQUEST, by=by)
    log.write(dialogue, "access-registered", by=by, request=made.public_id, received=made.received_date)
    return made


@action
def gather(*, request: AccessRequest, keys: Collection[str], by: Actor) -> None:
    """Say which documents a request is about; what is claimed secret in them is decided one by one."""
    kernel.move(request, "gather", table=NEXT, field="state", by=by)
    chosen = [one for one in gathering.found(request.dialogue) if one.key in keys]
    Gathered.objects.bulk_create(Gathered(request=request, key=one.key) for one in chosen)
    claims = [
        Claim(request=request, document=one.key, key=claim, company=one.company)
        for one in chosen
        for claim in one.claims
    ]
    Claim.objects.bulk_create(claims)
    told: dict[str, Any] = {"request": request.public_id, "documents": len(chosen), "claims": len(claims)}
    log.write(request.dialogue, "access-gathered", by=by, **told)


@action
def put_to_companies(*, request: AccessRequest, deadline_at: datetime, by: Actor) -> None:
    """Ask every company what it holds on to, all with one deadline, at one moment."""
    kernel.move(request, "hear", table=NEXT, field="state", by=by)
    companies = {one.company.pk: one.company for one in queries.claims(request).values()}
    made = [Hearing(request=request, company=company, deadline_at=deadline_at) for company in companies.values()]
    for hearing in Hearing.objects.bulk_create(made):
        _write_to(hearing, ASKED)
    for hearing in made:
        told = {"request": request.public_id, "deadline": deadline_at}
        log.write(request.dialogue, "access-put", by=by, whom=_company(hearing), **told)


@action
def answer(*, hearing: Hearing, said: Mapping[str, tuple[bool, str]], by: Actor) -> None:
    """Say for a company, by passage, whether it holds on to it and why. Raises OverError, StageConflictError."""
    at = clock.now()
    rows = Hearing.objects.select_for_update(of=("self",)).select_related("request__dialogue", "company")
    row = rows.get(pk=hearing.pk)
    if row.answered_at:
        raise kernel.StageConflictError(f"{row.public_id} is answered")
    if row.silent_at or at >= row.deadline_at:
        raise OverError
    for claim in queries.claims_of(row):
        holds_on, why = said[claim.public_id]
        Claim.objects.filter(pk=claim.pk).update(holds=holds_on, why=why)
    row.answered_at, row.answered_by = at, accounts.me(by=by)
    row.save(update_fields=["answered_at", "answered_by"])
    kept = sum(holds_on for holds_on, _why in said.values())
    audit.record("dialogue.access-answered", about=row.request.dialogue, by=by, request=row.request.public_id)
    told = {"request": row.request.public_id, "holds": kept, "of": len(said)}
    log.write(row.request.dialogue, "access-answered", by=by, whom=_company(row), **told)


@action
def note_silence(*, hearing: Hearing, by: Actor) -> None:
    """Record that a company did not answer in time: that, and nothing it did not say."""
    waiting = Hearing.objects.filter(pk=hearing.pk, answered_at=None, silent_at=None, deadline_at__lte=clock.now())
    if waiting.update(silent_at=clock.now()):
        told = {"request": hearing.request.public_id}
        log.write(hearing.request.dialogue, "access-silent", by=by, whom=_company(hearing), **told)


@action
def open_claims(*, request: AccessRequest, by: Actor) -> dict[str, str]:
    """Open what is claimed secret, for a named reader who decides; the reading log keeps it."""
    return gathering.opened([one.key for one in queries.documents(request) if one.claims], by=by)


@action
def decide(*, request: AccessRequest, said: Mapping[str, Decided], by: Actor) -> None:
    """Decide passage by passage; those who marked them are told before anything they hold on to is given out.

    Raises PermissionDenied to who may not open the passages, NotYetError, StageConflictError.
    """
    claims = queries.claims(request)
    if claims and not readers.is_named(request.dialogue, by=by):
        raise PermissionDenied
    if queries.waits_for(request).exists() or (claims and request.state != State.HEARD):
        raise NotYetError
    today = timezone.localdate()
    for one in claims.values():
        _decide(one, said[one.public_id])
    waits = any(one.holds is not False and not said[one.public_id].basis for one in claims.values())
    first = workdays.add(today, TOLD_BEFORE) if waits else today
    also = {"decided_by": accounts.me(by=by), "decided_at": timezone.now(), "copy_from_date": first}
    kernel.move(request, "decide", table=NEXT, field="state", by=by, **also)
    for hearing in queries.hearings(request):
        _write_to(hearing, DECIDED)
    withheld = sum(bool(one.basis) for one in said.values())
    told: dict[str, Any] = {
        "request": request.public_id,
        "withheld": withheld,
        "released": len(said) - withheld,
        "copy": first,
    }
    log.write(request.dialogue, "access-decided", by=by, **told)


def forget() -> int:
    """Forget who asked, a year after the decision; what was asked and decided is the record. Return how many."""
    old = timezone.now() - REQUESTER_KEPT
    return holds.free(AccessRequest.objects.filter(decided_at__lt=old)).exclude(requester="").update(requester="")


def _decide(claim: Claim, decided: Decided) -> None:
    stands = law.cited(timezone.localdate(), decided.basis) if decided.basis else ""
    decision = Claim.Decision.WITHHELD if decided.basis else Claim.Decision.RELEASED
    told = {"decision": decision, "basis": decided.basis, "stands": stands, "reason": decided.reason}
    Claim.objects.filter(pk=claim.pk).update(**told)


def _write_to(hearing: Hearing, kind: str) -> None:
    owner = hearing.request.dialogue.answers_for
    sender = mail.Sender(owner.name, owner.mailbox)
    for one in people.able(hearing.company, May.OFFER):
        if one.person.email:
            to = mail.Receiver(one.person.email, one.person.language, one.person.public_id)
            mail.post(kind, to=to, sender=sender, about=hearing)


def _company(hearing: Hearing) -> Somebody:
    return Somebody(hearing.company.public_id, hearing.company.name)
