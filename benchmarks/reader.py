"""How fast do real notices become rows, beside a bare parse of the same files in the same run?

    python benchmarks/reader.py [FOLDER ...]

Needs folders with eForms XML; without arguments those of ../shared/data. One core, one process, no storage: for every
file `lxml.etree.parse` of its path, then `read` of its bytes from the same path, then what `read` consists of. The best
of several rounds counts for each file, in processor time, so that other work on the machine disturbs least.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

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
    print(f"{len(paths)} files of {size / 1000:.1f} kB on average, best of {ROUNDS} rounds, one core")
    joined = {path: "\n".join(texts(path)) for path in paths}
    seconds = measured(
        {
            "bare lxml.etree.parse": etree.parse,
            "bytes to rows": lambda path: reader.read(path.read_bytes(), path.name),
            "of which: parse, opening nothing": lambda path: reader._parse(path.read_bytes()),  # noqa: SLF001
            "of which: mask the texts": lambda path: mask(joined[path]),
        },
        paths,
    )
    bare = next(iter(seconds.values()))
    for name, each in seconds.items():
        print(f"{name:<34}{1 / each:>8,.0f} files/s{each * 1e6:>8.0f} µs{bare / each:>8.2f} of bare")


def texts(path: Path) -> set[str]:
    """Return a notice's different texts."""
    return {row["text"] for row in reader.read(path.read_bytes(), path.name)["texts"]}


def measured(works: dict[str, Callable[[Path], object]], paths: Sequence[Path]) -> dict[str, float]:
    """Return the seconds of processor time that each work takes on a file, at best; the works take turns."""
    best = {name: dict.fromkeys(paths, float("inf")) for name in works}
    for _ in range(ROUNDS):
        for path in paths:
            for name, work in works.items():
                best[name][path] = min(best[name][path], _seconds(work, path))
    return {name: sum(of_files.values()) / len(paths) for name, of_files in best.items()}


def _seconds(work: Callable[[Path], object], path: Path) -> float:
    began = time.process_time()
    work(path)
    return time.process_time() - began


if __name__ == "__main__":
    main([Path(folder) for folder in sys.argv[1:]] or FOLDERS)
