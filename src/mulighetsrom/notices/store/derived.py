"""What is made anew for every version: names, units, counted rows and figures."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING

from mulighetsrom.notices import identity
from mulighetsrom.notices.pipeline import TABLES
from mulighetsrom.notices.store import files, parts
from mulighetsrom.notices.store import manifest as manifests
from mulighetsrom.notices.store.version import DERIVED, connect, view

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from mulighetsrom.notices.store.manifest import Manifest

MEMORY_MB = 400
MEMORY_MB_PER_MILLION = 400
"""What DuckDB may hold in memory, and how much more for every million notices; the rest spills to the disk."""


def build(folder: Path, manifest: Manifest) -> dict[str, str]:
    """Make the derived tables of a version from its rows; return the path of each below the dataset folder."""
    from mulighetsrom.notices import indicators  # noqa: PLC0415 - Ibis: most commands do without, and start sooner

    target = folder / "derived" / f"{manifest.number:06}"
    target.mkdir(parents=True, exist_ok=True)
    with closing(_connected(folder, manifest)) as con:
        identity.build(con)
        for name in (identity.ALIASES.name, identity.CURRENT.name):
            reader = con.execute(f'FROM "{name}"').to_arrow_reader(65536)
            parts.write(target / f"{name}.parquet", DERIVED[name].schema, reader)
        complete = [(one.source, one.kind, one.year) for one in manifest.coverage if one.complete]
        indicators.build(con, target, complete, manifests.reference_of(folder, manifest))
    for path in target.iterdir():
        files.sync(path)
    return {name: str((target / f"{name}.parquet").relative_to(folder)) for name in DERIVED}


def tallies(folder: Path, manifest: Manifest) -> dict[str, dict[str, int]]:
    """Count a version's records by reader, by rule of detection and by source."""
    with closing(_connected(folder, manifest)) as con:
        return {
            plural: dict(
                con.execute(f"SELECT coalesce({column}, '-'), count(*) FROM notices GROUP BY 1 ORDER BY 1").fetchall()
            )
            for plural, column in {"readers": "reader", "rules": "dialogue_rule", "sources": "source"}.items()
        }


def _connected(folder: Path, manifest: Manifest) -> duckdb.DuckDBPyConnection:
    millions = manifest.rows.get("notices", 0) / 1e6
    con = connect(
        memory_limit=f"{MEMORY_MB + int(MEMORY_MB_PER_MILLION * millions)}MB",
        temp_directory=str(folder / "tmp"),
        threads=os.cpu_count() or 1,
        preserve_insertion_order=False,
    )
    for name, table in TABLES.items():
        view(con, table, [folder / part for part in manifest.tables.get(name, ())])
    return con
