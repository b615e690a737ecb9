"""Tables out of a dataset, as files that other programs open: Parquet, CSV, XLSX, JSON. Streamed, whole or absent."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from mulighetsrom.notices import schema
from mulighetsrom.notices.schema import Table
from mulighetsrom.notices.store import files, parts
from mulighetsrom.notices.store.errors import DatasetError
from mulighetsrom.notices.store.version import EVERY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from mulighetsrom.notices.store.version import Version

    Write = Callable[[Path, Table, Iterable[pa.RecordBatch]], None]

EXAMPLE = {"example": (schema.BOOL, "invented: no real notice, never to be cited")}
BATCH_ROWS = 8192
SHEET_ROWS = 1_048_576
CELL_LETTERS = 32_767
FORMULA = r"^([=+\-@\t\r\n])"
"""What makes a spreadsheet take a cell for a formula; an apostrophe before it makes it text."""


class ExportRefusedError(DatasetError):
    """The export that was asked for cannot be made."""


@dataclass(frozen=True)
class Selection:
    """Which rows of a table: of records that speak for their notice, or `every`; where columns have these values."""

    table: str
    every: bool = False
    where: Mapping[str, str] = field(default_factory=dict)


def export(version: Version, selection: Selection, path: Path, *, form: str) -> int:
    """Write the selected rows to `path` as one of FORMATS, replacing an older file whole; return their number."""
    if form not in FORMATS:
        raise ExportRefusedError(f"there is no format {form!r}; the formats are {', '.join(FORMATS)}")
    table, rows = columns_of(version, selection.table), 0

    def counted() -> Iterator[pa.RecordBatch]:
        nonlocal rows
        for batch in batches(version, selection):
            rows += batch.num_rows
            yield batch

    with files.written(path) as unfinished:
        FORMATS[form](unfinished, table, counted())
    return rows


def columns_of(version: Version, name: str) -> Table:
    """Return the table as it is exported: of a demo, every row says that it is an example."""
    version.paths(name)
    table = EVERY[name]
    return Table(table.name, table.about, EXAMPLE | table.columns) if version.demo else table


def batches(version: Version, selection: Selection) -> Iterator[pa.RecordBatch]:
    """Give the selected rows in pieces, so that the whole need never be in memory."""
    table = columns_of(version, selection.table)
    unknown = selection.where.keys() - table.columns.keys()
    if unknown:
        raise ExportRefusedError(
            f"{table.name} has no column {', '.join(sorted(unknown))}; it has {', '.join(table.columns)}"
        )
    reader = version.cursor.execute(_sql(version, selection), list(selection.where.values())).to_arrow_reader(
        BATCH_ROWS
    )
    for batch in reader:
        yield batch.select(list(table.columns)).cast(table.schema)


def _sql(version: Version, selection: Selection) -> str:
    table = EVERY[selection.table]
    source, tests = f'FROM "{table.name}" t', ["true"]
    columns = "t.*"
    if "record" in table.columns:
        source += " LEFT JOIN current c USING (record)"
        if not selection.every:
            tests += ["c.superseded IS NOT true", _NO_TEST]
    if table.name == "notices":
        columns = "t.* REPLACE (coalesce(c.notice_id, t.notice_id) AS notice_id)"
    tests += [f'CAST("{column}" AS VARCHAR) = ?' for column in selection.where]
    example = "true AS example, " if version.demo else ""
    return f"SELECT {example}{columns} {source} WHERE {' AND '.join(tests)}"


_NO_TEST = "t.record NOT IN (SELECT record FROM notices WHERE test)"


def write_parquet(path: Path, table: Table, rows: Iterable[pa.RecordBatch]) -> None:
    """Write Parquet, with every column's description in its metadata."""
    with parts.parquet_writer(path, table.schema) as writer:
        for batch in rows:
            writer.write_batch(batch)


@dataclass(frozen=True)
class Dialect:
    """How CSV is written: with a byte order mark (without it Excel reads æ, ø and å wrongly), and what parts what."""

    bom: bool = False
    delimiter: str = ","
    decimal: str = "."


PLAIN, EXCEL = Dialect(), Dialect(bom=True)
NORWEGIAN_EXCEL = Dialect(bom=True, delimiter=";", decimal=",")
"""Where Windows is set to Norwegian, Excel takes 12.4 for the twelfth of April and splits cells at semicolons."""


def write_csv(path: Path, table: Table, rows: Iterable[pa.RecordBatch], dialect: Dialect = PLAIN) -> None:
    """Write CSV in UTF-8; no cell can be taken for a formula, lists are joined by semicolons, moments are UTC."""
    texts = pa.schema([(name, pa.string()) for name in table.columns])
    with path.open("wb") as file:
        if dialect.bom:
            file.write(b"\xef\xbb\xbf")
        with arrow_csv.CSVWriter(
            file, texts, write_options=arrow_csv.WriteOptions(delimiter=dialect.delimiter)
        ) as writer:
            for batch in rows:
                columns = [_as_text(column, dialect) for column in batch.columns]
                writer.write_batch(pa.record_batch(columns, schema=texts))


def write_csv_with_bom(path: Path, table: Table, rows: Iterable[pa.RecordBatch]) -> None:
    """Write CSV that Excel opens where numbers have decimal points."""
    write_csv(path, table, rows, EXCEL)


def _as_text(column: pa.Array, dialect: Dialect) -> pa.Array:
    if pa.types.is_list(column.type):
        column = pc.binary_join(column, ";")
    if pa.types.is_string(column.type):
        return pc.replace_substring_regex(column, FORMULA, r"'\1")
    text = pc.cast(column, pa.string())
    broken = pa.types.is_floating(column.type) or pa.types.is_decimal(column.type)
    return pc.replace_substring(text, ".", dialect.decimal) if broken else text


def write_json(path: Path, table: Table, rows: Iterable[pa.RecordBatch]) -> None:
    """Write one JSON array, a row a line; amounts are text, so that no decimal is lost."""
    del table
    with path.open("w", encoding="utf-8") as file:
        before = "[\n"
        for batch in rows:
            for row in batch.to_pylist():
                file.write(before + json.dumps(row, ensure_ascii=False, default=_plain))
                before = ",\n"
        file.write("[]\n" if before == "[\n" else "\n]\n")


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def write_xlsx(path: Path, table: Table, rows: Iterable[pa.RecordBatch], *, about: str = "columns") -> None:
    """Write a workbook; text is always text, moments are UTC, and a table too long for a sheet goes on in the next.

    A last sheet, called `about`, says what each column means.
    """
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd", "remove_timezone": True}
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            sheets = _Sheets(book, table)
            for batch in rows:
                for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    sheets.write(row)
            sheets.describe(about)
    except FileCreateError as error:  # what the file system said, in a wrapping of its own
        raise OSError(str(error)) from error


class _Sheets:
    """The sheets of one table, begun as the rows come."""

    def __init__(self, book: xlsxwriter.Workbook, table: Table) -> None:
        self._book, self._table, self._sheets = book, table, 0
        self._bold = book.add_format({"bold": True})
        self._moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._begin()

    def _begin(self) -> None:
        self._sheets += 1
        name = self._table.name if self._sheets == 1 else f"{self._table.name} ({self._sheets})"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        for column, title in enumerate(self._table.columns):
            self._sheet.write_string(0, column, title, self._bold)
        self._row = 1

    def write(self, values: tuple[Any, ...]) -> None:
        if self._row == SHEET_ROWS:
            self._begin()
        for column, value in enumerate(values):
            if value is not None:
                self._write(column, value)
        self._row += 1

    def describe(self, name: str) -> None:
        """Add a sheet that says what the table holds, and each of its columns."""
        sheet = self._book.add_worksheet(name)
        for column, width in enumerate((30, 100)):
            sheet.set_column(column, column, width)
        lines = [
            (self._table.name, self._table.about),
            *((title, about) for title, (_, about) in self._table.columns.items()),
        ]
        for row, (title, about) in enumerate(lines):
            sheet.write_string(row, 0, title, self._bold)
            sheet.write_string(row, 1, about)

    def _write(self, column: int, value: Any) -> None:
        match value:
            case bool():
                self._sheet.write_boolean(self._row, column, value)
            case int() | float() | Decimal():
                self._sheet.write_number(self._row, column, value)
            case datetime():
                self._sheet.write_datetime(self._row, column, value.astimezone(UTC), self._moment)
            case date():
                self._sheet.write_datetime(self._row, column, value)
            case list():
                self._sheet.write_string(self._row, column, ";".join(value)[:CELL_LETTERS])
            case _:
                self._sheet.write_string(self._row, column, str(value)[:CELL_LETTERS])


FORMATS: dict[str, Write] = {
    "parquet": write_parquet,
    "csv": write_csv,
    "csv-bom": write_csv_with_bom,
    "xlsx": write_xlsx,
    "json": write_json,
}
