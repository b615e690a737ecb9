"""Mail domains: who has an address at one of an organisation's own, is of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Organisation

_DOMAIN: Final = re.compile(r"(?=.{4,100}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")

OPEN_TO_ALL: Final = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "hotmail.no",
        "outlook.com",
        "outlook.no",
        "live.com",
        "live.no",
        "msn.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "yahoo.com",
        "yahoo.no",
        "ymail.com",
        "aol.com",
        "proton.me",
        "protonmail.com",
        "pm.me",
        "tutanota.com",
        "tuta.io",
        "gmx.com",
        "gmx.net",
        "gmx.de",
        "web.de",
        "mail.com",
        "mail.ru",
        "yandex.com",
        "yandex.ru",
        "zoho.com",
        "fastmail.com",
        "hey.com",
        "online.no",
        "broadpark.no",
        "start.no",
        "getmail.no",
        "lyse.net",
        "haugnett.no",
        "bluezone.no",
        "frisurf.no",
        "c2i.net",
        "altibox.no",
        "telia.no",
        "telenor.no",
        "runbox.com",
        "runbox.no",
        "sensewave.com",
        "epost.no",
        "nextgentel.com",
        "mailinator.com",
        "guerrillamail.com",
        "yopmail.com",
        "temp-mail.org",
        "10minutemail.com",
    ]
)
"""Where anybody gets an address: public providers, and those who sell access to the net."""


def tidy(written: str) -> str:
    """Return a domain as it is compared: small letters, as the wire has it; "@" before it and blanks go."""
    domain = written.strip().removeprefix("@").rstrip(".").lower()
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


def is_domain(domain: str) -> bool:
    return bool(_DOMAIN.fullmatch(domain))


def is_open_to_all(domain: str) -> bool:
    """Tell whether anybody can get an address at a domain, or below it."""
    parts = domain.split(".")
    return any(".".join(parts[place:]) in OPEN_TO_ALL for place in range(len(parts)))


def of(email: str) -> str:
    """Return the domain of an address."""
    return tidy(email.rpartition("@")[2])


def mailbox(email: str) -> tuple[str, str]:
    """Return an address as mail servers tell it from others: its user in small letters, its host as the wire has it.

    A database holds "ı" for a small "I", as in "gıt.example": there somebody else gets the letters.
    """
    return email.rpartition("@")[0].encode().lower().decode(), of(email)


def vouch(organisation: Organisation, email: str) -> bool:
    """Tell whether an address is at one of the organisation's domains: at it, not below it and not like it."""
    return of(email) in set(organisation.mail_domains) - OPEN_TO_ALL
