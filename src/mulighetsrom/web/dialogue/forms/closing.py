"""What is asked when a dialogue ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common import markup, written
from mulighetsrom.web.common.forms import OneLine, Words
from mulighetsrom.web.dialogue.forms.announcing import LetterForm
from mulighetsrom.web.dialogue.models import Answer
from mulighetsrom.web.drafting import amounts
from mulighetsrom.web.needs.forms.plan_inputs import Day

if TYPE_CHECKING:
    from datetime import date

    from django.http import QueryDict


class Announced(OneLine):
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


class AnswerForm(LetterForm):
    """What came of the dialogue."""

    field_order = ("outcome", "until", "reason", "opening", "shown", "key")

    outcome = forms.ChoiceField(label=_("What comes of it?"), choices=Answer.Outcome.choices, widget=forms.RadioSelect)
    until = Day(
        label=_("Postponed until"),
        max_length=20,
        required=False,
        help_text=_("A day, as 18.02.2027. An estimate will do."),
    )
    reason = Words(
        label=_("Why?"),
        help_text=_("Shown to everybody, as long as the dialogue is. Suppliers gave hours to it: say it plainly."),
        max_length=3000,
        rows=5,
    )

    def clean_reason(self) -> str:
        return markup.tidy(self.cleaned_data["reason"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        postponed = said.get("outcome") == Answer.Outcome.POSTPONED
        if postponed and not said.get("until") and "until" not in self.errors:
            self.add_error("until", _("Write until when it is postponed."))
        if postponed and said.get("until") and said["until"] <= timezone.localdate():
            self.add_error("until", _("This day has passed."))
        return said | {"until": said.get("until") if postponed else None}


class DecidingForm(LetterForm):
    """That somebody still decides."""

    field_order = ("news_by", "text", "opening", "shown", "key")

    news_by = Day(label=_("By when will there be news?"), max_length=20, help_text=_("Write it as 18.02.2027."))
    text = Words(label=_("What is being decided, and by whom?"), max_length=1000, rows=3)

    def __init__(self, data: QueryDict | None, *, latest: date, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.latest = latest

    def clean_news_by(self) -> date:
        day: date = self.cleaned_data["news_by"]
        if not timezone.localdate() < day <= self.latest:
            said = {"day": written.day(self.latest)}
            raise forms.ValidationError(gettext("Promise news on a day that comes, by %(day)s at the latest.") % said)
        return day
