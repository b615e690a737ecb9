"""What is known of an organisation, and shown of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts.models import Membership, Organisation
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.common import registry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django_stubs_ext import StrOrPromise


def is_here(number: str) -> bool:
    """Tell whether a Norwegian organisation number is registered here already."""
    return Organisation.objects.filter(country="NO", number=number).exists()


def by_number(number: str) -> Organisation | None:
    """Return the organisation with a Norwegian number."""
    return Organisation.objects.filter(country="NO", number=number).first()


def of_municipality(number: str) -> Organisation | None:
    """Return what stands for a municipality here."""
    return Organisation.objects.filter(municipality=number, kind=Organisation.Kind.MUNICIPALITY).first()


def is_vouched_for(organisation: Organisation) -> bool:
    """Tell whether it is confirmed for anybody that they act for the organisation."""
    return people.members(organisation).exclude(confirmed_by="").exists()


def claim_of(person: str | None, organisation: Organisation) -> Membership | None:
    """Return what a person claims to be in an organisation that has not let them in."""
    return people.claims(organisation).filter(person__public_id=person).first() if person else None


def is_confirmed(person: str | None, organisation: Organisation) -> bool:
    """Tell whether a person is a member whose claim is confirmed."""
    return people.members(organisation).filter(person__public_id=person).exclude(confirmed_by="").exists()


def facts(organisation: Organisation) -> Iterator[tuple[StrOrPromise, StrOrPromise]]:
    """Yield what everybody may know of an organisation: what it is called, and what it is."""
    yield _("Kind"), Organisation.Kind(organisation.kind).label
    if organisation.registered == Organisation.Registered.FOUNDING:
        yield _("Organisation number"), _("None yet: the company is being founded")
    elif organisation.registered == Organisation.Registered.ABROAD:
        yield _("Number in %(country)s") % {"country": _country(organisation.country)}, organisation.number
    else:
        yield _("Organisation number"), organisation.written_number
    yield from _place(organisation)
    if organisation.mailbox:
        yield _("Mailbox"), organisation.mailbox


def _country(code: str) -> str:
    return str(Locale.parse(get_language() or "nb").territories.get(code, code))


def differences(saved: Organisation, written: Mapping[str, Any]) -> list[tuple[StrOrPromise, StrOrPromise]]:
    """Return what somebody else has saved that is not what was written: the field's words and what it holds."""
    shown = {
        "name": (_("Name shown"), saved.name),
        "mailbox": (_("Role mailbox"), saved.mailbox),
        "mail_domains": (_("Mail domains"), ", ".join(saved.mail_domains)),
        "language": (_("Language of the organisation's e-mails"), saved.language),
        "approvals_needed": (_("How many must approve before a need is published?"), str(saved.approvals_needed)),
    }
    return [shown[name] for name in shown if name in written and written[name] != getattr(saved, name)]


def _place(organisation: Organisation) -> Iterator[tuple[StrOrPromise, StrOrPromise]]:
    for country in registry.country:
        register = country.municipalities()
        municipality = register.by_number(organisation.municipality)
        if municipality:
            yield _("Municipality"), municipality.name
        for county in register.counties():
            if county.number == organisation.county:
                yield _("County"), county.name
