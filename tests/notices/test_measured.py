"""The measured error on its way from the evaluation to the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.notices import measured
from mulighetsrom.notices.dialogue.rule import VERSION
from mulighetsrom.notices.evaluate import compare
from tests.notices.test_evaluate import label, notice

if TYPE_CHECKING:
    from pathlib import Path


def test_what_the_evaluation_found_is_what_pages_read(tmp_path: Path) -> None:
    labels = [label(f"{n}.xml", "yes") for n in range(9)] + [label("n.xml", "no")]
    rows = [notice(f"{n}.xml", dialogue=n > 0) for n in range(9)] + [notice("n.xml", dialogue=True)]
    measured.write(tmp_path / "m.json", compare(labels, rows, name="labels.csv"))
    told = measured.read(tmp_path / "m.json")
    assert told.current
    assert told.unseen is None
    assert told.developed_on == measured.Sample(
        notices=10,
        dialogues=9,
        false_alarms=1,
        missed=1,
        precision=measured.Part(8, 9, 88.9, 56.5, 98.0),
        recall=measured.Part(8, 9, 88.9, 56.5, 98.0),
    )


def test_unseen_notices_are_told_apart_and_no_dialogues_give_no_share(tmp_path: Path) -> None:
    none = compare([label("n.xml", "no")], [notice("n.xml", dialogue=False)], name="unseen.csv")
    measured.write(tmp_path / "m.json", none, none)
    assert measured.read(tmp_path / "m.json").unseen == measured.Sample(1, 0, 0, 0, None, None)


def test_the_error_that_comes_with_the_package_is_that_of_todays_rule() -> None:
    assert measured.packaged().rule == VERSION
