"""Writing Parquet: one part per table and year and version, in bounded memory, with the tables' descriptions inside."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from mulighetsrom.notices.pipeline import RAW, TABLES
from mulighetsrom.notices.store import files
from mulighetsrom.notices.store.errors import DamagedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from mulighetsrom.notices.pipeline import Digest, Part

BUFFER_BYTES = 16 << 20
ONLY_ONCE = frozenset({"text", "description", "title", "dialogue_evidence", "sha256", "data"})
"""Columns whose values seldom come again: a dictionary would only cost."""


class PartWriter:
    """Writes what digests bring into new part files of a version, a row group whenever a buffer is full.

    A part appears under its name, whole, when the block ends well; nothing appears when it does not.
    """

    def __init__(self, folder: Path, number: int) -> None:
        self._folder, self._number = folder, number
        self._stack = ExitStack()
        self._writers: dict[Path, pq.ParquetWriter] = {}
        self._buffers: dict[Path, list[pa.RecordBatch]] = defaultdict(list)
        self._sizes: dict[Path, int] = defaultdict(int)
        self._waiting = 0
        self._rows: dict[Path, int] = defaultdict(int)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            for path in list(self._buffers):
                self._flush(path)
        self._stack.__exit__(kind, error, trace)

    @property
    def rows(self) -> dict[str, int]:
        """Rows of each part, by path below the dataset folder."""
        return {str(path.relative_to(self._folder)): rows for path, rows in self._rows.items()}

    def table_path(self, table: str, year: int | None) -> Path:
        """Where this version's part of a table and year lies."""
        return self._folder / "tables" / table / f"year={year or 'unknown'}" / f"{self._number:06}.parquet"

    def raw_path(self) -> Path:
        """Where this version's part of the archive lies."""
        return self._folder / "raw" / f"{self._number:06}.parquet"

    def table_paths(self) -> list[Path]:
        """Every part of a table that was begun."""
        return [path for path in self._rows if path != self.raw_path()]

    def take(self, digest: Digest, *, archive: bool) -> None:
        """Add what some files became; `archive` is false for files that came out of the archive."""
        parts: dict[Part, list[pa.RecordBatch]] = digest.parts
        for (table, year), batches in parts.items():
            self.append(self.table_path(table, year), batches)
        if archive:
            self.append(self.raw_path(), digest.raw)

    def append(self, path: Path, batches: Iterable[pa.RecordBatch]) -> None:
        """Add rows to the part that will lie at `path`."""
        for batch in batches:
            self._buffers[path].append(batch)
            self._sizes[path] += batch.nbytes
            self._waiting += batch.nbytes
            self._rows[path] += batch.num_rows
        while self._waiting > BUFFER_BYTES:
            self._flush(max(self._sizes, key=self._sizes.__getitem__))

    def _flush(self, path: Path) -> None:
        self._waiting -= self._sizes.pop(path, 0)
        batches = self._buffers.pop(path, [])
        if batches:
            table = pa.Table.from_batches(batches)
            self._writer(path, table.schema).write_table(table)

    def _writer(self, path: Path, schema: pa.Schema) -> pq.ParquetWriter:
        if path not in self._writers:
            unfinished = self._stack.enter_context(files.written(path))
            self._writers[path] = self._stack.enter_context(parquet_writer(unfinished, schema))
        return self._writers[path]


def parquet_writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """Open a Parquet file for rows of `schema`, whose metadata holds the descriptions."""
    return pq.ParquetWriter(
        path,
        schema,
        compression={field.name: "none" if field.name == "data" else "zstd" for field in schema},
        use_dictionary=[field.name for field in schema if field.name not in ONLY_ONCE],
        write_statistics=[field.name for field in schema if field.name not in ONLY_ONCE],
    )


def write(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    """Write rows to a Parquet file, atomically."""
    with files.written(path) as unfinished, parquet_writer(unfinished, schema) as writer:
        for batch in batches:
            writer.write_batch(batch.cast(schema))


def read(path: Path, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    """Read a Parquet file in pieces."""
    try:
        with pq.ParquetFile(path) as file:
            yield from file.iter_batches(1024 if "data" in file.schema_arrow.names else 65536, columns=columns)
    except pa.ArrowInvalid as error:
        raise DamagedError(f"{path} is damaged: {error}") from error


def rewrite(path: Path, keep: Callable[[pa.RecordBatch], pa.RecordBatch]) -> int:
    """Rewrite a Parquet file in place, atomically, with what `keep` leaves of each piece; return its rows."""
    schema = pq.read_schema(path)
    kept = [0]

    def pieces() -> Iterator[pa.RecordBatch]:
        for batch in read(path):
            left = keep(batch)
            kept[0] += left.num_rows
            yield left

    write(path, schema, pieces())
    return kept[0]


def fingerprint() -> str:
    """Tell the schemas of all tables of rows in a short text: rows of other schemas are read again from the archive."""
    told = "\n".join(
        f"{name} {table.schema.to_string(show_field_metadata=False)}" for name, table in sorted(TABLES.items())
    )
    return hashlib.sha256((told + RAW.schema.to_string(show_field_metadata=False)).encode()).hexdigest()[:16]
