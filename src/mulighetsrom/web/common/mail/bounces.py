"""Delivery reports (RFC 3464): which of our letters came back, and why.

Anybody can send one, so nothing in it is believed but a letter's public name and a status of three numbers.
"""

from __future__ import annotations

import re
from email.message import Message
from email.parser import BytesParser
from typing import TYPE_CHECKING, Final

from mulighetsrom.web.common.mail import actions

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST: Final = 2**20
"""Bytes that are read of a report: what it quotes of our letter is at its end, and may be cut off."""

MOST_PARTS: Final = 50
_STATUS: Final = re.compile(r"^Status:\s*(5\.\d{1,3}\.\d{1,3})", re.MULTILINE | re.IGNORECASE)
_FAILED: Final = re.compile(r"^Action:\s*failed\b", re.MULTILINE | re.IGNORECASE)
_OURS: Final = re.compile(r"^Message-ID:\s*<([0-9A-HJKMNP-TV-Z]{10})@[^>\s]{1,255}>", re.MULTILINE | re.IGNORECASE)


def take(report: bytes) -> bool:
    """Note what a report tells; return whether a letter of ours is now known to have come back."""
    try:
        parts = dict(_parts(BytesParser().parsebytes(report[:LARGEST])))
    except RecursionError:  # parts in parts without end
        return False
    told = parts.get("message/delivery-status", "")
    quoted = parts.get("message/rfc822", "") or parts.get("text/rfc822-headers", "")
    status, ours = _STATUS.search(told), _OURS.search(quoted)
    if not (status and ours and _FAILED.search(told)):
        return False
    return actions.note_bounce(public_id=ours[1].upper(), status=status[1])


def _parts(message: Message) -> Iterator[tuple[str, str]]:
    """Yield the kinds of a report's parts with their text, headers and all."""
    inside = message.get_payload()
    if message.get_content_type() != "multipart/report" or not isinstance(inside, list):
        return
    for part in inside[:MOST_PARTS]:
        if isinstance(part, Message):
            within = part.get_payload()
            yield part.get_content_type(), "\n\n".join(map(str, within)) if isinstance(within, list) else str(within)
