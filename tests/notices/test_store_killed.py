"""Killed at any moment, the dataset is the old or the new one; a reader sees one of them, whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mulighetsrom.notices.store import Dataset, DatasetBusyError
from tests.notices import toy

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
ADD = """
import sys
from pathlib import Path
from mulighetsrom.notices.store import Dataset
from tests.notices import toy
if __name__ == "__main__":
    Dataset(sys.argv[1], reading=toy.READING).add([Path(sys.argv[2])], processes=2)
"""
FIRST, MORE = 40, 400


def notices(inbox: Path, numbers: range) -> Path:
    for number in numbers:
        toy.file(inbox, f"{number}.json", {"doffin_id": f"2024-{number:06}", "title": "Noe " * 50})
    return inbox


def adding(dataset: Dataset, inbox: Path, script: Path) -> subprocess.Popen[bytes]:
    script.write_text(ADD)
    command = [sys.executable, str(script), str(dataset.folder), str(inbox)]
    return subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE)


def seen(dataset: Dataset) -> tuple[int, int]:
    """Count notices and their texts, as a reader does that comes by just now."""
    version = Dataset(dataset.folder, reading=toy.READING).version()
    counts = [version.rows(f'SELECT count(*) AS n FROM "{table}"')[0]["n"] for table in ("notices", "texts")]
    return counts[0], counts[1]


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    dataset = Dataset(tmp_path / "dataset", reading=toy.READING)
    dataset.add([notices(tmp_path / "first", range(FIRST))], processes=1)
    return dataset


@pytest.fixture
def running(dataset: Dataset, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    inbox = notices(tmp_path / "more", range(FIRST, FIRST + MORE))
    with adding(dataset, inbox, tmp_path / "adds.py") as process:
        yield process
        process.kill()


def test_a_reader_beside_a_writer_sees_the_old_or_the_new_whole(
    dataset: Dataset, running: subprocess.Popen[bytes]
) -> None:
    views = set()
    while running.poll() is None:
        views.add(seen(dataset))
    assert running.returncode == 0
    assert views | {seen(dataset)} == {(FIRST, FIRST), (FIRST + MORE, FIRST + MORE)}


def test_two_writers_do_not_mix(dataset: Dataset, running: subprocess.Popen[bytes], tmp_path: Path) -> None:
    while running.poll() is None and str(running.pid) not in (dataset.folder / "LOCK").read_text():
        time.sleep(0.01)
    with pytest.raises(DatasetBusyError):
        dataset.add([tmp_path / "first"])
    assert running.wait() == 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_killed_at_any_moment_it_is_the_old_or_the_new(dataset: Dataset, tmp_path: Path, seed: int) -> None:
    inbox = notices(tmp_path / "more", range(FIRST, FIRST + MORE))
    chance = random.Random(seed)  # noqa: S311 - a moment, no secret
    with adding(dataset, inbox, tmp_path / "adds.py") as process:
        while process.poll() is None and str(process.pid) not in (dataset.folder / "LOCK").read_text():
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 2.5))
        os.kill(process.pid, signal.SIGKILL)
    assert seen(dataset) in {(FIRST, FIRST), (FIRST + MORE, FIRST + MORE)}
    dataset.add([inbox], processes=1)
    assert seen(dataset) == (FIRST + MORE, FIRST + MORE)
    leftovers = [path for path in dataset.folder.rglob("*") if path.suffix == ".unfinished"]
    assert leftovers == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_workers_end_with_a_killed_parent(running: subprocess.Popen[bytes]) -> None:
    while running.poll() is None and not (children := descendants(running.pid)):
        time.sleep(0.02)
    running.kill()
    running.wait()
    deadline = time.monotonic() + 10
    while (left := [child for child in children if alive(child)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == []


def descendants(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [child for one in map(int, told) for child in (one, *descendants(one))]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
