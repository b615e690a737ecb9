"""Sealed texts: unreadable in the database and its backups, opened through here only.

Who may open one is asked of the row that it hangs on, in that slice's `access`, and opening is an action there: it
writes the reading log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from mulighetsrom.installation import config, keys
from mulighetsrom.web.common import envelope
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.kernel import inside_action
from mulighetsrom.web.common.models import Sealed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path


class SealedError(Exception):
    """Raised when a sealed text cannot be opened: its key is lost, or the row was changed. The message says which."""


@inside_action
def seal(text: str, *, owner: str, purpose: str, purge_date: date | None = None, name: str = "") -> Sealed:
    """Keep a text so that it can be read through `open_` only; `name` is its public id, where it must have a given one.

    `purpose` is a word such as "proposal": a row can be opened for what it was sealed for, and nothing else.
    """
    row = Sealed(public_id=name or public_id(), owner=owner, purpose=purpose, purge_date=purge_date)
    small, key = envelope.new_key(), keys.newest(_folder())
    row.closed_text = envelope.close(text.encode(), key=small, belongs_to=_belongs_to(row))
    _close_key(row, small, key)
    row.save(force_insert=True)
    return row


def open_(row: Sealed) -> str:
    """Return the text; raises SealedError."""
    try:
        return envelope.open_(bytes(row.closed_text), key=_small_key(row), belongs_to=_belongs_to(row)).decode()
    except envelope.TamperedError:
        raise _changed(row) from None


def legible(row: Sealed) -> str:
    """Return the text to be shown, or words that say in its place that it cannot be opened: never to be kept.

    One lost key must not keep the rest of a page from its readers; `doctor` tells whoever runs the platform.
    """
    try:
        return open_(row)
    except SealedError:
        return _("[can no longer be opened]")


def purge() -> int:
    """Delete the texts whose day has come; return how many."""
    return Sealed.objects.filter(purge_date__lt=timezone.localdate()).delete()[0]


def rotate() -> Iterator[str]:
    """Make a new key and close every small key with it; give for each row what is wrong with it, or an empty text.

    Each row is a transaction of its own, so whatever stops this leaves every text readable, and it can be run again.
    """
    key = keys.make(_folder())
    for row in Sealed.objects.exclude(key_id=key.key_id).order_by("pk").iterator():
        try:
            _close_anew(row, key)
            yield ""
        except SealedError as error:
            yield str(error)


def closed_with() -> dict[str, int]:
    """Return how many rows each key closes, for the keys that close any."""
    counted = Sealed.objects.order_by("key_id").values_list("key_id").annotate(Count("pk"))
    return dict(counted)


def _close_anew(row: Sealed, key: keys.Key) -> None:
    before = row.closed_key
    _close_key(row, _small_key(row), key)
    # Compare and set: of two runs at once, one does it.
    Sealed.objects.filter(pk=row.pk, closed_key=before).update(key_id=row.key_id, closed_key=row.closed_key)


def _close_key(row: Sealed, small: bytes, key: keys.Key) -> None:
    row.key_id = key.key_id
    row.closed_key = envelope.close(small, key=key.secret, belongs_to=f"key {_belongs_to(row)}")


def _small_key(row: Sealed) -> bytes:
    try:
        key = keys.read(_folder(), row.key_id)
        return envelope.open_(bytes(row.closed_key), key=key.secret, belongs_to=f"key {_belongs_to(row)}")
    except keys.KeyLostError as lost:
        raise SealedError(str(lost)) from lost
    except envelope.TamperedError:
        raise _changed(row) from None


def _changed(row: Sealed) -> SealedError:
    return SealedError(f"{row.public_id} has been changed since it was sealed, or is not what it says.")


def _belongs_to(row: Sealed) -> str:
    return f"{row.public_id} {row.purpose}"


def _folder() -> Path:
    return config.current().keys
