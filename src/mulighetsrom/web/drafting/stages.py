"""How far a text in work can come, as a table."""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.drafting.models import Drafted

Text = Drafted.Text

TEXT: Final[dict[tuple[str, str], str]] = {
    (Text.PUBLISHED, "edit"): Text.DRAFT,
    (Text.DRAFT, "ask_for_comments"): Text.IN_COMMENTS,
    (Text.DRAFT, "ask_for_approval"): Text.FOR_APPROVAL,
    (Text.IN_COMMENTS, "ask_for_approval"): Text.FOR_APPROVAL,
    (Text.IN_COMMENTS, "take_back"): Text.DRAFT,
    (Text.FOR_APPROVAL, "take_back"): Text.DRAFT,
    (Text.FOR_APPROVAL, "return"): Text.DRAFT,
    (Text.FOR_APPROVAL, "approve"): Text.APPROVED,
    (Text.APPROVED, "take_back"): Text.DRAFT,
    (Text.APPROVED, "publish"): Text.PUBLISHED,
}
OPEN: Final = (Text.DRAFT, Text.IN_COMMENTS, Text.PUBLISHED)
"""How far a text may have come and still be written in."""

IN_WORK: Final = frozenset({Text.DRAFT, Text.IN_COMMENTS})
"""How far a text may have come and still be open to more organisations."""
