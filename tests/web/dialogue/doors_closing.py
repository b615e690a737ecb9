"""The addresses of how a dialogue ends, in the access table."""

from __future__ import annotations

from typing import Final

from tests.web import dialogue_samples as samples
from tests.web.page import WRITERS, Page, ours
from tests.web.people import EKSEMPELVIK

DRAFT: Final = {"public_id": samples.DRAFT}
OPEN: Final = {"public_id": samples.OPEN}
PUBLISHERS: Final = ("adviser", "owner")
TABLE: Final = (
    Page("dialogue:answers", visitor=200),
    Page("dialogue:answers_of", visitor=200, args={"organisation": EKSEMPELVIK}),
    Page("dialogue:answers_of", visitor=404, args={"organisation": "N0BADYHERE"}),
    Page("dialogue:stop", args=OPEN, **ours(200, *PUBLISHERS, of=403)),
    Page("dialogue:stop", args=OPEN, **ours(200, *PUBLISHERS, of=403), post={"announced": "06.10.2026"}),
    Page("dialogue:stop", args=DRAFT, **ours(404, *PUBLISHERS)),
    Page("dialogue:answer", args=OPEN, **ours(200, *PUBLISHERS, of=403)),
    Page("dialogue:answer", args=OPEN, **ours(200, *PUBLISHERS, of=403), post={"outcome": "dropped"}),
    Page("dialogue:answer", args=DRAFT, **ours(404, *PUBLISHERS)),
    Page("dialogue:deciding", args=OPEN, **ours(404, *PUBLISHERS, of=403)),
    Page("dialogue:deciding", args=DRAFT, **ours(404, *PUBLISHERS)),
    Page("dialogue:summary", visitor=404, args=OPEN),
    Page("dialogue:summary", visitor=404, args=DRAFT),
    Page("dialogue:write_summary", args=OPEN, **ours(200, *WRITERS, of=403)),
    Page("dialogue:write_summary", args=DRAFT, **ours(404, *WRITERS)),
    Page("dialogue:publish_summary", args=OPEN, **ours(302, *PUBLISHERS, of=403)),
    Page("dialogue:publish_summary", args=DRAFT, **ours(404, *PUBLISHERS)),
)
