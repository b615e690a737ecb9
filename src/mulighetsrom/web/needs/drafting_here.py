"""What a need is among the texts that organisations write together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.components import Link
from mulighetsrom.web.drafting import kinds
from mulighetsrom.web.needs import access, steps, told
from mulighetsrom.web.needs.actions import life as actions
from mulighetsrom.web.needs.fields import LAYOUT, NEED
from mulighetsrom.web.needs.queries import life, writing
from mulighetsrom.web.needs.views import life as views

if TYPE_CHECKING:
    from mulighetsrom.web.needs.models import Need

SAYS: Final = {
    "approve": _("%(name)s asks you to approve this need before it is published."),
    "approved": _("Everybody who has to approve has done so. The need can be published."),
    "returned": _("%(name)s has returned the need with this note:"),
    "join-subject": _("Do you have the same need? %(title)s"),
    "join": _("%(owner)s asks whether your organisation will stand behind this need together with them."),
    "consented": _("%(organisation)s stands behind the need. %(name)s has consented."),
    "declined": _("%(organisation)s does not stand behind the need. %(name)s has answered."),
    "withdrawn": _("%(organisation)s does not stand behind the need any more. %(name)s has withdrawn the consent."),
    "see": _("See the need"),
    "answers-for-it": _("You get this because you answer for the need."),
    "responsible": _("A colleague who answers for the need. The name is not shown to others."),
    "works-with-it": _("You get this because you work with needs in your organisation."),
    "write": _("Describe a need"),
    "work": _("Work with the need"),
    "join-question": _("%(owner)s asks: do you have the same need?"),
}
OBSTACLES: Final = {
    "voices": (_("The quotes have not been read yet."), _("Somebody must see that nobody can be known by them.")),
}


def register() -> None:
    """Let needs be written, approved and published as texts are."""
    kinds.register(
        kinds.Kind(
            model="need",
            app="needs",
            of=NEED,
            layout=LAYOUT,
            snapshot=writing.snapshot,
            must_be_ready=_must_be_ready,
            publish=lambda need, key, **said: actions.publish.once(key, need=need, **said),
            load=access.for_system,
            own=access.own_need,
            public=access.public_need,
            title=title,
            heart=_heart,
            described=told.Description,
            trail=lambda _need: [Link(gettext("Needs"), reverse("needs:list"))],
            says=SAYS,
            obstacles=OBSTACLES,
            goes=lambda need: not need.is_template,
            steps=steps.STAGE,
            shown=views.shown,
        )
    )


def title(need: Need) -> str:
    """Return what people call a need that may have no title yet."""
    return str(need.draft.get("title") or gettext("A need without a title"))


def _must_be_ready(need: Need) -> None:
    if not life.voices_are_checked(need):
        raise kinds.NotReadyError("voices")


def _heart(need: Need) -> list[str]:
    effect = need.draft["effects"][0]
    return [
        gettext("Who has the need: %(who)s") % {"who": need.draft["who"]},
        gettext("Wanted effect: %(effect)s. Measured by: %(measure)s.")
        % {"effect": effect["effect"], "measure": effect["measure"]},
    ]
