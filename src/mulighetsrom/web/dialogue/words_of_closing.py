"""What the history and the log call the steps that end a dialogue, and what they keep about people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.personal import Personal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DEEDS: Final[dict[str, StrOrPromise]] = {
    "dialogue.stop": _("%(who)s stopped a dialogue: the competition is announced."),
}
LOG: Final[dict[str, StrOrPromise]] = {
    "stopped": _("%(who)s stopped the dialogue: the competition was announced %(announced)s."),
}
KINDS: Final = (
    Personal(
        what="Who stopped a dialogue, and what they were called then",
        whose="who works for a municipality",
        why="so that it can be accounted for when a dialogue ended, and on whose word",
        controller="the municipality",
        kept="always",
        fields=("dialogue.Competition.stopped_by", "dialogue.Competition.stopped_by_name"),
    ),
)
NOT_PERSONAL: Final = {"dialogue.Competition.link"}
