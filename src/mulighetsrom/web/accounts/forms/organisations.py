"""Whom somebody acts for, and what an organisation sets."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any, Final

from babel import Locale
from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from mulighetsrom.notices.reference import organisation_numbers
from mulighetsrom.notices.reference.names import sort_key
from mulighetsrom.web.accounts import domains, names
from mulighetsrom.web.accounts.models import Organisation
from mulighetsrom.web.common.written import number as written_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.accounts.models import Membership

Registered = Organisation.Registered
MOST_DOMAINS: Final = 20
_NONE: Final = frozenset({"NO", "ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"})
"""Norway, and codes that are no country."""
_LONGEST_NUMBER: Final = 30
_LANGUAGES: Final = (("nb", gettext_lazy("Bokmål")), ("nn", gettext_lazy("Nynorsk")), ("en", gettext_lazy("English")))


def countries() -> Iterator[tuple[str, str]]:
    """Yield the countries of the world but Norway, as the reader calls them, in the alphabet of their language."""
    here = Locale.parse(get_language() or "nb").territories
    found = [(code, name) for code, name in here.items() if re.fullmatch("[A-Z]{2}", code) and code not in _NONE]
    yield "", _("Choose a country")
    yield from sorted(found, key=lambda one: sort_key(one[1]))


def wrong_name(name: str, *, public_body: bool = False) -> str | None:
    """Return what is wrong with what an organisation calls itself, where nobody but the person says so."""
    if not names.has_letters(name):
        return _("Write the name with letters.")
    if names.mixes_scripts(name):
        return _("The name has letters of several alphabets. Write it with letters of one.")
    if not public_body and names.is_like_a_public_body(name):
        return _("This reads as the name of a municipality or a county authority. Find it by its organisation number.")
    return None


class Name(forms.CharField):
    """A name as one line, without what cannot be seen."""

    def to_python(self, value: Any) -> str:
        return names.tidy(str(super().to_python(value))[:1000])  # no name is as long: more takes its time


class Sometimes(forms.Field):
    """A field that the form demands where another answer calls for it: it is not called optional."""

    def validate(self, value: Any) -> None:
        """Demand nothing here."""


class SometimesText(Sometimes, forms.CharField):
    pass


class SometimesName(Sometimes, Name):
    pass


class OrganisationForm(forms.Form):
    """Whom do you act for? By number; by name where there is no number, or nobody to ask."""

    use_required_attribute = False

    registered = forms.ChoiceField(
        label=gettext_lazy("Where is the organisation registered?"),
        choices=Registered.choices,
        widget=forms.RadioSelect,
        initial=Registered.NORWAY,
        error_messages={"required": gettext_lazy("Choose one of these.")},
    )
    number = SometimesText(
        label=gettext_lazy("Organisation number"),
        help_text=gettext_lazy("Nine digits in Norway. Leave it empty for a company that is being founded."),
        max_length=60,
    )
    name = SometimesName(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("You need not write it where we find the organisation by its number."),
        max_length=200,
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        help_text=gettext_lazy("Only for organisations that are registered in another country."),
        choices=countries,
        required=False,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        match said.get("registered"):
            case Registered.NORWAY:
                self._check_norwegian(said)
            case Registered.ABROAD:
                self._check_foreign(said)
            case Registered.FOUNDING:
                said["number"], said["country"] = "", "NO"
                self._check_name(said)
        return said

    def _check_norwegian(self, said: dict[str, Any]) -> None:
        written = said.get("number", "")
        found = organisation_numbers.normalise(written)
        if not found:
            told = _(
                "%(number)s is not a Norwegian organisation number. It has nine digits, and the last one must fit."
            )
            self.add_error("number", told % {"number": written} if written else _("Write the organisation number."))
        said["number"], said["country"] = found or "", "NO"
        if said.get("name"):
            self._check_name(said, public_body=True)  # by its number it may be one, and is then called as it is known

    def _check_foreign(self, said: dict[str, Any]) -> None:
        said["number"] = names.tidy(said.get("number", "")).upper()
        if not any(one.isdigit() for one in said["number"]) or len(said["number"]) > _LONGEST_NUMBER:
            told = _("Write the number that the company has in its own country, at most %(most)s characters.")
            self.add_error("number", told % {"most": written_number(_LONGEST_NUMBER)})
        if not said.get("country"):
            self.add_error("country", _("Choose the country where the company is registered."))
        self._check_name(said)

    def _check_name(self, said: dict[str, Any], *, public_body: bool = False) -> None:
        if not said.get("name"):
            self.add_error("name", _("Write the name of the organisation."))
        elif wrong := wrong_name(said["name"], public_body=public_body):
            self.add_error("name", wrong)


class Domains(forms.CharField):
    """Mail domains, one a line."""

    widget = forms.Textarea(attrs={"rows": 3, "translate": "no"})

    def to_python(self, value: Any) -> Any:
        written = str(super().to_python(value)).replace(",", " ").split()
        return sorted({domains.tidy(one) for one in written})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def validate(self, value: Any) -> None:
        if len(value) > MOST_DOMAINS:
            raise forms.ValidationError(_("At most %(most)s domains.") % {"most": written_number(MOST_DOMAINS)})
        for domain in value:
            if not domains.is_domain(domain):
                told = _("%(domain)s is not a mail domain. Write only what comes after the @.")
                raise forms.ValidationError(told % {"domain": domain[:100]})
            if domains.is_open_to_all(domain):
                told = _("Anybody can get an address at %(domain)s, so it tells nothing of who somebody is.")
                raise forms.ValidationError(told % {"domain": domain})


class ConfirmForm(forms.Form):
    """What an operator notes with an organisation's first administrator: its role mailbox, where it buys and has none.

    There is one on the page for each claim, so ids begin with the claim's.
    """

    mailbox = forms.EmailField(
        label=gettext_lazy("Role mailbox"),
        help_text=gettext_lazy("Such as postmottak@eksempelvik.kommune.no. The contact of its needs begins with it."),
        max_length=254,
        required=False,
    )

    def __init__(self, *args: Any, claim: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"{claim.public_id}-%s"
        if claim.organisation.is_supplier or claim.organisation.mailbox:
            del self.fields["mailbox"]


class SettingsForm(forms.Form):
    """What an owner sets; `seen` is the version that was opened."""

    name = Name(label=gettext_lazy("Name shown"), max_length=200)
    mailbox = forms.EmailField(
        label=gettext_lazy("Role mailbox"),
        help_text=gettext_lazy("Replies to e-mails in the organisation's name go here, not to a person."),
        required=False,
    )
    mail_domains = Domains(
        label=gettext_lazy("Mail domains"),
        help_text=gettext_lazy(
            "One a line, such as eksempelvik.kommune.no. Whoever logs in with an address there is let in with the role "
            "that gives least."
        ),
        required=False,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the organisation's e-mails"))
    approvals_needed = forms.TypedChoiceField(
        label=gettext_lazy("How many must approve before a need is published?"),
        choices=[(1, gettext_lazy("One person")), (2, gettext_lazy("Two persons"))],
        coerce=int,
        widget=forms.RadioSelect,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, organisation: Organisation, may_set_domains: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(organisation, name, organisation.edit_version) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        self._organisation = organisation
        # A municipality writes in Norwegian (språklova § 4); a company may write in English.
        languages = ("nb", "nn", "en") if organisation.is_supplier else ("nb", "nn")
        self.fields["language"].choices = [one for one in _LANGUAGES if one[0] in languages]  # type: ignore[attr-defined] # it is a ChoiceField
        if not may_set_domains:
            del self.fields["mail_domains"]
        if organisation.is_supplier:
            del self.fields["approvals_needed"]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name == self._organisation.name:
            return name
        if wrong := wrong_name(name, public_body=not self._organisation.is_supplier):
            raise forms.ValidationError(wrong)
        return name
