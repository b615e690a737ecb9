"""The commands say what they did, and what is refused in one sentence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from mulighetsrom.notices import cli
from mulighetsrom.notices.reference import added as added_reference
from mulighetsrom.notices.store import Dataset, DatasetError
from tests.notices import toy

if TYPE_CHECKING:
    from pathlib import Path

    from mulighetsrom.notices.pipeline import Reading


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def of_toys(folder: Path, *, reading: Reading = toy.READING) -> Dataset:
        return Dataset(folder, reading=reading)

    monkeypatch.setattr(cli, "Dataset", of_toys)
    monkeypatch.setenv("MULIGHETSROM_DATASET", str(tmp_path / "dataset"))
    monkeypatch.setenv("COLUMNS", "300")
    toy.file(
        tmp_path / "inbox",
        "a.json",
        {
            "doffin_id": "2024-000001",
            "title": "Invitasjon til dialogkonferanse om gatelys",
            "form_type": "planning",
            "subtype": "4",
        },
        *({"doffin_id": f"2024-{number:06}", "title": f"[bold]Kjøp {number}\x1b[31m"} for number in range(2, 32)),
    )
    (tmp_path / "inbox" / "bad.json").write_text("UNREADABLE")
    return tmp_path


def run(*arguments: str | Path, code: int = 0) -> str:
    result = CliRunner().invoke(cli.notices_app, [str(one) for one in arguments])
    if isinstance(result.exception, DatasetError):
        return str(result.exception)
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def added(folder: Path) -> Path:
    run("add", folder / "inbox", "--processes", "1")
    return folder


def test_add_says_what_came_and_what_did_not(folder: Path) -> None:
    told = run("add", folder / "inbox")
    assert "Version 1: 31 notices from 2 new files; 0 files were there already." in told
    assert "1 problems: see them with `mulighetsrom notices problems`." in told
    assert run("add", folder / "inbox") == "Nothing new: all 2 files were there already.\n"


def test_status_tells_sources_years_kinds_coverage_and_problems(added: Path) -> None:
    assert added
    run("coverage", "doffin", "competition", "2024", "--complete")
    told = run("status")
    assert "Version 2" in told
    assert "Problems: 1" in told
    lines = [line.split() for line in told.splitlines()]
    assert ["doffin", "2024", "competition", "30", "complete"] in lines
    assert ["doffin", "2024", "planning", "1", "sample"] in lines


def test_problems_are_listed_by_file(added: Path) -> None:
    assert added
    assert "not-json" in run("problems", "--file", "bad")
    assert run("problems", "--file", "a.json").endswith("0 problems.\n")


def test_show_tells_names_and_the_words_that_decided(added: Path) -> None:
    assert added
    told = run("show", "2024-000001")
    assert "title: “" in told
    assert "dialogkonferanse" in told.split("title: “")[1]
    assert "Bærum kommune" in told


def test_what_a_notice_says_is_neither_markup_nor_a_command_to_the_terminal(added: Path) -> None:
    assert added
    told = run("show", "2024-000002")
    assert "[bold]Kjøp 2" in told
    assert "\x1b[31m" not in told


def test_figures_are_counts_until_everything_is_declared(added: Path) -> None:
    assert added
    assert ratio(run("figure", "--buyer", "Bærum kommune", "--year", "2024")) == ["1", "30", "incomplete"]
    for kind in ("planning", "competition"):
        run("coverage", "doffin", kind, "2024", "--complete")
    for place in (["--buyer", "935478715"], ["--municipality", "Bærum"], []):
        assert ratio(run("figure", *place))[:3] == ["1", "30", "3.3"]


def ratio(told: str) -> list[str]:
    line = next(line for line in told.splitlines() if line.startswith("dialogue-ratio ") and " all " in line)
    return line.split()[3:]


def test_a_whole_name_goes_before_names_that_begin_with_it(added: Path) -> None:
    file = toy.file(
        added, "more.json", {"doffin_id": "2024-000099", "buyer": "Bærum kommune, Eiendom", "buyer_orgnr": None}
    )
    run("add", file, "--processes", "1")
    assert "buyer 935478715" in run("figure", "--buyer", "bærum kommune")
    assert "several buyers fit" in run("figure", "--buyer", "bærum kom")
    assert "municipality 3203" in run("figure", "--municipality", "asker")
    assert "municipality 3203" in run("figure", "--municipality", "Røyken")


def test_remove_asks_who_and_why_and_show_tells_it(added: Path) -> None:
    told = run("remove", "2024-000001", "--reason", "names a person", "--by", "Kari")
    assert "2024-000001 is gone" in told
    assert "by Kari: names a person" in run("show", "2024-000001")
    assert run("add", added / "inbox") == "Nothing new: all 2 files were there already.\n"


def test_export_writes_and_counts(added: Path) -> None:
    out = added / "out.json"
    assert "1 rows written" in run("export", "notices", "--format", "json", "-o", out, "--where", "form_type=planning")
    assert [row["doffin_id"] for row in json.loads(out.read_text())] == ["2024-000001"]


def test_rebuild_reads_everything_again(added: Path) -> None:
    assert added
    assert run("rebuild", "--processes", "1") == "Version 2: everything was read again.\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["show", "2024-999999"], "no notice has the id '2024-999999'"),
        (["figure", "--buyer", "Nowhere"], "no buyer fits 'Nowhere'"),
        (["figure", "--municipality", "Xyzzy"], "no municipality has the number or name 'Xyzzy'"),
        (["figure", "--municipality", "Herøy"], "several municipalities fit 'Herøy': Herøy (1515); Herøy (1818)"),
        (["figure", "--municipality", "Nes"], "several municipalities fit 'Nes': Nes (3228); Nesbyen (3322)"),
        (["export", "notises", "-o", "x"], "there is no table 'notises'"),
    ],
)
def test_refusals_are_one_sentence(added: Path, arguments: list[str], told: str) -> None:
    assert added
    assert told in run(*arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", "/no/such/file"],
        ["coverage", "doffin", "competitions", "2024", "--complete"],
        ["figure", "--buyer", "a", "--municipality", "b"],
        ["export", "notices", "-o", "x", "--where", "form_type"],
    ],
)
def test_what_was_not_understood_exits_with_2(added: Path, arguments: list[str]) -> None:
    assert added
    run(*arguments, code=2)


def test_an_empty_dataset_says_how_to_begin(folder: Path) -> None:
    assert folder
    assert "notices add PATH" in run("status")


def test_reference_data_is_taken_from_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[tuple[str, bytes, Path]] = []

    def add(kind: str, data: bytes, where: Path) -> added_reference.Added:
        taken.append((kind, data, where))
        return added_reference.Added(where / "cpv.csv", 3)

    monkeypatch.setattr(added_reference, "add", add)
    (folder / "cpv.csv").write_bytes(b"code,nb")
    result = CliRunner().invoke(cli.reference_app, ["cpv", str(folder / "cpv.csv")])
    assert result.exit_code == 0, result.output
    assert taken == [("cpv", b"code,nb", folder / "dataset" / "reference")]


def test_help_of_every_command_names_the_dataset() -> None:
    for command in cli.notices_app.registered_commands:
        name = command.name or command.callback.__name__ if command.callback else ""
        assert "--dataset" in run(name, "--help")
