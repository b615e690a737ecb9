"""What stands in a letter, and the one way to make a message of it: text and HTML, in the receiver's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils.translation import override

from mulighetsrom.installation import config
from mulighetsrom.web.common import registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.models import Mail

PLATFORM: Final = "Mulighetsrom"
"""In whose name a letter goes that tells of several municipalities."""

LONGEST_LINE: Final = 200
"""Characters of a subject or a name: what a mailbox shows of it, and more."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a letter lists, such as a need: where it is, a line about it, why it is there.

    `hide_url` leads to "hide, and fewer like this". Items of one `group`, such as a municipality, stand below its name.
    """

    title: str
    url: str
    note: StrOrPromise = ""
    hide_url: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Invite:
    """An entry for the receiver's calendar (RFC 6047): the method that it asks for, such as REQUEST or CANCEL, and the
    file.
    """

    method: str
    file: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter's words, in the receiver's language; every address in it is absolute.

    `button` is the one thing to do: its words and where they lead. `why` says why the receiver gets it. `stop_url` ends
    letters of this kind, opened by a person or asked by a mailbox in one click (a POST, RFC 8058). `invites` are for
    the receiver's calendar, one for each event.
    """

    subject: StrOrPromise
    paragraphs: Sequence[StrOrPromise]
    greeting: StrOrPromise = ""
    items: Sequence[Item] = ()
    button: tuple[StrOrPromise, str] | None = None
    why: StrOrPromise = ""
    stop_url: str = ""
    invites: Sequence[Invite] = ()


def write(mail: Mail) -> EmailMessage | None:
    """Return the message that a row stands for; None where it is no longer right to send it."""
    with override(mail.language):
        letter = registry.letters[mail.kind](mail)
        return None if letter is None else _message(mail, letter)


def one_line(words: object) -> str:
    """Return words as one line that can stand in a header: no break, no control character, not without end."""
    return " ".join("".join(one if one.isprintable() else " " for one in str(words)).split())[:LONGEST_LINE]


def message_id(mail: Mail) -> str:
    """Return a letter's name on the wire, the same however often it is sent."""
    return f"<{mail.public_id}@{urlsplit(config.current().url).hostname}>"


def address(written: str, name: str = "") -> Address:
    """Return an address as a header takes it; a host with letters of its own is written as the wire has it."""
    user, _, host = written.rpartition("@")
    return Address(one_line(name), user, host.encode("idna").decode())


def _message(mail: Mail, letter: Letter) -> EmailMessage:
    message = EmailMessage(SMTP)
    via = "" if mail.sender_name == PLATFORM else f" via {PLATFORM}"
    message["From"] = address(config.current().mail_from, f"{mail.sender_name}{via}")
    message["To"] = address(mail.address)
    if mail.reply_to:
        message["Reply-To"] = address(mail.reply_to)
    message["Subject"] = one_line(letter.subject)
    message["Date"] = format_datetime(mail.waits_since)
    message["Message-ID"] = message_id(mail)
    message["Auto-Submitted"] = "auto-generated"
    if letter.stop_url:
        message["List-Unsubscribe"] = f"<{_plain_address(letter.stop_url)}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    known = {"letter": letter, "mail": mail, "home": config.current().url}
    text = re.sub(r"\n{3,}", "\n\n", render_to_string("mail/letter.txt", known)).strip() + "\n"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(render_to_string("mail/letter.html", known), subtype="html", cte="quoted-printable")
    for number, invite in enumerate(letter.invites):
        # A mailbox takes one entry from a letter's words; each of the others needs a file of its own.
        add = partial(message.add_attachment, filename=f"{number + 1}.ics") if number else message.add_alternative
        add(invite.file, subtype="calendar", params={"method": invite.method}, cte="base64")
    message["Content-Language"] = mail.language  # at the end: whatever begins so moves into the first part
    return message


def _plain_address(url: str) -> str:
    if re.search(r"[^!-~]|[<>]", url):
        raise ValueError("an address in a letter's header holds printable ASCII only")
    return url
