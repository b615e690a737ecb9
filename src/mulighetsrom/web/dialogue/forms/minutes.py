"""What is filled in about minutes: by the team, by the company, and by whoever shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.forms import OneLine, Words
from mulighetsrom.web.common.opened import OpenedForm
from mulighetsrom.web.dialogue.models import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

LONGEST: Final = 2000
_THEIRS: Final = '<span translate="no">{}</span>'


class Paragraphs(Words):
    """Several things, parted by an empty line."""

    def clean(self, value: Any) -> Any:
        told = [one.strip() for one in super().clean(value).split("\n\n") if one.strip()]
        if any(len(one) > LONGEST for one in told):
            raise forms.ValidationError(_("One of them is too long. Part it with an empty line."))
        return told

    def prepare_value(self, value: Any) -> Any:
        return "\n\n".join(value) if isinstance(value, list) else value


class MinutesForm(OpenedForm):
    """What was told, both ways."""

    ours = Paragraphs(
        label=_("What did you tell the company?"), rows=8, max_length=20_000, required=False,
        help_text=_("An empty line between each thing. What others have not heard, all must hear afterwards."),
    )  # fmt: skip
    theirs = Paragraphs(
        label=_("What did the company tell you?"), rows=10, max_length=20_000, required=False,
        help_text=_("An empty line between each thing: the company marks each that is a business secret."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not said.get("ours") and not said.get("theirs"):
            self.add_error("theirs", _("Write at least one thing that was said."))
        return said

    def said(self) -> list[tuple[str, str]]:
        ours = [(Exchange.Told.BY_BUYER.value, text) for text in self.cleaned_data["ours"]]
        return ours + [(Exchange.Told.BY_COMPANY.value, text) for text in self.cleaned_data["theirs"]]


class AnswerForm(forms.Form):
    """Which things are business secrets, and why; and what the minutes have got wrong."""

    secret = forms.MultipleChoiceField(
        label=_("Which of these are business secrets?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Your mark is a claim: the municipality decides if somebody asks for access, and tells you first."),
    )  # fmt: skip
    reason = OneLine(
        label=_("Why are they secret?"), max_length=500, required=False,
        help_text=_("Such as: how the sensor works is not known to our competitors."),
    )  # fmt: skip
    comment = Words(
        label=_("Is anything wrong or missing?"), rows=5, max_length=4000, required=False,
        help_text=_("Leave it empty to confirm that it was so."),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None, *, told: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        field = self.fields["secret"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(name, format_html(_THEIRS, text)) for name, text in told]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("secret") and not said.get("reason"):
            self.add_error("reason", _("Say why it is secret."))
        return said

    def secrets(self) -> dict[str, str]:
        return dict.fromkeys(self.cleaned_data["secret"], self.cleaned_data["reason"])


class ShareForm(forms.Form):
    """What everybody is told."""

    chosen = forms.MultipleChoiceField(
        label=_("What of it have others not heard?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("It is published on the meetings' page, for everybody at one moment. The company is not named."),
    )  # fmt: skip
    nothing = forms.BooleanField(label=_("Nothing: all of it is known to everybody already"), required=False)

    def __init__(self, data: QueryDict | None, *, told: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        field = self.fields["chosen"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(name, format_html(_THEIRS, text)) for name, text in told]

    def clean(self) -> dict[str, Any]:
        """Refuse a press by mistake: it is asked once, and silence would keep from the others what one was told."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(said.get("chosen")) == said["nothing"]:
            self.add_error("chosen", _("Choose what others have not heard, or say that it is nothing."))
        return said
