"""While a complaint, an access request or a dispute is open, nothing of a dialogue is purged."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from mulighetsrom.web.common import kernel
from mulighetsrom.web.dialogue import holds, log
from mulighetsrom.web.dialogue.actions import holds as actions
from mulighetsrom.web.dialogue.models import Dialogue, Entry, Hold, Part
from tests.web import dialogue_samples as samples
from tests.web import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def held(public_id: str = samples.OPEN, kind: str = "complaint") -> Hold:
    dialogue = Dialogue.objects.get(public_id=public_id)
    return actions.place(dialogue=dialogue, kind=kind, by=people.actor("adviser"))


def test_rows_of_a_held_dialogue_are_not_among_those_to_purge_and_others_are() -> None:
    Hold.objects.all().delete()
    hold = held()
    assert holds.stands(hold.dialogue_id)
    left = set(holds.free(Part.objects.all()).values_list("dialogue__public_id", flat=True))
    assert left == set(Dialogue.objects.exclude(pk=hold.dialogue_id).values_list("public_id", flat=True))
    assert {one.public_id for one in holds.free(Dialogue.objects.all(), "pk")} == left


def test_it_ends_when_the_last_hold_is_lifted_and_the_log_tells_of_each() -> None:
    Hold.objects.all().delete()
    hold, other = held(), held(kind="dispute")
    actions.lift(hold=hold, by=people.actor("adviser"))
    assert holds.stands(hold.dialogue_id)
    actions.lift(hold=other, by=people.actor("owner"))
    assert not holds.stands(hold.dialogue_id)
    assert Part.objects.count() == holds.free(Part.objects.all()).count()
    kinds = list(Entry.objects.filter(dialogue=hold.dialogue).values_list("kind", flat=True))
    assert kinds[-4:] == ["held", "held", "hold-lifted", "hold-lifted"]
    assert log.broken(hold.dialogue) == ""


def test_a_hold_that_stands_is_not_placed_twice_and_is_lifted_once() -> None:
    assert held() == held()
    hold = held()
    actions.lift(hold=hold, by=people.actor("adviser"))
    with pytest.raises(kernel.StageConflictError):
        actions.lift(hold=hold, by=people.actor("owner"))
    assert held() != hold, "a new complaint is a new hold"


def test_the_database_knows_its_kinds_and_who_lifted_it() -> None:
    hold = held()
    for wrong in ({"kind": "whim"}, {"lifted_by": people.person("owner")}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Hold.objects.filter(pk=hold.pk).update(**wrong)
