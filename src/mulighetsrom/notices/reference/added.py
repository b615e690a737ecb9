"""What an installation may add: the full CPV list, populations and boundaries.

They are not ours to hand on, or change each year. `add` checks a file and writes it, in one form, into the folder
``reference`` of a dataset; everything works without them, with plainer labels. It takes bytes: the command
``mulighetsrom reference add cpv|population|boundaries FILE|URL`` fetches them.

==========  ====================================================  ==========================================
kind        what is taken                                         what is written, and read with
==========  ====================================================  ==========================================
cpv         CSV with a code and names in one language or more     cpv.csv: `cpv.label`
population  CSV in Statistics Norway's usual shapes               population.csv: `population.population`
boundaries  TopoJSON whose shapes have `kommunenummer`            boundaries.topojson: `boundaries.boundaries`
==========  ====================================================  ==========================================
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mulighetsrom.notices.reference import boundaries, cpv, population
from mulighetsrom.notices.reference.files import Refused

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {"cpv": cpv, "population": population, "boundaries": boundaries}


@dataclass(frozen=True, slots=True)
class Added:
    """What was written: where, and how many codes, figures or municipalities it holds."""

    path: Path
    rows: int


def add(kind: str, data: bytes, folder: Path) -> Added:
    """Check a file and write it into `folder`, in place of what was there.

    Args:
        kind: cpv, population or boundaries.
        data: the file as it came.
        folder: the folder ``reference`` of a dataset; made where it is not there.

    Raises:
        Refused: the file is not what it should be; nothing is changed.
    """
    if kind not in KINDS:
        raise Refused(f"“{kind}” cannot be added: choose one of {', '.join(KINDS)}")
    written, rows = KINDS[kind].check(data, folder)
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f"{KINDS[kind].FILE}.new"
    half.write_bytes(written)
    cpv.names.cache_clear()
    return Added(half.replace(folder / KINDS[kind].FILE), rows)
