"""What somebody is shown who saves after another: what is saved now beside what they typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from mulighetsrom.web.common.components import Cell, Column, Notice, Table, Tone

if TYPE_CHECKING:
    from mulighetsrom.web.common.tenancy import Editable
    from mulighetsrom.web.needs.forms.opened import OpenedForm


def told(form: OpenedForm, now: OpenedForm, saved: Editable) -> dict[str, Any]:
    """Return the notice and the table for the page; the form can be sent once more, and is saved over `saved` then."""
    rows = [
        [Cell(label), Cell(theirs or "–", verbatim=True), Cell(ours or "–", verbatim=True)]
        for label, theirs, ours in form.differences(now)
    ]
    form.opened_again(saved.edit_version)
    columns = [Column(_("Field")), Column(_("Saved by somebody else")), Column(_("Written by you"))]
    return {"notice": notice(), "table": Table(_("Where the two differ"), columns, rows)}


def notice() -> Notice:
    return Notice(
        _("Somebody else has saved this while you wrote."),
        _("Nothing of theirs is overwritten yet. Compare, correct what you wrote, and save again."),
        Tone.WARNING,
    )
