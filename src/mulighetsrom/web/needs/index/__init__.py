"""What the search finds: written here and nowhere else, from public columns only, with what made them public.

Each kind of thing is a `Source`. A slice above registers its own (`register`, and its words in `search_wording`) and
calls `refresh` inside its actions; `rebuild` makes everything again, while people search and publish.
"""

from __future__ import annotations

from mulighetsrom.web.needs.index.documents import Entry
from mulighetsrom.web.needs.index.sources import PUBLIC, Source, register
from mulighetsrom.web.needs.index.writing import (
    drop,
    put,
    put_everything,
    put_line,
    put_many,
    put_need,
    rebuild,
    refresh,
)

__all__ = [
    "PUBLIC",
    "Entry",
    "Source",
    "drop",
    "put",
    "put_everything",
    "put_line",
    "put_many",
    "put_need",
    "rebuild",
    "refresh",
    "register",
]
