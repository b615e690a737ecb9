"""What somebody fills in to log in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.letters import one_line


class Name(forms.CharField):
    """A person's name, as one line."""

    def __init__(self, **told: Any) -> None:
        super().__init__(label=_("Your name"), max_length=150, **told)
        self.widget.attrs["autocomplete"] = "name"

    def to_python(self, value: Any) -> str:
        return one_line(str(super().to_python(value))[:1000])


class AddressForm(forms.Form):
    """Where the letter goes."""

    MANY = _(
        "Many e-mails have been asked for. The newest one may still let you in: look in your mailbox. "
        "Wait an hour otherwise, and try again."
    )

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class CodeForm(forms.Form):
    """The six digits of the letter."""

    WRONG = _("This is not the code, or it has run out. After five tries you must ask for a new e-mail.")

    LINK_ONLY = _("Many wrong codes have been typed. Open the link in the e-mail instead: it lets you in.")
    TOMORROW = _("Many wrong codes have been typed. Try again tomorrow.")

    code = forms.CharField(
        label=_("The code from the e-mail"),
        help_text=_("Six digits."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class RegisterForm(forms.Form):
    """Who somebody is that we did not know."""

    name = Name()
    language = forms.ChoiceField(label=_("The language of our e-mails to you"), choices=settings.LANGUAGES)
