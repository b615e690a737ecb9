"""Two people write in one text: what only one changed is kept, and what both changed is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.drafting.merging import Conflict, marks, merged
from mulighetsrom.web.needs.fields import NEED

if TYPE_CHECKING:
    from mulighetsrom.web.drafting.fields import Content

BEFORE: Content = {
    "title": "Trygge netter",
    "who": "Innbyggere",
    "effects": [{"effect": "Færre utrykninger", "measure": "Per natt"}, {"effect": "Bedre søvn", "measure": "Spurt"}],
}


def test_different_fields_of_two_people_are_both_kept() -> None:
    mine, theirs = BEFORE | {"title": "Trygge netter hjemme"}, BEFORE | {"who": "Innbyggere og pårørende"}
    both, conflicts = merged(mine, theirs, NEED, seen=marks(BEFORE, NEED))
    assert (both["title"], both["who"], conflicts) == ("Trygge netter hjemme", "Innbyggere og pårørende", [])


def test_the_same_field_is_never_overwritten() -> None:
    both, conflicts = merged(BEFORE | {"title": "Min"}, BEFORE | {"title": "Deres"}, NEED, seen=marks(BEFORE, NEED))
    assert both["title"] == "Deres"
    assert conflicts == [Conflict("title", "Min", "Deres")]


def test_the_same_change_by_both_is_no_conflict() -> None:
    both, conflicts = merged(BEFORE | {"title": "Likt"}, BEFORE | {"title": "Likt"}, NEED, seen=marks(BEFORE, NEED))
    assert (both["title"], conflicts) == ("Likt", [])


def test_two_people_may_write_in_different_rows() -> None:
    first, second = BEFORE["effects"]
    mine = BEFORE | {"effects": [first | {"measure": "Utrykninger per natt"}, second]}
    theirs = BEFORE | {"effects": [first, second | {"measure": "Spurt to ganger i året"}]}
    both, conflicts = merged(mine, theirs, NEED, seen=marks(BEFORE, NEED))
    assert [row["measure"] for row in both["effects"]] == ["Utrykninger per natt", "Spurt to ganger i året"]
    assert conflicts == []


def test_a_row_that_one_adds_while_the_other_changes_another_is_asked_about() -> None:
    first, second = BEFORE["effects"]
    mine = BEFORE | {"effects": [first, second, {"effect": "Ny"}]}
    theirs = BEFORE | {"effects": [first | {"measure": "Endret"}, second]}
    both, conflicts = merged(mine, theirs, NEED, seen=marks(BEFORE, NEED))
    assert both["effects"] == theirs["effects"]
    assert [conflict.path for conflict in conflicts] == ["effects"]


def test_what_one_empties_and_nobody_else_touched_is_empty() -> None:
    both, conflicts = merged(BEFORE | {"who": ""}, BEFORE, NEED, seen=marks(BEFORE, NEED))
    assert "who" not in both
    assert conflicts == []


def test_fields_that_were_not_sent_stay() -> None:
    both, _ = merged({"title": "Ny"}, BEFORE, NEED, seen=marks(BEFORE, NEED))
    assert both == BEFORE | {"title": "Ny"}


def test_without_marks_every_difference_is_asked_about() -> None:
    both, conflicts = merged(BEFORE | {"title": "Min"}, BEFORE, NEED, seen={})
    assert (both, [conflict.path for conflict in conflicts]) == (BEFORE, ["title"])


def test_the_page_that_saved_last_is_not_in_conflict_with_itself() -> None:
    both, conflicts = merged(
        BEFORE | {"title": "ab"}, BEFORE | {"title": "a"}, NEED, seen=marks(BEFORE, NEED), alone=True
    )
    assert (both["title"], conflicts) == ("ab", [])
