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

PREPARING: Final[dict[str, tuple[str, StrOrPromise]]] = {
    Part.Kind.CONFERENCE: ("dialogue:seats", _("How many can come")),
    Part.Kind.WORKSHOP: ("dialogue:seats", _("How many can come")),
    Part.Kind.MEETINGS: ("dialogue:meetings_plan", _("Plan and run the meetings")),
    Part.Kind.INPUT: ("dialogue:arrange_input", _("What you ask for in writing")),
    Part.Kind.COMMENTS: ("dialogue:arrange_input", _("What you ask for in writing")),
}
"""Where each kind is made ready before the invitation is public, and what leads there."""

RUNNING: Final[dict[str, tuple[str, StrOrPromise]]] = {
    Part.Kind.CONFERENCE: ("dialogue:participants", _("Who has signed up")),
    Part.Kind.WORKSHOP: ("dialogue:participants", _("Who has signed up")),
    Part.Kind.MEETINGS: ("dialogue:meetings_plan", _("Plan and run the meetings")),
    Part.Kind.INPUT: ("dialogue:inputs", _("To what has been handed in")),
    Part.Kind.COMMENTS: ("dialogue:inputs", _("To what has been handed in")),
}
"""Where its own people work with each kind once it is public, and what leads there."""

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
    return page(part) if part.dialogue.is_public else ""


def page(part: Part) -> str:
    """Return the address of a part's page, empty where there is none; its own people may see it before it is public."""
    name = PAGES.get(part.kind)
    return reverse(name, args=[part.dialogue.public_id, part.public_id]) if name else ""


def own(part: Part) -> tuple[str, StrOrPromise]:
    """Return the address where its own people work with a part, and what leads there."""
    name, label = (RUNNING if part.dialogue.is_public else PREPARING)[part.kind]
    return reverse(name, args=[part.dialogue.public_id, part.public_id]), label
