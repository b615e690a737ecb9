"""Real notices go all the way in, and one of them all the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from mulighetsrom.notices.store import Dataset, Version
from mulighetsrom.notices.store.version import EVERY

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = ("doffin-eforms", "doffin-csv", "ted-eforms")


@pytest.fixture(scope="module")
def dataset(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    dataset = Dataset(tmp_path_factory.mktemp("real") / "dataset")
    dataset.add([shared / "data" / folder for folder in FOLDERS])
    return dataset


@pytest.fixture
def version(dataset: Dataset) -> Version:
    return dataset.version()


def one(version: Version, sql: str) -> object:
    return next(iter(version.rows(sql)[0].values()))


def test_every_file_gives_notices_or_a_problem(version: Version, shared: Path) -> None:
    files = sum(1 for folder in FOLDERS for path in (shared / "data" / folder).rglob("*") if path.is_file())
    told = """SELECT count(DISTINCT source_file) FROM
              (SELECT source_file FROM notices UNION SELECT source_file FROM problems)"""
    assert one(version, told) == files
    assert one(version, "SELECT count(*) FROM notices WHERE origin <> 'export'") == 58 + 72


def test_again_changes_nothing(dataset: Dataset, shared: Path) -> None:
    report = dataset.add([shared / "data" / folder for folder in FOLDERS])
    assert (report.version, report.files) == (None, 0)


def test_each_notice_has_one_record_that_speaks_and_every_name_leads_to_it(version: Version) -> None:
    speakers = "SELECT count(*) FILTER (NOT superseded) AS n FROM current GROUP BY notice_id"
    assert one(version, f"SELECT max(n) - min(n) + max(n) FROM ({speakers})") == 1
    lost = "SELECT count(*) FROM notices WHERE lower(notice_id) NOT IN (SELECT lower(alias) FROM aliases)"
    assert one(version, lost) == 0
    assert one(version, "SELECT count(*) - count(DISTINCT alias) FROM aliases") == 0


def test_a_doffin_id_names_one_notice(version: Version) -> None:
    several = """SELECT count(*) FROM (SELECT n.doffin_id FROM notices n JOIN current c USING (record)
                 WHERE n.doffin_id IS NOT NULL GROUP BY 1 HAVING count(DISTINCT c.notice_id) > 1)"""
    assert one(version, several) == 0


def test_no_file_holds_nan_where_an_amount_is_missing(version: Version) -> None:
    for name in EVERY:
        for path in version.paths(name):
            table = pq.read_table(path)
            for column in table.columns:
                if pa.types.is_floating(column.type):
                    assert not pc.any(pc.is_nan(column)).as_py(), (name, path)


def test_a_line_of_a_csv_is_cut_out_of_the_archive_and_the_others_stay(dataset: Dataset, shared: Path) -> None:
    before = dataset.version()
    line = before.rows(
        """SELECT notice_id, doffin_id, title FROM notices JOIN current USING (record, notice_id)
           WHERE origin = 'export' AND length(title) > 40 AND NOT superseded ORDER BY notice_id LIMIT 1"""
    )[0]
    count = one(before, "SELECT count(*) FROM notices")
    gone = before.rows(
        "SELECT count(*) AS n FROM notices JOIN current c USING (record) WHERE c.notice_id = ?", [line["notice_id"]]
    )[0]["n"]
    dataset.remove(line["doffin_id"], reason="a test", by="a test")
    archived = [
        pa.decompress(row["data"], row["size"], "zstd", asbytes=True)
        for part in dataset.version().manifest.raw
        for row in pq.read_table(dataset.folder / part).to_pylist()
        if row["data"]
    ]
    assert not any(line["title"].encode("utf-8") in data for data in archived)
    assert not any(line["doffin_id"].encode() in data for data in archived)
    dataset.rebuild()
    assert one(dataset.version(), "SELECT count(*) FROM notices") == count - gone
    assert dataset.add([shared / "data" / "doffin-csv"]).version is None
