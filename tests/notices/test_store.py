"""A dataset holds what was added, once, whole, and keeps what it was."""

from __future__ import annotations

import json
import re
import threading
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from mulighetsrom.notices import indicators, schema
from mulighetsrom.notices.eforms.values import OSLO
from mulighetsrom.notices.pipeline import Reading
from mulighetsrom.notices.store import (
    Coverage,
    DamagedError,
    Dataset,
    DatasetBusyError,
    DemoRefusedError,
    NoVersionError,
    UnknownNoticeError,
    UnknownTableError,
    YearNotOverError,
    files,
    parts,
)
from mulighetsrom.notices.store import dataset as store_of_datasets
from mulighetsrom.notices.store.version import EVERY
from tests.notices import toy

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    return Dataset(tmp_path / "dataset", reading=toy.READING)


@pytest.fixture(autouse=True)
def no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the indicators out: what is tested here is how things are kept, not what they say."""

    def build(_con: object, target: Path, *_: object) -> None:
        for table in (schema.COUNTED, schema.FIGURES, schema.LEFT_OUT):
            parts.write(target / f"{table.name}.parquet", table.schema, [])

    monkeypatch.setattr(indicators, "build", build)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return tmp_path / "inbox"


def one(number: int, **values: Any) -> dict[str, Any]:
    return {"doffin_id": f"2024-{number:06}", "title": f"Anskaffelse {number}"} | values


def ids(dataset: Dataset) -> list[str]:
    return [row["notice_id"] for row in dataset.version().rows("SELECT notice_id FROM notices ORDER BY 1")]


def content(folder: Path) -> dict[str, int]:
    """Every file with the moment it was changed."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


# --- adding -------------------------------------------------------------------------------------------------------


def test_what_is_added_can_be_read_as_ibis_and_as_sql(dataset: Dataset, inbox: Path) -> None:
    toy.file(inbox, "a.json", one(1), one(2, published_date="2023-05-01"))
    report = dataset.add([inbox])
    version = dataset.version()
    assert (report.version, report.files, report.notices, report.problems) == (1, 1, 2, 0)
    assert version.table("notices").count().to_pyarrow().as_py() == 2
    assert version.rows("SELECT year FROM notices WHERE notice_id = ?", ["2024-000002"]) == [{"year": 2023}]
    assert {path.parent.name for path in version.paths("notices")} == {"year=2023", "year=2024"}


def test_the_same_bytes_again_change_nothing_and_it_says_so(dataset: Dataset, inbox: Path) -> None:
    toy.file(inbox, "a.json", one(1))
    dataset.add([inbox])
    before = content(dataset.folder)
    toy.file(inbox, "the same under another name.json", one(1))
    report = dataset.add([inbox])
    assert (report.version, report.files, report.known) == (None, 0, 2)
    assert content(dataset.folder).keys() == before.keys()
    assert dataset.version().number == 1


def test_the_same_bytes_twice_in_one_go_count_once(dataset: Dataset, inbox: Path) -> None:
    toy.file(inbox, "a.json", one(1))
    toy.file(inbox, "b.json", one(1))
    assert dataset.add([inbox]).known == 1
    assert ids(dataset) == ["2024-000001"]


def test_adding_leaves_what_was_there_untouched(dataset: Dataset, inbox: Path) -> None:
    dataset.add([toy.file(inbox, "a.json", one(1))])
    before = {name: when for name, when in content(dataset.folder).items() if name.startswith(("raw/", "tables/"))}
    dataset.add([toy.file(inbox, "b.json", one(2))])
    assert before.items() <= content(dataset.folder).items()
    assert ids(dataset) == ["2024-000001", "2024-000002"]


def test_a_newer_version_wins_and_the_older_is_kept(dataset: Dataset, inbox: Path) -> None:
    uuid = "11111111-2222-4333-8444-555555555555"
    dataset.add([toy.file(inbox, "new.json", one(2, uuid=uuid, version="02", title="Ny"))])
    dataset.add([toy.file(inbox, "old.json", one(1, uuid=uuid, version="01", title="Gammel"))])
    found = dataset.version().notice("2024-000002")
    assert found is not None
    assert (found["title"], found["notice_id"], found["unit"]) == ("Ny", "2024-000001", "2024-000001")
    assert dataset.version().notice(uuid.upper()) == found
    assert dataset.version().table("notices").count().to_pyarrow().as_py() == 2


def test_results_do_not_depend_on_processes_or_chunks(dataset: Dataset, inbox: Path, tmp_path: Path) -> None:
    for number in range(300):
        toy.file(inbox, f"{number:03}.json", one(number, published_date=f"20{10 + number % 9}-01-01"))
    other = Dataset(tmp_path / "other", reading=toy.READING)
    dataset.add([inbox], processes=1)
    other.add([inbox], processes=2)
    for part in dataset.version().paths("notices"):
        same = other.folder / part.relative_to(dataset.folder)
        assert pq.read_table(part) == pq.read_table(same)


def test_many_small_parts_are_written_together(dataset: Dataset, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_of_datasets, "PARTS_BEFORE_MERGE", 3)
    for number in range(5):
        dataset.add([toy.file(inbox, f"{number}.json", one(number))], processes=1)
    assert len(ids(dataset)) == 5
    assert len(dataset.version().paths("notices")) == 2


# --- trouble in files ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trouble", "code"),
    [("UNREADABLE", "not-json"), ("BREAK THE READER", "reader-crashed"), ("KILL THE WORKER", "reader-crashed")],
)
def test_a_file_that_cannot_be_read_gets_a_line_and_the_rest_goes_on(
    dataset: Dataset, inbox: Path, trouble: str, code: str
) -> None:
    for number in range(9):
        toy.file(inbox, f"{number}.json", one(number))
    (inbox / "5 bad.json").write_text(trouble)
    report = dataset.add([inbox], processes=2)
    problems = dataset.version().rows("SELECT source_file, code FROM problems")
    assert (report.notices, report.problems) == (9, 1)
    assert [(row["source_file"].split("/")[-1], row["code"]) for row in problems] == [("5 bad.json", code)]


def test_the_bytes_of_a_file_that_cannot_be_read_are_kept(dataset: Dataset, inbox: Path) -> None:
    toy.file(inbox, "bad.json").write_text("UNREADABLE")
    dataset.add([inbox])
    assert dataset.add([inbox]).version is None
    better = Dataset(dataset.folder, reading=Reading(read_everything, toy.without))
    better.rebuild()
    assert ids(better) == ["read after all"]
    assert better.version().rows("FROM problems") == []


def read_everything(data: bytes, source_file: str) -> Any:
    assert data == b"UNREADABLE"
    yield from toy.read(json.dumps({"doffin_id": "read after all"}).encode(), source_file)


def test_why_a_file_was_not_read_tells_no_address(dataset: Dataset, inbox: Path) -> None:
    file = toy.file(inbox, "a.csv")
    file.write_text("kari@example.org;Ring 912 34 567;c\n1;2;3\n")
    Dataset(dataset.folder).add([file])
    [problem] = Dataset(dataset.folder).version().rows("FROM problems")
    assert problem["code"] == "unknown-export"
    assert "‹@›" in problem["detail"]
    assert not {"kari", "912"} & set(re.findall(r"\w+", problem["detail"]))


def test_problems_of_a_record_that_was_read_are_kept(dataset: Dataset, inbox: Path) -> None:
    dataset.add([toy.file(inbox, "a.json", one(1, problems=["no-buyer"]))])
    assert [row["code"] for row in dataset.version().rows("FROM problems")] == ["no-buyer"]


# --- versions -----------------------------------------------------------------------------------------------------


def test_a_pinned_version_stays_whole_for_two_more(dataset: Dataset, inbox: Path) -> None:
    dataset.add([toy.file(inbox, "1.json", one(1))])
    pinned = dataset.version()
    for number in (2, 3):
        dataset.add([toy.file(inbox, f"{number}.json", one(number))])
    assert pinned.table("notices").count().to_pyarrow().as_py() == 1
    assert [row["alias"] for row in pinned.rows("FROM aliases WHERE alias LIKE '2024-%'")] == ["2024-000001"]
    assert dataset.version().number == 3
    assert dataset.version() is dataset.version()


def test_older_versions_are_swept_but_their_figures_can_be_cited(dataset: Dataset, inbox: Path) -> None:
    for number in range(1, 6):
        dataset.add([toy.file(inbox, f"{number}.json", one(number))])
    oldest = dataset.versions()[-1]
    assert oldest.number == 1
    assert (dataset.folder / oldest.derived["figures"]).exists()
    assert not (dataset.folder / oldest.derived["counted"]).exists()


def test_versions_can_be_read_from_many_threads(dataset: Dataset, inbox: Path) -> None:
    dataset.add([toy.file(inbox, "a.json", *(one(number) for number in range(50)))])
    version, counts = dataset.version(), list[int]()

    def count() -> None:
        counts.extend(version.rows("SELECT count(*) AS n FROM notices")[0]["n"] for _ in range(20))

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [50] * 160


def test_another_schema_makes_the_next_add_read_everything_again(
    dataset: Dataset, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "fingerprint", lambda: "of another day")
    dataset.add([toy.file(inbox, "a.json", one(1))])
    monkeypatch.undo()
    assert dataset.add([toy.file(inbox, "b.json", one(2))]).read_again
    assert ids(dataset) == ["2024-000001", "2024-000002"]
    assert len(dataset.version().paths("notices")) == 1


def test_the_manifest_tells_from_what_it_was_built(dataset: Dataset, inbox: Path) -> None:
    dataset.add([toy.file(inbox, "a.json", one(1), one(2))])
    manifest = dataset.version().manifest
    assert manifest.readers == {"toy 1": 2}
    assert manifest.sources == {"doffin": 2}
    assert manifest.inputs.count == 1
    assert manifest.rows["notices"] == 2
    assert sum(manifest.raw.values()) == 1


def test_an_empty_folder_has_no_version(dataset: Dataset) -> None:
    assert dataset.current() is None
    with pytest.raises(NoVersionError, match="notices add"):
        dataset.rebuild()


def test_an_unknown_table_is_refused_naming_those_there_are(dataset: Dataset, inbox: Path) -> None:
    dataset.add([toy.file(inbox, "a.json", one(1))])
    with pytest.raises(UnknownTableError, match=r"figures, .*notices"):
        dataset.version().table("notises")


def test_coverage_is_declared_and_kept(dataset: Dataset, inbox: Path) -> None:
    dataset.add([toy.file(inbox, "a.json", one(1))])
    dataset.declare("doffin", "planning", 2024, complete=True)
    dataset.declare("doffin", "competition", 2024, complete=True)
    dataset.declare("doffin", "planning", 2024, complete=False)
    dataset.add([toy.file(inbox, "b.json", one(2))])
    assert dataset.version().coverage == (
        Coverage("doffin", "competition", 2024, complete=True),
        Coverage("doffin", "planning", 2024, complete=False),
    )


def test_a_year_is_never_declared_complete_before_it_has_ended(dataset: Dataset, inbox: Path) -> None:
    dataset.add([toy.file(inbox, "a.json", one(1))])
    this = datetime.now(OSLO).year
    with pytest.raises(YearNotOverError, match=f"{this} is not over"):
        dataset.declare("doffin", "planning", this, complete=True)
    dataset.declare("doffin", "planning", this, complete=False)
    dataset.declare("doffin", "planning", this - 1, complete=True)
    assert [(one.year, one.complete) for one in dataset.version().coverage] == [(this - 1, True), (this, False)]


# --- examples -----------------------------------------------------------------------------------------------------


def test_real_notices_replace_examples(dataset: Dataset, inbox: Path) -> None:
    dataset.add([toy.file(inbox, "demo.json", one(1))], demo=True)
    assert dataset.version().demo
    report = dataset.add([toy.file(inbox, "real.json", one(2))])
    assert report.replaced_demo
    assert not dataset.version().demo
    assert ids(dataset) == ["2024-000002"]


def test_examples_never_join_real_notices(dataset: Dataset, inbox: Path) -> None:
    dataset.add([toy.file(inbox, "real.json", one(2))])
    with pytest.raises(DemoRefusedError):
        dataset.add([toy.file(inbox, "demo.json", one(1))], demo=True)


# --- removal ------------------------------------------------------------------------------------------------------

SECRET = "Navnet som skal bort"


def nowhere(folder: Path, text: str) -> bool:
    """Is the text in no Parquet file, raw ones unpacked?"""
    told = [str(pq.read_table(path).to_pydict()) for path in folder.rglob("*.parquet")]
    raw = [
        pa.decompress(row["data"], row["size"], "zstd", asbytes=True).decode()
        for path in (folder / "raw").glob("*.parquet")
        for row in pq.read_table(path).to_pylist()
        if row["data"]
    ]
    return not any(text in one for one in told + raw)


def test_a_removed_notice_is_gone_from_everything_and_stays_away(dataset: Dataset, inbox: Path) -> None:
    dataset.add([toy.file(inbox, "a.json", one(1, title=SECRET))])
    dataset.add([toy.file(inbox, "b.json", one(2))])
    pinned = dataset.version()
    dataset.remove("2024-000001", reason="names a person", by="operator")
    assert nowhere(dataset.folder, SECRET)
    assert ids(dataset) == ["2024-000002"]
    assert pinned.rows("SELECT notice_id FROM notices") == [{"notice_id": "2024-000002"}]
    tombstone = dataset.version().removed("2024-000001")
    assert tombstone is not None
    assert (tombstone.reason, tombstone.by) == ("names a person", "operator")

    again = toy.file(inbox, "again.json", one(1, title=SECRET, version="02"))
    report = dataset.add([again])
    assert report.stayed_away == 1
    assert nowhere(dataset.folder, SECRET)
    dataset.rebuild()
    assert ids(dataset) == ["2024-000002"]


def test_an_interrupted_removal_is_finished_by_the_next_writer(
    dataset: Dataset, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset.add([toy.file(inbox, "a.json", one(1, title=SECRET)), toy.file(inbox, "b.json", one(2))])
    rewrite, calls = parts.rewrite, list[Any]()

    def interrupted(*args: Any) -> int:
        calls.append(args)
        if len(calls) == 3:
            raise OSError("No space left on device")
        return rewrite(*args)

    monkeypatch.setattr(parts, "rewrite", interrupted)
    with pytest.raises(OSError, match="space"):
        dataset.remove("2024-000001", reason="names a person", by="operator")
    monkeypatch.undo()
    dataset.add([toy.file(inbox, "c.json", one(3))])
    assert nowhere(dataset.folder, SECRET)
    assert ids(dataset) == ["2024-000002", "2024-000003"]
    assert dataset.version().removed("2024-000001")


def test_what_was_removed_can_be_removed_again_and_nothing_happens(dataset: Dataset, inbox: Path) -> None:
    dataset.add([toy.file(inbox, "a.json", one(1))])
    first = dataset.remove("2024-000001", reason="names a person", by="operator")
    number = dataset.version().number
    assert dataset.remove("2024-000001", reason="once more", by="somebody") == first
    assert dataset.version().number == number


def test_what_is_not_there_cannot_be_removed(dataset: Dataset, inbox: Path) -> None:
    dataset.add([toy.file(inbox, "a.json", one(1))])
    with pytest.raises(UnknownNoticeError, match="2024-999999"):
        dataset.remove("2024-999999", reason="", by="")


# --- writers and files --------------------------------------------------------------------------------------------


def test_a_second_writer_is_told_who_writes(dataset: Dataset, inbox: Path) -> None:
    with files.only_writer(dataset.folder), pytest.raises(DatasetBusyError, match=r"process \d+ since"):
        dataset.add([toy.file(inbox, "a.json", one(1))])


@pytest.mark.parametrize("part", ["CURRENT", "manifests/000001.json", "derived/000001/current.parquet"])
def test_a_damaged_file_is_told_of_in_a_sentence(dataset: Dataset, inbox: Path, part: str) -> None:
    dataset.add([toy.file(inbox, "a.json", one(1))])
    (dataset.folder / part).write_bytes(b"{ half")
    with pytest.raises(DamagedError, match=part):
        Dataset(dataset.folder).version().rows("FROM notices")


def test_a_damaged_archive_is_told_of_in_a_sentence(dataset: Dataset, inbox: Path) -> None:
    dataset.add([toy.file(inbox, "a.json", one(1))])
    (dataset.folder / "raw" / "000001.parquet").write_bytes(b"half")
    with pytest.raises(DamagedError, match=r"raw/000001\.parquet"):
        dataset.rebuild()


def test_a_full_disk_leaves_the_old_version_and_nothing_else(
    dataset: Dataset, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset.add([toy.file(inbox, "a.json", one(1))])
    before = content(dataset.folder)
    monkeypatch.setattr(files, "sync", fail_on("current"))
    with pytest.raises(OSError, match="space"):
        dataset.add([toy.file(inbox, "b.json", one(2))])
    monkeypatch.undo()
    assert ids(dataset) == ["2024-000001"]
    assert dataset.add([inbox / "a.json"]).version is None
    assert content(dataset.folder).keys() == before.keys()


def fail_on(word: str) -> Any:
    sync = files.sync

    def failing(path: Path) -> None:
        if word in path.name:
            raise OSError(28, "No space left on device")
        sync(path)

    return failing


def test_every_file_describes_its_columns_and_holds_no_nan(dataset: Dataset, inbox: Path) -> None:
    dataset.add([toy.file(inbox, "a.json", one(1, problems=["x"]), one(2, form_type="planning", subtype="4"))])
    for name, table in EVERY.items():
        for path in dataset.version().paths(name):
            written = pq.read_table(path)
            assert {field.name: about(field) for field in written.schema} == {
                field.name: about(field) for field in table.schema
            }
            assert not any(pc.any(pc.is_nan(column)).as_py() for column in written.columns if is_number(column)), name


def about(field: pa.Field) -> tuple[str, bytes]:
    return str(field.type).replace("element", "item"), field.metadata[b"description"]


def is_number(column: pa.ChunkedArray) -> bool:
    return bool(pa.types.is_floating(column.type))
