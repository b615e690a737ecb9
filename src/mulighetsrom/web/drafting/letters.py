"""What stands in the letters on a text's way, written when they are sent: what is no longer so is not told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.letters import Letter
from mulighetsrom.web.drafting import kinds, queries
from mulighetsrom.web.drafting.models import Drafted, Member

if TYPE_CHECKING:
    from collections.abc import Callable

    from mulighetsrom.web.common.models import Mail
    from mulighetsrom.web.drafting.kinds import Kind


def for_approval(mail: Mail) -> Letter | None:
    """Ask an approver; the letter holds the heart of the text, the page the whole of it."""
    kind, row = _about(mail)
    asked = queries.newest_round(row)
    if row.text != Drafted.Text.FOR_APPROVAL or asked is None or str(asked.number) != mail.once:
        return None
    return Letter(
        subject=_("For approval: %(title)s") % {"title": kind.title(row)},
        paragraphs=[str(kind.says["approve"]) % {"name": asked.asked_by.name}, *kind.heart(row)],
        button=(_("Read, and approve or return"), absolute(kind.page(row, "approve"))),
        why=_("You get this because you may approve for your organisation."),
    )


def for_comments(mail: Mail) -> Letter | None:
    """Ask a colleague to read a draft."""
    kind, row = _about(mail)
    if row.text != Drafted.Text.IN_COMMENTS:
        return None
    return Letter(
        subject=_("For comments: %(title)s") % {"title": kind.title(row)},
        paragraphs=[
            _("%(name)s wants to hear what you think of this draft. You comment beside each part of the text.")
            % {"name": row.responsible.name}
        ],
        button=(_("Read and comment"), absolute(kind.page(row, "comments"))),
        why=kind.says["works-with-it"],
    )


def approved(mail: Mail) -> Letter | None:
    """Tell that a text can be published."""
    kind, row = _about(mail)
    if row.text != Drafted.Text.APPROVED:
        return None
    answers = mail.receiver == row.responsible.public_id
    publishes = any(one.person.public_id == mail.receiver for one in people.able(row.owner, May.PUBLISH))
    by_others = _("An adviser or an administrator publishes it, and has got an e-mail about it, too.")
    return Letter(
        subject=_("Approved: %(title)s") % {"title": kind.title(row)},
        paragraphs=[kind.says["approved"]] if publishes else [kind.says["approved"], by_others],
        button=(_("Go on to publish") if publishes else _("See it"), absolute(kind.page(row, "work"))),
        why=kind.says["answers-for-it"]
        if answers
        else _("You get this because you can publish for your organisation."),
    )


def returned(mail: Mail) -> Letter | None:
    """Tell that an approver wants something changed, and what."""
    kind, row = _about(mail)
    back = row.rounds.get(number=int(mail.once)).approvals.filter(decision="returned").first()
    if not back:
        return None
    return Letter(
        subject=_("Returned: %(title)s") % {"title": kind.title(row)},
        paragraphs=[str(kind.says["returned"]) % {"name": back.person_name}, back.note],
        button=(_("Go on writing"), absolute(kind.page(row, "work"))),
        why=kind.says["answers-for-it"],
    )


def member_asked(mail: Mail) -> Letter | None:
    """Ask an organisation to stand behind another's text."""
    kind, row = _about(mail)
    if not row.members.filter(public_id=mail.once, state=Member.State.ASKED).exists():
        return None
    return Letter(
        subject=str(kind.says["join-subject"]) % {"title": kind.title(row)},
        paragraphs=[
            str(kind.says["join"]) % {"owner": row.owner.name},
            _("To consent binds you to nothing but the text. You approve it before it is published."),
        ],
        button=(_("Read the draft and answer"), absolute(kind.page(row, "work"))),
        why=_("You get this because you may consent for your organisation."),
    )


def member_answered(mail: Mail) -> Letter | None:
    """Tell what another organisation answered, or that it withdrew."""
    kind, row = _about(mail)
    public_id, _dash, withdrew = mail.once.partition("-")
    member: Member = row.members.select_related("organisation").get(public_id=public_id)
    if bool(withdrew) is not (member.state == Member.State.WITHDRAWN):
        return None
    told = {"organisation": member.organisation.name, "name": member.answered_by_name}
    follows = _(
        "If the text was approved or waited for approval, it is a draft again. "
        "What is published stays as it is; the next version is without them."
    )
    return Letter(
        subject=_("Answer from %(organisation)s: %(title)s") % {**told, "title": kind.title(row)},
        paragraphs=[str(kind.says[member.state]) % told, *([follows] if withdrew else [])],
        button=(kind.says["see"], absolute(kind.page(row, "work"))),
        why=kind.says["answers-for-it"],
    )


KINDS: Final[dict[str, Callable[[Mail], Letter | None]]] = {
    "text-for-approval": for_approval,
    "text-for-comments": for_comments,
    "text-approved": approved,
    "text-returned": returned,
    "text-member-asked": member_asked,
    "text-member-answered": member_answered,
}


def _about(mail: Mail) -> tuple[Kind, Drafted]:
    kind = kinds.named(mail.about_type.rpartition(".")[2])
    return kind, kind.load(mail.about_id)
