"""How templates of this slice write numbers, days and codes: for readers, and for the attributes of an SVG."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html_join

from mulighetsrom.web.common import written
from mulighetsrom.web.insights import sentences, words

if TYPE_CHECKING:
    from datetime import datetime

    from django.utils.safestring import SafeString
    from django_stubs_ext import StrOrPromise

register = template.Library()
register.filter("day", written.day)
register.filter("number", written.number)


@register.filter
def ratio(value: float) -> str:
    """Write a ratio for readers."""
    return sentences.ratio(value)


@register.filter
def plain(value: float) -> str:
    """Write a number for an attribute: with a point, whatever the reader's language."""
    return f"{value:g}"


@register.filter
@lru_cache(maxsize=4)
def options(names: tuple[str, ...]) -> SafeString:
    """Write suggestions for a box: hundreds of them, the same on every page."""
    return format_html_join("", '<option value="{}"></option>', ((name,) for name in names))


@register.filter
def local_day(moment: datetime) -> str:
    """Write the day in Norway on which a moment fell."""
    return written.local_day(moment)


@register.filter
def kind(code: str) -> StrOrPromise:
    """Write a kind of dialogue in words."""
    return words.KINDS[code]
