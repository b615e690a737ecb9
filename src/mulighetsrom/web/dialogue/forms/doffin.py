"""What is filled in about the notice: its form, when it was sent, its number."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.dialogue.forms.moments import Moment
from mulighetsrom.web.dialogue.models import Dialogue
from mulighetsrom.web.needs.forms.plan_inputs import Day, Notice

DAY = _("Write it as 18.02.2027.")


class FormForm(forms.Form):
    """Which form the notice is sent on."""

    form = forms.ChoiceField(
        label=_("Which form do you use?"),
        choices=Dialogue.Form.choices,
        widget=forms.RadioSelect,
        help_text=_("Form 4 goes to all of Europe. The page here must not be public before TED has published it."),
    )


class PlannedForm(forms.Form):
    """When the competition is likely to be announced."""

    planned = Day(
        label=_("When do you expect to announce the competition?"),
        max_length=20,
        required=False,
        help_text=_("An estimate will do. Form 4 asks for it. Write it as 18.02.2027."),
    )


class ReceiptForm(forms.Form):
    """When the receipt of the notice was confirmed."""

    sent_at = Moment(label=_("When was the receipt of the notice confirmed?"))


class TedForm(forms.Form):
    """Since when the notice stands on TED."""

    ted_date = Day(label=_("On which day did TED publish it?"), max_length=20, help_text=DAY)


class AnnouncedForm(forms.Form):
    """The notice on Doffin."""

    number = Notice(
        label=_("The number of the notice on Doffin"),
        max_length=200,
        help_text=_("As 2027-123456, or the address of the notice."),
    )
    announced = Day(label=_("On which day did Doffin publish it?"), max_length=20, help_text=DAY)
