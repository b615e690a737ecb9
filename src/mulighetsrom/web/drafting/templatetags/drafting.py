"""Addresses of a text's pages, whatever kind of text it is."""

from __future__ import annotations

from typing import Any

from django import template

from mulighetsrom.web.drafting.kinds import kind_of

register = template.Library()


@register.simple_tag(takes_context=True)
def page(context: dict[str, Any], name: str, **further: Any) -> str:
    """Return the address of a page of the `row` that is shown."""
    row = context["row"]
    return kind_of(row).page(row, name, **further)
