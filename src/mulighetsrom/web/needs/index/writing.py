"""Putting things into the search and taking them out: one at a time, by whoever publishes, or all of them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import connection, transaction
from django.utils import timezone

from mulighetsrom.web.common.kernel import inside_action
from mulighetsrom.web.needs.index import documents, words
from mulighetsrom.web.needs.index.sources import sources
from mulighetsrom.web.needs.models import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mulighetsrom.web.needs.index.documents import Entry
    from mulighetsrom.web.needs.models import Line, Need

_LOCK: Final = 0x5EA5C4  # any number that nobody else locks by


@inside_action
def put_need(need: Need) -> None:
    """Let the search find a need as everybody can read it now, or no more."""
    refresh("need", need.public_id)


@inside_action
def put_line(line: Line) -> None:
    """Let the search find what is public of a plan line, or no more."""
    refresh("line", line.public_id)


@inside_action
def put(entry: Entry) -> None:
    """Let the search find this, in place of what it knew of the same thing."""
    put_many([entry])


@inside_action
def put_many(entries: Sequence[Entry]) -> None:
    """Let the search find all of these, each in place of what it knew of the same thing."""
    _one_at_a_time()
    said = documents.words_of(entries)
    words.learn(said)
    parts = words.parts_of(said)
    columns = [one.name for one in Document._meta.fields if one.name not in {"id", "kind", "thing"}]  # noqa: SLF001 - public
    Document.objects.bulk_create(
        [documents.document(entry, parts) for entry in entries],
        update_conflicts=True, unique_fields=["kind", "thing"], update_fields=columns,
    )  # fmt: skip


@inside_action
def drop(kind: str, thing: str) -> None:
    """Let the search find this no more."""
    Document.objects.filter(kind=kind, thing=thing).delete()


@inside_action
def refresh(kind: str, thing: str) -> None:
    """Let the search find a thing as its source tells it now, or no more."""
    _one_at_a_time()
    if entry := sources[kind].entry(thing):
        put(entry)
    else:
        drop(kind, thing)


def _one_at_a_time() -> None:
    """Wait until whoever writes for the search is done: what is read after this is the newest there is.

    So a rebuild never puts an older text in the place of one that is published meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def rebuild() -> int:
    """Make every document again; return how many there are. Safe while people search and publish.

    Twice over: what stands first in the order may be a compound of what stands last.
    """
    with transaction.atomic():
        _one_at_a_time()  # what was put before this moment is there to be read, so that nothing is taken for stale
        began = timezone.now()
    for _first_for_the_words in range(2):
        put_everything()
        words.relearn()
    with transaction.atomic():
        _one_at_a_time()
        Document.objects.filter(indexed_at__lt=began).delete()
        words.count()
    return Document.objects.count()


def put_everything() -> None:
    """Put what every source has, each in a transaction of its own."""
    for source in sources.values():
        for thing in list(source.ids()):
            with transaction.atomic():
                refresh(source.kind, thing)
