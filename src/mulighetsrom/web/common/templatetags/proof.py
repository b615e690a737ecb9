"""Django's tag for the proof in a form, which with us also says whose page it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html

from mulighetsrom.web.common import proof

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_token(context: dict[str, Any]) -> SafeString:
    """Write the hidden fields of every form; a part that is given no request does not say whose page it stands on."""
    box = '<input type="hidden" name="{}" value="{}">'
    hidden = format_html(box, proof.TOKEN, context["csrf_token"])
    request = context.get("request")
    person = request.actor.person if request and hasattr(request, "actor") else None
    return hidden + format_html(box, proof.WRITER, proof.of(person)) if person else hidden
