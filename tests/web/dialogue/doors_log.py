"""The addresses of a dialogue's record in the access table: who took part, the protocol, the archive."""

from __future__ import annotations

from typing import Final

from tests.web import dialogue_samples as samples
from tests.web.page import Page, ours

DRAFT: Final = {"public_id": samples.DRAFT}
OPEN: Final = {"public_id": samples.OPEN}
NOTHING: Final = {"interest": "none", "key": "00000000-0000-4000-8000-000000000002"}
ARCHIVES: Final = ("adviser", "owner")
PACKAGE: Final = OPEN | {"package": samples.PACKAGE}
COMPANY: Final = DRAFT | {"pseudonym": samples.pseudonym()}
TABLE: Final = (
    Page("dialogue:participants", args=DRAFT, **ours(200)),
    Page("dialogue:participants", args=OPEN, **ours(200, of=403)),
    Page("dialogue:participants", args=DRAFT, **ours(200, *ARCHIVES), post={"name": ""}),
    Page("dialogue:assess", args=COMPANY, **ours(200, *ARCHIVES)),
    Page("dialogue:assess", args=DRAFT | {"pseudonym": "0" * 24}, **ours(404, *ARCHIVES)),
    Page("dialogue:remove_adviser", args=COMPANY, **ours(404, *ARCHIVES), post={}),
    Page("dialogue:protocol_pdf", args=OPEN, **ours(200, *ARCHIVES, of=403), html=False),
    Page("dialogue:protocol_json", args=DRAFT, **ours(200, *ARCHIVES), html=False),
    Page("dialogue:dossier", args=OPEN, **ours(200, *ARCHIVES, of=403), html=False),
    Page("dialogue:archive", args=DRAFT, **ours(200, *ARCHIVES)),
    Page("dialogue:archive", args=OPEN, **ours(302, *ARCHIVES, of=403), post={}),
    Page("dialogue:package", args=PACKAGE, **ours(200, *ARCHIVES, of=403)),
    Page("dialogue:package", args=DRAFT | {"package": samples.PACKAGE}, **ours(404, *ARCHIVES)),
    Page("dialogue:package_zip", args=PACKAGE, **ours(200, *ARCHIVES, of=403), html=False),
    Page("dialogue:impartiality", args=OPEN, **ours(200, of=403)),
    Page("dialogue:impartiality", args=DRAFT, **ours(200)),
    Page("dialogue:impartiality", args=DRAFT, **ours(302), post=NOTHING),
    Page("dialogue:name_deputy", args=DRAFT, **ours(200, "owner"), post={"to": "N0B0DY1111"}),
    Page("dialogue:decide", args=DRAFT | {"declaration": "N0B0DY1111"}, **ours(404, "owner")),
)
