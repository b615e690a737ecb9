"""What a person can say of themselves."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.forms.logins import Name


class OwnForm(forms.Form):
    """A person's name and language, as they were when the page was opened."""

    name = Name()
    language = forms.ChoiceField(label=_("The language of our e-mails to you"), choices=settings.LANGUAGES)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class DeleteForm(forms.Form):
    """A wish that is meant."""

    sure = forms.BooleanField(label=_("I want to delete my account"))
