"""The measured error of the dialogue rule: counts, intervals, and what is said of what was not measured."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mulighetsrom.notices.errors import Unreadable
from mulighetsrom.notices.evaluate import Counts, Label, Share, compare, read_labels
from mulighetsrom.notices.evaluation_page import page

if TYPE_CHECKING:
    from pathlib import Path

    from mulighetsrom.notices.schema import Row


def label(name: str, answer: str, *, language: str = "nb", source: str = "xml", **more: object) -> Label:
    return Label(source, name, language, answer, **({"kinds": frozenset(), "dates": frozenset()} | more))  # type: ignore[arg-type]  # the test gives what Label wants


def notice(name: str, *, dialogue: bool, **more: object) -> Row:
    empty = {"source_row": None, "doffin_id": None, "dialogue_kinds": None, "dialogue_date": None}
    return {"source_file": f"folder/{name}", "dialogue": dialogue, "dialogue_deadline": None, **empty, **more}


def test_each_outcome_is_counted_where_it_belongs() -> None:
    labels = [
        label("a.xml", "yes"),
        label("b.xml", "yes", language="sv"),
        label("c.xml", "no"),
        label("d.xml", "no"),
        label("2023/absent.xml", "yes"),
        label("e.xml", "unsure"),
        label("2022-123456", "yes", source="csv", language="nn"),
    ]
    rows = [
        notice("a.xml", dialogue=True),
        notice("b.xml", dialogue=False),
        notice("c.xml", dialogue=True),
        notice("d.xml", dialogue=False),
        notice("e.xml", dialogue=True),
        notice("all.csv", dialogue=True, source_row=7, doffin_id="2022-123456"),
    ]
    report = compare(labels, rows, name="labels.csv")
    assert report.pooled.outcomes == {"hit": 2, "missed": 1, "false": 1, "silent": 1, "unread": 1, "unsure": 1}
    assert report.languages["no"]["hit"] == 2
    assert report.sources["csv"].positives == 1
    assert [each.name for each in report.labelled["unread"]] == ["2023/absent.xml"]


def test_wilsons_interval() -> None:
    low, high = Share(9, 10).interval or (0.0, 0.0)
    assert low == pytest.approx(0.5958, abs=1e-4)
    assert high == pytest.approx(0.9821, abs=1e-4)
    assert Share(0, 0).interval is None


def test_f1_is_the_harmonic_mean_and_lies_in_its_interval() -> None:
    counts = Counts()
    counts.outcomes.update(hit=8, false=2, missed=4)
    assert counts.f1 == pytest.approx(2 * (8 / 10) * (8 / 12) / (8 / 10 + 8 / 12))
    low, high = counts.f1_interval or (1.0, 0.0)
    assert low < (counts.f1 or 0) < high


def test_kinds_and_days_agree_when_one_is_shared() -> None:
    day = date(2023, 11, 6)
    told = label("a.xml", "yes", kinds=frozenset({"written", "workshop"}), dates=frozenset({day}))
    rows = [notice("a.xml", dialogue=True, dialogue_kinds=["written"], dialogue_deadline=day)]
    report = compare([told], rows, name="labels.csv")
    assert (report.same_kinds, report.same_date) == (Share(1, 1), Share(1, 1))


def test_a_group_with_few_dialogues_shows_counts_only_and_one_with_none_is_unmeasured() -> None:
    labels = [label(f"{number}.xml", "yes") for number in range(10)] + [label("s.xml", "yes", language="sv")]
    labels.append(label("f.xml", "no", language="fi"))
    rows = [notice(each.name, dialogue=each.answer == "yes") for each in labels]
    written = page(compare(labels, rows, name="labels.csv"))
    assert "| no | 10 | 10 | 10 | 0 | 0 | 1.00 (0.72–1.00), 10 of 10 |" in written
    assert "| sv | 1 | 1 | 1 | 0 | 0 | – | – | – |" in written
    assert "no labelled dialogue was read: fi." in written


def test_the_page_says_which_figures_are_in_sample_and_names_errors() -> None:
    report = compare([label("a.xml", "yes")], [notice("a.xml", dialogue=False)], name="labels.csv")
    alone, both = page(report), page(report, report)
    assert "In sample" in alone
    assert "Not measured" in alone
    assert "`a.xml` (xml, nb)" in alone
    assert "Held out" in both
    assert "Not measured" not in both
    assert "Labelled blind" in page(report, blind=report)
    assert "Labelled blind" not in both


def test_a_label_file_with_a_fault_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("set,file_or_id,language,market_dialogue\nxml,a.xml,nb,perhaps\n", encoding="utf-8")
    with pytest.raises(Unreadable, match=r"labels.csv:2: not-an-answer"):
        read_labels(path)
    path.write_text("set,language\n", encoding="utf-8")
    with pytest.raises(Unreadable, match="file_or_id, market_dialogue"):
        read_labels(path)


def test_what_is_no_label_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_bytes(b"\x93\xff\x00 no text")
    with pytest.raises(Unreadable, match=r"labels.csv: not-utf-8"):
        read_labels(path)


def test_the_labels_beside_the_project_are_read(shared: Path) -> None:
    labels = read_labels(shared / "data" / "labels.csv")
    assert {each.answer for each in labels} == {"yes", "no", "unsure"}
    assert any(len(each.dates) > 1 for each in labels)
    assert {"conference", "written", "other"} <= set().union(*(each.kinds for each in labels))
