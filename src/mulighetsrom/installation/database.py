"""The one database of an installation: created, checked, and claimed for a mode before Django touches it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import psycopg
from psycopg import errors, sql
from psycopg.conninfo import make_conninfo

from mulighetsrom.installation.config import DATABASE_NAME
from mulighetsrom.installation.errors import InstallationError
from mulighetsrom.installation.postgres import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.installation.config import Configuration, Mode

OLDEST_VERSION: Final = 15
EXTENSIONS: Final = ("btree_gist", "pg_trgm", "unaccent")
SEARCH_LANGUAGE: Final = "norwegian"

CLAIM: Final = """
    CREATE TABLE mulighetsrom_installation (
        the_only boolean PRIMARY KEY DEFAULT true CHECK (the_only),
        mode text NOT NULL CHECK (mode IN ('demo', 'production')),
        created_at timestamptz NOT NULL DEFAULT now()
    )
"""
TABLES: Final = """
    SELECT count(*) FROM pg_class AS thing JOIN pg_namespace AS space ON space.oid = thing.relnamespace
    WHERE thing.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND space.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = thing.oid AND deptype = 'e')  -- an extension's own
"""


class DatabaseError(InstallationError):
    """Raised when a database must not or cannot be used; the message says why, and what would be right."""


@contextmanager
def running(configuration: Configuration) -> Iterator[None]:
    """Keep the installation's database reachable: start the embedded server if it is that one, and stop it after."""
    if configuration.embedded:
        with Server.of(configuration).running():
            yield
    else:
        yield


def prepare(configuration: Configuration) -> None:
    """Create the embedded server's database if needed; check that the database suits us, and that it is ours."""
    if configuration.embedded:
        _create(configuration.database_url)
    with connect(configuration) as connection:
        if found := problems(connection):
            raise DatabaseError("\n".join(found))
        claim(connection, configuration.mode)


def require_empty(configuration: Configuration) -> None:
    """Create the embedded server's database if needed; refuse one that holds anything."""
    if configuration.embedded:
        _create(configuration.database_url)
    with connect(configuration) as connection:
        _require_empty(connection)


def connect(configuration: Configuration) -> psycopg.Connection[tuple[Any, ...]]:
    """Return a connection; it commits when its `with` block ends well."""
    try:
        return psycopg.connect(configuration.database_url, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise DatabaseError(f"The database cannot be reached: {error}") from error


def problems(connection: psycopg.Connection[tuple[Any, ...]]) -> list[str]:
    """Return what the server lacks, one sentence each; an empty list is good."""
    found = []
    version, encoding = connection.info.server_version // 10_000, connection.info.parameter_status("server_encoding")
    if version < OLDEST_VERSION:
        found.append(f"The database is PostgreSQL {version}; it must be {OLDEST_VERSION} or newer.")
    if encoding != "UTF8":
        found.append(f"The database's encoding is {encoding}; it must be UTF8.")
    found += [
        f"The server lacks the extension {name}; it comes with PostgreSQL's contrib package."
        for name in EXTENSIONS
        if not _one(connection, "SELECT count(*) FROM pg_available_extensions WHERE name = %s", name)
    ]
    if not _one(connection, "SELECT count(*) FROM pg_ts_config WHERE cfgname = %s", SEARCH_LANGUAGE):
        found.append(f"The server lacks the text search configuration {SEARCH_LANGUAGE}.")
    return found


def claim(connection: psycopg.Connection[tuple[Any, ...]], mode: Mode) -> None:
    """Write the mode into a new database; refuse one made for another mode, or filled by somebody else."""
    with connection.transaction():
        _one(connection, "SELECT pg_advisory_xact_lock(hashtext('mulighetsrom'))")  # two starts at once: one claims
        if _one(connection, "SELECT to_regclass('mulighetsrom_installation')") is None:
            _claim_new(connection, mode)
        made_for = _one(connection, "SELECT mode FROM mulighetsrom_installation")
    if made_for != mode:
        raise DatabaseError(
            f"This database was made for the mode {made_for}, and MULIGHETSROM_MODE is {mode}. "
            "A mode is never changed: use another database, or another MULIGHETSROM_HOME."
        )


def _claim_new(connection: psycopg.Connection[tuple[Any, ...]], mode: Mode) -> None:
    _require_empty(connection)
    connection.execute(CLAIM)
    connection.execute("INSERT INTO mulighetsrom_installation (mode) VALUES (%s)", [mode])


def _require_empty(connection: psycopg.Connection[tuple[Any, ...]]) -> None:
    if count := _one(connection, TABLES):
        raise DatabaseError(f"This database holds {count} tables already. Give Mulighetsrom an empty one of its own.")


def _create(url: str) -> None:
    """Create the database by way of the one that every cluster has."""
    with psycopg.connect(make_conninfo(url, dbname="postgres"), autocommit=True) as connection:
        if not _one(connection, "SELECT count(*) FROM pg_database WHERE datname = %s", DATABASE_NAME):
            try:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE_NAME)))
            except (errors.DuplicateDatabase, errors.UniqueViolation):
                return  # another start was quicker


def _one(connection: psycopg.Connection[tuple[Any, ...]], query: str, *parameters: str) -> Any:
    """Return the first column of the first row."""
    row = connection.execute(query, parameters).fetchone()
    return row[0] if row else None
