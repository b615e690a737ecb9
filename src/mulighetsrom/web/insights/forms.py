"""What a reader can fill in."""

from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.forms import Words
from mulighetsrom.web.insights.models import MOST_LETTERS, Report


class ReportForm(forms.Form):
    """What is wrong with a notice; nobody is asked who they are."""

    wrong = forms.ChoiceField(
        label=_("What is wrong"),
        choices=Report.Wrong.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these.")},
    )
    words = Words(
        label=_("Tell us more"),
        help_text=_(
            "At most 1,000 characters. Do not write your name or anything about other people. Where you tell of a "
            "person, say only where on the page it stands."
        ),
        max_length=MOST_LETTERS,
        required=False,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
