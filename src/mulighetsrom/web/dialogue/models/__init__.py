"""Market dialogues."""

from __future__ import annotations

from mulighetsrom.web.dialogue.models.access_request import AccessRequest, Claim, Gathered, Hearing
from mulighetsrom.web.dialogue.models.announcing import Announcement
from mulighetsrom.web.dialogue.models.changing import Change
from mulighetsrom.web.dialogue.models.closing import Answer, Competition, Deciding, Reminder
from mulighetsrom.web.dialogue.models.conference import Participant, Seats, SignUp
from mulighetsrom.web.dialogue.models.contact import Contact, Shared
from mulighetsrom.web.dialogue.models.dialogue import About, Dialogue, Version
from mulighetsrom.web.dialogue.models.hold import Hold
from mulighetsrom.web.dialogue.models.impartiality import Declaration
from mulighetsrom.web.dialogue.models.input import MOST_WORDS, Asked, InputDraft, Intake, Paper
from mulighetsrom.web.dialogue.models.input_handed_in import HandedIn, InputAnswer, Passage, TooLate
from mulighetsrom.web.dialogue.models.input_readers import Opening, Reader
from mulighetsrom.web.dialogue.models.life import Approval, Comment, Member, Round
from mulighetsrom.web.dialogue.models.log import Entry, Known
from mulighetsrom.web.dialogue.models.material import Material
from mulighetsrom.web.dialogue.models.meetings import Meetings, Request, TeamMember
from mulighetsrom.web.dialogue.models.minutes import Exchange, Minutes
from mulighetsrom.web.dialogue.models.part import Part
from mulighetsrom.web.dialogue.models.record import Adviser, Archived, Package
from mulighetsrom.web.dialogue.models.slots import Move, Slot
from mulighetsrom.web.dialogue.models.summary import Summary, SummaryVersion
from mulighetsrom.web.dialogue.models.timeline import PlanLine

__all__ = [
    "MOST_WORDS",
    "About",
    "AccessRequest",
    "Adviser",
    "Announcement",
    "Answer",
    "Approval",
    "Archived",
    "Asked",
    "Change",
    "Claim",
    "Comment",
    "Competition",
    "Contact",
    "Deciding",
    "Declaration",
    "Dialogue",
    "Entry",
    "Exchange",
    "Gathered",
    "HandedIn",
    "Hearing",
    "Hold",
    "InputAnswer",
    "InputDraft",
    "Intake",
    "Known",
    "Material",
    "Meetings",
    "Member",
    "Minutes",
    "Move",
    "Opening",
    "Package",
    "Paper",
    "Part",
    "Participant",
    "Passage",
    "PlanLine",
    "Reader",
    "Reminder",
    "Request",
    "Round",
    "Seats",
    "Shared",
    "SignUp",
    "Slot",
    "Summary",
    "SummaryVersion",
    "TeamMember",
    "TooLate",
    "Version",
]
