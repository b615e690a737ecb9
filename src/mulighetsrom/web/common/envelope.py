"""Encryption by envelope: each content has a key of its own, and the installation's key closes that small key only.

AES-GCM with 256 bits. What the content belongs to is bound into both, so that neither can be laid beside another row.
"""

from __future__ import annotations

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES: Final = 32
_NONCE: Final = 12


class TamperedError(Exception):
    """Raised when what was closed has been changed or moved, or was closed with another key."""


def new_key() -> bytes:
    """Return a key for one content."""
    return secrets.token_bytes(KEY_BYTES)


def close(content: bytes, *, key: bytes, belongs_to: str) -> bytes:
    """Return the content encrypted, its nonce first."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, belongs_to.encode())


def open_(closed: bytes, *, key: bytes, belongs_to: str) -> bytes:
    """Return what was encrypted; raises TamperedError."""
    try:
        return AESGCM(key).decrypt(closed[:_NONCE], closed[_NONCE:], belongs_to.encode())
    except (InvalidTag, ValueError):  # the second: too short to be anything
        raise TamperedError from None
