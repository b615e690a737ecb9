"""Where a log-in leads afterwards: only to our own pages."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlencode

from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language

from mulighetsrom.web.common import registry

NEXT: Final = "neste"
LETTER: Final = "kode"
LONGEST: Final = 500
_OURS: Final = re.compile(r"/(?:nb|nn|en)/(?!logg-(?:inn|ut)/)[!-\[\]-~]*")  # printable ASCII, no backslash


def own(path: str | None) -> str:
    """Return an address if it is one of ours and worth going back to, else an empty text."""
    return path if path and len(path) <= LONGEST and _OURS.fullmatch(path) else ""


def log_in(path: str = "") -> str:
    """Return the address of the log-in that leads to a page of ours afterwards."""
    return reverse("accounts:log_in") + (f"?{urlencode({NEXT: path})}" if own(path) else "")


def leads_to_kept(path: str) -> bool:
    """Tell whether the page after the log-in is what somebody wrote when they were not logged in any more."""
    try:
        return resolve(path.partition("?")[0]).view_name == "accounts:kept"
    except Resolver404:
        return False


def link(public_id: str, secret: str) -> str:
    """Return the address of a letter's link; its secret is in the query, which no log holds."""
    return f"{reverse('accounts:link', args=[public_id])}?{urlencode({LETTER: secret})}"


def take_back(public_id: str, secret: str) -> str:
    """Return the address by which somebody takes their e-mail address back; its secret is as in `link`."""
    return f"{reverse('accounts:take_back', args=[public_id])}?{urlencode({LETTER: secret})}"


def home() -> str:
    """Return where somebody begins who came from nowhere in particular: the first place that is their own."""
    return reverse(registry.own_places[0].url_name) if registry.own_places else front()


def first() -> str:
    """Return where somebody begins who has not said yet whom they act for."""
    return reverse("accounts:new_organisation")


def front() -> str:
    """Return the front page, in the reader's language."""
    return f"/{get_language()}/"
