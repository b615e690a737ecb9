"""The small invented notices of `tests/fixtures/eforms`, each written for what its first comment says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from mulighetsrom.notices.eforms.reader import read
from mulighetsrom.notices.schema import TABLES

if TYPE_CHECKING:
    from mulighetsrom.notices.schema import Row, Rows

FIXTURES = Path(__file__).parents[2] / "fixtures" / "eforms"
NAMES = ("consultation", "competition", "award", "converted")


def bytes_of(name: str, *changes: tuple[str, str]) -> bytes:
    """Return a fixture's bytes with some of its text exchanged; each exchange must change something."""
    text = (FIXTURES / f"{name}.xml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


def read_changed(name: str, *changes: tuple[str, str], source_file: str = "notice.xml") -> Rows:
    return read(bytes_of(name, *changes), source_file)


def only(rows: Rows, table: str = "notices") -> Row:
    """Return the one row of a table."""
    (row,) = rows[table]
    return row


def columns(rows: Rows, table: str, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row.get(name) for name in names) for row in rows[table]]


def assert_fits(rows: Rows) -> None:
    """Check that the rows are those of the schema, no column more, and that Arrow takes them."""
    assert len(rows["notices"]) == 1
    for name, table_rows in rows.items():
        table = TABLES[name]
        assert {column for row in table_rows for column in row} <= set(table.columns), name
        assert pa.Table.from_pylist(table_rows, schema=table.schema).num_rows == len(table_rows)
