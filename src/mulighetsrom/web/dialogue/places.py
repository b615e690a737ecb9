"""Where one takes part in each kind of part; a kind without an address is told on the dialogue's page alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.dialogue.models import Part

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGES: Final[dict[str, str]] = {}
"""The name of each kind's page; a theme adds its own once it is whole."""

DEADLINES: Final[dict[str, StrOrPromise]] = {
    Part.Kind.CONFERENCE: _("Sign up by"),
    Part.Kind.WORKSHOP: _("Sign up by"),
    Part.Kind.MEETINGS: _("Ask for a meeting by"),
    Part.Kind.INPUT: _("Answer by"),
    Part.Kind.COMMENTS: _("Comment by"),
}
"""What each kind's deadline is for."""


def of(part: Part) -> str:
    """Return the address where one takes part, empty where there is none."""
    name = PAGES.get(part.kind)
    return reverse(name, args=[part.dialogue.public_id, part.public_id]) if name else ""
