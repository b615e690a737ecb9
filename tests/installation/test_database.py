from __future__ import annotations

import stat
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from mulighetsrom.installation import backup, config, database, doctor, locks
from mulighetsrom.installation.config import Configuration, Mode, load
from mulighetsrom.installation.database import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.database


@pytest.fixture
def configuration(home: Path) -> Configuration:
    binaries = config.current().postgres_binaries
    return load({"MULIGHETSROM_HOME": str(home), **({"PG_BINDIR": str(binaries)} if binaries else {})})


@pytest.fixture
def connection(configuration: Configuration) -> Iterator[psycopg.Connection]:
    """A connection to a database that is ready for use and claimed for a demo."""
    with database.running(configuration):
        database.prepare(configuration)
        with database.connect(configuration) as connection:
            yield connection


def test_the_mode_is_written_once_and_never_changed(connection: psycopg.Connection) -> None:
    database.claim(connection, Mode.DEMO)

    with pytest.raises(DatabaseError, match="made for the mode demo, and MULIGHETSROM_MODE is production"):
        database.claim(connection, Mode.PRODUCTION)


def test_a_database_that_somebody_else_filled_is_refused(connection: psycopg.Connection) -> None:
    connection.execute("DROP TABLE mulighetsrom_installation")
    connection.execute("CREATE EXTENSION pg_trgm")  # an extension's own things are nobody's
    database.claim(connection, Mode.DEMO)

    connection.execute("DROP TABLE mulighetsrom_installation")
    connection.execute("CREATE SCHEMA theirs")
    connection.execute("CREATE TABLE theirs.payroll ()")
    with pytest.raises(DatabaseError, match="holds 1 tables already"):
        database.claim(connection, Mode.DEMO)


def test_what_a_server_lacks_is_told(connection: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    assert database.problems(connection) == []

    monkeypatch.setattr(database, "OLDEST_VERSION", 99)
    monkeypatch.setattr(database, "EXTENSIONS", ("nowhere_to_be_found",))
    monkeypatch.setattr(database, "SEARCH_LANGUAGE", "klingon")
    version, extension, language = database.problems(connection)
    assert version.endswith("it must be 99 or newer.")
    assert "lacks the extension nowhere_to_be_found" in extension
    assert language.endswith("configuration klingon.")


def test_a_database_in_another_encoding_is_refused(
    connection: psycopg.Connection, configuration: Configuration
) -> None:
    connection.commit()
    connection.autocommit = True
    connection.execute("CREATE DATABASE old TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'")

    with psycopg.connect(configuration.database_url, dbname="old") as old:
        assert database.problems(old)[0] == "The database's encoding is SQL_ASCII; it must be UTF8."


def test_a_server_that_is_not_there_is_told(home: Path) -> None:
    absent = load({"MULIGHETSROM_HOME": str(home), "DATABASE_URL": "postgresql://127.0.0.1:9/x"})

    with pytest.raises(DatabaseError, match="cannot be reached"):
        database.prepare(absent)


def test_a_backup_comes_back_in_another_installation(
    connection: psycopg.Connection, configuration: Configuration, home: Path
) -> None:
    connection.execute("CREATE TABLE kept (word text)")
    connection.execute("INSERT INTO kept VALUES ('blåbær')")
    connection.commit()
    configuration.dataset.mkdir()
    (configuration.dataset / "manifest").write_text("version 7")
    kept = configuration.files / "ab" / "abcd"
    configuration.files.mkdir(mode=0o700)
    kept.parent.mkdir(mode=0o700)
    kept.write_bytes(b"%PDF")
    kept.chmod(0o600)
    backup.backup(configuration, home / "copy")
    binaries = {"PG_BINDIR": str(configuration.postgres_binaries)} if configuration.postgres_binaries else {}
    other = load({"MULIGHETSROM_HOME": str(home / "other"), **binaries})

    backup.restore(other, home / "copy")

    assert (other.dataset / "manifest").read_text() == "version 7"
    assert (other.files / "ab" / "abcd").read_bytes() == b"%PDF"
    assert stat.S_IMODE((other.files / "ab" / "abcd").stat().st_mode) == 0o600
    assert stat.S_IMODE(other.files.stat().st_mode) == 0o700
    with database.running(other), database.connect(other) as restored:
        assert restored.execute("SELECT word FROM kept").fetchone() == ("blåbær",)
    with pytest.raises(backup.BackupError, match="exists already"):
        backup.backup(configuration, home / "copy")
    with pytest.raises(backup.BackupError, match="is not empty"):
        backup.restore(other, home / "copy")


def test_a_file_that_comes_while_the_database_is_written_out_does_no_harm(
    connection: psycopg.Connection, configuration: Configuration, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the dump names is copied after it; nothing deletes bytes in between."""
    connection.commit()
    run, order = subprocess.run, list[str]()

    def dumped(command: list[Any], **options: Any) -> Any:
        if "pg_dump" in str(command[0]):
            order.append(f"dump, sweeping kept out: {locks.is_held(configuration.files)}")
            (configuration.files / "late").write_text("late")
        return run(command, **options)

    monkeypatch.setattr(subprocess, "run", dumped)
    configuration.dataset.mkdir()
    backup.backup(configuration, home / "copy")
    assert order == ["dump, sweeping kept out: True"]
    assert (home / "copy" / "files" / "late").read_text() == "late"


def test_a_restore_spares_files_that_are_there(configuration: Configuration, home: Path) -> None:
    (home / "copy").mkdir()
    (home / "copy" / backup.DUMP).touch()
    configuration.files.mkdir()
    (configuration.files / "mine").touch()
    with pytest.raises(backup.BackupError, match="files is not empty"):
        backup.restore(configuration, home / "copy")


def test_a_password_is_on_no_command_line(
    configuration: Configuration, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = replace(configuration, embedded=False, database_url="postgresql://one:hemmelig@db.example/x")
    run, told = subprocess.run, list[Any]()

    def looked_at(command: list[Any], **options: Any) -> Any:
        if "pg_dump" not in str(command[0]):
            return run(command, **options)
        told.append((" ".join(map(str, command)), options["env"]["PGPASSWORD"]))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", looked_at)
    backup.backup(elsewhere, home / "copy")
    [(command, password)] = told
    assert password == "hemmelig"
    assert "host=db.example" in command
    assert "hemmelig" not in command


def test_the_doctor_finds_what_is_wrong_and_changes_nothing(
    connection: psycopg.Connection, configuration: Configuration, capsys: pytest.CaptureFixture[str]
) -> None:
    assert doctor.report(configuration) == 0

    (configuration.home / "secret-key").chmod(0o644)
    connection.execute("UPDATE mulighetsrom_installation SET mode = 'production'")
    connection.commit()

    assert doctor.report(configuration) == 2
    told = capsys.readouterr().out
    assert "has the mode 644" in told
    assert "made for the mode production" in told
