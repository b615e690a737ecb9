"""The addresses of access requests in the access table."""

from __future__ import annotations

from typing import Final

from tests.web import access_request_samples as samples
from tests.web import dialogue_samples as dialogues
from tests.web.page import Page, only, ours

OPEN: Final = {"public_id": dialogues.OPEN}
PUT: Final = OPEN | {"access_request": samples.PUT}
REGISTERED: Final = OPEN | {"access_request": samples.REGISTERED}
HEARING: Final = OPEN | {"hearing": samples.HEARING}
DECIDE: Final = ("adviser", "owner")

TABLE: Final = (
    Page("dialogue:access_requests", args=OPEN, **ours(200, *DECIDE, of=403)),
    Page("dialogue:access_requests", args={"public_id": dialogues.THEIRS}, **only(404, stranger=200)),
    Page("dialogue:access_request", args=PUT, **ours(200, *DECIDE, of=403)),
    Page("dialogue:access_request", args=REGISTERED, **ours(200, *DECIDE, of=403)),
    Page("dialogue:access_request", args=OPEN | {"access_request": "N0THERE111"}, **ours(404, *DECIDE, of=403)),
    Page("dialogue:open_claims", args=PUT, **ours(200, "adviser", of=403), post={}),
    Page("dialogue:access_copy", args=PUT, html=False, **ours(404, *DECIDE, of=403)),
    Page("dialogue:hearing", args=HEARING, **only(404, supplier=200)),
    Page("dialogue:hearing", args=HEARING, **only(404, supplier=200), post={}),
)
