"""What is filled in about an access request: by whoever decides it, and by a company that is asked."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.forms import OneLine, Words
from mulighetsrom.web.dialogue import law
from mulighetsrom.web.dialogue.actions.access_request import Decided
from mulighetsrom.web.dialogue.forms.moments import Moment
from mulighetsrom.web.needs.forms.plan_inputs import Day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from django.forms.boundfield import BoundField
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.dialogue.gathering import Document
    from mulighetsrom.web.dialogue.models import Claim

RELEASED: Final = "released"
BASES: Final[dict[str, StrOrPromise]] = {
    "withheld-business": _("a business secret"),
    "withheld-personal": _("somebody’s personal affairs"),
    "withheld-crime": _("would make a crime easier"),
    "withheld-rest": _("the rest of the document would mislead"),
}
"""What each rule for withholding is about; where it stands is dated data in `law`."""


class RegisterForm(forms.Form):
    """Who asks, for what, and when it came."""

    requester = OneLine(
        label=_("Who asks?"),
        help_text=_("Leave it empty where they do not say. Nobody has to say who they are."),
        max_length=200,
        required=False,
    )
    what = Words(label=_("What do they ask to see?"), rows=4, max_length=2000)
    received_date = Day(label=_("The day it came"), max_length=20, help_text=_("Write it as 18.02.2027."))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_received_date(self) -> date:
        day: date = self.cleaned_data["received_date"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day


class GatherForm(forms.Form):
    """Which documents the request is about."""

    documents = forms.MultipleChoiceField(label=_("Which documents is it about?"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, documents: Sequence[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["documents"].choices = [(one.key, one.title) for one in documents]  # type: ignore[attr-defined] # its own


class HearForm(forms.Form):
    """Until when the companies may answer."""

    deadline_at = Moment(label=_("Until when may the companies answer?"), deadline=True, enough=timedelta(0))

    def clean_deadline_at(self) -> datetime:
        at: datetime = self.cleaned_data["deadline_at"]
        if at <= timezone.now():
            raise ValidationError(_("It has passed."))
        return at


class HoldsForm(forms.Form):
    """What a company says of each passage that it has marked."""

    CHOICES: Final = (("holds", _("We hold on to it")), ("release", _("It can be released")))

    def __init__(self, *args: Any, claims: Sequence[Claim], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._claims = claims
        for one in claims:
            self.fields[f"holds-{one.public_id}"] = forms.ChoiceField(
                label=_("Do you hold on to it?"), choices=self.CHOICES, widget=forms.RadioSelect
            )
            self.fields[f"why-{one.public_id}"] = Words(
                label=_("Why does it matter for competition that it is kept secret?"), rows=3, max_length=1000,
                required=False, help_text=_("Do not write the secret itself here."),
            )  # fmt: skip

    def passages(self) -> Iterator[tuple[Claim, BoundField, BoundField]]:
        for one in self._claims:
            yield one, self[f"holds-{one.public_id}"], self[f"why-{one.public_id}"]

    def clean(self) -> None:
        super().clean()
        for one in self._claims:
            holds = self.cleaned_data.get(f"holds-{one.public_id}") == "holds"
            if holds and not (self.cleaned_data.get(f"why-{one.public_id}") or "").strip():
                self.add_error(f"why-{one.public_id}", gettext("Say why: without a reason it cannot be weighed."))

    def said(self) -> dict[str, tuple[bool, str]]:
        told = self.cleaned_data
        return {
            one.public_id: (told[f"holds-{one.public_id}"] == "holds", told[f"why-{one.public_id}"])
            for one in self._claims
        }


class DecideForm(forms.Form):
    """What is decided of each passage: withheld by one of the rules of today, or released."""

    def __init__(self, *args: Any, claims: Sequence[Claim], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._claims, today = claims, timezone.localdate()
        rules = [(code, f"{law.cited(today, code)} – {words}") for code, words in BASES.items() if law.on(today, code)]
        for one in claims:
            self.fields[f"basis-{one.public_id}"] = forms.ChoiceField(
                label=_("The decision"),
                choices=[("", _("Choose")), (RELEASED, _("Released")), (_("Withheld under"), rules)],
            )
            self.fields[f"reason-{one.public_id}"] = Words(
                label=_("Why?"), rows=3, max_length=1000, required=False,
                help_text=_("Both the company and whoever asked read it. Do not write the secret itself here."),
            )  # fmt: skip

    def passages(self) -> Iterator[tuple[Claim, BoundField, BoundField]]:
        for one in self._claims:
            yield one, self[f"basis-{one.public_id}"], self[f"reason-{one.public_id}"]

    def clean(self) -> None:
        super().clean()
        for one in self._claims:
            basis = self.cleaned_data.get(f"basis-{one.public_id}")
            if (
                basis not in {None, "", RELEASED}
                and not (self.cleaned_data.get(f"reason-{one.public_id}") or "").strip()
            ):
                self.add_error(f"reason-{one.public_id}", gettext("Say why it is withheld."))

    def said(self) -> dict[str, Decided]:
        told = self.cleaned_data
        found = {}
        for one in self._claims:
            basis = told[f"basis-{one.public_id}"]
            found[one.public_id] = Decided("" if basis == RELEASED else basis, told[f"reason-{one.public_id}"])
        return found
