"""What one installation may be told from outside: typed, frozen, read once from the environment.

Every variable has a default that works for `make run`; `docs/deploy.md` lists them all, and a test compares that list
with what `load` really reads.
"""

from __future__ import annotations

import contextlib
import hashlib
import ipaddress
import os
import re
import secrets
import tempfile
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from mulighetsrom.installation import openid
from mulighetsrom.installation.errors import InstallationError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from urllib.parse import SplitResult

PACKAGE: Final = Path(__file__).resolve().parents[1]
CLONE: Final = PACKAGE.parents[1]
DATABASE_NAME: Final = "mulighetsrom"
ORGANISATION_REGISTER: Final = "https://data.brreg.no/enhetsregisteret/api"

# A socket's whole path must fit in 103 bytes on macOS and 107 on Linux; the file is called ".s.PGSQL.5432".
SOCKET_FOLDER_BYTES: Final = 103 - len("/.s.PGSQL.5432")


class Mode(StrEnum):
    """What the installation is for; written into its database when that is made, and never changed."""

    DEMO = "demo"
    PRODUCTION = "production"


class ConfigurationError(InstallationError):
    """Raised when a variable cannot be used; the message names the variable, its value and what would be right."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """One installation's settings.

    `url` is where readers find the pages, without a slash at its end: what letters lead to. `mail_server` is empty
    where letters go to a folder. `database_url` is always usable: where no server was named it points at the embedded
    one, whose files lie under `home`. `allowed_hosts` are the names the pages answer to.
    """

    home: Path
    mode: Mode
    dataset: Path
    files: Path
    keys: Path
    address: str
    port: int
    processes: int
    allowed_hosts: tuple[str, ...]
    behind_tls_proxy: bool
    url: str
    mail_server: str = field(repr=False)  # it may carry a password
    mail_from: str
    organisation_register: str  # empty: nobody is asked
    log_in_with: tuple[openid.Provider, ...] = field(repr=False)  # they hold secrets
    secret_key: str = field(repr=False)
    database_url: str = field(repr=False)  # it may carry a password
    embedded: bool
    postgres_binaries: Path | None
    postgres_user: str

    @property
    def demo(self) -> bool:
        return self.mode is Mode.DEMO

    @property
    def static(self) -> Path:
        """Where static files are collected, with hashed names, before they are served."""
        return self.home / "static"

    @property
    def mail_folder(self) -> Path:
        """Where letters go as long as there is no mail server."""
        return self.home / "mail"

    @property
    def run_folder(self) -> Path:
        """What the running platform says of itself; whoever holds this folder's lock is the one that runs."""
        return self.home / "run"


@cache
def current() -> Configuration:
    """Return this process's configuration, read from its environment the first time."""
    return load(os.environ)


def load(environment: Mapping[str, str]) -> Configuration:
    """Return the configuration that these variables describe; make the state folder and its secret if needed."""
    home = _folder(environment.get("MULIGHETSROM_HOME")) or default_home(environment)
    mode = _mode(environment.get("MULIGHETSROM_MODE", Mode.DEMO))
    server = environment.get("DATABASE_URL", "")
    hosts = _hosts(environment.get("MULIGHETSROM_HOSTS", ""), mode)
    port = _number("MULIGHETSROM_PORT", environment.get("MULIGHETSROM_PORT", "8000"), highest=65535)
    _make_folders(home)
    dataset = _folder(environment.get("MULIGHETSROM_DATASET")) or home / "dataset"
    files = _folder(environment.get("MULIGHETSROM_FILES")) or home / "files"
    return Configuration(
        home=home,
        mode=mode,
        dataset=dataset,
        files=files,
        keys=_keys(environment.get("MULIGHETSROM_KEYS"), home, copied=(dataset, files)),
        address=_address(environment.get("MULIGHETSROM_ADDRESS", "127.0.0.1"), mode),
        port=port,
        processes=_number("MULIGHETSROM_PROCESSES", environment.get("MULIGHETSROM_PROCESSES", "1"), highest=256),
        allowed_hosts=hosts,
        behind_tls_proxy=_yes_or_no("MULIGHETSROM_TLS_PROXY", environment.get("MULIGHETSROM_TLS_PROXY", "no")),
        url=_url(environment.get("MULIGHETSROM_URL") or _default_url(mode, hosts, port)),
        mail_server=_mail_server(environment.get("MULIGHETSROM_MAIL", "")),
        mail_from=_mail_from(environment.get("MULIGHETSROM_MAIL_FROM") or f"mulighetsrom@{hosts[0].lstrip('.')}"),
        organisation_register=_organisation_register(environment.get("MULIGHETSROM_REGISTER"), mode),
        log_in_with=openid.read_all(
            [_folder(environment.get("MULIGHETSROM_OIDC")), _folder(environment.get("MULIGHETSROM_OIDC_2"))]
        ),
        secret_key=environment.get("MULIGHETSROM_SECRET_KEY") or made_once(home / "secret-key"),
        database_url=server or _embedded_url(home),
        embedded=not server,
        postgres_binaries=_folder(environment.get("PG_BINDIR")),
        postgres_user=environment.get("MULIGHETSROM_POSTGRES_USER", "nobody"),
    )


def made_once(path: Path) -> str:
    """Return the secret in the file, writing a new one of 384 bits first if there is none; only its owner reads it."""
    if not path.exists():
        descriptor, written = tempfile.mkstemp(dir=path.parent)  # made 0600
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):  # two starts at once: the first link wins, and both read it
            os.link(written, path)
        Path(written).unlink()
    return path.read_text()


def socket_folder(home: Path) -> Path:
    """Return where the embedded server listens: beside its data, or under a short path where that would be too long."""
    beside = home / "postgres" / "socket"
    if len(os.fsencode(beside)) <= SOCKET_FOLDER_BYTES:
        return beside
    return Path(tempfile.gettempdir()) / f"mulighetsrom-{os.geteuid()}-{_fingerprint(home)}"


def _embedded_url(home: Path) -> str:
    return f"postgresql://{DATABASE_NAME}@/{DATABASE_NAME}?host={quote(str(socket_folder(home)), safe='')}"


def default_home(environment: Mapping[str, str]) -> Path:
    """Return the state folder where nobody named one: the clone's own, but root's where PostgreSQL's user can enter.

    PostgreSQL refuses to run as root, so root starts it as another user, whom a clone under a 0700 folder shuts out.
    """
    from_clone = (CLONE / "pyproject.toml").is_file()
    if os.geteuid() == 0:
        return Path("/var/lib/mulighetsrom") / (_fingerprint(CLONE) if from_clone else "")
    if from_clone:
        return CLONE / ".state"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "mulighetsrom"


def _make_folders(home: Path) -> None:
    """Make the state folder so that only its owner can list it, while root's PostgreSQL can pass through."""
    missing = [folder for folder in (home, *home.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
    (home / "run").mkdir(exist_ok=True, mode=0o700)


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _folder(value: str | None) -> Path | None:
    return Path(value).expanduser().absolute() if value else None


def _mode(value: str) -> Mode:
    try:
        return Mode(value)
    except ValueError:
        raise ConfigurationError(f"MULIGHETSROM_MODE is {value!r}; it must be demo or production") from None


def _address(value: str, mode: Mode) -> str:
    try:
        loopback = ipaddress.ip_address(value).is_loopback
    except ValueError:
        raise ConfigurationError(f"MULIGHETSROM_ADDRESS is {value!r}; it must be an IP address") from None
    if mode is Mode.DEMO and not loopback:
        raise ConfigurationError(
            f"MULIGHETSROM_ADDRESS is {value!r}; a demo answers this machine only, so it must be 127.0.0.1 or ::1"
        )
    return value


def _hosts(value: str, mode: Mode) -> tuple[str, ...]:
    named = tuple(name.strip() for name in value.split(",") if name.strip())
    if named:
        return named
    if mode is Mode.PRODUCTION:
        raise ConfigurationError("MULIGHETSROM_HOSTS is empty; in production it must name the hosts, split by commas")
    return ("localhost", "127.0.0.1", "[::1]")


def _default_url(mode: Mode, hosts: tuple[str, ...], port: int) -> str:
    return f"https://{hosts[0].lstrip('.')}" if mode is Mode.PRODUCTION else f"http://{hosts[0].lstrip('.')}:{port}"


def _url(value: str) -> str:
    parts = _split(value)
    if not parts or parts.scheme not in {"http", "https"} or parts.path.strip("/") or parts.query or parts.fragment:
        raise ConfigurationError(f"MULIGHETSROM_URL is {value!r}; it must be like https://mulighetsrom.example.no")
    return value.rstrip("/")


def _mail_server(value: str) -> str:
    parts = _split(value)
    if value and (not parts or parts.scheme not in {"smtp", "smtps"} or parts.path.strip("/")):
        raise ConfigurationError("MULIGHETSROM_MAIL must be like smtp://user:password@mail.example.no:587, or empty")
    return value


def _mail_from(value: str) -> str:
    if not re.fullmatch(r"[\w.+-]{1,64}@[a-zA-Z0-9.-]{1,190}", value, re.ASCII):
        raise ConfigurationError(f"MULIGHETSROM_MAIL_FROM is {value!r}; it must be an address, without a name")
    return value


def _split(value: str) -> SplitResult | None:
    """Return an address's parts, or None where it has no host or no port that can be."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.hostname and value.isprintable() and " " not in value else None


def _keys(value: str | None, home: Path, *, copied: tuple[Path, ...]) -> Path:
    folder = _folder(value) or home / "keys"
    for other in copied:
        if folder == other or other in folder.parents:
            raise ConfigurationError(
                f"MULIGHETSROM_KEYS is {value!r}; it must not lie in {other}, of which backups are made"
            )
    return folder


def _organisation_register(value: str | None, mode: Mode) -> str:
    """Return where to look organisations up; a demo asks nobody, since its organisations are invented."""
    if value is None:
        return "" if mode is Mode.DEMO else ORGANISATION_REGISTER
    if value != "off" and not value.startswith(("https://", "http://127.0.0.1:")):
        raise ConfigurationError(f"MULIGHETSROM_REGISTER is {value!r}; it must begin with https://, or be off")
    return "" if value == "off" else value.rstrip("/")


def _number(name: str, value: str, *, highest: int) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= highest):
        raise ConfigurationError(f"{name} is {value!r}; it must be a whole number from 1 to {highest}")
    return int(value)


def _yes_or_no(name: str, value: str) -> bool:
    if value not in {"yes", "no"}:
        raise ConfigurationError(f"{name} is {value!r}; it must be yes or no")
    return value == "yes"
