"""What is asked to read a plan from a file."""

from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.files import FileField


class PlanFileForm(forms.Form):
    """The file."""

    file = FileField(
        label=_("CSV or XLSX"), help_text=_("The first row names the columns, as in the file you can fetch.")
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class TakeForm(forms.Form):
    """Which rows, and why what is published changes."""

    row = forms.TypedMultipleChoiceField(coerce=int, required=False)
    reason = forms.CharField(
        label=_("Why are published lines changed?"),
        help_text=_("Everybody reads this beside each change."),
        max_length=1000,
        required=False,
    )
