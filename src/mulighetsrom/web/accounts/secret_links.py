"""Secrets that a letter's link holds: made anew from an id whenever the letter is written, kept as a hash only.

They are 40 hexadecimal digits, by which `common.logs` knows them and keeps them out.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from datetime import datetime


def of_invitation(public_id: str, sent_at: datetime) -> str:
    """Return the secret of an invitation as it was sent at this moment; sent again, it is another."""
    told = f"{public_id} {sent_at.isoformat()}"
    return salted_hmac("accounts.invitation", told, algorithm="sha256").hexdigest()[:40]


def to_take_back(public_id: str) -> str:
    """Return the secret of a letter that tells an address of losing an account, by which it is taken back."""
    return salted_hmac("accounts.take-back", public_id, algorithm="sha256").hexdigest()[:40]


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
