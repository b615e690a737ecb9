"""What is asked to read a plan from a file."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.files import FileField

if TYPE_CHECKING:
    from mulighetsrom.web.common.files import Checked

ENDINGS: Final = (".csv", ".txt", ".xlsx")


class PlanFileForm(forms.Form):
    """The file."""

    file = FileField(
        label=_("CSV or XLSX"),
        help_text=_("The first row names the columns, as in the file you can fetch."),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_file(self) -> Checked:
        taken: Checked = self.cleaned_data["file"]
        if not taken.name.lower().endswith(ENDINGS):
            raise forms.ValidationError(_("This is neither CSV nor XLSX. Save it as one of them in your spreadsheet."))
        return taken


class TakeForm(forms.Form):
    """Which rows, and why what is published changes; `seen` tells how the plan was when they were looked at."""

    row = forms.TypedMultipleChoiceField(
        label=_("Rows"), coerce=int, error_messages={"required": _("Mark at least one row.")}
    )
    seen = forms.CharField(required=False, max_length=64)
    reason = forms.CharField(
        label=_("Why are published lines changed?"),
        help_text=_("Everybody reads this beside each change."),
        max_length=1000,
        required=False,
    )
