"""What a letter holds to prove an address: made anew from an id and the installation's secret, kept nowhere."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils.crypto import constant_time_compare, salted_hmac

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Proof

GOOD_FOR: Final = timedelta(minutes=15)
TRIES: Final = 5
DIGITS: Final = 6


def code(proof: Proof) -> str:
    """Return the six digits for the browser that asked for the letter."""
    number = int(salted_hmac("accounts.code", proof.public_id, algorithm="sha256").hexdigest(), 16)
    return f"{number % 10**DIGITS:0{DIGITS}}"


def link(proof: Proof) -> str:
    """Return the secret in the letter's link, for any browser."""
    return salted_hmac("accounts.link", proof.public_id, algorithm="sha256").hexdigest()[:40]


def is_code(proof: Proof, told: str) -> bool:
    return constant_time_compare(code(proof), "".join(told.split()))


def is_link(proof: Proof, told: str) -> bool:
    return constant_time_compare(link(proof), told)
