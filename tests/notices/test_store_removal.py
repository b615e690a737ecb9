"""What a removed notice may not leave behind in what it was counted with, and who may read the archive at all."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from mulighetsrom.notices.store import Dataset
from tests.notices import toy

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "Navnet som skal bort"
PROCEDURE = "11111111-2222-4333-8444-555555555555"
COUNTED = "SELECT notice_id FROM counted ORDER BY 1"


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    """The first two notices are counted as one, and only the second has a title to show for it."""
    told: list[dict[str, Any]] = [
        {"doffin_id": "2024-000001", "title": None, "procedure_id": PROCEDURE},
        {"doffin_id": "2024-000002", "title": SECRET, "procedure_id": PROCEDURE},
        {"doffin_id": "2024-000003", "title": "Kontormøbler"},
    ]
    dataset = Dataset(tmp_path / "dataset", reading=toy.READING)
    dataset.add([toy.file(tmp_path, "a.json", *told)], processes=1)
    return dataset


def test_its_words_do_not_stay_where_they_spoke_for_others(dataset: Dataset) -> None:
    pinned = dataset.version()
    assert {"title": SECRET} in pinned.rows("SELECT title FROM counted")

    dataset.remove("2024-000002", reason="names a person", by="operator")

    files = list(dataset.folder.rglob("*.parquet"))
    assert not [path for path in files if SECRET in str(pq.read_table(path).to_pydict())]
    assert [row["notice_id"] for row in dataset.version().rows(COUNTED)] == ["2024-000001", "2024-000003"]
    assert [row["notice_id"] for row in pinned.rows(COUNTED)] == ["2024-000003"]


def test_others_on_the_machine_cannot_read_the_archive(dataset: Dataset) -> None:
    assert stat.S_IMODE(dataset.folder.stat().st_mode) == stat.S_IRWXU
