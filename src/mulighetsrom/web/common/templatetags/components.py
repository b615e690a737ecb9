"""The little arithmetic that templates cannot do themselves."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import template
from django.utils.safestring import mark_safe

from mulighetsrom.web.common import markup as light
from mulighetsrom.web.common import registry, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.core.paginator import Paginator
    from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def page_numbers(paginator: Paginator[Any], current: int) -> Iterator[int | None]:
    """Yield the numbers to offer around the current page; None where some are left out."""
    for number in paginator.get_elided_page_range(current, on_each_side=1, on_ends=1):
        yield number if isinstance(number, int) else None


@register.filter
def markup(text: str) -> SafeString:
    """Write light text that somebody wrote; put it into an element with `class="written" translate="no"`."""
    return light.html(text)


@register.simple_tag(takes_context=True)
def part(context: dict[str, Any], place: str, about: object) -> SafeString:
    """Show what was registered for a place of this page (`registry.parts`)."""
    made = (make(context["request"], about) for make in registry.parts[place])
    return mark_safe("".join(filter(None, made)))  # noqa: S308 - each part is a rendered template


@register.filter
def moment(when: datetime) -> str:
    """Write a moment by Norway's clock."""
    return written.moment(when)


@register.filter
def clock(when: datetime) -> str:
    """Write the time by Norway's clock, without its day."""
    return written.clock(when)


@register.filter
def weekday_moment(when: datetime) -> str:
    """Write a moment by Norway's clock, with its weekday."""
    return written.weekday_moment(when)


@register.filter
def host(url: str) -> str:
    """Return where an address leads, short enough to read: its host."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


@register.simple_tag
def new_key() -> str:
    """Return the key of a form that a page holds many of: sent twice, it is one act."""
    return str(uuid.uuid4())
