"""Addresses that last: a language first, then what the page is about by its public name, never a primary key.

`/nb/`, `/nn/` and `/en/` are the same pages. After the language an address is a Norwegian noun in the singular, the
same in all three languages, so that a cited address can be read aloud.
"""

from __future__ import annotations

import re
import secrets
from typing import Final

from django.conf import settings

from mulighetsrom.installation import config

_PREFIX: Final = re.compile(r"^/(?:{})(?=/|$)".format("|".join(code for code, _ in settings.LANGUAGES)))

# Crockford's alphabet: no I, L, O or U, so that an id can be read over the telephone.
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def in_language(path: str, language: str) -> str:
    """Return the address of the same page, query and all, in another language."""
    return f"/{language}{_PREFIX.sub('', path) or '/'}"


def absolute(path: str) -> str:
    """Return the whole address of a page, for letters, feeds and calendars."""
    return config.current().url + path


def public_id() -> str:
    """Return a new name for a thing: ten characters (50 bits) that tell nothing of how many there are."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))
