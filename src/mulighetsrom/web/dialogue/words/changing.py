"""What the history and the log call changes of what is public, and what they keep about people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.personal import Personal
from mulighetsrom.web.dialogue.queries import changing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DEEDS: Final[dict[str, StrOrPromise]] = {
    "part.change": _("%(who)s changed a part of a dialogue, for all."),
    "part.cancel": _("%(who)s cancelled a part of a dialogue."),
    "dialogue.cancel": _("%(who)s cancelled a dialogue."),
    "dialogue.corrected-on-doffin": _("%(who)s noted that the notice on Doffin was corrected."),
}
LOG: Final[dict[str, StrOrPromise]] = {
    "moved": _("%(who)s changed %(part)s for all: %(field)s, from %(old)s to %(new)s."),
    "changed": _("%(who)s changed %(part)s for all: %(field)s."),
    "part-cancelled": _("%(who)s cancelled %(part)s."),
    "cancelled": _("%(who)s cancelled the whole dialogue."),
    "corrected-on-doffin": _("The notice on Doffin was corrected on %(day)s, says %(who)s."),
}
KINDS: Final = (
    Personal(
        what="Who changed or cancelled something in a public dialogue, why, and who corrected the notice on Doffin",
        whose="who works for a municipality, and whoever is named in a programme or a reason",
        why="equal treatment: what was changed for all, when, why, and on whose word",
        controller="the body that answers for the dialogue",
        kept="always",
        fields=(
            "dialogue.Change.by",
            "dialogue.Change.corrected_by",
            "dialogue.Change.reason",
            "dialogue.Change.fields",
        ),
        export=changing.changed_by,
    ),
)
NOT_PERSONAL: Final = {"dialogue.Change.public_id", "dialogue.Change.what"}
