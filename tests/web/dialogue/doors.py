"""The addresses of dialogues in the access table; each theme has its own list."""

from __future__ import annotations

from typing import Any, Final

from tests.web import dialogue_samples as samples
from tests.web import needs_samples
from tests.web.dialogue import access_request_doors, doors_closing, doors_log, input_doors
from tests.web.dialogue import conference_doors as conference
from tests.web.dialogue.doors_meetings import MEETINGS
from tests.web.page import WRITERS, Page, only, ours
from tests.web.people import PEOPLE

DRAFT: Final = {"public_id": samples.DRAFT}
OPEN: Final = {"public_id": samples.OPEN}
THEIRS: Final = {"public_id": samples.THEIRS}
PART: Final = DRAFT | {"part": samples.DRAFT_PART}
OPEN_PART: Final = OPEN | {"part": samples.INPUT}
BEGINS: Final = dict.fromkeys((*WRITERS, "stranger"), 200)

INVITATION: Final = (
    Page("dialogue:list", visitor=200),
    Page("dialogue:list", visitor=200, query="?vis=avsluttet"),
    Page("dialogue:start", **only(403, **BEGINS)),
    Page("dialogue:start", query=f"?kopi={samples.OPEN}", **only(403, **BEGINS)),
    Page("dialogue:start", query=f"?kopi={samples.DRAFT}", **only(403, **(BEGINS | {"stranger": 404}))),
    Page("dialogue:start", query=f"?behov={needs_samples.PUBLISHED}", **only(403, **BEGINS)),
    Page("dialogue:start", query=f"?behov={needs_samples.DRAFT}", **only(403, **(BEGINS | {"stranger": 404}))),
    Page("dialogue:json", visitor=200, args=OPEN, html=False),
    Page("dialogue:json", visitor=404, args=DRAFT, html=False),
    Page("dialogue:dialogue", visitor=200, args=OPEN),
    Page("dialogue:dialogue", visitor=404, args=DRAFT),
    Page("dialogue:write", args=DRAFT, **ours(200, *WRITERS)),
    Page("dialogue:write", args=OPEN, **ours(200, *WRITERS, of=403)),
    Page("dialogue:choose_needs", args=DRAFT, **ours(302, *WRITERS), post={}),
    Page("dialogue:choose_needs", args=DRAFT, **ours(400, *WRITERS), post={"needs": needs_samples.DRAFT}),
    Page("dialogue:parts", args=DRAFT, **ours(200)),
    Page("dialogue:parts", args=OPEN, **ours(200, of=403)),
    Page("dialogue:new_part", args=DRAFT | {"kind": "conference"}, **ours(200, *WRITERS)),
    Page("dialogue:new_part", args=DRAFT | {"kind": "input"}, **ours(200, *WRITERS)),
    Page("dialogue:new_part", args=DRAFT | {"kind": "dance"}, **ours(404, *WRITERS)),
    Page("dialogue:new_part", args=OPEN | {"kind": "input"}, **ours(404, *WRITERS, of=403)),
    Page("dialogue:write_part", args=PART, **ours(200, *WRITERS)),
    Page(
        "dialogue:write_part",
        args=PART,
        **ours(409, *WRITERS),
        post={"title": "Uten å ha sett", "key": "00000000-0000-4000-8000-000000000001"},
    ),
    Page("dialogue:write_part", args=OPEN_PART, **ours(404, *WRITERS, of=403)),
    Page("dialogue:write_part", args=DRAFT | {"part": samples.INPUT}, **ours(404, *WRITERS)),
    Page("dialogue:remove_part", args=PART, **ours(200, *WRITERS), post={}),
    Page("dialogue:remove_part", args=OPEN_PART, **ours(409, *WRITERS, of=403), post={}),
)
TEXT: Final = (
    Page("dialogue:work", args=DRAFT, **ours(200)),
    Page("dialogue:work", args=OPEN, **ours(200, of=403)),
    Page("dialogue:work", args=THEIRS, **only(404, stranger=200)),
    Page("dialogue:step", args=DRAFT, **ours(302, *WRITERS), post={"do": "ask_for_approval"}),
    Page("dialogue:number_case", args=DRAFT, **ours(302, *WRITERS), post={"case_number": "2026/2"}),
    Page("dialogue:ask_member", args=DRAFT, **ours(200, *WRITERS), post={}),
    Page("dialogue:answer_as_member", args=DRAFT, **ours(403), post={"answer": "consent"}),
    Page("dialogue:withdraw_as_member", args=DRAFT, **ours(403), post={}),
    Page("dialogue:let_answer_for", args=DRAFT, **ours(400, *WRITERS), post={}),
    Page("dialogue:approve", args=DRAFT, **ours(200, "approver")),
    Page("dialogue:comments", args=DRAFT, **ours(200)),
    Page("dialogue:resolve", args=DRAFT | {"comment_id": "N0B0DY1111"}, **ours(404, *WRITERS), post={}),
    Page("dialogue:versions", visitor=200, args=OPEN),
    Page("dialogue:version", visitor=200, args=OPEN | {"number": "1"}),
    Page("dialogue:version", visitor=404, args=DRAFT | {"number": "1"}),
)
PUBLISHERS: Final = ("adviser", "owner")
REMINDER: Final = {"kind": "reminder", "about": samples.INPUT}
ANNOUNCING: Final = (
    Page("dialogue:letters", args=OPEN, **ours(200, of=403)),
    Page("dialogue:letters", args=DRAFT, **ours(200)),
    Page("dialogue:announce", args=OPEN | REMINDER, **ours(200, *PUBLISHERS, of=403)),
    Page("dialogue:announce", args=OPEN | REMINDER, **ours(200, *PUBLISHERS, of=403), post={"opening": "Husk fristen"}),
    Page("dialogue:announce", args=OPEN | {"kind": "version", "about": "1"}, **ours(404, *PUBLISHERS, of=403)),
    Page("dialogue:announce", args=DRAFT | REMINDER, **ours(404, *PUBLISHERS)),
)
DOFFIN: Final = (
    Page("dialogue:doffin", args=DRAFT, **ours(200)),
    Page("dialogue:doffin", args=OPEN, **ours(200, of=403)),
    Page("dialogue:doffin_text", args=DRAFT, html=False, **ours(200)),
    Page("dialogue:doffin_text", args=OPEN, html=False, **ours(200, of=403)),
    Page("dialogue:doffin_form", args=DRAFT, **ours(302, *WRITERS), post={"form": "4"}),
    Page("dialogue:doffin_form", args=OPEN, **ours(409, *WRITERS, of=403), post={"form": "4"}),
    Page("dialogue:doffin_planned", args=DRAFT, **ours(302, *WRITERS), post={"planned": "01.06.2027"}),
    Page("dialogue:doffin_receipt", args=DRAFT, **ours(200, *PUBLISHERS), post={}),
    Page(
        "dialogue:doffin_receipt",
        args=DRAFT,
        **ours(409, *PUBLISHERS),
        post={"sent_at_0": "05.10.2026", "sent_at_1": "12:00"},
    ),
    Page("dialogue:doffin_ted", args=DRAFT, **ours(409, *PUBLISHERS), post={"ted_date": "05.10.2026"}),
    Page("dialogue:doffin_number", args=OPEN, **ours(200, *PUBLISHERS, of=403), post={"number": "12"}),
)
WAITING: Final = OPEN | {"question": samples.QUESTION}
ANSWERING: Final = dict.fromkeys(WRITERS, 200) | dict.fromkeys(("reader", "approver"), 403)
DONE: Final = dict.fromkeys(WRITERS, 302)
UNANSWERED: Final[dict[str, Any]] = {"visitor": 302, "members": 404, "who": ANSWERING}
QUESTIONS: Final = (
    Page("dialogue:questions", visitor=200, args=OPEN),
    Page("dialogue:questions", visitor=404, args=DRAFT),
    Page("dialogue:question_sent", visitor=200, args=OPEN),
    Page("dialogue:question_withdrawn", visitor=200, args=OPEN),
    Page("dialogue:drafted_answers", args=OPEN, **UNANSWERED),
    Page("dialogue:question", args=WAITING, **UNANSWERED),
    Page("dialogue:decline_question", args=WAITING, **UNANSWERED, post={"reason": ""}),
    Page("dialogue:discard_draft", visitor=302, members=404, args=WAITING, post={}, who=ANSWERING | DONE),
    Page("dialogue:confirm_question", visitor=404, args=WAITING, query="?kode=0"),
    Page("dialogue:withdraw_question", visitor=404, args=WAITING, post={"kode": "0"}),
    Page("dialogue:withdraw_question", visitor=302, members=404, args=WAITING, post={}, supplier=302),
)
CONTACT: Final = DRAFT | {"contact": samples.CONTACT}
NOTES: Final = ("need_owner", "adviser", "approver", "owner")
ARCHIVES: Final = ("adviser", "owner")
LOG: Final = (
    Page("dialogue:log", args=OPEN, **ours(200, of=403)),
    Page("dialogue:log", args=DRAFT, **ours(200)),
    Page("dialogue:check_log", visitor=200, args=OPEN),
    Page("dialogue:check_log", visitor=200, args=OPEN, query="?merke=1-00000000000000000000000000000000"),
    Page("dialogue:check_log", args=DRAFT, **ours(200)),
    Page("dialogue:note_contact", args=OPEN, **ours(200, *NOTES, of=403)),
    Page("dialogue:note_contact", args=DRAFT, **ours(200, *NOTES)),
    Page("dialogue:contact", args=CONTACT, **ours(200)),
    Page("dialogue:contact", args=OPEN | {"contact": samples.CONTACT}, **ours(404, of=403)),
    Page("dialogue:correct_contact", args=CONTACT, **ours(200, *NOTES)),
    Page("dialogue:share_contact", args=CONTACT, **ours(200, *WRITERS), post={}),
    Page("dialogue:holds", args=OPEN, **ours(200, *ARCHIVES, of=403)),
    Page("dialogue:holds", args=DRAFT, **ours(200, *ARCHIVES)),
    Page("dialogue:lift_hold", args=DRAFT | {"hold": samples.HOLD}, **ours(302, *ARCHIVES), post={}),
    Page("dialogue:lift_hold", args=OPEN | {"hold": samples.HOLD}, **ours(404, *ARCHIVES, of=403), post={}),
)
LINE: Final = DRAFT | {"line": samples.PLAN_LINE}
OPEN_LINE: Final = OPEN | {"line": samples.OPEN_LINE}
CHOSEN: Final = {"due_at_0": "09.03.2027", "due_at_1": "12:00", "responsible": PEOPLE["need_owner"].person}
TIMELINE: Final = (
    Page("dialogue:plan", args=DRAFT, **ours(200)),
    Page("dialogue:plan", args=OPEN, **ours(200, of=403)),
    Page("dialogue:plan", args=THEIRS, **only(404, stranger=200)),
    Page("dialogue:lay_plan", args=DRAFT, **ours(302, *WRITERS), post={}),
    Page("dialogue:plan_line", args=LINE, **ours(200, *WRITERS)),
    Page("dialogue:plan_line", args=OPEN_LINE, **ours(200, *WRITERS, of=403)),
    Page("dialogue:plan_line", args=LINE, **ours(302, *WRITERS), post=CHOSEN | {"seen": "1"}),
    Page("dialogue:plan_line", args=LINE, **ours(409, *WRITERS), post=CHOSEN),
    Page("dialogue:plan_line", args=OPEN | {"line": samples.PLAN_LINE}, **ours(404, *WRITERS, of=403)),
    Page("dialogue:tick_plan_line", args=LINE, **ours(302, *WRITERS), post={"seen": "1", "do": "done"}),
)
PLANNED: Final = OPEN | {"part": samples.CONFERENCE}
CHANGING: Final = (
    Page("dialogue:change_part", args=PLANNED, **ours(200, *PUBLISHERS, of=403)),
    Page("dialogue:change_part", args=PART, **ours(404, *PUBLISHERS)),
    Page("dialogue:change_part", args=PLANNED, **ours(200, *PUBLISHERS, of=403), post={"title": "Uten alt annet"}),
    Page("dialogue:cancel_part", args=PLANNED, **ours(200, *PUBLISHERS, of=403)),
    Page("dialogue:cancel_part", args=PART, **ours(404, *PUBLISHERS)),
    Page("dialogue:cancel", args=OPEN, **ours(200, *PUBLISHERS, of=403)),
    Page("dialogue:cancel", args=DRAFT, **ours(404, *PUBLISHERS)),
    Page("dialogue:corrected", args=OPEN | {"change": samples.CHANGE}, **ours(200, *PUBLISHERS, of=403)),
    Page("dialogue:corrected", args=OPEN | {"change": "N0THING111"}, **ours(404, *PUBLISHERS, of=403)),
)
TABLE: Final = (
    *INVITATION,
    *TEXT,
    *QUESTIONS,
    *doors_closing.TABLE,
    *ANNOUNCING,
    *DOFFIN,
    *LOG,
    *TIMELINE,
    *MEETINGS,
    *doors_log.TABLE,
    *input_doors.TABLE,
    *conference.TABLE,
    *CHANGING,
    *access_request_doors.TABLE,
)
