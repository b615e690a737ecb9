"""Who is told by letter on a text's way: each function is what one task does once something has happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.common.mail import Receiver, Sender, post
from mulighetsrom.web.drafting import kinds, queries
from mulighetsrom.web.drafting.models import Drafted, Member

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.common.actor import Actor


@action
def tell_approvers(*, row: Drafted, by: Actor) -> None:
    """Ask those who can still approve, in every organisation behind the text, deputies of today among them."""
    del by
    asked = queries.newest_round(row)
    if asked and row.text == Drafted.Text.FOR_APPROVAL:
        for organisation, lacks in queries.lacking(row, asked).items():
            approvers = (one.person for one in people.able(organisation, May.APPROVE)) if lacks else ()
            _post("text-for-approval", approvers, row, once=str(asked.number))


@action
def tell_colleagues(*, row: Drafted, by: Actor) -> None:
    """Ask those behind the text who may comment to read the draft."""
    del by
    for organisation in queries.behind(row):
        readers = (one.person for one in people.able(organisation, May.COMMENT))
        text = queries.fingerprint(row.draft)[:16]
        _post("text-for-comments", (one for one in readers if one != row.responsible), row, once=text)


@action
def tell_publishers(*, row: Drafted, by: Actor) -> None:
    """Tell who answers for the text that it can be published, and where they may not do it, those who may."""
    del by
    able = [one.person for one in people.able(row.owner, May.PUBLISH)]
    others = [] if row.responsible in able else able
    _post("text-approved", [row.responsible, *others], row, once=_round_of(row))


@action
def tell_returned(*, row: Drafted, by: Actor) -> None:
    """Tell who answers for the text that an approver wants something changed."""
    del by
    _post("text-returned", [row.responsible], row, once=_round_of(row))


@action
def tell_asked_member(*, row: Drafted, member: Member, by: Actor) -> None:
    """Ask those who may consent for an organisation whether it stands behind another's text."""
    del by
    consenting = (one.person for one in people.able(member.organisation, May.CONSENT))
    _post("text-member-asked", consenting, row, once=member.public_id)


@action
def tell_of_member(*, row: Drafted, member: Member, by: Actor) -> None:
    """Tell who answers for the text whether another organisation stands behind it."""
    del by
    further = "-withdrawn" if member.state == Member.State.WITHDRAWN else ""
    _post("text-member-answered", [row.responsible], row, once=f"{member.public_id}{further}")


def _round_of(row: Drafted) -> str:
    asked = queries.newest_round(row)
    return str(asked.number if asked else 0)


def _post(kind: str, persons: Iterable[Person], row: Drafted, *, once: str) -> None:
    out = kinds.kind_of(row).shut_out(row)
    for person in persons:
        if person.email and person.public_id not in out:
            receiver = Receiver(person.email, person.language, person.public_id)
            post(kind, to=receiver, sender=Sender(row.owner.name, row.owner.mailbox), about=row, once=once)
