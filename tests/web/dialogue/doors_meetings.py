"""The addresses of one-to-one meetings in the access table."""

from __future__ import annotations

from typing import Final

from tests.web import dialogue_samples
from tests.web import meeting_samples as samples
from tests.web.page import COLLEAGUES, WRITERS, Page, only, ours

WISHES: Final = {"public_id": samples.DIALOGUE, "part": samples.WISHES}
DRAWN: Final = {"public_id": samples.DIALOGUE, "part": samples.DRAWN}
UNPLANNED: Final = {"public_id": dialogue_samples.OPEN, "part": dialogue_samples.MEETINGS}
WISH: Final = WISHES | {"request_id": samples.WISH}
MINUTES: Final = {"public_id": samples.DIALOGUE, "part": samples.HELD, "request_id": samples.HELD_WISH}
GIVEN: Final = DRAWN | {"request_id": samples.GIVEN}
KEY: Final = {"key": "00000000-0000-4000-8000-0000000000d4"}
PUBLISHERS: Final = ("adviser", "owner")
ASKS: Final = {"supplier": 200, "other_supplier": 200}
MEETINGS: Final = (
    Page("dialogue:meetings", visitor=200, args=UNPLANNED),
    Page("dialogue:meetings", visitor=200, args=WISHES),
    Page("dialogue:meetings", visitor=200, args=DRAWN),
    Page("dialogue:meetings", visitor=404, args=UNPLANNED | {"part": dialogue_samples.INPUT}),
    Page("dialogue:how_drawn", visitor=200, args=WISHES),
    Page("dialogue:how_drawn", visitor=200, args=DRAWN),
    Page("dialogue:how_drawn", visitor=404, args=UNPLANNED),
    Page("dialogue:draw_file", visitor=200, args=DRAWN, html=False),
    Page("dialogue:draw_file", visitor=404, args=WISHES, html=False),
    Page("dialogue:draw_program", visitor=200, args=DRAWN, html=False),
    Page("dialogue:draw_program", visitor=404, args=WISHES, html=False),
    Page("dialogue:wish", args=WISHES, **only(403, **ASKS)),
    Page("dialogue:wish", args=DRAWN, **only(403, supplier=409, other_supplier=409)),
    Page("dialogue:wish", args=UNPLANNED, **only(403, supplier=404, other_supplier=404)),
    Page("dialogue:withdraw_wish", args=WISHES, **only(403, supplier=302, other_supplier=404), post={}),
    Page("dialogue:meeting", args=WISH, **only(404, **COLLEAGUES, supplier=200)),
    Page("dialogue:meeting", args=GIVEN, **only(404, **COLLEAGUES, supplier=200)),
    Page("dialogue:meeting_calendar", args=GIVEN, html=False, **only(404, **COLLEAGUES, supplier=200)),
    Page(
        "dialogue:meeting_calendar", args=WISH, html=False, **only(404, **dict.fromkeys(COLLEAGUES, 409), supplier=409)
    ),
    Page("dialogue:meetings_plan", args=UNPLANNED, **ours(200, of=403)),
    Page("dialogue:meetings_plan", args=WISHES, **ours(200, of=403)),
    Page("dialogue:meetings_plan", args=DRAWN, **ours(200, of=403)),
    Page("dialogue:set_up_meetings", args=UNPLANNED, **ours(200, *WRITERS, of=403)),
    Page("dialogue:set_up_meetings", args=WISHES, **ours(409, *WRITERS, of=403)),
    Page("dialogue:add_team_member", args=WISHES, **ours(200, *WRITERS, of=403)),
    Page("dialogue:remove_team_member", args=WISHES | {"member": "N0B0DY1111"}, **ours(404, *WRITERS, of=403), post={}),
    Page("dialogue:meeting_questions", args=WISHES, **ours(200, *PUBLISHERS, of=403)),
    Page("dialogue:open_wishes", args=WISHES, **ours(302, *PUBLISHERS, of=403), post={}),
    Page("dialogue:add_times", args=WISHES, **ours(200, *PUBLISHERS, of=403)),
    Page("dialogue:draw_times", args=WISHES, **ours(200, *PUBLISHERS, of=403)),
    Page("dialogue:draw_times", args=WISHES, **ours(409, *PUBLISHERS, of=403), post=KEY),
    Page("dialogue:move_meeting", args=GIVEN, **ours(200, *PUBLISHERS, of=403)),
    Page("dialogue:cancel_meeting", args=GIVEN, **ours(200, *PUBLISHERS, of=403)),
    Page("dialogue:meeting_link", args=GIVEN, **ours(200, *WRITERS, of=403)),
    Page("dialogue:hold_meeting", args=GIVEN, **ours(409, *WRITERS, of=403), post={}),
    Page("dialogue:miss_meeting", args=GIVEN, **ours(200, *PUBLISHERS, of=403)),
    Page("dialogue:correct_meeting", args=GIVEN, **ours(302, *PUBLISHERS, of=403)),
    Page("dialogue:minutes", args=MINUTES, **only(404, **COLLEAGUES, other_supplier=200)),
    Page("dialogue:minutes", args=GIVEN, **only(404)),
    Page("dialogue:answer_minutes", args=MINUTES, **only(403, supplier=404, other_supplier=302), post={}),
    Page("dialogue:share_minutes", args=MINUTES, **only(403, adviser=200, need_owner=200), post={}),
)
