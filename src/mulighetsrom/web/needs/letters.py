"""What stands in the letters on a need's way, written when they are sent: what is no longer so is not told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.letters import Letter
from mulighetsrom.web.needs import access
from mulighetsrom.web.needs.models import Member, Need
from mulighetsrom.web.needs.queries import life

if TYPE_CHECKING:
    from mulighetsrom.web.common.models import Mail


def for_approval(mail: Mail) -> Letter | None:
    """Ask an approver; the letter holds the heart of the need, the page the whole of it."""
    need = access.for_system(mail.about_id)
    asked = life.newest_round(need)
    if need.text != Need.Text.FOR_APPROVAL or asked is None or str(asked.number) != mail.once:
        return None
    effect = need.draft["effects"][0]
    return Letter(
        subject=_("For approval: %(title)s") % {"title": _title(need)},
        paragraphs=[
            _("%(name)s asks you to approve this need before it is published.") % {"name": asked.asked_by.name},
            _("Who has the need: %(who)s") % {"who": need.draft["who"]},
            _("Wanted effect: %(effect)s. Measured by: %(measure)s.")
            % {"effect": effect["effect"], "measure": effect["measure"]},
        ],
        button=(_("Read, and approve or return"), _address("needs:approve", need)),
        why=_("You get this because you may approve for your organisation."),
    )


def for_comments(mail: Mail) -> Letter | None:
    """Ask a colleague to read a draft."""
    need = access.for_system(mail.about_id)
    if need.text != Need.Text.IN_COMMENTS:
        return None
    return Letter(
        subject=_("For comments: %(title)s") % {"title": _title(need)},
        paragraphs=[
            _("%(name)s wants to hear what you think of this draft. You comment beside each part of the text.")
            % {"name": need.responsible.name}
        ],
        button=(_("Read and comment"), _address("needs:comments", need)),
        why=_("You get this because you work with needs in your organisation."),
    )


def approved(mail: Mail) -> Letter | None:
    """Tell that a text can be published."""
    need = access.for_system(mail.about_id)
    if need.text != Need.Text.APPROVED:
        return None
    return Letter(
        subject=_("Approved: %(title)s") % {"title": _title(need)},
        paragraphs=[_("Everybody who has to approve has done so. The need can be published.")],
        button=(_("Go on to publish"), _address("needs:work", need)),
        why=_("You get this because you answer for the need."),
    )


def returned(mail: Mail) -> Letter | None:
    """Tell that an approver wants something changed, and what."""
    need = access.for_system(mail.about_id)
    back = need.rounds.get(number=int(mail.once)).approvals.filter(decision="returned").first()
    if not back:
        return None
    return Letter(
        subject=_("Returned: %(title)s") % {"title": _title(need)},
        paragraphs=[_("%(name)s has returned the need with this note:") % {"name": back.person_name}, back.note],
        button=(_("Go on writing"), _address("needs:work", need)),
        why=_("You get this because you answer for the need."),
    )


def member_asked(mail: Mail) -> Letter | None:
    """Ask an organisation to stand behind another's need."""
    need = access.for_system(mail.about_id)
    if not Member.objects.filter(public_id=mail.once, state=Member.State.ASKED).exists():
        return None
    return Letter(
        subject=_("Do you have the same need? %(title)s") % {"title": _title(need)},
        paragraphs=[
            _("%(owner)s asks whether your organisation will stand behind this need together with them.")
            % {"owner": need.owner.name},
            _("To consent binds you to nothing but the text. You approve it before it is published."),
        ],
        button=(_("Read the draft and answer"), _address("needs:work", need)),
        why=_("You get this because you may consent for your organisation."),
    )


def member_answered(mail: Mail) -> Letter | None:
    """Tell what another organisation answered."""
    member = Member.objects.select_related("organisation", "need").get(public_id=mail.facts["member"])
    told = {"organisation": member.organisation.name, "name": member.answered_by_name}
    consented = member.state == Member.State.CONSENTED
    return Letter(
        subject=_("Answer from %(organisation)s: %(title)s") % {**told, "title": _title(member.need)},
        paragraphs=[
            _("%(organisation)s stands behind the need. %(name)s has consented.") % told
            if consented
            else _("%(organisation)s does not stand behind the need. %(name)s has answered.") % told
        ],
        button=(_("See the need"), _address("needs:work", member.need)),
        why=_("You get this because you answer for the need."),
    )


def _title(need: Need) -> str:
    return str(need.draft.get("title") or _("A need without a title"))


def _address(name: str, need: Need) -> str:
    return absolute(reverse(name, kwargs={"public_id": need.public_id}))
