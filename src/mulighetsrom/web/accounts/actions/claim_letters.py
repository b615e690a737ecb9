"""Who is told by letter of a claim to act for an organisation: those who can answer it, then whoever made it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import kernel
from mulighetsrom.web.common.letters import PLATFORM
from mulighetsrom.web.common.mail import Envelope, Receiver, Sender, post_many

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Membership, Person

TO_OWNER: Final = "accounts.claim"
TO_OPERATOR: Final = "accounts.claim-for-operator"
CONFIRMED: Final = "accounts.claim-confirmed"
TURNED_DOWN: Final = "accounts.claim-turned-down"

QUIET: Final = timedelta(days=7)
"""How long somebody who was turned down can claim again without a letter: it stands on the desk all the same."""


@kernel.inside_action
def ask(claim: Membership) -> None:
    """Tell those who let people into the organisation that somebody waits; the operators where there is nobody."""
    if claim.confirmed_by or _was_turned_down(claim):
        return
    owners = [one.person for one in people.able(claim.organisation, May.PEOPLE) if one.pk != claim.pk]
    kind, asked = (TO_OWNER, owners) if owners else (TO_OPERATOR, list(people.operators()))
    post_many(kind, [_envelope(claim, one, Sender(PLATFORM)) for one in asked])


@kernel.inside_action
def tell(claim: Membership, kind: str, *, by_operator: bool = False) -> None:
    """Tell somebody what was answered, in the name of the organisation that did."""
    ours = claim.organisation
    sender = Sender(PLATFORM) if by_operator else Sender(ours.name, ours.mailbox)
    post_many(kind, [_envelope(claim, claim.person, sender)])


def _envelope(claim: Membership, to: Person, sender: Sender) -> Envelope:
    return Envelope(Receiver(to.email, to.language, to.public_id), sender, claim)


def _was_turned_down(claim: Membership) -> bool:
    earlier = claim.organisation.memberships.filter(person=claim.person, confirmed_by="", waits=True)
    return earlier.filter(ended_at__gt=timezone.now() - QUIET).exists()
