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
    "dialogue.adviser-added": _("%(who)s added somebody to those who advised in a dialogue."),
    "dialogue.adviser-removed": _("%(who)s took somebody off the list of those who advised in a dialogue."),
    "dialogue.adviser-assessed": _("%(who)s assessed the advantage of somebody who took part in a dialogue."),
    "dialogue.packed": _("%(who)s made a package of a dialogue for the archive."),
    "dialogue.journal-numbered": _("%(who)s wrote journal numbers of a dialogue's documents."),
    "dialogue.declared": _("%(who)s declared whether they have an interest in a dialogue."),
    "dialogue.impartiality-decided": _("%(who)s decided on a colleague's impartiality."),
}
