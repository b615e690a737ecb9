"""What is told when a line is carried out, comes to nothing, or is taken up again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.opened import OpenedForm
from mulighetsrom.web.needs.forms.plan_inputs import Day, Notice

if TYPE_CHECKING:
    from datetime import date


class ReasonForm(OpenedForm):
    """Why a line is dropped or taken up again."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Shown to everybody beside the line. Write so that a company understands what to expect."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "translate": "no"}),
    )

    def told(self) -> dict[str, Any]:
        """Return what is kept of the step."""
        return {name: self.cleaned_data[name] for name in self.fields if name not in self.not_compared}


class DoneForm(ReasonForm):
    """On which day a line was carried out, and where its competition is announced."""

    done_date = Day(
        label=_("Day"),
        max_length=20,
        help_text=_("When the competition was announced, or the agreement made without one. Write it as 18.02.2027."),
    )
    notice = Notice(
        label=_("Id on Doffin"),
        max_length=200,
        required=False,
        help_text=_("Such as 2027-123456, or the address of the page there. Leave it empty if it is not on Doffin."),
    )
    reason = forms.CharField(
        label=_("More about it"),
        help_text=_("Shown to everybody beside the line."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "translate": "no"}),
    )

    field_order = ("done_date", "notice", "reason")

    def clean_done_date(self) -> date:
        day: date = self.cleaned_data["done_date"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Wait until it has been announced."))
        return day
