"""What the history calls what is done with needs, plans and contact meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NEEDS: Final[dict[str, StrOrPromise]] = {
    "need.create": _("%(who)s began a need."),
    "need.write": _("%(who)s wrote on a need."),
    "need.edit": _("%(who)s began a new version of a need."),
    "need.attach": _("%(who)s attached a file to a need."),
    "need.detach": _("%(who)s removed a file from a need."),
    "need.make_template": _("%(who)s made a template of a need."),
    "need.delete_template": _("%(who)s deleted a template."),
    "need.put_aside": _("%(who)s put a finding of the need check aside."),
    "need.commented": _("%(who)s commented on a need."),
    "need.comment-resolved": _("%(who)s settled a comment on a need."),
    "need.ask_for_comments": _("%(who)s asked colleagues to comment on a need."),
    "need.ask_for_approval": _("%(who)s asked for approval of a need."),
    "need.approved": _("%(who)s approved a need."),
    "need.approve": _("A need was approved by all; %(who)s was the last."),
    "need.returned": _("%(who)s returned a need."),
    "need.return": _("A need went back to its writers after %(who)s returned it."),
    "need.take_back": _("%(who)s took something back in a need."),
    "need.publish": _("%(who)s published a need."),
    "need.start_dialogue": _("%(who)s noted that a need is in dialogue."),
    "need.start_procurement": _("%(who)s noted that a need is in procurement."),
    "need.start_contract": _("%(who)s noted that a need is in contract."),
    "need.take_into_use": _("%(who)s noted that the answer to a need is in use."),
    "need.drop": _("%(who)s dropped a need."),
    "need.member-asked": _("%(who)s asked another organisation to stand behind a need."),
    "need.member-consented": _("%(who)s consented to stand behind a need."),
    "need.member-withdrawn": _("%(who)s withdrew the consent to stand behind a need."),
    "need.member-declined": _("%(who)s declined to stand behind a need."),
    "need.answers-for": _("%(who)s named who answers for the archive of a need."),
    "need.case-numbered": _("%(who)s wrote the case number of a need."),
    "need.handed-over": _("%(who)s gave the responsibility for a need to somebody else."),
    "need.voices-checked": _("%(who)s checked the quotes of a need."),
}
PLANS: Final[dict[str, StrOrPromise]] = {
    "plan.import": _("%(who)s took rows of a file into the plan."),
    "line.add": _("%(who)s wrote a planned procurement."),
    "line.edit": _("%(who)s changed a planned procurement."),
    "line.publish": _("%(who)s published a planned procurement."),
    "line.finish": _("%(who)s noted that a planned procurement was announced or carried out."),
    "line.drop": _("%(who)s dropped a planned procurement."),
    "line.resume": _("%(who)s took up a planned procurement again."),
    "line.hand-over": _("%(who)s gave the responsibility for a planned procurement to somebody else."),
}
MEETINGS: Final[dict[str, StrOrPromise]] = {
    "meeting.add": _("%(who)s planned a contact meeting."),
    "meeting.edit": _("%(who)s changed a contact meeting."),
    "meeting.announce": _("%(who)s announced a contact meeting."),
    "meeting.hold": _("%(who)s noted that a contact meeting was held."),
    "meeting.outcome": _("%(who)s told what became of a line of a contact meeting."),
    "meeting.close": _("%(who)s closed a contact meeting."),
    "meeting.hand-over": _("%(who)s gave the responsibility for a contact meeting to somebody else."),
    "contribution.add": _("%(who)s contributed to a contact meeting."),
    "contribution.answer": _("%(who)s answered a contribution to a contact meeting."),
}
DEEDS: Final = NEEDS | PLANS | MEETINGS
