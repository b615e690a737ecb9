"""Enhetsregisteret's open data: what an organisation is called, and what it is, by its number.

https://data.brreg.no/enhetsregisteret/api/dokumentasjon/no/index.html tells the shape. The platform works without it:
`UnavailableError` then lets a person write the name. Nothing of the answer is believed beyond its few known fields.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from typing import Any, Final

import httpx

from mulighetsrom.installation import config

PATIENCE: Final = 3.0
"""Seconds that a person waits for the register, from the first byte sent to the last one read."""

LARGEST: Final = 256 * 1024
LONGEST_NAME: Final = 200


class UnavailableError(Exception):
    """Raised where the register is switched off, does not answer in time, or answers something else than it should."""


@dataclass(frozen=True, slots=True)
class Found:
    """An organisation in Enhetsregisteret: `form` is a code such as KOMM or AS, `municipality` a number."""

    number: str
    name: str
    form: str
    municipality: str
    deleted: bool

    @property
    def county(self) -> str:
        return self.municipality[:2]


def look_up(number: str) -> Found | None:
    """Return the organisation with a valid number, or None where the register knows none. Raises UnavailableError."""
    where = config.current().organisation_register
    if not where:
        raise UnavailableError("the register is switched off")
    try:
        status, body = _fetch(f"{where}/enheter/{number}")
    except httpx.HTTPError as error:
        raise UnavailableError(type(error).__name__) from error
    if status == httpx.codes.NOT_FOUND:
        return None
    if status not in {httpx.codes.OK, httpx.codes.GONE}:  # gone: it was there, and has been deleted
        raise UnavailableError(f"answered {status}")
    return _read(body, number, gone=status == httpx.codes.GONE)


def _fetch(address: str) -> tuple[int, bytes]:
    """Return status and body. A redirect is an answer like any other; what is packed is not unpacked."""
    ends = time.monotonic() + PATIENCE
    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    with httpx.Client(timeout=PATIENCE) as client, client.stream("GET", address, headers=headers) as answer:
        body = b""
        for part in answer.iter_raw():
            body += part
            if len(body) > LARGEST:
                raise UnavailableError("the answer is too large")
            if time.monotonic() > ends:
                raise UnavailableError("the answer takes too long")
        return answer.status_code, body


def _read(body: bytes, number: str, *, gone: bool) -> Found:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnavailableError("the answer is no JSON") from error
    if not isinstance(told, dict) or told.get("organisasjonsnummer") != number:
        raise UnavailableError("the answer is about something else")
    found = Found(
        number=number,
        name=_line(told.get("navn")),
        form=_code(_part(told, "organisasjonsform").get("kode"), "[A-ZÆØÅ]{2,6}"),
        municipality=_code(_part(told, "forretningsadresse").get("kommunenummer"), "[0-9]{4}"),
        deleted=gone or bool(told.get("slettedato")),
    )
    if not found.name and not found.deleted:
        raise UnavailableError("the answer has no name")
    return found


def _part(told: dict[str, Any], name: str) -> dict[str, Any]:
    part = told.get(name)
    return part if isinstance(part, dict) else {}


def _line(value: object) -> str:
    words = value if isinstance(value, str) else ""
    return " ".join("".join(one if one.isprintable() else " " for one in words[:LONGEST_NAME]).split())


def _code(value: object, pattern: str) -> str:
    return value if isinstance(value, str) and re.fullmatch(pattern, value) else ""
