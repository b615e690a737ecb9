"""The last step of a letter: a mail server, or a folder where there is none."""

from __future__ import annotations

import os
import smtplib
import ssl
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, unquote, urlsplit

from mulighetsrom.installation import config

if TYPE_CHECKING:
    from collections.abc import Iterable
    from email.message import EmailMessage

    from mulighetsrom.web.common.models import Mail

PATIENCE: Final = 30  # seconds for each of the server's answers
LATER_FROM: Final = 400
REFUSED_FROM: Final = 500
THIS_MACHINE: Final = {"localhost", "127.0.0.1", "::1"}
IN_FOLDER: Final = "folder"


class RefusedError(Exception):
    """Raised when the server will never take a letter; it says the server's code and words."""


class LaterError(Exception):
    """Raised when the server may take a letter another time; it says the server's code, or what went wrong."""


def deliver(message: EmailMessage, mail: Mail) -> str:
    """Hand a letter over and return the answer. Raises RefusedError or LaterError."""
    server = config.current().mail_server
    if not server:
        return _put_into_folder(message, mail)
    try:
        return _over_smtp(message, urlsplit(server))
    except smtplib.SMTPDataError as error:
        raise _refusal(error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPResponseException as error:  # the door, the log-in, our name: the letter is not to blame
        raise LaterError(str(error.smtp_code)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise LaterError(type(error).__name__) from error


def problem() -> str:
    """Connect and log in as for a letter, and send none; return what is in the way, in plain words, or nothing."""
    server = config.current().mail_server
    if not server:
        return "MULIGHETSROM_MAIL is empty: letters are put into a folder, and sent to nobody."
    url = urlsplit(server)
    try:
        with closing(_logged_in(url)):
            return ""
    except ssl.SSLCertVerificationError as error:
        return f"The certificate of {url.hostname} is not one that this machine trusts: {error.verify_message}."
    except smtplib.SMTPAuthenticationError as error:
        return f"{url.hostname} does not take the user name and password in MULIGHETSROM_MAIL ({error.smtp_code})."
    except smtplib.SMTPNotSupportedError as error:
        return f"{url.hostname} cannot do what MULIGHETSROM_MAIL asks for: {error}"
    except (smtplib.SMTPException, OSError) as error:
        return f"{url.hostname} does not answer as a mail server there: {type(error).__name__}."


def file_of(public_id: str) -> Path:
    """Return where a letter lies, or would lie, in the folder."""
    return config.current().mail_folder / f"{public_id}.eml"


def forget(public_ids: Iterable[str]) -> None:
    """Take letters out of the folder."""
    for public_id in public_ids:
        file_of(public_id).unlink(missing_ok=True)


def _over_smtp(message: EmailMessage, url: SplitResult) -> str:
    server = _logged_in(url)
    try:
        return _hand_over(message, server)
    finally:
        with suppress(smtplib.SMTPException, OSError):  # once a letter is taken, no rude goodbye makes it untaken
            server.quit()
        server.close()


def _logged_in(url: SplitResult) -> smtplib.SMTP:
    server = _connection(url)
    try:
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
    except (smtplib.SMTPException, OSError):
        server.close()
        raise
    return server


def _hand_over(message: EmailMessage, server: smtplib.SMTP) -> str:
    code, said = server.mail(config.current().mail_from)
    if code >= LATER_FROM:
        raise smtplib.SMTPSenderRefused(code, said, "")
    code, said = server.rcpt(message["To"].addresses[0].addr_spec)
    if code < LATER_FROM:
        code, said = server.data(message.as_bytes())
    if code >= LATER_FROM:
        raise _refusal(code, said)
    return f"{code} {_words(said)}"


def _connection(url: SplitResult) -> smtplib.SMTP:
    host, context = url.hostname or "", ssl.create_default_context()
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, url.port or 465, timeout=PATIENCE, context=context)
    else:
        server = smtplib.SMTP(host, url.port or 587, timeout=PATIENCE)
    try:
        if url.scheme == "smtp" and host not in THIS_MACHINE:
            server.starttls(context=context)  # raises where the server cannot: no letter goes in the clear
        server.ehlo_or_helo_if_needed()
    except (smtplib.SMTPException, OSError):
        server.close()
        raise
    return server


def _refusal(code: int, said: bytes | str) -> RefusedError | LaterError:
    return (RefusedError if code >= REFUSED_FROM else LaterError)(f"{code} {_words(said)}")


def _words(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said


def _put_into_folder(message: EmailMessage, mail: Mail) -> str:
    """Write a letter whole or not at all; only we can read it."""
    file = file_of(mail.public_id)
    file.parent.mkdir(mode=0o700, exist_ok=True)
    descriptor, written = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(descriptor, "wb") as beginning:
        beginning.write(message.as_bytes())
    Path(written).replace(file)
    return IN_FOLDER
