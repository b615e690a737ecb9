"""What dialogues and their themes give to the rest of the platform: letters, parts of pages, desks, chapters, purges.

Each theme has a module with a `register()`, which the app's `ready()` calls.
"""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.dialogue import index, input_documents, minutes_documents
from mulighetsrom.web.dialogue.here import (
    access_request,
    announcing,
    asking,
    changing,
    closing,
    conference,
    doffin,
    drafting,
    impartiality,
    input,  # noqa: A004 - the theme is called so
    log,
    meetings,
    theirs,
    timeline,
)

THEMES: Final = (
    drafting, timeline, asking, announcing, doffin, meetings, log, impartiality, index, theirs, changing, closing,
    input, conference, input_documents, minutes_documents, access_request,
)  # fmt: skip
"""In the order in which pages and desks show what they give."""
