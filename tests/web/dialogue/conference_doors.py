"""The addresses of conferences and workshops in the access table."""

from __future__ import annotations

from typing import Final

from tests.web import conference_samples as samples
from tests.web import dialogue_samples as dialogues
from tests.web.page import WRITERS, Page, ours

EVENT: Final = {"public_id": dialogues.OPEN, "part": dialogues.CONFERENCE}
DRAFT: Final = {"public_id": dialogues.DRAFT, "part": dialogues.CONFERENCE}
NO_EVENT: Final = {"public_id": dialogues.OPEN, "part": dialogues.INPUT}
OURS: Final = EVENT | {"sign_up": samples.COMPANY}
GUESTS: Final = EVENT | {"sign_up": samples.GUEST}
UNCONFIRMED: Final = EVENT | {"sign_up": samples.UNCONFIRMED}
SLIDES: Final = EVENT | {"material": samples.SLIDES}
SHOWN: Final = EVENT | {"material": samples.SHOWN}
KEY: Final = {"key": "00000000-0000-4000-8000-000000000002"}

SIGN_UP: Final = (
    Page("dialogue:conference", visitor=200, args=EVENT),
    Page("dialogue:conference", visitor=404, args=DRAFT),
    Page("dialogue:conference", visitor=404, args=NO_EVENT),
    Page("dialogue:conference_calendar", visitor=200, args=EVENT, html=False),
    Page("dialogue:conference_calendar", visitor=404, args=DRAFT, html=False),
    Page("dialogue:sign_up", visitor=200, args=EVENT),
    Page("dialogue:sign_up", visitor=200, args=EVENT, post={}),
    Page("dialogue:sign_up", visitor=404, args=DRAFT),
    Page("dialogue:sign_up_sent", visitor=200, args=EVENT),
    Page("dialogue:own_sign_up", visitor=404, supplier=200, args=OURS),
    Page("dialogue:own_sign_up", visitor=200, args=GUESTS, query=samples.code(samples.GUEST)),
    Page("dialogue:own_sign_up", visitor=404, args=GUESTS, query=samples.code(samples.COMPANY)),
    Page("dialogue:own_sign_up", visitor=404, supplier=200, args=OURS, query=samples.code(samples.COMPANY)),
    Page("dialogue:own_sign_up", visitor=302, args=UNCONFIRMED, query=samples.code(samples.UNCONFIRMED)),
    Page("dialogue:confirm_sign_up", visitor=200, args=UNCONFIRMED, query=samples.code(samples.UNCONFIRMED)),
    Page("dialogue:confirm_sign_up", visitor=404, args=UNCONFIRMED, query="?kode=0"),
    Page("dialogue:confirm_sign_up", visitor=302, args=UNCONFIRMED, query=samples.code(samples.UNCONFIRMED), post={}),
    Page("dialogue:add_people", visitor=404, supplier=200, args=OURS),
    Page("dialogue:add_people", visitor=302, args=GUESTS, query=samples.code(samples.GUEST),
         post={"name_0": "Gro Gjest", "role_0": "", "how_0": "room", **KEY}),
    Page("dialogue:withdraw", visitor=404, supplier=200, args=OURS),
    Page("dialogue:withdraw", visitor=200, args=GUESTS, query=samples.code(samples.GUEST)),
    Page("dialogue:withdraw", visitor=404, args=GUESTS, query=samples.code(samples.GUEST), post={"who": samples.SVEN}),
    Page("dialogue:withdraw", visitor=302, args=GUESTS, query=samples.code(samples.GUEST), post={"who": samples.GEIR}),
)  # fmt: skip
OWN: Final = (
    Page("dialogue:participants", args=EVENT, **ours(200, *WRITERS, of=403)),
    Page("dialogue:participant_needs", args=EVENT, **ours(200, *WRITERS, of=403), post={}),
    Page("dialogue:seats", args=EVENT, **ours(200, *WRITERS, of=403)),
    Page("dialogue:seats", args=EVENT, **ours(200, *WRITERS, of=403), post={"room": "1", "stream": "1"}),
)
DOOR: Final = (
    Page("dialogue:door_sheet", args=EVENT, **ours(200, *WRITERS, of=403), html=False),
    Page("dialogue:check_in", args=EVENT, **ours(200, *WRITERS, of=403)),
    Page("dialogue:check_in", args=EVENT, **ours(404, *WRITERS, of=403), post={"who": samples.SVEN, "do": "in"}),
    Page("dialogue:check_in", args=EVENT, **ours(409, *WRITERS, of=403), post={"who": samples.SELMA, "do": "in"}),
)
MATERIALS: Final = (
    Page("dialogue:materials", args=EVENT, **ours(200, *WRITERS, of=403)),
    Page("dialogue:materials", args=EVENT, **ours(200, *WRITERS, of=403), post={}),
    Page("dialogue:release_materials", args=EVENT, **ours(200, "adviser", "owner", of=403)),
    Page("dialogue:material", args=SLIDES, visitor=404, html=False),
    Page("dialogue:remove_material", args=SLIDES, **ours(302, *WRITERS, of=403), post={}),
    Page("dialogue:remove_material", args=SHOWN, **ours(409, *WRITERS, of=403), post={}),
)
TABLE: Final = (*SIGN_UP, *OWN, *DOOR, *MATERIALS)
