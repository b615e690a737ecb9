"""Taking a notice out of everything: tables, archive and earlier versions.

The one place where files change in place. It begins by writing down what is to be done, so that a removal that was
interrupted is finished by whoever writes next; what is done twice is done once.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from mulighetsrom.notices.identity import CURRENT
from mulighetsrom.notices.pipeline import RAW
from mulighetsrom.notices.schema import COUNTED
from mulighetsrom.notices.store import files, parts
from mulighetsrom.notices.store import manifest as manifests
from mulighetsrom.notices.store.errors import UnknownNoticeError
from mulighetsrom.notices.store.manifest import Removed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from mulighetsrom.notices.pipeline import Work
    from mulighetsrom.notices.store.manifest import Manifest
    from mulighetsrom.notices.store.version import Version

TELLTALES = ("record", "notice_id", "unit")
"""Columns by which a row of any table is known to be the notice's."""


@dataclass(frozen=True)
class Removal:
    """What is to be taken out: a tombstone, the rows' records and keys, and the files they came in."""

    tombstone: Removed
    keys: tuple[str, ...]
    files: tuple[str, ...]


def plan(version: Version, name: str, *, reason: str, by: str) -> Removal:
    """Find all that belongs to the notice with this name: every version of it, from every source."""
    records = version.rows(
        """SELECT n.record, n.source_file, c.notice_id
           FROM aliases a JOIN current c USING (notice_id) JOIN notices n USING (record)
           WHERE a.alias IN ($name, lower($name)) ORDER BY n.record""",
        {"name": name.strip()},
    )
    if not records:
        raise UnknownNoticeError(f"no notice has the id {name!r}")
    key = records[0]["notice_id"]
    names = version.rows("SELECT lower(alias) AS alias FROM aliases WHERE notice_id = $key ORDER BY 1", {"key": key})
    tombstone = Removed(
        key, tuple(one["alias"] for one in names), reason, by, datetime.now(UTC).isoformat(timespec="seconds")
    )
    keys = (key, *(one["record"] for one in records))
    return Removal(tombstone, keys, tuple(sorted({one["source_file"] for one in records})))


def begin(folder: Path, removal: Removal) -> None:
    """Write down what is to be done."""
    files.write_bytes(_note(folder), json.dumps(asdict(removal)).encode())


def begun(folder: Path) -> Removal | None:
    """Return a removal that was begun and not finished."""
    try:
        told = json.loads(_note(folder).read_bytes())
    except FileNotFoundError:
        return None
    tombstone = Removed(**told["tombstone"] | {"identifiers": tuple(told["tombstone"]["identifiers"])})
    return Removal(tombstone, tuple(told["keys"]), tuple(told["files"]))


def finish(folder: Path) -> None:
    """Forget what was to be done: it is done."""
    _note(folder).unlink()


def _note(folder: Path) -> Path:
    return folder / "REMOVAL"


def purge(folder: Path, removal: Removal, work: Work) -> None:
    """Take the notice out of every file of every version that is kept, and correct the manifests' counts."""
    keys = pa.array(removal.keys, pa.string())
    counts: dict[str, int] = {}
    for manifest in list(manifests.kept(folder)):
        for part in manifest.raw:
            _once(counts, folder, part, lambda batch: _without_bytes(batch, removal, work))
        without = partial(_without_rows, keys=_units(folder, manifest, keys))
        _once(counts, folder, manifest.derived[COUNTED.name], without)
        for part in (*_row_parts(manifest), *manifest.derived.values()):
            _once(counts, folder, part, lambda batch: _without_rows(batch, keys))
        manifests.save(folder, _recounted(manifest, counts))


def _units(folder: Path, manifest: Manifest, keys: pa.Array) -> pa.Array:
    """Return the notice's keys, and what it was counted with in a version: its title or words may speak for all of it.

    Counted rows of an earlier version go whole; those of the next one are counted without the notice.
    """
    path = folder / manifest.derived[CURRENT.name]
    batches = parts.read(path, ["record", "unit"]) if path.exists() else ()
    found = [batch.filter(pc.is_in(batch.column("record"), keys)).column("unit") for batch in batches]
    return pa.concat_arrays([keys, *found])


def _row_parts(manifest: Manifest) -> Iterable[str]:
    return (part for table in manifest.tables.values() for part in table)


def _once(counts: dict[str, int], folder: Path, part: str, keep: Callable[[pa.RecordBatch], pa.RecordBatch]) -> None:
    """Rewrite a file that several versions share once, and only where something goes."""
    path = folder / part
    if part not in counts and path.exists() and any(keep(batch) is not batch for batch in parts.read(path)):
        counts[part] = parts.rewrite(path, keep)


def _without_rows(batch: pa.RecordBatch, keys: pa.Array) -> pa.RecordBatch:
    columns = [name for name in TELLTALES if name in batch.schema.names]
    if not columns:
        return batch
    gone = pc.is_in(batch.column(columns[0]), keys)
    for name in columns[1:]:
        gone = pc.or_(gone, pc.is_in(batch.column(name), keys))
    return batch.filter(pc.invert(gone)) if pc.any(gone).as_py() else batch


def _without_bytes(batch: pa.RecordBatch, removal: Removal, work: Work) -> pa.RecordBatch:
    if not pc.any(pc.is_in(batch.column("name"), pa.array(removal.files))).as_py():
        return batch
    rows = batch.to_pylist()
    left = [work.without_removed(row) if row["name"] in removal.files else row for row in rows]
    return batch if left == rows else pa.RecordBatch.from_pylist(left, RAW.schema)


def _recounted(manifest: Manifest, counts: dict[str, int]) -> Manifest:
    tables = {
        name: {part: counts.get(part, rows) for part, rows in parts_.items()}
        for name, parts_ in manifest.tables.items()
    }
    return replace(manifest, tables=tables)
