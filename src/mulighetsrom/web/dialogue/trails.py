"""The ways down to the pages of a dialogue: by the page that everybody reads, or by the work with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from mulighetsrom.web.common.components import Link
from mulighetsrom.web.dialogue import named, places, told

if TYPE_CHECKING:
    from mulighetsrom.web.dialogue.models import Dialogue, Part


def all_(*rest: Link) -> list[Link]:
    """Return the way to the list of dialogues, and on."""
    return [Link(_("Dialogues"), reverse("dialogue:list")), *rest]


def public(dialogue: Dialogue, *rest: Link) -> list[Link]:
    """Return the way to the page that everybody reads, and on."""
    return _to("dialogue:dialogue", dialogue, rest)


def work(dialogue: Dialogue, *rest: Link) -> list[Link]:
    """Return the way to the work with a dialogue, and on."""
    return _to("dialogue:work", dialogue, rest)


def of_part(part: Part, *rest: Link) -> list[Link]:
    """Return the way to the page of a part, and on; before the invitation is public, by the work with it."""
    dialogue = part.dialogue
    here = Link(told.Told(part).name, places.page(part), verbatim=bool(part.title))
    return (public if dialogue.is_public else work)(dialogue, here, *rest)


def log(dialogue: Dialogue, *rest: Link) -> list[Link]:
    """Return the way from the work with a dialogue to its equal treatment log, and on."""
    address = reverse("dialogue:log", args=[dialogue.public_id])
    return work(dialogue, Link(_("Equal treatment log"), address), *rest)


def _to(page: str, dialogue: Dialogue, rest: tuple[Link, ...]) -> list[Link]:
    here = Link(named.title(dialogue), reverse(page, args=[dialogue.public_id]), verbatim=True)
    return all_(here, *rest)
