"""The door for the store: from the tables of a version to the files of counted rows, figures and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from mulighetsrom.notices import schema
from mulighetsrom.notices.indicators.counting import counted, left_out
from mulighetsrom.notices.indicators.figures import evaluate
from mulighetsrom.notices.reference import cooperations, focus_areas

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import duckdb
    import ibis.expr.types as ir

    from mulighetsrom.notices.indicators.counting import Tables
    from mulighetsrom.notices.indicators.figures import Coverage

ROW_GROUP = 8192  # rows; a municipality's page reads one or two groups of a country's

COOPERATIONS = pa.schema(
    {
        "buyer_orgnr": schema.TEXT,
        "buyer_name": schema.TEXT,
        "cooperation": schema.TEXT,
        "member_number": schema.TEXT,
        "member_county": schema.TEXT,
        "first_date": schema.DATE,
        "last_date": schema.DATE,
    }
)
FOCUS_AREAS = pa.schema({"cpv": schema.TEXT, "focus_area": schema.TEXT})


def build(
    con: duckdb.DuckDBPyConnection, target: Path, coverage: Coverage, reference: Path | None = None
) -> dict[str, Path]:
    """Write counted.parquet, figures.parquet and left_out.parquet into the folder `target`.

    Args:
        con: has the views notices, organisations, received, codes and current.
        target: an existing folder.
        coverage: the (source, kind, year) that are declared complete.
        reference: folder of what is added to our own reference data.

    Returns:
        Table name -> its file.
    """
    dataset = ibis.duckdb.from_connection(con)
    tables = {name: dataset.table(name) for name in ("notices", "organisations", "received", "codes", "current")}
    tables |= _reference(con, reference)
    places = {
        table.name: target / f"{table.name}.parquet" for table in (schema.COUNTED, schema.FIGURES, schema.LEFT_OUT)
    }
    # A page asks for one municipality's rows, year by year: they lie together.
    ordered = counted(tables).order_by("municipality_number", "year", "published_date", "unit", "buyer_key")
    _write(places["counted"], schema.COUNTED, ordered.to_pyarrow_batches(chunk_size=ROW_GROUP))
    rows = dataset.read_parquet(places["counted"])
    _write(
        places["left_out"], schema.LEFT_OUT, left_out(tables, rows).order_by("reason", "source").to_pyarrow_batches()
    )
    _write(places["figures"], schema.FIGURES, evaluate(rows, coverage).to_batches(ROW_GROUP))
    return places


def _reference(con: duckdb.DuckDBPyConnection, folder: Path | None) -> Tables:
    """Look up, once for each buyer and code there is, which cooperation it is and which focus area it has."""
    buyers = con.execute("select distinct orgnr, name from organisations where role in ('buyer', 'lead')").fetchall()
    codes = con.execute("select distinct cpv from notices where cpv is not null").fetchall()
    return {
        "cooperations": _memtable(cooperations.rows(buyers, folder), COOPERATIONS),
        "focus_areas": _memtable(focus_areas.rows(code for (code,) in codes), FOCUS_AREAS),
    }


def _memtable(rows: list[schema.Row], columns: pa.Schema) -> ir.Table:
    return ibis.memtable(pa.Table.from_pylist(rows, schema=columns))


def _write(path: Path, table: schema.Table, batches: Iterable[pa.RecordBatch]) -> None:
    with pq.ParquetWriter(path, table.schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch.cast(table.schema))
