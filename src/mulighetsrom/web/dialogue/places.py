"""Where one takes part in each kind of part; a kind without an address is told on the dialogue's page alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.dialogue.models import Part

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGES: Final[dict[str, str]] = {Part.Kind.MEETINGS: "dialogue:meetings"}
"""The name of each kind's page; a theme adds its own once it is whole."""

OWN_PAGES: Final[dict[str, tuple[str, StrOrPromise]]] = {
    Part.Kind.MEETINGS: ("dialogue:meetings_plan", _("Plan and run the meetings")),
}
"""Where each kind's own people work with it, and what leads there."""

DEADLINES: Final[dict[str, StrOrPromise]] = {
    Part.Kind.CONFERENCE: _("Sign up by"),
    Part.Kind.WORKSHOP: _("Sign up by"),
    Part.Kind.MEETINGS: _("Ask for a meeting by"),
    Part.Kind.INPUT: _("Answer by"),
    Part.Kind.COMMENTS: _("Comment by"),
}
"""What each kind's deadline is for."""


def of(part: Part) -> str:
    """Return the address where one takes part, empty where there is none, or the dialogue is not public yet."""
    name = PAGES.get(part.kind) if part.dialogue.is_public else None
    return reverse(name, args=[part.dialogue.public_id, part.public_id]) if name else ""


def own(part: Part) -> tuple[str, StrOrPromise] | None:
    """Return the address where its own people work with a part, and what leads there."""
    found = OWN_PAGES.get(part.kind)
    return (reverse(found[0], args=[part.dialogue.public_id, part.public_id]), found[1]) if found else None
