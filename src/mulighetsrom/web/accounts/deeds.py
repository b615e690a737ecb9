"""What the history calls what is done with organisations and their people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulighetsrom.web.common import registry
from mulighetsrom.web.common.actor import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.models import Event

DEEDS: Final[dict[str, StrOrPromise]] = {
    "organisation.registered": gettext_lazy("%(who)s registered the organisation."),
    "organisation.settings": gettext_lazy("%(who)s changed the settings."),
    "membership.claimed": gettext_lazy("%(who)s said that they act for the organisation."),
    "membership.confirmed": gettext_lazy("%(who)s confirmed that %(whom)s acts for the organisation."),
    "membership.turned-down": gettext_lazy("%(who)s said that %(whom)s does not act for the organisation."),
    "membership.changed": gettext_lazy("%(who)s changed what %(whom)s is in the organisation."),
    "membership.ended": gettext_lazy("%(who)s ended the membership of %(whom)s."),
    "invitation.sent": gettext_lazy("%(who)s invited %(whom)s."),
    "invitation.withdrawn": gettext_lazy("%(who)s withdrew the invitation of %(whom)s."),
    "invitation.accepted": gettext_lazy("%(who)s accepted the invitation to %(whom)s."),
    "deputy.named": gettext_lazy("%(who)s named %(whom)s as a deputy."),
    "deputy.ended": gettext_lazy("%(who)s ended the time of %(whom)s as a deputy."),
}


def told(event: Event, names: Mapping[str, str]) -> str:
    """Return what was done, as a sentence."""
    whom = names.get(str(event.facts.get("to")) if event.kind.startswith("deputy.") else event.about_id)
    sentence = registry.deeds.get(event.kind, _("%(who)s worked on something of the organisation's."))
    return str(sentence) % {"who": _who(event, names), "whom": whom or _("somebody who is gone")}


def _who(event: Event, names: Mapping[str, str]) -> str:
    if event.by:
        return names.get(event.by) or _("Somebody who is gone")
    return _("The operator") if event.mode == Mode.COMMAND else "Mulighetsrom"
