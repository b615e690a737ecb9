"""Who is told by letter on a need's way: each function is what one task does once something has happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.common.mail import Receiver, Sender, post
from mulighetsrom.web.needs.models import Need
from mulighetsrom.web.needs.queries import life

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mulighetsrom.web.accounts.models import Organisation, Person
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.needs.models import Member


@action
def tell_approvers(*, need: Need, by: Actor) -> None:
    """Ask those who can still approve, in every organisation behind the need, deputies of today among them."""
    del by
    asked = life.newest_round(need)
    if asked and need.text == Need.Text.FOR_APPROVAL:
        for organisation, lacks in life.lacking(asked).items():
            approvers = (one.person for one in people.able(organisation, May.APPROVE)) if lacks else ()
            _post("need-for-approval", approvers, need, once=str(asked.number))


@action
def tell_colleagues(*, need: Need, by: Actor) -> None:
    """Ask those behind the need who may comment to read the draft."""
    del by
    for organisation in life.behind(need):
        readers = (one.person for one in people.able(organisation, May.COMMENT))
        _post("need-for-comments", (one for one in readers if one != need.responsible), need, once=_text_of(need))


@action
def tell_responsible(*, need: Need, kind: str, by: Actor) -> None:
    """Tell who answers for the need what the approvers decided."""
    del by
    asked = life.newest_round(need)
    _post(kind, [need.responsible], need, once=str(asked.number if asked else 0))


@action
def tell_asked_member(*, member: Member, by: Actor) -> None:
    """Ask those who may consent for an organisation whether it stands behind another's need."""
    del by
    consenting = (one.person for one in people.able(member.organisation, May.CONSENT))
    _post("need-member-asked", consenting, member.need, once=member.public_id)


@action
def tell_of_member(*, member: Member, by: Actor) -> None:
    """Tell who answers for the need whether another organisation stands behind it."""
    del by
    _post(
        "need-member-answered", [member.need.responsible], member.need, once=member.public_id, member=member.public_id
    )


def _post(kind: str, persons: Iterable[Person], need: Need, *, once: str, **ids: str) -> None:
    for person in persons:
        if person.email:
            receiver = Receiver(person.email, person.language, person.public_id)
            post(kind, to=receiver, sender=_sender(need.owner), about=need, once=once, **ids)


def _sender(organisation: Organisation) -> Sender:
    return Sender(organisation.name, organisation.mailbox)


def _text_of(need: Need) -> str:
    return life.fingerprint(need.draft)[:16]
