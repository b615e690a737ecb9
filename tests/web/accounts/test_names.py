"""What an organisation may call itself, and which mail domains tell who somebody is."""

from __future__ import annotations

import pytest

from mulighetsrom.web.accounts import domains, names
from mulighetsrom.web.accounts.forms.organisations import OrganisationForm


@pytest.mark.parametrize(
    ("name", "mixed"),
    [
        ("Varmt hjem AS", False),
        ("Blåbærsyltetøy & Sønn", False),
        ("Ελληνική Εταιρεία", False),
        ("Северное сияние", False),
        ("B\u0430erum consult", True),  # a Cyrillic a
        ("Eks\u0435mpelvik", True),
        ("\u0391lfa AS", True),  # a Greek capital alpha
    ],
)
def test_a_name_has_letters_of_one_alphabet(name: str, *, mixed: bool) -> None:
    assert names.mixes_scripts(name) is mixed


@pytest.mark.parametrize(
    ("name", "public"),
    [
        ("Eksempelvik kommune", True),
        ("EKSEMPELVIK KOMMUNE", True),
        ("Bærum", True),
        ("Eksempelvik kommüne", True),
        ("BÆRUM", True),
        ("Ukjentvik kommune", True),
        ("Tenkemark fylkeskommune", True),
        ("Eksempelvik rør AS", False),
        ("Kommunikasjon AS", False),
    ],
)
def test_a_company_does_not_call_itself_a_municipality(name: str, *, public: bool) -> None:
    assert names.is_like_a_public_body(names.tidy(name)) is public


def test_what_cannot_be_seen_is_taken_out_of_a_name() -> None:
    assert names.tidy(" Varmt\u200b\u202e hjem\x00\n\tAS\u00a0") == "Varmt hjem AS"
    assert names.tidy("Ｅksempelvik　kommune") == "Eksempelvik kommune"


@pytest.mark.parametrize(
    ("written", "domain", "good"),
    [
        (" @Eksempelvik.Kommune.NO. ", "eksempelvik.kommune.no", True),
        ("blåbær.no", "xn--blbr-roah.no", True),
        ("localhost", "localhost", False),
        ("a b.no", "a b.no", False),
        ("-a.no", "-a.no", False),
        ("10.0.0.1", "10.0.0.1", False),
        ("x" * 300 + ".no", "x" * 300 + ".no", False),
    ],
)
def test_a_mail_domain_is_written_as_the_wire_has_it(written: str, domain: str, *, good: bool) -> None:
    assert domains.tidy(written) == domain
    assert domains.is_domain(domain) is good


def test_domains_where_anybody_gets_an_address_are_known_with_those_below_them() -> None:
    assert domains.is_open_to_all("gmail.com")
    assert domains.is_open_to_all("mail.gmail.com")
    assert not domains.is_open_to_all("notgmail.com")


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"registered": "norway", "number": "123456789"}, ["number"]),
        ({"registered": "norway", "number": ""}, ["number"]),
        ({"registered": "norway", "number": "923 609 016"}, []),
        ({"registered": "norway", "number": "NO 923609016 MVA"}, []),
        ({"registered": "norway", "number": "923609016", "name": "Eksempelvik kommune"}, []),
        ({"registered": "abroad", "number": "DK 12345678", "country": "DK", "name": "Nordsol ApS"}, []),
        ({"registered": "abroad", "number": "DK 12345678", "country": "NO", "name": "Nordsol ApS"}, ["country"]),
        ({"registered": "abroad", "number": "none", "country": "", "name": ""}, ["country", "name", "number"]),
        ({"registered": "founding", "number": "923609016", "name": "Snart AS"}, []),
        ({"registered": "founding", "name": "B\u0430erum"}, ["name"]),
        ({"registered": "founding", "name": "..."}, ["name"]),
        ({"registered": "founding", "name": "\x00" * 9}, ["name"]),
        ({"registered": "founding", "name": "x" * 10_000_000}, ["name"]),
        ({"registered": "moon"}, ["registered"]),
    ],
)
def test_who_somebody_acts_for_is_told_by_number_or_by_name(said: dict[str, str], wrong: list[str]) -> None:
    form = OrganisationForm(said | {"key": "7d5b6f7e-6b1c-4d3c-9a3f-2f1a5c8f9b10"})
    form.is_valid()
    assert sorted(form.errors) == wrong


def test_a_company_being_founded_keeps_no_number() -> None:
    form = OrganisationForm(
        {"registered": "founding", "number": "9", "name": "Snart AS", "key": "7d5b6f7e-6b1c-4d3c-9a3f-2f1a5c8f9b10"}
    )
    assert form.is_valid()
    assert (form.cleaned_data["number"], form.cleaned_data["country"]) == ("", "NO")
