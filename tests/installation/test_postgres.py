from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from multiprocessing.pool import ThreadPool
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from mulighetsrom.installation.postgres import PostgresError, Server

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.database


def _ask(server: Server, *queries: str) -> Any:
    """Run the queries, and return the first column of the last one's first row, if it has any."""
    with psycopg.connect(
        host=str(server.socket), user="mulighetsrom", dbname="postgres", autocommit=True
    ) as connection:
        for query in queries:
            cursor = connection.execute(query)
        row: Sequence[Any] | None = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def _server_process(server: Server) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


def _wait_until_gone(process: int) -> None:
    """Wait for the process's end; one that nobody buried has ended too."""
    for _ in range(100):
        try:
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return
        except FileNotFoundError:
            return
        time.sleep(0.05)
    pytest.fail(f"process {process} lives on")


def test_it_speaks_utf8_and_norwegian_and_listens_on_no_port(server: Server) -> None:
    with server.running():
        assert _ask(server, "SHOW server_encoding") == "UTF8"
        assert _ask(server, "SELECT lower('ÆØÅ')") == "æøå"
        assert _ask(server, "SELECT to_tsvector('norwegian', 'anskaffelsene')::text") == "'anskaff':1"
        assert _ask(server, "SHOW listen_addresses") == ""


def test_it_starts_where_its_user_finds_no_programs(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with server.running():
        assert _ask(server, "SELECT 1") == 1


def test_the_last_one_out_stops_it(server: Server) -> None:
    with server.running():
        with server.running():
            pass
        assert server.is_ready()
    assert not server.is_ready()


def test_starts_at_once_give_one_server(server: Server) -> None:
    others = [Server(server.home, binaries=server.binaries) for _ in range(6)]
    with ThreadPool(6) as pool:
        pool.map(Server.start, others)

    assert _ask(server, "SELECT 1") == 1
    assert server.log.read_text().count("database system is ready to accept connections") == 1


def test_a_killed_server_comes_back_with_what_it_promised(server: Server) -> None:
    server.start()
    _ask(server, "CREATE TABLE kept (n int)", "INSERT INTO kept SELECT generate_series(1, 1000)")
    process = _server_process(server)
    os.kill(process, signal.SIGKILL)
    _wait_until_gone(process)

    server.start()

    assert _ask(server, "SELECT count(*) FROM kept") == 1000


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system does not show what a process is")
def test_a_process_number_in_use_by_another_does_not_keep_it_down(server: Server) -> None:
    server.start()
    server.stop()
    left = server.data / "postmaster.pid"
    left.write_text(f"{os.getpid()}\n{server.data}\n")
    os.chown(left, server.data.stat().st_uid, -1)

    server.start()

    assert server.is_ready()


def test_it_starts_again_when_its_socket_was_swept_away(server: Server) -> None:
    server.start()
    for file in server.socket.iterdir():
        file.unlink()

    server.start()

    assert server.is_ready()


def test_half_a_cluster_is_never_taken_for_one(server: Server) -> None:
    server.start()
    server.stop()
    server.data.rename(server.data.with_name("data.new"))  # as a start that was killed while it made one

    server.start()

    assert server.is_ready()
    assert not server.data.with_name("data.new").exists()


def test_a_refused_row_stays_out_of_the_log(server: Server) -> None:
    with server.running():
        _ask(server, "CREATE TABLE person (name text CHECK (name <> 'Kari Nordmann'))")
        with pytest.raises(psycopg.errors.CheckViolation):
            _ask(server, "INSERT INTO person VALUES ('Kari Nordmann')")
        with psycopg.connect(host=str(server.socket), user="mulighetsrom", dbname="postgres") as connection:
            for told in ("INSERT INTO person VALUES (%s)", "SELECT %s::int"):
                with pytest.raises(psycopg.DataError if "int" in told else psycopg.IntegrityError):
                    connection.execute(told, ["Kari Nordmann"])
                connection.rollback()

    assert "ready to accept connections" in server.log.read_text()
    assert "Kari" not in server.log.read_text()


def test_other_programs_than_made_the_data_are_refused_in_words(server: Server) -> None:
    server.start()
    server.stop()
    (server.data / "PG_VERSION").write_text("9\n")

    with pytest.raises(PostgresError, match="made by PostgreSQL 9"):
        server.start()


def test_it_is_told_none_of_our_secrets(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MULIGHETSROM_SECRET_KEY", "hemmelig")
    monkeypatch.setenv("PGPORT", "9")
    with server.running():
        told = Path(f"/proc/{_server_process(server)}/environ").read_bytes()
    assert b"LC_ALL" in told
    assert b"hemmelig" not in told
    assert b"PGPORT" not in told


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts PostgreSQL as another user")
class TestAsRoot:
    def test_a_folder_that_its_user_cannot_enter_is_told(self, home: Path) -> None:
        shut = home / "shut"
        shut.mkdir(mode=0o700)

        with pytest.raises(PostgresError, match=r"who must own .* Set MULIGHETSROM_HOME"):
            Server(shut).start()

    def test_a_user_that_is_not_there_is_told(self, home: Path) -> None:
        with pytest.raises(PostgresError, match="no such user"):
            Server(home, user="nobody-at-all").start()

    def test_a_link_that_its_user_lays_leads_root_nowhere(self, server: Server) -> None:
        ours = server.home / "ours"
        ours.write_text("roots own")
        server.start()
        server.stop()
        for name in ("pg_hba.conf", "postmaster.pid"):
            (server.data / name).unlink(missing_ok=True)
            (server.data / name).symlink_to(ours)

        with suppress(PostgresError):
            server.start()

        assert ours.read_text() == "roots own"
        assert ours.stat().st_uid == 0

    def test_programs_it_cannot_reach_are_copied_to_where_it_can(
        self, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Server, "_server_user_finds", lambda _, __, path: "pginstall" not in str(path))
        server = Server(home)

        assert home in server.program("postgres").parents
        with server.running():
            assert server.is_ready()
