"""What the history calls what is done with dialogues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.dialogue.deeds import log as deeds_of_log
from mulighetsrom.web.dialogue.deeds import timeline as deeds_of_timeline
from mulighetsrom.web.dialogue.words import access_request as words_of_access_request
from mulighetsrom.web.dialogue.words import input as words_of_input

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

INVITATION: Final[dict[str, StrOrPromise]] = {
    "dialogue.create": _("%(who)s began an invitation to dialogue."),
    "dialogue.write": _("%(who)s wrote on an invitation to dialogue."),
    "dialogue.edit": _("%(who)s began a new version of an invitation to dialogue."),
    "dialogue.needs-chosen": _("%(who)s chose the needs a dialogue is about."),
    "dialogue.part-added": _("%(who)s added a part to a dialogue."),
    "dialogue.part-written": _("%(who)s wrote on a part of a dialogue."),
    "dialogue.part-removed": _("%(who)s removed a part of a dialogue."),
    "dialogue.commented": _("%(who)s commented on an invitation to dialogue."),
    "dialogue.comment-resolved": _("%(who)s settled a comment on an invitation to dialogue."),
    "dialogue.ask_for_comments": _("%(who)s asked colleagues to comment on an invitation to dialogue."),
    "dialogue.ask_for_approval": _("%(who)s asked for approval of an invitation to dialogue."),
    "dialogue.approved": _("%(who)s approved an invitation to dialogue."),
    "dialogue.approve": _("An invitation to dialogue was approved by all; %(who)s was the last."),
    "dialogue.returned": _("%(who)s returned an invitation to dialogue."),
    "dialogue.return": _("An invitation to dialogue went back to its writers after %(who)s returned it."),
    "dialogue.take_back": _("%(who)s took an invitation to dialogue back into work."),
    "dialogue.publish": _("%(who)s published a dialogue."),
    "dialogue.member-asked": _("%(who)s asked another organisation to stand behind a dialogue."),
    "dialogue.member-consented": _("%(who)s consented to stand behind a dialogue."),
    "dialogue.member-withdrawn": _("%(who)s withdrew the consent to stand behind a dialogue."),
    "dialogue.member-declined": _("%(who)s declined to stand behind a dialogue."),
    "dialogue.answers-for": _("%(who)s named who answers for the archive of a dialogue."),
    "dialogue.handed-over": _("%(who)s gave the responsibility for a dialogue to somebody else."),
    "dialogue.case-numbered": _("%(who)s wrote the case number of a dialogue."),
}
MEETINGS: Final[dict[str, StrOrPromise]] = {
    "meetings.set-up": _("%(who)s set up one-to-one meetings."),
    "meetings.member-chosen": _("%(who)s chose who sits in a team that meets companies."),
    "meetings.member-removed": _("%(who)s took somebody out of a team that meets companies."),
    "meetings.questions-published": _("%(who)s published what every company will be asked."),
    "meetings.open": _("%(who)s opened one-to-one meetings for wishes."),
    "meetings.times-added": _("%(who)s added times for one-to-one meetings, for all."),
    "meetings.freeze": _("The wishes for one-to-one meetings were frozen at their deadline."),
    "meetings.extend": _("%(who)s moved the deadline for wishes, for all."),
    "meetings.draw": _("%(who)s had the times of one-to-one meetings drawn."),
    "request.ask": _("%(who)s wished for a one-to-one meeting."),
    "request.withdraw": _("%(who)s withdrew from a one-to-one meeting."),
    "request.give": _("A time that became free went to the next in drawn order."),
    "request.link": _("%(who)s gave a one-to-one meeting its video room."),
    "request.move": _("%(who)s moved a one-to-one meeting."),
    "request.cancel": _("%(who)s cancelled a one-to-one meeting."),
    "request.hold": _("%(who)s noted that a one-to-one meeting was held."),
    "request.miss": _("%(who)s noted that a company did not come to its meeting."),
    "request.correct": _("%(who)s took back what was noted of a one-to-one meeting."),
    "request.wait": _("A company that did not come went last on the waiting list."),
    "minutes.write": _("%(who)s wrote the minutes of a one-to-one meeting."),
    "minutes.send": _("%(who)s sent the minutes of a one-to-one meeting to the company."),
    "minutes.confirm": _("%(who)s confirmed the minutes of a one-to-one meeting."),
    "minutes.comment": _("%(who)s commented on the minutes of a one-to-one meeting."),
    "minutes.pass": _("A company did not answer the minutes of its one-to-one meeting in time."),
    "minutes.share": _("%(who)s told everybody what one company was told in a meeting."),
    "minutes.read": _("%(who)s read what a company has marked as secret in minutes."),
}
ANNOUNCING: Final[dict[str, StrOrPromise]] = {
    "dialogue.announced": _("%(who)s wrote to all who take part in a dialogue."),
}
DOFFIN: Final[dict[str, StrOrPromise]] = {
    "dialogue.form-chosen": _("%(who)s chose the form on Doffin for a dialogue."),
    "dialogue.competition-planned": _("%(who)s said when the competition after a dialogue is likely to come."),
    "dialogue.sent": _("%(who)s noted that the notice of a dialogue was sent."),
    "dialogue.not-sent": _("%(who)s noted that the notice of a dialogue was not sent after all."),
    "dialogue.on-ted": _("%(who)s noted that TED has published the notice of a dialogue."),
    "dialogue.numbered-on-doffin": _("%(who)s entered the number of a dialogue on Doffin."),
}
DEEDS: Final = {
    **INVITATION,
    **deeds_of_log.DEEDS,
    **MEETINGS,
    **ANNOUNCING,
    **DOFFIN,
    **deeds_of_timeline.DEEDS,
    **words_of_input.DEEDS,
    **words_of_access_request.DEEDS,
}
