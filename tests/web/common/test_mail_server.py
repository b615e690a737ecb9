"""Log-in, STARTTLS and implicit TLS with a real mail server on this machine: what passes, and what is told in words."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import connection
from django.utils import timezone

from mulighetsrom.installation import config, doctor
from mulighetsrom.web.common.mail import actions, transport
from mulighetsrom.web.common.models import Mail
from tests.web import letters
from tests.web.common.post_office import PostOffice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aiosmtpd.smtp import SMTP, Envelope, LoginPassword, Session

# The server that is tried with implicit TLS does not see the TLS below it, and warns of its absence.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with a key and a certificate of this machine, that nobody trusts yet."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "mail.pem"
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(key.private_bytes(*plain) + made.public_bytes(serialization.Encoding.PEM))
    return file


@contextmanager
def _listening(certificate: Path, scheme: str) -> Iterator[tuple[PostOffice, str]]:
    """Let a server listen that lets in `ina` with the password `hem/lig`."""

    def lets_in(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, who: LoginPassword) -> AuthResult:
        return AuthResult(success=(who.login, who.password) == (b"ina", b"hem/lig"), handled=False)

    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {"hostname": "127.0.0.1", "port": port, "authenticator": lets_in, "auth_required": True}
    if scheme == "smtps":
        told |= {"ssl_context": tls, "auth_require_tls": False}  # it is below what aiosmtpd sees
    else:
        told |= {"tls_context": tls, "require_starttls": True}
    office = PostOffice()
    controller = Controller(office, **told)
    controller.start()
    yield office, f"127.0.0.1:{port}"
    controller.stop()


def _use(monkeypatch: pytest.MonkeyPatch, server: str, trusted: Path | None) -> None:
    monkeypatch.setattr(transport, "THIS_MACHINE", frozenset())  # as if it were another machine: no letter in the clear
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with_server = replace(config.current(), mail_server=server)
    monkeypatch.setattr(config, "current", lambda: with_server)


@pytest.mark.django_db
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_letter_goes_through_tls_and_log_in(monkeypatch: pytest.MonkeyPatch, certificate: Path, scheme: str) -> None:
    with _listening(certificate, scheme) as (office, at):
        _use(monkeypatch, f"{scheme}://ina:hem%2Flig@{at}", certificate)
        assert transport.problem() == ""
        mail = letters.put_into_post()
        assert mail
        actions.send(mail.public_id)
        assert office.took == {mail.public_id: 1}


@pytest.mark.django_db
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
@pytest.mark.parametrize(
    ("secret", "is_trusted", "told"),
    [
        ("ina:feil", True, "does not take the user name and password in MULIGHETSROM_MAIL (535)"),
        ("ina:hem%2Flig", False, "The certificate of 127.0.0.1 is not one that this machine trusts"),
    ],
)
def test_what_is_in_the_way_is_told_in_words_and_no_letter_goes(  # noqa: PLR0917 - one case each
    monkeypatch: pytest.MonkeyPatch, certificate: Path, scheme: str, secret: str, is_trusted: bool, told: str
) -> None:
    with _listening(certificate, scheme) as (office, at):
        _use(monkeypatch, f"{scheme}://{secret}@{at}", certificate if is_trusted else None)
        found = transport.problem()
        assert told in found
        assert "feil" not in found
        mail = letters.put_into_post()
        assert mail
        with pytest.raises(actions.NotNowError):
            actions.send(mail.public_id)
        assert not office.took


@pytest.mark.django_db
def test_the_doctor_tells_of_letters_that_the_server_does_not_take(monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> list[str]:
        with connection.cursor() as cursor:
            inner: Any = cursor.connection
            return [line for line in doctor._left_undone(inner) if "admin mail check" in line]

    _use(monkeypatch, "smtp://127.0.0.1:9", None)
    mail = letters.put_into_post()
    assert mail
    with pytest.raises(actions.NotNowError):
        actions.send(mail.public_id)
    assert told() == []
    Mail.objects.update(waits_since=timezone.now() - dt.timedelta(minutes=11))
    assert told() == ["1 letters wait that the mail server has not taken: `mulighetsrom admin mail check`."]


def test_a_server_that_is_away_and_none_at_all_are_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    _use(monkeypatch, "smtp://127.0.0.1:9", None)
    assert "does not answer as a mail server" in transport.problem()
    _use(monkeypatch, "", None)
    assert "MULIGHETSROM_MAIL is empty" in transport.problem()
