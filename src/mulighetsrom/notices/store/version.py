"""Reading one version of a dataset: Ibis tables, or plain SQL on DuckDB."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from mulighetsrom.notices import identity, schema
from mulighetsrom.notices.pipeline import TABLES
from mulighetsrom.notices.store import manifest as manifests
from mulighetsrom.notices.store.errors import DamagedError, UnknownTableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    import ibis.expr.types as ir

    from mulighetsrom.notices.schema import Row, Table
    from mulighetsrom.notices.store.manifest import Coverage, Manifest, Removed

DERIVED = {
    table.name: table for table in (identity.ALIASES, identity.CURRENT, schema.COUNTED, schema.FIGURES, schema.LEFT_OUT)
}
"""The tables that are made anew for every version."""

EVERY = TABLES | DERIVED
"""Every table of a version, by name."""


SQL_TYPES = {
    schema.TEXT: "VARCHAR",
    schema.BOOL: "BOOLEAN",
    schema.INT: "BIGINT",
    schema.NUMBER: "DOUBLE",
    schema.MONEY: "DECIMAL(18, 2)",
    schema.DATE: "DATE",
    schema.MOMENT: "TIMESTAMPTZ",
    pa.list_(schema.TEXT): "VARCHAR[]",
}


def connect(**settings: str | bool | float | list[str]) -> duckdb.DuckDBPyConnection:
    """Open DuckDB in memory, in UTC, without fetching extensions from anywhere."""
    con = duckdb.connect(config=settings | {"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    con.execute("SET GLOBAL TimeZone = 'UTC'")
    return con


def view(con: duckdb.DuckDBPyConnection, table: Table, paths: Iterable[Path]) -> None:
    """Let SQL see the Parquet files as one table; without files it has no rows."""
    listed = ", ".join(quoted(str(path)) for path in paths)
    if listed:
        con.execute(f'CREATE VIEW "{table.name}" AS FROM read_parquet([{listed}], hive_partitioning = false)')
    else:
        columns = ", ".join(f'"{name}" {SQL_TYPES[kind]}' for name, (kind, _) in table.columns.items())
        con.execute(f'CREATE TABLE "{table.name}" ({columns})')


def quoted(text: str) -> str:
    """Return the text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


class Version:
    """One version of a dataset, pinned: what is added meanwhile does not show. Safe to share between threads."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder, self.manifest = folder, manifest
        self._threads = threading.local()

    @property
    def number(self) -> int:
        return self.manifest.number

    @property
    def built_at(self) -> datetime:
        return self.manifest.built_at

    @property
    def demo(self) -> bool:
        """Does it hold invented examples?"""
        return self.manifest.demo

    @property
    def reference(self) -> Path:
        """The folder of what is added to our own reference data, as `municipalities.register` takes it."""
        return manifests.reference_of(self.folder, self.manifest)

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        return self.manifest.coverage

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        con = connect()
        try:
            for name, table in EVERY.items():
                view(con, table, self.paths(name))
        except duckdb.Error as error:
            said = str(error).partition("\n")[0]
            raise DamagedError(f"{said}: try `mulighetsrom notices rebuild`, which needs the archive only") from error
        return con

    @property
    def cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's own connection; DuckDB runs one query at a time on each."""
        if not hasattr(self._threads, "cursor"):
            self._threads.cursor = self._connection.cursor()
        cursor: duckdb.DuckDBPyConnection = self._threads.cursor
        return cursor

    def paths(self, name: str) -> list[Path]:
        """Return the files that hold a table."""
        if name not in EVERY:
            raise UnknownTableError(f"there is no table {name!r}; the tables are {', '.join(sorted(EVERY))}")
        derived = self.manifest.derived.get(name)
        parts = [derived] if derived else self.manifest.tables.get(name, ())
        return [self.folder / part for part in parts]

    def table(self, name: str) -> ir.Table:
        """Return a table as an Ibis expression."""
        import ibis  # noqa: PLC0415 - it takes longer to import than most commands take to run

        self.paths(name)
        return ibis.duckdb.from_connection(self.cursor).table(name)

    def rows(self, sql: str, params: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
        """Return what a query gives, as dictionaries. Tables go by their names."""
        found: list[Row] = self.cursor.execute(sql, params).to_arrow_table().to_pylist()
        return found

    def notice(self, name: str) -> dict[str, Any] | None:
        """Return the record that speaks for a notice, by any name the notice goes by, or None.

        `notice_id` is its one key, `unit` what it is counted with, `merged` whether as a correction or repeat.
        """
        found = self.rows(
            """SELECT n.* REPLACE (c.notice_id AS notice_id), c.unit, c.merged
               FROM aliases a JOIN current c USING (notice_id) JOIN notices n USING (record)
               WHERE a.alias IN ($name, lower($name)) AND NOT c.superseded""",
            {"name": name.strip()},
        )
        return found[0] if found else None

    def removed(self, name: str) -> Removed | None:
        """Return the tombstone of a notice that was removed, by any name it went by."""
        return next((one for one in self.manifest.removed if name.strip().lower() in one.identifiers), None)


def open_current(folder: Path) -> Version | None:
    """Open the dataset's current version; None where nothing was added yet."""
    number = manifests.current_number(folder)
    return Version(folder, manifests.load(folder, number)) if number else None
