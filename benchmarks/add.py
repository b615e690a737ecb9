"""How fast, and in how much memory, do notices get into a dataset: archive, detection, tables, figures?

    python benchmarks/add.py [--notices N] [--folder FOLDER ...] [--cores 1 2] [--zip]

Copies real eForms notices (those of ../shared/data, or FOLDERs), each with ids of its own, until there are N; adds them
to a new dataset with as many processes as cores, and parses copies with bare `lxml.etree.parse` in the same run, on one
core. The command is a process of its own, held to its cores. Told are the seconds on the clock, and the seconds of
processor time of the command and its workers: on one core the two are the same where the machine does nothing else.
Memory is the sum over them all, sampled: resident (pages they share counted for each) and proportional (counted once).
`--zip` packs the copies into archives, for many notices on a small disk.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARED = Path(__file__).parents[2] / "shared" / "data"
FOLDERS = [SHARED / "doffin-eforms", SHARED / "ted-eforms"]
IDS = re.compile(rb"(<cbc:(?:ID [^>]*notice-id[^>]*|ContractFolderID[^>]*)>)[^<]*(<)")
PARSED = 2_000
TOGETHER = 1_000
EVERY_SECONDS = 0.2
ADD = """
import sys
from pathlib import Path
from mulighetsrom.notices.store import Dataset
if __name__ == "__main__":
    print(Dataset(sys.argv[1]).add([Path(sys.argv[2])], processes=int(sys.argv[3])))
"""


def main() -> None:
    """Measure and print."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        inbox = replicated(asked.folder, asked.notices, scratch / "inbox", packed=asked.zip)
        bare = parsed(replicated(asked.folder, min(asked.notices, PARSED), scratch / "sample"))
        print(f"{asked.notices} notices; load before: {os.getloadavg()[0]:.1f}")
        print(f"bare lxml.etree.parse, one core: {bare:,.0f} notices/s")
        for cores in asked.cores:
            use = added(inbox, scratch / f"dataset-{cores}", cores)
            print(f"add, {cores} core(s): {use.told(asked.notices, bare)}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notices", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, nargs="+", default=FOLDERS)
    parser.add_argument("--cores", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--zip", action="store_true")
    return parser.parse_args()


def replicated(folders: list[Path], count: int, target: Path, *, packed: bool = False) -> Path:
    """Write `count` copies of the notices in the folders, as files or in zip archives."""
    target.mkdir()
    copies = _copies(folders, count)
    while some := list(islice(copies, TOGETHER)):
        if packed:
            with zipfile.ZipFile(target / f"{some[0][0]}.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                for name, data in some:
                    archive.writestr(name, data)
        else:
            for name, data in some:
                (target / name).write_bytes(data)
    return target


def _copies(folders: list[Path], count: int) -> Iterator[tuple[str, bytes]]:
    originals = [path.read_bytes() for folder in folders for path in sorted(folder.glob("*.xml"))]
    if not originals:
        sys.exit(f"no XML files in {', '.join(map(str, folders))}: name folders with real eForms notices")
    for number, data in enumerate(islice(cycle(originals), count)):
        uuid = f"{number:08x}-0000-4000-8000-000000000000".encode()
        yield f"{number:07}.xml", IDS.sub(rb"\g<1>" + uuid + rb"\g<2>", data)


def parsed(folder: Path) -> float:
    """Parse every file with bare lxml; return files per second of processor time."""
    began, files = time.process_time(), 0
    for path in folder.iterdir():
        etree.parse(path)
        files += 1
    return files / (time.process_time() - began)


@dataclass
class Use:
    """What a family of processes has used: seconds on the clock and of processors, and memory at its peak in bytes."""

    seconds: float = 0
    processor: dict[int, float] = field(default_factory=dict)
    resident: int = 0
    proportional: int = 0

    def look(self, pids: list[int]) -> None:
        """Take a sample."""
        memory = [_memory(pid) for pid in pids]
        self.resident = max(self.resident, sum(one[0] for one in memory))
        self.proportional = max(self.proportional, sum(one[1] for one in memory))
        self.processor |= {pid: seconds for pid in pids if (seconds := _processor(pid))}

    def told(self, notices: int, bare: float) -> str:
        """Tell it beside the rate of bare parsing."""
        processor = sum(self.processor.values())
        return (
            f"{notices / self.seconds:,.0f} notices/s by the clock ({self.seconds:.1f} s, "
            f"{notices / self.seconds / bare:.2f} of bare), {notices / processor:,.0f} by processor time "
            f"({processor:.1f} s, {notices / processor / bare:.2f} of bare); "
            f"peak {self.resident / 1e6:,.0f} MB resident, {self.proportional / 1e6:,.0f} MB proportional"
        )


def added(inbox: Path, dataset: Path, cores: int) -> Use:
    """Add the inbox in a process held to `cores`."""
    script = dataset.with_suffix(".py")
    script.write_text(ADD)
    use, began = Use(), time.monotonic()
    command = [
        "taskset",
        "--cpu-list",
        f"0-{cores - 1}",
        sys.executable,
        str(script),
        str(dataset),
        str(inbox),
        str(cores),
    ]
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(command, env=compiled) as process:
        while process.poll() is None:
            use.look([process.pid, *_descendants(process.pid)])
            time.sleep(EVERY_SECONDS)
    assert process.returncode == 0
    use.seconds = time.monotonic() - began
    return use


def _descendants(pid: int) -> Iterator[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:  # it has just ended
        return
    for child in map(int, children):
        yield child
        yield from _descendants(child)


def _memory(pid: int) -> tuple[int, int]:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended
        return 0, 0
    told = {line.split()[0]: int(line.split()[1]) * 1024 for line in lines if line.endswith("kB")}
    return told.get("Rss:", 0), told.get("Pss:", 0)


def _processor(pid: int) -> float:
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has just ended
        return 0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
