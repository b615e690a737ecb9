"""Letters to log in with, for the tests: one to somebody we know, one to somebody we do not."""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.accounts import codes
from mulighetsrom.web.accounts.models import Proof
from tests.web import people

KNOWN, UNKNOWN = "PR00F11111", "PR00F22222"
NEW_ADDRESS: Final = "ny@ingensteder.example"


def fill() -> None:
    Proof.objects.create(public_id=KNOWN, email=people.person("adviser").email, next_page="/nb/data/")
    Proof.objects.create(public_id=UNKNOWN, email=NEW_ADDRESS)


def query(public_id: str) -> str:
    """Return what the address of a letter's link ends in."""
    return f"?kode={codes.link(Proof(public_id=public_id))}"


def link(public_id: str) -> str:
    """Return the address of a letter's link."""
    return f"/nb/logg-inn/brev/{public_id}/{query(public_id)}"
