"""Files: kept whole or not at all, given out as attachments, gone when their day has come."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from procrastinate.contrib.django import app as background

from mulighetsrom.installation import locks
from mulighetsrom.web.common import files, kernel, personal
from mulighetsrom.web.common.actor import VISITOR, Actor
from mulighetsrom.web.common.models import File, Sealed
from mulighetsrom.web.common.sealed import SealedError
from mulighetsrom.web.common.tenancy import Layer
from tests.web.common.samples import PDF, TAKEN, upload

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from mulighetsrom.installation.config import Configuration

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]
OWNER = "0RGAN1SAT0"
SECRET = b"%PDF-1.7 V\xc3\xa5r hemmelighet %%EOF"


@kernel.action
def hand_in(*, name: str, data: bytes, layer: Layer, purge_date: date | None, by: Actor) -> File:  # noqa: ARG001 - an action's form
    return files.keep(files.checked(upload(name, data)), owner=OWNER, layer=layer, purge_date=purge_date)


def kept(name: str = "referat.pdf", data: bytes = PDF, **more: Any) -> File:
    return hand_in(**{"layer": Layer.MEMBERS, "purge_date": None, "by": VISITOR, **more}, name=name, data=data)


def stored(installation: Configuration) -> list[Path]:
    return [path for path in installation.files.rglob("*") if path.is_file()]


def grow_old(installation: Configuration) -> None:
    for path in stored(installation):
        os.utime(path, (time.time() - 25 * 3600,) * 2)


def read(file: File) -> tuple[str, bytes]:
    found = files.opened(file)
    with closing(found.data) as data:
        return found.name, data.read()


# --- keeping ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_kept_comes_back_as_it_was(name: str) -> None:
    for layer in Layer:
        file = File.objects.get(pk=kept(name, TAKEN[name], layer=layer).pk)
        assert read(file) == (name, TAKEN[name])


def test_the_bytes_lie_where_only_we_read_under_a_name_that_tells_nothing(installation: Configuration) -> None:
    file = kept()
    [path] = stored(installation)
    assert path.relative_to(installation.files).as_posix() == file.stored_as
    assert hashlib.sha256(path.read_bytes()).hexdigest() == file.sha256
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, installation.files)} == {0o700}
    assert file.public_id not in file.stored_as
    assert "referat" not in file.stored_as


def test_an_action_that_fails_leaves_no_row_and_bytes_that_are_swept_a_day_later(installation: Configuration) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        kept_in_vain()
    assert not File.objects.exists()
    assert (files.sweep(), len(stored(installation))) == (0, 1), "the action might not have been done yet"
    grow_old(installation)
    assert (files.sweep(), stored(installation)) == (1, [])


def kept_in_vain() -> None:
    files.keep(files.checked(upload("referat.pdf", PDF)), owner=OWNER, layer=Layer.MEMBERS)
    raise ZeroDivisionError


def test_bytes_that_cannot_be_written_leave_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"), transaction.atomic():
        files.keep(files.checked(upload("referat.pdf", PDF)), owner=OWNER, layer=Layer.MEMBERS)
    assert not File.objects.exists()


# --- sealed -------------------------------------------------------------------------------------------------------


def test_a_sealed_file_and_its_name_are_unreadable_where_they_lie(installation: Configuration) -> None:
    file = kept("Tilbud fra Fjordteknikk.pdf", SECRET, layer=Layer.SEALED)
    assert all(b"hemmelighet" not in path.read_bytes() for path in stored(installation))
    assert "Fjordteknikk" not in str([vars(row) for row in (*File.objects.all(), *Sealed.objects.all())])
    assert file.name == f"{file.public_id}.pdf"
    assert hashlib.sha256(SECRET).hexdigest() != file.sha256, "what can be guessed must not be found by its hash"
    assert read(file) == ("Tilbud fra Fjordteknikk.pdf", SECRET)


def test_the_bytes_of_one_sealed_file_are_refused_for_another(installation: Configuration) -> None:
    one, other = (kept(data=SECRET, layer=Layer.SEALED) for _ in range(2))
    (installation.files / one.stored_as).write_bytes((installation.files / other.stored_as).read_bytes())
    with pytest.raises(SealedError, match="has been changed"):
        files.opened(one)
    Sealed.objects.filter(public_id=other.public_id).delete()
    with pytest.raises(SealedError, match="the key of the file"):
        files.opened(other)


# --- giving out ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layer", Layer)
def test_an_answer_is_an_attachment_that_runs_nowhere_and_is_cached_by_nobody(layer: Layer) -> None:
    with closing(files.answer(kept("Møte «A».pdf", layer=layer))) as answer:
        assert b"".join(answer.streaming_content) == PDF  # type: ignore[arg-type] # it is not asynchronous
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Length"] == str(len(PDF))
        assert answer["Content-Disposition"] == "attachment; filename*=utf-8''M%C3%B8te%20%C2%ABA%C2%BB.pdf"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"


# --- going --------------------------------------------------------------------------------------------------------


def test_a_file_that_is_taken_away_is_gone_and_its_bytes_the_night_after(installation: Configuration) -> None:
    gone, stays = kept(layer=Layer.SEALED), kept(layer=Layer.SEALED)
    grow_old(installation)
    with transaction.atomic():
        files.remove(gone)
    assert list(Sealed.objects.values_list("public_id", flat=True)) == [stays.public_id]
    background.tasks["sweep_files"].func(0)
    assert [path.name for path in stored(installation)] == [stays.stored_as.rpartition("/")[2]]
    assert read(stays) == ("referat.pdf", PDF)


def test_the_nightly_purge_takes_what_has_had_its_day() -> None:
    today = timezone.localdate()
    days = {"past": today - timedelta(days=1), "today": today, "none": None}
    rows = {name: kept(f"{name}.pdf", purge_date=day) for name, day in days.items()}
    kept("sealed.pdf", layer=Layer.SEALED, purge_date=days["past"])
    assert personal.purge()["Files that were handed in, and their names"] == 2
    assert set(File.objects.values_list("name", flat=True)) == {"today.pdf", "none.pdf"}
    assert not Sealed.objects.exists()
    assert files.purge() == 0
    assert not File.objects.filter(pk=rows["past"].pk).exists()


def test_no_bytes_are_deleted_while_a_backup_is_made(installation: Configuration) -> None:
    default_storage.save("ab/orphan", upload("a", b"x"))
    grow_old(installation)
    with locks.one_of_many(installation.files):
        assert files.sweep() == 0
    assert files.sweep() == 1


def test_there_is_nothing_to_sweep_where_no_file_ever_came(installation: Configuration) -> None:
    assert files.sweep() == 0
    assert not installation.files.exists()


# --- in a form ----------------------------------------------------------------------------------------------------


def test_a_forms_field_gives_a_checked_file_or_tells_what_is_wrong() -> None:
    field = files.FileField(required=False)
    assert field.clean(upload("a.pdf", PDF)).name == "a.pdf"
    assert field.clean(None) is None
    assert ".docx" in field.widget.attrs["accept"]
    with override("en"), pytest.raises(ValidationError, match=r"is empty\. Look at the file"):
        field.clean(upload("a.pdf", b""))
