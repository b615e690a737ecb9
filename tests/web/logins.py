"""Letters to log in with, for the tests: one to somebody we know, one to somebody we do not."""

from __future__ import annotations

import json
from typing import Final

from django.db import transaction

from mulighetsrom.web.accounts import codes, secret_links
from mulighetsrom.web.accounts.models import Identity, Kept, Proof
from mulighetsrom.web.common import sealed
from mulighetsrom.web.common.models import Mail
from tests.web import people

KNOWN, UNKNOWN, ADDRESS, KEPT = "PR00F11111", "PR00F22222", "PR00F33333", "KEPT111111"
IDENTITY: Final = "1DENT1TY11"
CHANGED: Final = "LETTERCH4N"
NEW_ADDRESS: Final = "ny@ingensteder.example"


def fill() -> None:
    Proof.objects.create(public_id=KNOWN, email=people.person("adviser").email, next_page="/nb/data/")
    Proof.objects.create(public_id=UNKNOWN, email=NEW_ADDRESS)
    adviser = people.person("adviser")
    Proof.objects.create(public_id=ADDRESS, purpose="address", email="ina@ingensteder.example", person=adviser)
    Identity.objects.create(public_id=IDENTITY, person=adviser, issuer="https://id.example", subject="ina")
    told = {"kind": "address-changed", "receiver": adviser.public_id, "address": "ina@tidligere.example"}
    Mail.objects.create(public_id=CHANGED, language="nb", sender_name="Innlogging", **told)
    with transaction.atomic():
        text = json.dumps(
            {"path": "/nb/bytt/", "fields": {"organisation": [""], "words": ["Noe som tok tid å skrive"]}}
        )
        Kept.objects.create(
            public_id=KEPT, person=adviser, fields=sealed.seal(text, owner=adviser.public_id, purpose="kept")
        )


def to_take_back() -> str:
    """Return what the address ends in by which the adviser takes their old address back."""
    return f"?kode={secret_links.to_take_back(CHANGED)}"


def query(public_id: str) -> str:
    """Return what the address of a letter's link ends in."""
    return f"?kode={codes.link(Proof(public_id=public_id))}"


def link(public_id: str) -> str:
    """Return the address of a letter's link."""
    return f"/nb/logg-inn/brev/{public_id}/{query(public_id)}"
