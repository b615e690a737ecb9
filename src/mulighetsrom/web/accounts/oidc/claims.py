"""Who a provider says somebody is, and whom they act for; a national identity number is never among it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from mulighetsrom.notices import orgnr
from mulighetsrom.web.accounts import names
from mulighetsrom.web.accounts.oidc import OidcError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.installation.openid import Provider

MOST: Final = 20
"""How many organisations one log-in may name."""
_ENTRA: Final = "login.microsoftonline.com"
_NATIONAL: Final = re.compile(r"\d{11}")
_ADDRESS: Final = re.compile(r"[^\s@]{1,64}@[^\s@]{1,180}")


@dataclass(frozen=True, slots=True)
class Who:
    """What is kept of an answer. `email` is empty unless the provider is trusted with it and has verified it.

    `suggested` may be anybody's address, and `name` anybody's name. `organisations` are pairs of number and name.
    """

    issuer: str
    subject: str
    name: str
    suggested: str
    email: str
    session: str
    organisations: tuple[tuple[str, str], ...]

    def as_told(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_told(cls, told: dict[str, Any]) -> Who:
        return cls(**{**told, "organisations": tuple((number, name) for number, name in told["organisations"])})


def read(provider: Provider, claims: dict[str, Any], answer: dict[str, Any]) -> Who:
    """Return who somebody is, by valid claims and the answer they came in. Raises OidcError."""
    email = _email(claims.get("email"))
    verified = claims.get("email_verified") is True or claims.get("xms_edov") in (True, "1", "true")
    return Who(
        issuer=provider.issuer,
        subject=_subject(provider.issuer, claims),
        name=names.tidy(_text(claims.get("name"), 150)),
        suggested=email,
        email=email if verified and provider.trusts_email else "",
        session=session(provider.issuer, claims.get("sid")),
        organisations=tuple(_organisations(provider, claims, answer).items())[:MOST],
    )


def session(issuer: str, sid: object) -> str:
    """Return the hash by which a session of a provider's is known here, or an empty text."""
    return hashlib.sha256(f"{issuer} {sid}".encode()).hexdigest() if isinstance(sid, str) and sid else ""


def holds_identity_number(claims: dict[str, Any]) -> bool:
    """Tell whether a token holds a national identity number: then not even the token is kept."""
    return any(isinstance(value, str) and _NATIONAL.fullmatch(value) for value in claims.values())


def _subject(issuer: str, claims: dict[str, Any]) -> str:
    """Return what a provider calls somebody for good: of Entra ID, whose `sub` differs by client, tenant and object."""
    if urlsplit(issuer).hostname == _ENTRA and claims.get("oid") and claims.get("tid"):
        subject = f"{claims['tid']}/{claims['oid']}"
    else:
        subject = claims["sub"]
    if not isinstance(subject, str) or not re.fullmatch(r"[!-~]{1,255}", subject) or _NATIONAL.fullmatch(subject):
        raise OidcError("token")
    return subject


def _organisations(provider: Provider, claims: dict[str, Any], answer: dict[str, Any]) -> dict[str, str]:
    """Return the numbers of the organisations that somebody acts for, with what the provider calls them."""
    found: dict[str, str] = {}
    if provider.authorization_details:
        for told in (answer.get("authorization_details"), claims.get("authorization_details")):
            found |= dict(_parties(provider, told))
    if provider.organisation:
        value: Any = claims
        for part in provider.organisation.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        found |= {number: "" for one in (value if isinstance(value, list) else [value]) for number in _numbers(one)}
    return found


def _parties(provider: Provider, told: object) -> Iterator[tuple[str, str]]:
    """Read `authorized_parties` as Ansattporten writes them, of the types that we asked for."""
    for detail in told if isinstance(told, list) else []:
        if isinstance(detail, dict) and f'"type":"{detail.get("type")}"' in provider.authorization_details:
            parties = detail.get("authorized_parties")
            for party in parties if isinstance(parties, list) else []:
                for number in _numbers(party):
                    yield number, names.tidy(_text(party.get("name"), 200)) if isinstance(party, dict) else ""


def _numbers(told: object) -> Iterator[str]:
    """Give the valid organisation number of a text such as "0192:312345678", or of an object that holds one."""
    if isinstance(told, dict):
        inner = told.get("orgno") or told.get("ID") or told.get("organization_number") or told.get("id")
        yield from _numbers(inner) if not isinstance(inner, dict) else _numbers(inner.get("ID") or inner.get("id"))
    elif isinstance(told, str) and re.fullmatch(r"(?:0192:)?\d{9}", told, re.ASCII):
        number = told[-9:]
        if orgnr.is_valid(number):
            yield number


def _email(value: object) -> str:
    text = _text(value, 254)
    return text if _ADDRESS.fullmatch(text) else ""


def _text(value: object, longest: int) -> str:
    return value[:longest] if isinstance(value, str) else ""
