"""The page about the reference data names every table, and its splits are those of the table."""

from __future__ import annotations

from pathlib import Path

from mulighetsrom.notices.reference import added, files

PAGE = (Path(__file__).parents[3] / "docs/reference-data.md").read_text(encoding="utf-8")


def test_every_table_is_described() -> None:
    assert [path.name for path in files.DATA.iterdir() if f"`{path.name}`" not in PAGE] == []


def test_every_kind_that_can_be_added_is_described() -> None:
    assert f"reference add {'|'.join(added.KINDS)} FILE|URL" in PAGE


def test_every_split_is_told() -> None:
    splits = [row for row in files.read("changes.csv") if row["extent"] == "part" and row["series"] == "yes"]
    assert len(splits) == 3
    assert all(f"| {row['new_name']} |" in PAGE and f"| {row['old_name']}, 1 January" in PAGE for row in splits)
