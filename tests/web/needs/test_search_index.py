"""The index holds what is public and nothing else, whatever happens while it is made again."""

from __future__ import annotations

import time
from contextlib import nullcontext
from datetime import UTC, datetime
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from typer.testing import CliRunner

from mulighetsrom.web.dialogue.queries import dialogues
from mulighetsrom.web.needs import index
from mulighetsrom.web.needs.index import sources
from mulighetsrom.web.needs.models import Document, Line
from mulighetsrom.web.needs.queries import needs
from mulighetsrom.web.needs.queries.search import Query, find
from tests.web import needs_samples as samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

MOMENT = datetime(2026, 11, 2, 8, tzinfo=UTC)


def _hits(text: str) -> list[tuple[str, list[str]]]:
    return [(hit.document.thing, [one.value for one in hit.reasons]) for hit in find(Query(text=text)).hits]


def _public() -> set[str]:
    lines = Line.objects.filter(published_at__isnull=False).values_list("public_id", flat=True)
    described = needs.public().filter(versions__isnull=False).values_list("public_id", flat=True)
    invited = dialogues.public().values_list("public_id", flat=True)
    return set(lines) | set(described) | set(invited)


def _publish(public_id: str) -> None:
    with transaction.atomic():
        Line.objects.filter(public_id=public_id).update(published_at=MOMENT)
        index.put_line(Line.objects.get(public_id=public_id))


def _withdraw(public_id: str) -> None:
    with transaction.atomic():
        Line.objects.filter(public_id=public_id).update(published_at=None)
        index.put_line(Line.objects.get(public_id=public_id))


def _once_listed(monkeypatch: pytest.MonkeyPatch, then: Callable[[], None]) -> None:
    """Let something happen between the moment when a rebuild has seen what there is and when it reads the first."""
    source, waiting = sources.sources["line"], [then]

    def ids() -> Iterator[str]:
        listed = list(source.ids())
        while waiting:
            waiting.pop()()
        yield from listed

    monkeypatch.setitem(sources.sources, "line", index.Source("line", ids, source.entry))


def test_the_command_makes_the_same_hits_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from mulighetsrom import cli  # noqa: PLC0415 - it reads the configuration

    monkeypatch.setattr("mulighetsrom.web.needs.commands.platform", nullcontext)  # the tests' server runs already
    index.rebuild()
    words = [title.split()[-1] for title in Document.objects.values_list("title", flat=True)]
    before = [sorted(_hits(word)) for word in words]  # the samples were changed in one moment: any of them may be first
    assert any(before)
    Document.objects.all().delete()
    told = CliRunner().invoke(cli.app, ["admin", "search", "rebuild"])
    assert told.output == f"{len(_public())} needs, plan lines and dialogues can be found.\n"
    assert [sorted(_hits(word)) for word in words] == before


def test_what_is_withdrawn_is_found_no_more() -> None:
    _publish(samples.INTERNAL_LINE)
    assert _hits("tomten")
    _withdraw(samples.INTERNAL_LINE)
    assert not _hits("tomten")
    with transaction.atomic():
        index.drop("line", samples.LINE)
    assert not Document.objects.filter(thing=samples.LINE).exists()


def test_what_is_published_during_a_rebuild_is_there_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    _once_listed(monkeypatch, lambda: _publish(samples.INTERNAL_LINE))
    index.rebuild()
    assert _hits("tomten")
    assert set(Document.objects.values_list("thing", flat=True)) == _public()


def test_what_is_withdrawn_during_a_rebuild_is_gone_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    _publish(samples.INTERNAL_LINE)
    _once_listed(monkeypatch, lambda: _withdraw(samples.INTERNAL_LINE))
    index.rebuild()
    assert not _hits("tomten")
    assert set(Document.objects.values_list("thing", flat=True)) == _public()


@pytest.mark.django_db(transaction=True)
def test_a_publication_that_is_not_committed_when_a_rebuild_begins_is_waited_for() -> None:
    put, go_on = Event(), Event()

    def publish() -> None:
        with transaction.atomic():
            _publish(samples.INTERNAL_LINE)
            put.set()
            go_on.wait(60)
        connection.close()

    def rebuild() -> None:
        index.rebuild()
        connection.close()

    publishing, rebuilding = Thread(target=publish), Thread(target=rebuild)
    publishing.start()
    put.wait(60)
    rebuilding.start()
    _wait_for_one_who_waits()
    go_on.set()
    publishing.join()
    rebuilding.join()
    assert _hits("tomten")
    assert set(Document.objects.values_list("thing", flat=True)) == _public()


def _wait_for_one_who_waits() -> None:
    with connection.cursor() as cursor:
        for _try in range(600):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            if cursor.fetchone() != (0,):
                return
            time.sleep(0.1)
    pytest.fail("the rebuild does not wait for the publication")
