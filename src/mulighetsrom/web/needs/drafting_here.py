"""What a need is among the texts that organisations write together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.drafting import kinds
from mulighetsrom.web.needs import access
from mulighetsrom.web.needs.fields import LAYOUT, NEED
from mulighetsrom.web.needs.queries import life, writing

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
}


def register() -> None:
    """Let needs be written, approved and published as texts are."""
    kinds.register(
        kinds.Kind(
            model="need",
            of=NEED,
            layout=LAYOUT,
            load=access.for_system,
            must_be_ready=_must_be_ready,
            snapshot=writing.snapshot,
            title=title,
            heart=_heart,
            page=lambda need, name: reverse(f"needs:{name}", kwargs={"public_id": need.public_id}),
            says=SAYS,
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
