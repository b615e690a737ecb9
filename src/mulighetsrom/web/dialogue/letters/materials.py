"""The letter to everybody that materials of an event can be read: shown before it goes, sent as they are released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulighetsrom.web.common import written
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.letters import Letter
from mulighetsrom.web.dialogue import conference
from mulighetsrom.web.dialogue.actions.materials import KIND
from mulighetsrom.web.dialogue.letters import to_everybody as announcing
from mulighetsrom.web.dialogue.models import Material

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mulighetsrom.web.common.mail import Receiver
    from mulighetsrom.web.dialogue.models import Dialogue


def register() -> None:
    """Let a release be told to everybody; it is no letter that goes by itself."""
    announcing.register(KIND, announcing.Kind(
        name=gettext_lazy("Materials of an event"), load=_released, opening=_opening, facts=_facts
    ))  # fmt: skip


def _released(dialogue: Dialogue, first: str) -> Sequence[Material] | None:
    """Return what was released together with this one."""
    rows = Material.objects.filter(part__dialogue=dialogue).exclude(released_at=None)
    one = rows.filter(public_id=first).first()
    return list(rows.filter(part=one.part, released_at=one.released_at).order_by("id")) if one else None


def _opening(dialogue: Dialogue, materials: Sequence[Material]) -> str:  # noqa: ARG001 - as a kind is asked
    if materials[0].part.kind == materials[0].part.Kind.WORKSHOP:
        return _(
            "Here is what came out of the workshop. Everybody gets it at the same moment, also those who did not come."
        )
    return _("Here is what was shown. Everybody gets it at the same moment, also those who did not come.")


def _facts(dialogue: Dialogue, materials: Sequence[Material], to: Receiver) -> Letter:  # noqa: ARG001 - as above
    part, first = materials[0].part, materials[0]
    released = first.released_at
    told = {"moment": written.weekday_moment(released)} if released else {}
    return Letter(
        subject=_("Materials: %(title)s") % {"title": conference.name(part)},
        greeting=_("Hello!"),
        paragraphs=[
            *(f"– {one.title}" for one in materials),
            _("Released to everybody %(moment)s.") % told if told else "",
        ],
        button=(_("See the materials"), f"{absolute(conference.page(part))}#materials"),
    )
