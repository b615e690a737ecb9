"""Which OpenID Connect providers people log in with: one small TOML file each, read once and checked in words."""

from __future__ import annotations

import json
import re
import stat
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from mulighetsrom.installation.errors import InstallationError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LARGEST: Final = 64 * 1024
_HERE: Final = {"127.0.0.1", "localhost", "::1"}
_CURVES: Final = {"secp256r1": "ES256", "secp384r1": "ES384"}
_FIELDS: Final = {
    "name": str,
    "issuer": str,
    "client_id": str,
    "client_secret": str,
    "private_key": str,
    "key_id": str,
    "scopes": list,
    "acr_values": list,
    "authorization_details": list,
    "trusts_email": bool,
    "organisation": str,
}
_NEEDED: Final = ("name", "issuer", "client_id")


class ProviderError(InstallationError):
    """Raised when a provider's file cannot be used; the message names the file, the field and what would be right."""


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider. `key` is the name of its file, which its callback address has.

    `private_key` is a PEM text, and `algorithm` what it signs with; both empty where `client_secret` is used.
    `authorization_details` is JSON. `organisation` is the path, with dots, of a claim with an organisation number.
    """

    key: str
    name: str
    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    private_key: str = field(default="", repr=False)
    algorithm: str = ""
    key_id: str = ""
    scopes: tuple[str, ...] = ("openid",)
    acr_values: tuple[str, ...] = ()
    authorization_details: str = ""
    trusts_email: bool = False
    organisation: str = ""

    @property
    def is_here(self) -> bool:
        """Tell whether it runs on this machine, as in tests: then, and only then, plain HTTP will do."""
        return urlsplit(self.issuer).scheme == "http"


def read_all(paths: Sequence[Path | None]) -> tuple[Provider, ...]:
    """Return the providers of these files. Raises ProviderError."""
    found = tuple(_read(path) for path in paths if path)
    if len({one.key for one in found}) < len(found):
        raise ProviderError(
            "the two files of log-in providers have the same name; their callback addresses would be one"
        )
    return found


def _read(path: Path) -> Provider:
    try:
        told = tomllib.loads(_own_text(path))
    except tomllib.TOMLDecodeError as error:
        raise ProviderError(f"{path} is no TOML: {error}") from None
    key = path.name.removesuffix(".toml")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", key):
        raise ProviderError(f"{path} must be named in small letters, digits and hyphens, such as id-porten.toml")
    _check(path, told)
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
    fields["authorization_details"] = _json(told.get("authorization_details", []))
    if "private_key" in told:
        fields["private_key"], fields["algorithm"] = _private_key(path.parent / told["private_key"])
    return Provider(key=key, **fields)


def _own_text(path: Path) -> str:
    """Return the text of a file with a secret, which nobody but its owner may read."""
    try:
        told = path.stat()
        if stat.S_IMODE(told.st_mode) & 0o077:
            raise ProviderError(f"{path} can be read by others; make it 0600")
        if told.st_size > LARGEST:
            raise ProviderError(f"{path} is larger than {LARGEST} bytes")
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProviderError(f"{path} cannot be read: {error}") from None


def _check(path: Path, told: dict[str, Any]) -> None:
    for name, value in told.items():
        if name not in _FIELDS:
            raise ProviderError(f"{path}: {name} is not known; known are {', '.join(_FIELDS)}")
        if not isinstance(value, _FIELDS[name]):
            raise ProviderError(f"{path}: {name} must be a {_FIELDS[name].__name__}")
    for name in _NEEDED:
        if not told.get(name):
            raise ProviderError(f"{path}: {name} is missing")
    _check_words(path, told)
    if not is_safe(told["issuer"]):
        raise ProviderError(f"{path}: issuer is {told['issuer']!r}; it must be like https://idporten.no")


def _check_words(path: Path, told: dict[str, Any]) -> None:
    if bool(told.get("client_secret")) == bool(told.get("private_key")):
        raise ProviderError(f"{path} must have either client_secret or private_key")
    for name in ("scopes", "acr_values"):
        if not all(isinstance(one, str) and re.fullmatch(r"[!-~]+", one) for one in told.get(name, [])):
            raise ProviderError(f"{path}: {name} must be words without spaces")
    if "openid" not in told.get("scopes", ["openid"]):
        raise ProviderError(f"{path}: scopes must have openid among them")
    if not all(
        isinstance(one, dict) and isinstance(one.get("type"), str) for one in told.get("authorization_details", [])
    ):
        raise ProviderError(f"{path}: authorization_details must be tables, each with a type")


def is_safe(address: str, *, here: bool = True) -> bool:
    """Tell whether an address is HTTPS; `here` allows plain HTTP to this machine."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return False
    if not re.fullmatch(r"[!-~]{1,2000}", address) or not parts.hostname or parts.fragment or parts.username:
        return False
    return parts.scheme == "https" or (here and parts.scheme == "http" and parts.hostname in _HERE)


def _json(details: list[dict[str, Any]]) -> str:
    return json.dumps(details, separators=(",", ":")) if details else ""


def _private_key(path: Path) -> tuple[str, str]:
    """Return a key as PEM, with the algorithm that it signs by."""
    text = _own_text(path)
    try:
        key = load_pem_private_key(text.encode(), None)
    except (ValueError, TypeError):
        raise ProviderError(f"{path} is no private key in PEM without a password") from None
    if isinstance(key, RSAPrivateKey):
        return text, "RS256"
    if isinstance(key, EllipticCurvePrivateKey) and key.curve.name in _CURVES:
        return text, _CURVES[key.curve.name]
    raise ProviderError(f"{path} must be an RSA key, or one of the curves P-256 and P-384")
