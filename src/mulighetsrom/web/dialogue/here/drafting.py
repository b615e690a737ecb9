"""What an invitation to dialogue is among the texts that organisations write together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common import registry
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.dialogue import access, readiness, told
from mulighetsrom.web.dialogue.actions import invitation as actions
from mulighetsrom.web.dialogue.fields import INVITATION, LAYOUT
from mulighetsrom.web.dialogue.queries import dialogues, impartiality
from mulighetsrom.web.dialogue.views import life
from mulighetsrom.web.drafting import kinds

if TYPE_CHECKING:
    from mulighetsrom.web.dialogue.models import Dialogue

SAYS: Final = {
    "approve": _("%(name)s asks you to approve this invitation to dialogue before it is published."),
    "approved": _("Everybody who has to approve has done so. The invitation can be published."),
    "returned": _("%(name)s has returned the invitation with this note:"),
    "join-subject": _("Will you hold this dialogue together? %(title)s"),
    "join": _("%(owner)s asks whether your organisation will stand behind this dialogue together with them."),
    "consented": _("%(organisation)s stands behind the dialogue. %(name)s has consented."),
    "declined": _("%(organisation)s does not stand behind the dialogue. %(name)s has answered."),
    "withdrawn": _("%(organisation)s does not stand behind the dialogue any more. %(name)s has withdrawn the consent."),
    "see": _("See the dialogue"),
    "answers-for-it": _("You get this because you answer for the dialogue."),
    "responsible": _("A colleague who answers for the dialogue. The name is not shown to others."),
    "works-with-it": _("You get this because you work with dialogues in your organisation."),
    "write": _("Invite to dialogue"),
    "work": _("Work with the dialogue"),
    "join-question": _("%(owner)s asks: shall we hold this dialogue together?"),
}


OBSTACLES: Final = {
    "embargo": (
        _("TED has not published the notice yet."),
        _("Form 4 goes to TED first. Note on the page about Doffin when its receipt was confirmed."),
    ),
    "parts": (
        _("The parts are not ready yet."),
        _("There must be at least one way to take part. What each still lacks stands beside it below."),
    ),
}


def register() -> None:
    """Let invitations be written, approved and published as texts are."""
    registry.parts["dialogue:approve"].append(life.to_approve)
    kinds.register(
        kinds.Kind(
            model="dialogue",
            app="dialogue",
            of=INVITATION,
            layout=LAYOUT,
            snapshot=dialogues.snapshot,
            must_be_ready=_must_be_ready,
            publish=lambda dialogue, key, **said: actions.publish.once(key, dialogue=dialogue, **said),
            load=access.for_system,
            own=access.own_dialogue,
            public=access.public_dialogue,
            title=lambda dialogue: told.title(dialogue.draft),
            heart=_heart,
            described=told.Description,
            shut_out=impartiality.shut_out,
            trail=lambda _dialogue: [Link(gettext("Dialogues"), reverse("dialogue:list"))],
            says=SAYS,
            obstacles=OBSTACLES,
            shown=life.shown,
        )
    )


def _must_be_ready(dialogue: Dialogue) -> None:
    # Once it is public its parts are changed for all at once, and a deadline that has passed keeps no word back.
    if not dialogue.is_public and not readiness.is_whole(list(dialogue.parts.all())):
        raise kinds.NotReadyError("parts")


def _heart(dialogue: Dialogue) -> list[str]:
    parts = ", ".join(str(part.get_kind_display()) for part in dialogue.parts.order_by("id"))
    return [
        gettext("The parts: %(parts)s.") % {"parts": parts},
        gettext("What suppliers are asked: %(wanted)s") % {"wanted": dialogue.draft["wanted"]},
    ]
