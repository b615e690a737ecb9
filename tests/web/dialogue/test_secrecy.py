"""What is hidden in a dialogue is read by those it is for and by nobody else, in every channel: told by markers."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import pytest
from django.core.files.storage import default_storage
from django.db import DataError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from mulighetsrom.installation import config
from mulighetsrom.installation.postgres import Server
from mulighetsrom.web.common import letters, logs
from mulighetsrom.web.common.models import File, Mail
from tests.web import meeting_samples, people
from tests.web.access_table import TABLE
from tests.web.dialogue import planted
from tests.web.dialogue.test_input_secrecy import rows
from tests.web.test_access import _undone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hidden")]


@pytest.fixture
def hidden(country: None) -> None:  # noqa: ARG001 - after it
    planted.plant()


def pages() -> Iterator[Page]:
    """Yield every address, but for those that a guest's letter opens for whoever holds it."""
    yield from planted.PAGES
    yield from (page for page in TABLE if not page.query.startswith("?kode="))


def inside(body: bytes) -> Iterator[str]:
    """Yield what a reader finds in what was sent: also in a zip, in a PDF, and over the folds of a calendar."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name in archive.namelist():
                yield name
                yield from inside(archive.read(name))
    elif body.startswith(b"%PDF"):
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
        yield re.sub(r"[\s\u00ad-]", "", text)
    else:
        yield body.decode(errors="replace").replace("\r\n ", "")


def marks(*texts: str) -> set[str]:
    whole = "\n".join(texts)
    return {mark for mark in planted.MAY if mark in whole or mark.replace("-", "") in whole}


def shown(page: Page, client: Client) -> set[str]:
    """Return the markers that an address shows, in its headers too."""
    ask = client.get if page.post is None else client.post
    told = ask(page.address(), page.post)
    body = b"".join(told)
    assert told.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, page
    return marks(*inside(body), str(told.headers))


@pytest.mark.timeout(600)
@pytest.mark.parametrize("persona", people.PERSONAS)
def test_each_persona_reads_what_is_for_them_and_nothing_else(persona: str) -> None:
    found: dict[str, list[str]] = {}
    for page in pages():
        with _undone():
            for mark in shown(page, people.log_in(Client(raise_request_exception=False), persona)):
                found.setdefault(mark, []).append(str(page))
    may = {mark for mark, who in planted.MAY.items() if persona in who}
    assert {mark: pages for mark, pages in found.items() if mark not in may} == {}
    assert may - found.keys() == set()


def test_a_dump_of_the_database_holds_each_marker_where_it_belongs_and_nothing_that_is_sealed() -> None:
    found: dict[str, set[str]] = {}
    for table, body in rows():
        for mark in marks(body.decode()):
            found.setdefault(mark, set()).add(table)
    assert planted.MAY.keys() - found.keys() == planted.SEALED
    assert {mark: tables for mark, tables in found.items() if len(tables) > 1} == {}
    assert set().union(*found.values()) == planted.HOMES


def test_files_that_are_sealed_lie_encrypted() -> None:
    lying: dict[str, set[str]] = {}
    for file in File.objects.all():
        with default_storage.open(file.stored_as) as stored:
            body = stored.read()
        lying[file.layer] = lying.get(file.layer, set()) | marks(*inside(body), file.name)
    assert lying == {"members": {"merkelysbildefil", "merkelysbildenavn"}, "sealed": set(), "public": set()}


def test_no_letter_tells_anybody_what_is_not_for_them() -> None:
    planted.move_again()
    told = []
    for mail in Mail.objects.all():
        message = letters.write(mail)
        for part in message.walk() if message else ():
            text = "" if part.is_multipart() else part.get_content()
            told += [(mail.kind, mail.address, mark) for mark in marks(text if isinstance(text, str) else "")]
    assert set(told) == {("meeting-moved", people.person("supplier").email, "merkeflyttegrunn")}


WRONG: Final = (
    "UPDATE dialogue_signup SET shown = 'wrong'",
    "UPDATE dialogue_accessrequest SET state = 'wrong'",
    "UPDATE dialogue_request SET state = 'wrong'",
    "UPDATE dialogue_material SET title = repeat(title, 100)",
    "UPDATE asking_question SET state = 'wrong'",
    "SELECT text::integer FROM asking_question",
    "INSERT INTO dialogue_inputanswer SELECT * FROM dialogue_inputanswer",
)


def test_no_log_of_ours_or_of_the_database_tells_what_was_refused(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for sql in WRONG:
            with pytest.raises((IntegrityError, DataError)) as failed, transaction.atomic():
                connection.cursor().execute(sql)
            logging.getLogger("django.request").error("failed", exc_info=failed.value)
    ours = [logs.JsonFormatter().format(record) for record in caplog.records]
    assert len(ours) >= len(WRONG)
    assert marks(*ours) == set()
    if config.current().embedded:
        theirs = Server.of(config.current()).log.read_text()
        assert "ready to accept connections" in theirs
        assert marks(theirs) == set()


CHANGES: Final = re.compile(rb'value="[\w-]{32,}"|DTSTAMP:\w+')
"""What is another in each answer: the tokens of forms, when a calendar was written."""


def asked_and_told(page: Page, persona: str = "visitor") -> tuple[list[str], bytes]:
    """Return the queries behind an address, without their values, and what it says."""
    client = people.log_in(Client(), persona)
    with CaptureQueriesContext(connection) as caught:
        body = b"".join(client.get(page.address()))
    return [re.sub(r"'[^']*'|\d+", "?", one["sql"]) for one in caught.captured_queries], CHANGES.sub(b"", body)


def public() -> Iterator[tuple[Page, str]]:
    """Yield what everybody reads and what programs fetch, and the desks of those whose business none of it is."""
    for page in pages():
        is_read = page.post is None and page.gets["visitor"] == HTTPStatus.OK and page.args.get("form") in FETCHED
        if is_read and page.name.partition(":")[0] in SLICES:
            yield page, "visitor"
        elif page.name == "needs:desk":
            yield from ((page, who) for who in ("stranger", "operator"))


SLICES: Final = {"dialogue", "needs", "following", "insights"}
FETCHED: Final = {None, "json", "atom"}


@pytest.mark.timeout(600)
def test_what_everybody_reads_asks_and_tells_the_same_with_a_thousand_hidden_rows_as_with_none() -> None:
    with meeting_samples.at(timezone.now()):
        for page, who in public():
            asked_and_told(page, who)  # what is read once and kept
        before = [(page, who, asked_and_told(page, who)) for page, who in public()]
        planted.hide(1000)
        other = [(str(page), who) for page, who, told in before if asked_and_told(page, who) != told]
    assert len(before) > 60
    assert other == []
