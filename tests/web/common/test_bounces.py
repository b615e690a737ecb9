"""Delivery reports as mail servers write them, and as somebody would who wants more than to report."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from mulighetsrom.web.common import mail_commands
from mulighetsrom.web.common.mail import actions, bounces
from mulighetsrom.web.common.models import Mail
from tests.web.letters import put_into_post

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


pytestmark = pytest.mark.django_db

REPORT: Final = """\
From: MAILER-DAEMON@mx.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: mulighetsrom@localhost
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="BOUNDARY/mx.example"

This is a MIME-encapsulated message.

--BOUNDARY/mx.example
Content-Type: text/plain; charset=us-ascii

<selma@varmt-hjem.example>: host mx.varmt-hjem.example said: {words}

--BOUNDARY/mx.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Mon, 21 Sep 2026 07:00:03 +0200 (CEST)

Final-Recipient: rfc822; selma@varmt-hjem.example
Original-Recipient: rfc822;selma@varmt-hjem.example
Action: {action}
Status: {status}
Remote-MTA: dns; mx.varmt-hjem.example
Diagnostic-Code: smtp; 550 5.1.1 {words}

--BOUNDARY/mx.example
Content-Type: {kind}

From: Eksempelvik kommune via Mulighetsrom <mulighetsrom@localhost>
To: selma@varmt-hjem.example
Message-ID: <{name}@localhost>
Subject: Hei
{rest}
--BOUNDARY/mx.example--
"""


def report(name: str, **told: str) -> bytes:
    usual = {"action": "failed", "status": "5.1.1", "words": "User unknown"}
    usual |= {"kind": "message/rfc822", "rest": "\nHei\n"}
    return REPORT.format(**(usual | told), name=name).replace("\n", "\r\n").encode()


def sent() -> Mail:
    mail = put_into_post()
    assert mail
    actions.send(mail.public_id)
    return mail


def state(mail: Mail) -> tuple[str, str]:
    mail.refresh_from_db()
    return mail.state, mail.answer


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers", "Message/RFC822; charset=utf-8"])
def test_a_letter_that_came_back_is_known_with_its_status_once(kind: str) -> None:
    mail = sent()
    told = report(mail.public_id, kind=kind)
    assert bounces.take(told)
    assert state(mail) == ("bounced", "5.1.1")
    assert not bounces.take(told)


def test_a_server_that_quotes_our_letter_in_small_letters_is_understood() -> None:
    mail = sent()
    assert bounces.take(report(mail.public_id.lower()).replace(b"Message-ID", b"message-id"))


@pytest.mark.parametrize(
    "told",
    [
        {"action": "delayed", "status": "4.4.1"},
        {"action": "failed", "status": "4.2.2"},
        {"action": "delivered", "status": "2.0.0"},
        {"action": "relayed"},
        {"action": "", "words": "Action: failed"},
        {"status": "5"},
        {"kind": "text/plain"},
        {"kind": "application/octet-stream"},
    ],
)
def test_a_letter_that_is_late_or_arrived_has_not_come_back(told: dict[str, str]) -> None:
    mail = sent()
    assert not bounces.take(report(mail.public_id, **told))
    assert state(mail)[0] == "sent"


@pytest.mark.parametrize("name", ["", "NOBODY1111", "x' OR '1'='1", "\0" * 10, "A" * 100_000, "ÆØÅÆØÅÆØÅÆ"])
def test_a_report_of_no_letter_of_ours_changes_nothing(name: str) -> None:
    mail = sent()
    assert not bounces.take(report(name))
    assert state(mail)[0] == "sent"


def test_a_letter_that_waits_cannot_come_back() -> None:
    mail = put_into_post()
    assert mail
    assert not bounces.take(report(mail.public_id))
    assert state(mail)[0] == "waiting"


def test_an_ordinary_letter_that_looks_like_a_report_is_none() -> None:
    mail = sent()
    assert not bounces.take(report(mail.public_id).replace(b"multipart/report", b"multipart/mixed"))
    assert not bounces.take(report(mail.public_id).replace(b"multipart/report", b"text/plain"))


def _deep(depth: int) -> bytes:
    nested = b"".join(b"Content-Type: multipart/report; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))
    return nested + b"Content-Type: text/plain\n\nHei"


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"\0" * 1000,
        b"\xff\xfe" * 1000,
        b"Content-Type: multipart/report; boundary=" + b"b" * 100_000,
        b"Content-Type: multipart/report\n\n--\n--\n",
        _deep(5000),
        b"Content-Type: multipart/report; boundary=b\n\n" + b"--b\n\n\n" * 50_000,
        b"Content-Type: message/rfc822\n\n" * 20_000,
        b"Subject: " + b"a\n " * 300_000,
        b"Content-Type: multipart/report; charset=\xff; boundary*0*=''%00\n\n",
    ],
)
@pytest.mark.timeout(20)
def test_no_nonsense_stops_the_reading(told: bytes) -> None:
    assert bounces.take(told) is False


@given(st.binary(max_size=400), st.integers(0, 1400), st.integers(0, 200))
def test_a_report_that_was_damaged_on_its_way_stops_nothing(noise: bytes, at: int, gone: int) -> None:
    whole = report("NOBODY1111")
    assert bounces.take(whole[:at] + noise + whole[at + gone :]) is False


# --- the command ----------------------------------------------------------------------------------------------------


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    @contextmanager
    def here() -> Iterator[None]:
        yield

    monkeypatch.setattr(mail_commands, "platform", here)
    return CliRunner()


def test_an_operator_hands_in_a_folder_of_reports_and_may_do_so_twice(command: CliRunner, tmp_path: Path) -> None:
    mail = sent()
    (tmp_path / "1.eml").write_bytes(report(mail.public_id))
    (tmp_path / "2.eml").write_bytes(b"Subject: Hei\n\nJeg har ferie")
    (tmp_path / "3.txt").write_bytes(report(mail.public_id))
    assert "1 of 2 reports" in command.invoke(mail_commands.mail, ["bounce", str(tmp_path)]).output
    assert "0 of 2 reports" in command.invoke(mail_commands.mail, ["bounce", str(tmp_path)]).output


def test_a_mail_server_pipes_one_report_in(command: CliRunner) -> None:
    mail = sent()
    assert "1 of 1 reports" in command.invoke(mail_commands.mail, ["bounce"], input=report(mail.public_id)).output
    assert state(mail) == ("bounced", "5.1.1")


def test_the_list_tells_what_became_of_letters_and_not_to_whom_they_went(command: CliRunner) -> None:
    mail = sent()
    Mail.objects.update(answer="250 \x1b[2J ok")
    told = command.invoke(mail_commands.mail, ["list"]).output
    assert mail.public_id in told
    assert "250  [2J ok" in told
    assert mail.address not in told
    assert "0 letters." in command.invoke(mail_commands.mail, ["list", "--state", "bounced"]).output
    assert command.invoke(mail_commands.mail, ["list", "--state", "lost"]).exit_code == 2
