"""How fast do real notices become rows, beside a bare parse of the same files in the same run?

    python benchmarks/reader.py [FOLDER ...]

Needs folders with eForms XML; without arguments those of ../shared/data. One core, one process, no storage: for every
file `lxml.etree.parse` of its path, then `read` of its bytes from the same path, then what `read` consists of. The best
of several rounds counts, in processor time, so that other work on the machine disturbs least.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from mulighetsrom.notices.eforms import reader
from mulighetsrom.notices.privacy import mask

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROUNDS = 7
SHARED = Path(__file__).parents[2] / "shared" / "data"
FOLDERS = (SHARED / "doffin-eforms", SHARED / "ted-eforms")


def main(folders: Sequence[Path]) -> None:
    """Measure and print files per second."""
    paths = [path for folder in folders for path in sorted(folder.glob("*.xml"))]
    if not paths:
        sys.exit(f"no XML files in {', '.join(map(str, folders))}: name folders with real eForms notices")
    size = sum(path.stat().st_size for path in paths) / len(paths)
    bare = measured(etree.parse, paths)
    print(f"{len(paths)} files of {size / 1000:.1f} kB on average, best of {ROUNDS} rounds, one core")
    report("bare lxml.etree.parse", bare, bare)
    report("bytes to rows", measured(read, paths), bare)
    print("of which")
    report("  parse as the reader does", measured(lambda path: reader._parse(path.read_bytes()), paths), bare)  # noqa: SLF001
    report("  mask the texts", measured(lambda texts: mask("\n".join(texts)), [texts(path) for path in paths]), bare)


def read(path: Path) -> None:
    reader.read(path.read_bytes(), path.name)


def texts(path: Path) -> list[str]:
    """Return a notice's different texts."""
    return list({row["text"]: None for row in reader.read(path.read_bytes(), path.name)["texts"]})


def measured(work: Callable[[Any], object], given: Sequence[Any]) -> float:
    """Return the seconds of processor time that the work takes on one of the given, at best."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        for one in given:
            work(one)
        best = min(best, time.process_time() - began)
    return best / len(given)


def report(name: str, seconds: float, bare: float) -> None:
    print(f"{name:<28}{1 / seconds:>8,.0f} files/s{seconds * 1e6:>8.0f} µs{bare / seconds:>8.2f} of bare")


if __name__ == "__main__":
    main([Path(folder) for folder in sys.argv[1:]] or FOLDERS)
