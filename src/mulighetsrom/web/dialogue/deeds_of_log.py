"""What the history calls what is done with the record of a dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DEEDS: Final[dict[str, StrOrPromise]] = {
    "dialogue.held": _("%(who)s stopped the deletion of what belongs to a dialogue."),
    "dialogue.hold-lifted": _("%(who)s let the deletion of what belongs to a dialogue go on."),
    "dialogue.contact-noted": _("%(who)s noted a contact with a company."),
    "dialogue.contact-corrected": _("%(who)s corrected the note of a contact with a company."),
    "dialogue.told-all": _("%(who)s told everybody what a company had been told."),
}
