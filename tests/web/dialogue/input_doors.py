"""The addresses of written input in the access table."""

from __future__ import annotations

from typing import Final

from tests.web import dialogue_samples as samples
from tests.web import input_samples as inputs
from tests.web.page import WRITERS, Page, only, ours

OPEN: Final = {"public_id": samples.OPEN}
THEIRS: Final = {"public_id": samples.THEIRS}
PART: Final = {"public_id": samples.DRAFT, "part": samples.DRAFT_PART}
OPEN_PART: Final = OPEN | {"part": samples.INPUT}
HANDED_IN: Final = OPEN_PART | {"handed_in": inputs.HANDED_IN}
COMMENTS: Final = THEIRS | {"part": inputs.COMMENTS}
PAPER: Final = COMMENTS | {"paper": inputs.PAPER}
READER: Final = OPEN | {"reader": inputs.READER}
COMPANIES: Final = dict.fromkeys(("supplier", "other_supplier"), 200)
TABLE: Final = (
    Page("dialogue:input", visitor=200, args=OPEN_PART),
    Page("dialogue:input", visitor=404, args=PART),
    Page("dialogue:input", visitor=404, args=OPEN | {"part": samples.CONFERENCE}),
    Page("dialogue:input_paper", args=PAPER, html=False, **only(404, stranger=200)),
    Page("dialogue:write_input", args=OPEN_PART, **only(403, **COMPANIES)),
    Page("dialogue:write_input", args=PART, visitor=404),
    Page("dialogue:write_input", args=OPEN_PART, **only(403, supplier=409, other_supplier=409), post={}),
    Page("dialogue:hand_in", args=OPEN_PART, **only(403, **COMPANIES)),
    Page(
        "dialogue:hand_in",
        args=OPEN_PART,
        **only(403, supplier=409, other_supplier=409),
        post={"seen": "another", "key": "00000000-0000-4000-8000-000000000002"},
    ),
    Page("dialogue:input_receipt", args=HANDED_IN, **only(404, supplier=200)),
    Page("dialogue:input_file", args=HANDED_IN, html=False, **only(404, supplier=200)),
    Page("dialogue:arrange_input", args=PART, **ours(200, *WRITERS)),
    Page("dialogue:arrange_input", args=PART, **ours(200, *WRITERS), post={}),
    Page("dialogue:arrange_input", args=COMMENTS, **only(404, stranger=200)),
    Page("dialogue:add_paper", args=COMMENTS, **only(404, stranger=200), post={}),
    Page("dialogue:remove_paper", args=PAPER, **only(404, stranger=302), post={}),
    Page("dialogue:inputs", args=OPEN_PART, **ours(200, of=403)),
    Page("dialogue:inputs_question", args=OPEN_PART | {"number": "1"}, **ours(200, of=403)),
    Page("dialogue:inputs_question", args=OPEN_PART | {"number": "9"}, **ours(404, of=403)),
    Page("dialogue:inputs_company", args=HANDED_IN, **ours(200, of=403)),
    Page("dialogue:open_answer", args=HANDED_IN | {"number": "1"}, **ours(200, "adviser", of=403), post={}),
    Page("dialogue:open_answer", args=HANDED_IN | {"number": "9"}, **ours(404, of=403), post={}),
    Page("dialogue:readers", args=OPEN, **ours(200, of=403)),
    Page("dialogue:readers", args=OPEN, **ours(200, "adviser", of=403), post={}),
    Page("dialogue:end_reader", args=READER, **ours(302, "adviser", of=403), post={}),
)
