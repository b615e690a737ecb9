"""What is filled in to ask, and to answer."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.asking.models import MOST_ANSWERED, MOST_ASKED
from mulighetsrom.web.common.forms import Words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_LINKS: Final = 2
_LINK: Final = re.compile(r"https?:|www\.", re.IGNORECASE)


class AskForm(forms.Form):
    """A question, and where the answer goes of those who have no account."""

    text = Words(
        label=_("Your question"),
        help_text=_(
            "At most 1,000 characters. The question is shown to everybody, without your name. Write no names, "
            "telephone numbers or anything about people's health: we do not take it out for you."
        ),
        rows=5,
        max_length=MOST_ASKED,
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, guest: bool, letters: StrOrPromise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = letters
        if not guest:
            del self.fields["email"]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(_LINK.findall(text)) > MOST_LINKS:
            raise ValidationError(_("There is room for two links. Put the rest in words."))
        return text


class AnswerForm(forms.Form):
    """The question as it will be shown, and its answer; `seen` is the edit version of the draft that is shown."""

    wording = Words(
        label=_("The question, as everybody will read it"),
        help_text=_(
            "Change it only where it tells who is asking. It is then shown as put in the municipality's words."
        ),
        rows=5,
        max_length=MOST_ASKED,
    )
    text = Words(
        label=_("The answer"),
        help_text=_("What one is told, all are told: everybody can read it as soon as you publish it."),
        rows=9,
        max_length=MOST_ANSWERED,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10_000)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class CorrectForm(forms.Form):
    """An answer in place of an earlier one."""

    text = Words(
        label=_("The corrected answer"),
        help_text=_("The earlier answer stays on the page, and everybody who was told is told again."),
        rows=9,
        max_length=MOST_ANSWERED,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10_000)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class DeclineForm(forms.Form):
    """Why a question will not be answered."""

    reason = Words(
        label=_("Why you will not answer"),
        help_text=_("Only the asker gets to read it. The question is shown to nobody."),
        rows=4,
        max_length=1000,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class PublishForm(forms.Form):
    """All drafted answers as they were shown, to be published at one moment."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=100_000)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
