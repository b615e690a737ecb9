"""What is asked when a dialogue ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.dialogue.forms.announcing import LetterForm
from mulighetsrom.web.drafting import amounts
from mulighetsrom.web.needs.forms.plan_inputs import Day

if TYPE_CHECKING:
    from datetime import date


class Announced(forms.CharField):
    """The number of a notice on Doffin, or the address where the competition is announced; it becomes an address."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip()
        try:
            return amounts.notice_address(amounts.notice(text))
        except amounts.UnreadableError:
            URLValidator(
                schemes=["https"], message=_("Write the number on Doffin, or an address that begins with https://.")
            )(text)
            return text


class StopForm(LetterForm):
    """The competition that ends the dialogue."""

    field_order = ("announced", "link", "opening", "shown", "key")

    announced = Day(
        label=_("On which day was the competition announced?"), max_length=20, help_text=_("Write it as 18.02.2027.")
    )
    link = Announced(
        label=_("Where is it announced?"),
        max_length=500,
        help_text=_("The number on Doffin, as 2027-123456, or the address of the competition."),
    )

    def clean_announced(self) -> date:
        day: date = self.cleaned_data["announced"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This lies ahead. Stop the dialogue once the competition is announced."))
        return day
