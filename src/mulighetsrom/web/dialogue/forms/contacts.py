"""What is filled in about a contact: five fields, a minute on a phone."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.forms import OneLine, Words
from mulighetsrom.web.common.opened import OpenedForm
from mulighetsrom.web.dialogue.models import Contact, Shared
from mulighetsrom.web.needs.forms.plan_inputs import Day

if TYPE_CHECKING:
    import datetime as dt

    from django.http import QueryDict

COLUMNS: Final = ("date", "how", "company", "about", "given")


class Said(Words):
    """A text in its writer's own words, which no browser translates."""

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.widget.attrs["translate"] = "no"


class ContactForm(OpenedForm):
    """When, how, with whom, about what, and what they learned."""

    date = Day(label=_("Day of the contact"), max_length=20, help_text=_("Write it as 18.02.2027."))
    how = forms.ChoiceField(label=_("How?"), choices=Contact.How.choices, widget=forms.RadioSelect)
    company = OneLine(
        label=_("With which company?"), max_length=200,
        widget=forms.TextInput(attrs={"list": "companies", "autocomplete": "off", "translate": "no"}),
    )  # fmt: skip
    about = Said(
        label=_("What was it about?"), max_length=2000, rows=3,
        help_text=_("Briefly, and nothing that is a business secret."),
    )  # fmt: skip
    given = Said(
        label=_("What did they learn that not everybody can read?"), max_length=2000, rows=3, required=False,
        help_text=_("Leave it empty if it was nothing. Otherwise it is told to everybody next."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, data: QueryDict | None, *, contact: Contact | None = None, company: str = "") -> None:
        initial: dict[str, Any] = {"date": timezone.localdate(), "how": Contact.How.PHONE, "company": company}
        if contact:
            initial = {name: getattr(contact, name) for name in COLUMNS} | {"seen": contact.number}
        super().__init__(data, initial=initial)

    def clean_date(self) -> dt.date | None:
        """Refuse a day that has not been yet: a contact is noted once it was held."""
        day: dt.date | None = self.cleaned_data["date"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not been yet. Write the day on which you had contact."))
        return day

    def columns(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in COLUMNS}


class ShareForm(forms.Form):
    """How everybody comes to know what one was told."""

    how = forms.ChoiceField(label=_("How does everybody come to know it?"), choices=Shared.How.choices,
                            widget=forms.RadioSelect, initial=Shared.How.PUBLISHED)  # fmt: skip
    text = Said(
        label=_("What is published, or where it can be read"), max_length=2000, rows=4,
        help_text=_("Name neither the company nor what is theirs: write only what you told them."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, data: QueryDict | None, *, contact: Contact) -> None:
        super().__init__(data, initial={"text": contact.given})
        if not contact.dialogue.is_public:  # nobody outside reads its page yet
            self.fields["how"].choices = [(Shared.How.STANDS.value, Shared.How.STANDS.label)]  # type: ignore[attr-defined]
            self.fields["how"].initial = Shared.How.STANDS


class HoldForm(forms.Form):
    """Why nothing may be deleted for now."""

    kind = forms.ChoiceField(label=_("Why?"), widget=forms.RadioSelect)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, data: QueryDict | None, *, choices: list[tuple[str, Any]]) -> None:
        super().__init__(data)
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class LinesForm(forms.Form):
    """Which company's lines are shown."""

    template_name = "components/filters.html"
    hvem = forms.ChoiceField(label=_("Company"), required=False)

    def __init__(self, data: QueryDict, *, names: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["hvem"].choices = [("", _("All lines")), *names]  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    """The mark that somebody kept."""

    merke = OneLine(
        label=_("The mark"), max_length=80, required=False,
        help_text=_("As it stands on a receipt, in an e-mail, on the page or in an export: 12-9f86d081…"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "translate": "no"}),
    )  # fmt: skip
