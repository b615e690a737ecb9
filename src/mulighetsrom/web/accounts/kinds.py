"""What an organisation is: from its number, and from what Enhetsregisteret says of it, never from what people say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mulighetsrom.web.accounts.models import Organisation
from mulighetsrom.web.common import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.notices.reference.municipalities import Register
    from mulighetsrom.web.accounts.registers import Found

Kind = Organisation.Kind

_BY_FORM: Final = {"KOMM": Kind.MUNICIPALITY, "FYLK": Kind.COUNTY, "IKS": Kind.INTERMUNICIPAL}


@dataclass(frozen=True, slots=True)
class Described:
    """An organisation before it is here; `number` is empty while it is being founded."""

    name: str
    kind: str = Kind.SUPPLIER
    registered: str = Organisation.Registered.NORWAY
    number: str = ""
    country: str = "NO"
    municipality: str = ""
    county: str = ""


def in_norway(number: str, *, name: str, found: Found | None) -> Described:
    """Describe a Norwegian organisation by its valid number; `name` is used where neither we nor the register has one.

    Our own table of municipalities, counties and purchasing cooperations comes first: it works without the register.
    """
    known = next(_known(number), None)
    if known:
        return known
    if not found:
        return Described(name, number=number)
    kind = _BY_FORM.get(found.form, Kind.SUPPLIER)
    described = Described(found.name or name, kind=kind, number=number)
    return _placed(described, found.municipality)


def _known(number: str) -> Iterator[Described]:
    for country in registry.country:
        register = country.municipalities()
        for municipality in register.all_today():
            if municipality.orgnr == number:
                described = Described(f"{municipality.name} kommune", Kind.MUNICIPALITY, number=number)
                yield _placed(described, municipality.number)
        for county in register.counties():
            if county.orgnr == number:
                yield Described(f"{county.name} fylkeskommune", Kind.COUNTY, number=number, county=county.number)
        for cooperation in country.cooperations():
            if cooperation.orgnr == number:
                yield Described(cooperation.name, Kind.COOPERATION, number=number)


def _placed(described: Described, municipality: str) -> Described:
    """Return it with its municipality and county of today; of a county authority, the county alone."""
    today = next((found for one in _registers() if (found := one.today(municipality))), "")
    place = "" if described.kind is Kind.COUNTY else today
    return replace(described, municipality=place, county=today[:2])


def _registers() -> list[Register]:
    return [country.municipalities() for country in registry.country]
