"""How far a text in work can come, as a table."""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.drafting.models import Drafted, Member

Text, State = Drafted.Text, Member.State

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
MEMBER: Final[dict[tuple[str, str], str]] = {
    (State.ASKED, "consent"): State.CONSENTED,
    (State.ASKED, "decline"): State.DECLINED,
    (State.CONSENTED, "withdraw"): State.WITHDRAWN,
}
"""What an organisation that was asked to stand behind a text can answer, and then."""
OPEN: Final = (Text.DRAFT, Text.IN_COMMENTS, Text.PUBLISHED)
"""How far a text may have come and still be written in."""

APPROVING: Final = frozenset({Text.FOR_APPROVAL, Text.APPROVED})
"""How far a text has come of which something is approved, or may be any moment."""

IN_WORK: Final = frozenset({Text.DRAFT, Text.IN_COMMENTS})
"""How far a text may have come and still be open to more organisations."""
