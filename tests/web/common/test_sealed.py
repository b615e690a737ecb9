"""Sealed texts: unreadable wherever they lie, refused when moved or changed, told of when their key is lost."""

from __future__ import annotations

import itertools
import stat
import subprocess
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from django.utils import timezone
from psycopg.conninfo import make_conninfo
from typer.testing import CliRunner

from mulighetsrom.cli import app
from mulighetsrom.installation import backup, doctor, keys
from mulighetsrom.installation.postgres import Server
from mulighetsrom.web.common import files, personal, sealed
from mulighetsrom.web.common.models import Sealed
from mulighetsrom.web.common.sealed import SealedError
from mulighetsrom.web.common.tenancy import Layer
from tests.web.common.samples import upload

if TYPE_CHECKING:
    from pathlib import Path

    from mulighetsrom.installation.config import Configuration

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]
OWNER = "0RGAN1SAT0"
TEXT = "Vår pris er 1 200 kroner: blåbær på bestilling"


def seal(text: str = TEXT, purpose: str = "proposal", **more: object) -> Sealed:
    with transaction.atomic():
        row = sealed.seal(text, owner=OWNER, purpose=purpose, **more)  # type: ignore[arg-type] # as given
    return Sealed.objects.get(pk=row.pk)


@pytest.mark.parametrize("text", [TEXT, "", "x" * 2_000_000, "\x00\ud7ff\U0001f600"])
def test_what_was_sealed_opens_as_it_was(text: str) -> None:
    assert sealed.open_(seal(text)) == text


def test_the_same_text_never_looks_the_same() -> None:
    one, other = seal(), seal()
    assert bytes(one.closed_text) != bytes(other.closed_text)
    assert bytes(one.closed_key) != bytes(other.closed_key)


@pytest.mark.parametrize("moved", [("closed_text",), ("closed_key",), ("closed_key", "closed_text")])
def test_a_row_swapped_with_another_is_refused(moved: tuple[str, ...]) -> None:
    one, other = seal(), seal("En annen tekst")
    for field in moved:
        setattr(one, field, getattr(other, field))
    one.save()
    with pytest.raises(SealedError, match=f"{one.public_id} has been changed"):
        sealed.open_(Sealed.objects.get(pk=one.pk))


def test_a_row_is_opened_for_what_it_was_sealed_for_only() -> None:
    row = seal()
    row.purpose = "question"
    with pytest.raises(SealedError, match="has been changed"):
        sealed.open_(row)


@pytest.mark.parametrize("field", ["closed_text", "closed_key"])
@pytest.mark.parametrize(
    "changed", [lambda data: data[:-1] + bytes([data[-1] ^ 1]), lambda data: data[:5], lambda _: b""]
)
def test_a_row_with_one_bit_changed_is_refused(field: str, changed: object) -> None:
    row = seal()
    setattr(row, field, changed(bytes(getattr(row, field))))  # type: ignore[operator] # one of the three above
    with pytest.raises(SealedError, match="has been changed"):
        sealed.open_(row)


@pytest.mark.parametrize("key_id", ["0009-00000000", "../secret-key", ""])
def test_a_lost_key_is_told_in_words(key_id: str, installation: Configuration) -> None:
    row = seal()
    row.key_id = key_id
    with pytest.raises(SealedError, match=f"The key {key_id} is not in {installation.keys}.*put back"):
        sealed.open_(row)


def test_a_text_goes_when_its_day_has_come() -> None:
    today = timezone.localdate()
    seal(purge_date=today - timedelta(days=1))
    stays = [seal(purge_date=today), seal()]
    assert personal.purge()["Sealed texts, encrypted"] == 1
    assert list(Sealed.objects.order_by("pk")) == stays


# --- keys ---------------------------------------------------------------------------------------------------------


def test_keys_are_made_once_and_read_by_their_owner_only(installation: Configuration) -> None:
    assert len({seal().key_id for _ in range(3)}) == 1
    [file] = installation.keys.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(installation.keys.stat().st_mode) == 0o700
    assert "secret" not in repr(keys.newest(installation.keys))


def test_rotation_closes_everything_with_a_new_key_and_the_old_one_is_needed_no_more(
    installation: Configuration,
) -> None:
    rows, texts = [seal(str(n)) for n in range(3)], [bytes(row.closed_text) for row in Sealed.objects.order_by("pk")]
    old = rows[0].key_id
    assert list(sealed.rotate()) == ["", "", ""]
    (installation.keys / old).unlink()
    assert [sealed.open_(row) for row in Sealed.objects.order_by("pk")] == ["0", "1", "2"]
    assert [bytes(row.closed_text) for row in Sealed.objects.order_by("pk")] == texts, "only small keys are closed anew"
    assert sealed.closed_with() == {keys.newest(installation.keys).key_id: 3}
    assert old < seal().key_id


def test_rotation_stopped_half_way_leaves_every_text_readable_and_is_done_by_the_next() -> None:
    for n in range(5):
        seal(str(n))
    assert list(itertools.islice(sealed.rotate(), 2)) == ["", ""]
    assert sorted(sealed.closed_with().values()) == [2, 3]
    assert [sealed.open_(row) for row in Sealed.objects.order_by("pk")] == list("01234")
    assert list(sealed.rotate()) == [""] * 5
    assert list(sealed.closed_with().values()) == [5]
    assert [sealed.open_(row) for row in Sealed.objects.order_by("pk")] == list("01234")


def test_rotation_tells_of_what_it_cannot_open_and_goes_on(installation: Configuration) -> None:
    lost = seal("tapt")
    list(sealed.rotate())
    (installation.keys / Sealed.objects.get(pk=lost.pk).key_id).unlink()
    first = seal("bevart")
    assert first.key_id.startswith("0001")
    told = list(sealed.rotate())
    assert [bool(problem) for problem in told] == [True, False]
    assert "is not in" in told[0]


def test_an_operator_lists_and_rotates_keys(installation: Configuration) -> None:
    old = seal().key_id
    done = CliRunner().invoke(app, ["admin", "keys", "rotate"], catch_exceptions=False)
    assert (done.exit_code, done.output) == (0, "1 sealed texts are closed with the new key.\n")
    listed = CliRunner().invoke(app, ["admin", "keys", "list"], catch_exceptions=False).output
    assert f"{old}  0 sealed texts\n{keys.newest(installation.keys).key_id}  1 sealed texts\n" in listed
    (installation.keys / keys.newest(installation.keys).key_id).unlink()
    assert "1 sealed texts  LOST" in CliRunner().invoke(app, ["admin", "keys", "list"]).output
    assert CliRunner().invoke(app, ["admin", "keys", "rotate"]).exit_code == 1


# --- backups and the doctor, who see the database from outside ----------------------------------------------------


@pytest.fixture
def outside(installation: Configuration) -> Configuration:
    """The installation as commands see it, whose database is the tests'."""
    url = make_conninfo(installation.database_url, dbname=connection.settings_dict["NAME"])
    return replace(installation, database_url=url)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_no_sealed_text_and_no_key_is_in_a_backup_and_what_the_database_names_is(
    outside: Configuration, tmp_path: Path
) -> None:
    row = seal()
    with transaction.atomic():
        checked = files.checked(upload("Tilbud fra Fjordteknikk.txt", TEXT.encode()))
        file = files.keep(checked, owner=OWNER, layer=Layer.SEALED)
    backup.backup(outside, tmp_path / "copy")

    dump = subprocess.run(
        [Server.of(outside).program("pg_restore"), "--file=-", tmp_path / "copy" / backup.DUMP],
        capture_output=True,
        check=True,
    ).stdout
    copied = b"".join(path.read_bytes() for path in (tmp_path / "copy" / "files").rglob("*") if path.is_file())
    assert row.public_id.encode() in dump
    assert file.stored_as.encode() in dump
    key = keys.newest(outside.keys)
    for secret in (TEXT.encode(), b"Fjordteknikk", key.secret, (outside.keys / key.key_id).read_bytes()):
        assert secret not in dump + copied
        assert secret.hex().encode() not in dump
    assert (tmp_path / "copy" / "files" / file.stored_as).read_bytes() == (outside.files / file.stored_as).read_bytes()
    assert not list((tmp_path / "copy").rglob(key.key_id))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_doctor_tells_of_lost_keys_and_of_files_that_are_gone_or_changed(
    outside: Configuration, capsys: pytest.CaptureFixture[str]
) -> None:
    seal()
    with transaction.atomic():
        gone, changed, whole = (
            files.keep(files.checked(upload("a.txt", b"Hei")), owner=OWNER, layer=Layer.MEMBERS) for _ in range(3)
        )
    doctor.report(outside)
    told = capsys.readouterr().out
    assert "✓ Files" in told
    assert "✓ Keys" in told

    (outside.files / gone.stored_as).unlink()
    (outside.files / changed.stored_as).write_bytes(b"Hoi")
    key = keys.newest(outside.keys).key_id
    (outside.keys / key).unlink()
    doctor.report(outside)
    told = capsys.readouterr().out
    assert f"The file {gone.public_id} is gone from" in told
    assert f"The file {changed.public_id} in" in told
    assert whole.public_id not in told
    assert f"1 sealed texts cannot be opened. The key {key} is not in" in told
