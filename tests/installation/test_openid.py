"""The files of log-in providers: read once, and what is wrong with one is told in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from mulighetsrom.installation.config import load
from mulighetsrom.installation.openid import Provider, ProviderError, is_safe

if TYPE_CHECKING:
    from pathlib import Path

GOOD = 'name = "ID-porten"\nissuer = "https://idporten.no"\nclient_id = "c"\nclient_secret = "s"\n'


def _read(home: Path, text: str, name: str = "id-porten.toml", mode: int = 0o600) -> tuple[Provider, ...]:
    file = home.parent / name
    file.write_text(text)
    file.chmod(mode)
    return load({"MULIGHETSROM_HOME": str(home), "MULIGHETSROM_OIDC": str(file)}).log_in_with


def test_a_file_describes_a_provider_and_shows_no_secret(home: Path) -> None:
    details = 'authorization_details = [{ type = "t" }]\nacr_values = ["high"]\n'
    [found] = _read(home, GOOD.replace('"s"', '"hemmelig"') + details)
    assert (found.key, found.scopes, found.acr_values) == ("id-porten", ("openid",), ("high",))
    assert found.authorization_details == '[{"type":"t"}]'
    assert "hemmelig" not in repr(found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x", "is no TOML"),
        (GOOD.replace("https", "http"), "it must be like https://idporten.no"),
        (GOOD.replace('client_id = "c"', ""), "client_id is missing"),
        (GOOD + "trusts_mail = true", "trusts_mail is not known"),
        (GOOD + "trusts_email = 1", "trusts_email must be a bool"),
        (GOOD + 'private_key = "k"', "either client_secret or private_key"),
        (GOOD + 'scopes = ["profile"]', "must have openid"),
        (GOOD + 'acr_values = ["a b"]', "words without spaces"),
        (GOOD + 'authorization_details = ["a"]', "each with a type"),
        (GOOD.replace("client_secret", "private_key"), "cannot be read"),
    ],
)
def test_a_wrong_file_is_told_with_what_would_be_right(home: Path, text: str, told: str) -> None:
    with pytest.raises(ProviderError, match=told):
        _read(home, text)


def test_a_secret_that_others_can_read_is_refused(home: Path) -> None:
    with pytest.raises(ProviderError, match="make it 0600"):
        _read(home, GOOD, mode=0o640)
    with pytest.raises(ProviderError, match="small letters"):
        _read(home, GOOD, name="ID porten.toml")


def test_a_private_key_tells_what_it_signs_with(home: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    pem = home.parent / "k.pem"
    pem.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    pem.chmod(0o600)
    [found] = _read(home, GOOD.replace('client_secret = "s"', 'private_key = "k.pem"'))
    assert found.algorithm == "ES256"


@pytest.mark.parametrize(
    "address", ["http://evil.example", "https://", "https://a b", "https://u:p@a", "x", "https://a#b"]
)
def test_secrets_go_to_no_unsafe_address(address: str) -> None:
    assert not is_safe(address)
