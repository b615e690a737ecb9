"""What is done to a log by SQL is seen by whoever got its mark earlier: on a page, a receipt, in a mail or export."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from mulighetsrom.web.common import files, kernel, letters
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import chain, log, named, records
from mulighetsrom.web.dialogue.actions import conference_letters, record
from mulighetsrom.web.dialogue.actions.input_handing_in import RECEIVED
from mulighetsrom.web.dialogue.models import Dialogue, Entry, HandedIn, SignUp
from tests.web import conference_samples, input_samples, people
from tests.web import dialogue_samples as samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mulighetsrom.web.common.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
MARK = re.compile(rf"\b[0-9]+-[0-9a-f]{{{chain.SHOWN}}}\b")


def dialogue() -> Dialogue:
    return Dialogue.objects.get(public_id=samples.OPEN)


@kernel.action
def tell(*, kind: str, by: Actor) -> None:
    log.write(dialogue(), kind, by=by, letters=2)


def given_out() -> list[str]:
    """Let a company hand in, and return the marks that people can have then: each from where they would get it."""
    made = input_samples.hand_in(who="supplier")
    assert isinstance(made, HandedIn)
    letter = letters.write(Mail.objects.get(kind=RECEIVED, about_id=made.public_id))
    assert letter
    texts = [
        _page("dialogue:dialogue"),
        _page("dialogue:json"),
        _page("dialogue:input_receipt", samples.INPUT, made.public_id, who="supplier"),
        *[str(part.get_content()) for part in letter.walk() if part.get_content_maintype() == "text"],
        _page("dialogue:protocol_json", who="adviser"),
    ]
    return [max(MARK.findall(text), key=_number) for text in texts]  # some tell of earlier receipts, too


def printed() -> list[str]:
    """Return the marks of what is kept outside: papers, a sign-up's letter, and an archive's package, made last."""
    papers = [_paper(name) for name in ("dialogue:protocol_pdf", "dialogue:dossier")]
    with transaction.atomic():
        conference_letters.receipt(SignUp.objects.get(public_id=conference_samples.COMPANY), "again")
    letter = letters.write(Mail.objects.filter(kind=conference_letters.RECEIPT).latest("pk"))
    assert letter
    told = [str(part.get_content()) for part in letter.walk() if part.get_content_subtype() in {"plain", "html"}]
    some_of_it = records.waiting(dialogue())[:1]
    entries = records.entries(dialogue(), some_of_it)
    made = record.pack(dialogue=dialogue(), records_=some_of_it, entries=entries, by=people.actor("adviser"))
    assert made.file
    with files.opened(made.file).data as data, zipfile.ZipFile(data) as zipped:
        return [max(MARK.findall(text), key=_number) for text in (*papers, *told, zipped.read("journal.json").decode())]


def _paper(name: str) -> str:
    answer = people.log_in(Client(), "adviser").get(reverse(name, args=[samples.OPEN]))
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "")


def _number(mark: str) -> int:
    return int(mark.partition("-")[0])


def _page(name: str, *more: str, who: str = "visitor") -> str:
    answer = people.log_in(Client(), who).get(reverse(name, args=[samples.OPEN, *more]))
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


@contextmanager
def undone() -> Iterator[Any]:
    """Give a cursor that goes round the trigger, and take back what was done with it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor
        transaction.set_rollback(True)


def said_of(mark: str) -> str:
    return Client().get(reverse("dialogue:check_log", args=[samples.OPEN]), {"merke": mark}).content.decode()


def change(cursor: Any, number: int, last: int) -> None:
    del last
    cursor.execute("UPDATE dialogue_entry SET kind = 'forged' WHERE number = %s AND dialogue_id = %s", [number, pk()])


def remove(cursor: Any, number: int, last: int) -> None:
    del last
    cursor.execute("DELETE FROM dialogue_entry WHERE number = %s AND dialogue_id = %s", [number, pk()])


def cut(cursor: Any, number: int, last: int) -> None:
    del last
    cursor.execute("DELETE FROM dialogue_entry WHERE number >= %s AND dialogue_id = %s", [number, pk()])


def swap(cursor: Any, number: int, last: int) -> None:
    """Let two lines change places."""
    other = number % last + 1
    for old, new in ((number, 9000), (other, number), (9000, other)):
        cursor.execute("UPDATE dialogue_entry SET number = %s WHERE number = %s AND dialogue_id = %s", [new, old, pk()])


def rewrite(cursor: Any, number: int, last: int) -> None:
    """Forge a line and chain all that follow anew, as somebody would who knows how the log is written."""
    del last
    change(cursor, number, 0)
    before = chain.beginning(samples.OPEN)
    for entry in Entry.objects.filter(dialogue=pk()).order_by("number"):
        entry.before = before
        before = chain.hash_of(log.as_line(entry))
        cursor.execute(
            "UPDATE dialogue_entry SET before = %s, hash = %s WHERE id = %s", [entry.before, before, entry.pk]
        )


def pk() -> int:
    return dialogue().pk


def test_each_place_gives_the_mark_and_the_page_that_checks_it_says_whether_it_holds() -> None:
    tell(kind="told", by=people.actor("adviser"))
    marks = given_out()
    assert set(marks) == {str(log.head(dialogue()))}
    assert set(printed()) == set(marks)
    tell(kind="told", by=people.actor("owner"))
    assert "Loggen fører til dette merket." in said_of(marks[0])
    assert "Dette er ikke et merke fra en logg." in said_of("12-tull")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kinds=some.lists(some.sampled_from(["told", "moved", "archived"]), min_size=1, max_size=4),
    tamper=some.sampled_from([change, remove, cut, swap, rewrite]),
    at=some.integers(0, 1000),
)
def test_whatever_is_done_to_the_rows_is_seen_against_every_mark_given_out(
    kinds: list[str], tamper: Callable[[Any, int, int], None], at: int
) -> None:
    for kind in kinds:
        tell(kind=kind, by=people.actor("adviser"))
    marks = [head for mark in given_out() if (head := chain.read_head(mark))]
    last = log.head(dialogue()).number
    with undone() as cursor:
        tamper(cursor, at % last + 1, last)
        assert all(log.broken(dialogue(), [mark]) for mark in marks)
    assert log.broken(dialogue(), marks) == ""


def test_whoever_checks_a_mark_sees_of_which_dialogue_and_gets_to_it() -> None:
    page = said_of("")
    assert f'href="/nb/dialog/{samples.OPEN}/"' in page
    assert f'<p class="kicker" translate="no">{named.title(dialogue())}</p>' in page
