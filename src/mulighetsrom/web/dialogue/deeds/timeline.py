"""What the history calls what is done with the plans of dialogues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DEEDS: Final[dict[str, StrOrPromise]] = {
    "dialogue.plan-laid": _("%(who)s counted the plan of a dialogue anew."),
    "dialogue.plan-edited": _("%(who)s changed a line in the plan of a dialogue."),
    "dialogue.plan-ticked": _("%(who)s ticked a line in the plan of a dialogue."),
}
