"""A database of its own with the search's tables, for the two benchmarks of the search."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

COLLECTION = Path(__file__).parent / "search"


@contextmanager
def installation() -> Iterator[None]:
    """Keep an installation in a scratch folder, with a server and an empty database; Django is set up in it."""
    with tempfile.TemporaryDirectory(prefix="mulighetsrom-") as scratch:
        Path(scratch).chmod(0o755)  # the server may run as another user
        os.environ |= {"MULIGHETSROM_HOME": scratch, "DJANGO_SETTINGS_MODULE": "mulighetsrom.web.settings"}
        import django  # noqa: PLC0415 - settings read the environment

        from mulighetsrom.installation import config, database  # noqa: PLC0415 - likewise

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 - likewise
        from django.db import connection  # noqa: PLC0415 - likewise

        with database.running(config.current()):
            database.prepare(config.current())
            call_command("migrate", verbosity=0)
            try:
                yield
            finally:
                connection.close()


def documents() -> list[dict[str, Any]]:
    """Return the collection's documents."""
    return [json.loads(line) for line in (COLLECTION / "documents.jsonl").read_text().splitlines()]


def entry(told: dict[str, Any], thing: str, **more: Any) -> Any:
    """Return what the search is told of a document of the collection; `more` is told in place of what is here."""
    from django.utils import timezone  # noqa: PLC0415 - models need Django

    from mulighetsrom.notices.reference import municipalities  # noqa: PLC0415 - likewise
    from mulighetsrom.web.accounts.models import Organisation  # noqa: PLC0415 - likewise
    from mulighetsrom.web.needs.index import Entry  # noqa: PLC0415 - likewise

    number = next(one.number for one in municipalities.all_today() if one.name == told["municipality"])
    owner = Organisation(public_id=f"M{number}", name=told["municipality"], municipality=number, county=number[:2])
    kind = "need" if told["kind"] == "need" else "line"
    said = {
        "stage": "published" if kind == "need" else "planned", "published_at": timezone.now(),
        "changed_at": timezone.now(), "areas": tuple(filter(None, [told["focus_area"]])), "cpv": tuple(told["cpv"]),
    }  # fmt: skip
    return Entry(
        kind=kind, thing=thing, url_name="needs:need", url_arg=thing, owner=owner, title=told["title"],
        language=told["language"], body=told["text"], **(said | more),
    )  # fmt: skip


def fill() -> None:
    """Put the collection into the database, as publishing it would, and rebuild what is known of its words."""
    from django.db import transaction  # noqa: PLC0415 - models need Django

    from mulighetsrom.web.needs import index  # noqa: PLC0415 - likewise
    from mulighetsrom.web.needs.index import words  # noqa: PLC0415 - likewise

    entries = [entry(told, told["id"]) for told in documents()]
    for _first_for_the_words in range(2):
        with transaction.atomic():
            for one in entries:
                index.put(one)
        words.relearn()
    words.count()
