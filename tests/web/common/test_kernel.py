"""An action is whole or not at all; a form sent twice is one act; the later of two writers is told."""

from __future__ import annotations

import uuid
from datetime import date
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common import audit, fingerprints, kernel
from mulighetsrom.web.common.actor import VISITOR, Actor
from mulighetsrom.web.common.models import Done, Event
from mulighetsrom.web.drafting.stages import TEXT
from mulighetsrom.web.needs.models import Need
from tests.web import needs_samples, people

if TYPE_CHECKING:
    from collections.abc import Callable

INA = Actor("ADV1SER111", people.EKSEMPELVIK, frozenset({"adviser"}))


@kernel.action
def add_person(*, name: str, by: Actor) -> Person:
    made = Person.objects.create(name=name, email=f"{uuid.uuid4()}@test.example")
    audit.record("person.added", about=made, by=by)
    return made


@kernel.action
def add_and_fail(*, by: Actor) -> Person:
    add_person._function(name="Halv", by=by)
    raise LookupError


@kernel.action
def nothing_to_show(*, by: Actor) -> None:
    Person.objects.create(name=by.person or "", email=f"{uuid.uuid4()}@test.example")


# --- whole or not at all ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_action_leaves_its_row_and_its_place_in_the_history() -> None:
    made = add_person(name="Hel", by=INA)
    told = audit.about(made).get()
    assert (told.kind, told.by, told.acting_for, told.mode) == ("person.added", INA.person, INA.acting_for, "page")


@pytest.mark.django_db
def test_an_action_that_fails_leaves_nothing() -> None:
    with pytest.raises(LookupError):
        add_and_fail(by=INA)
    assert not Person.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_action_inside_another_transaction_is_refused_because_it_could_be_undone_later() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        add_person(name="Inni", by=INA)


@pytest.mark.django_db(transaction=True)
def test_what_is_part_of_an_action_is_refused_outside_one() -> None:
    part = kernel.inside_action(lambda: "done")
    with pytest.raises(RuntimeError, match="part of an action"):
        part()
    with transaction.atomic():
        assert part() == "done"


# --- once ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_form_sent_twice_gives_what_it_gave_before() -> None:
    key = uuid.uuid4()
    assert add_person.once(key, name="Én", by=INA) == add_person.once(key, name="Én", by=INA)
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_an_action_without_a_result_is_done_once_too() -> None:
    key = uuid.uuid4()
    nothing_to_show.once(key, by=INA)
    nothing_to_show.once(key, by=INA)
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_somebody_elses_form_with_the_same_key_is_another_act() -> None:
    key = uuid.uuid4()
    mine, theirs = add_person.once(key, name="Min", by=INA), add_person.once(key, name="Din", by=VISITOR)
    assert mine != theirs


@pytest.mark.django_db
def test_another_text_from_a_form_one_has_gone_back_to_is_another_act() -> None:
    key = uuid.uuid4()
    assert add_person.once(key, name="Først", by=INA) != add_person.once(key, name="Så", by=INA)
    assert set(Person.objects.values_list("name", flat=True)) == {"Først", "Så"}


@pytest.mark.django_db
def test_a_form_whose_result_was_taken_away_since_is_done_anew() -> None:
    key = uuid.uuid4()
    add_person.once(key, name="Borte", by=INA).delete()
    assert add_person.once(key, name="Borte", by=INA) == Person.objects.get()


def test_what_a_form_says_is_told_apart_whatever_its_kind_and_never_by_where_it_lies_in_memory() -> None:
    one, same = ({"rows": [{"a": 1, "b": "x"}], "days": {date(2027, 1, 2)}, "who": Person(pk=7)} for _ in range(2))
    assert fingerprints.of(one) == fingerprints.of(same)
    others: list[dict[str, Any]] = [
        {"rows": [{"a": 1, "b": "y"}]},
        {"days": set()},
        {"who": Person(pk=8)},
        {"more": None},
    ]
    for other in others:
        assert fingerprints.of(one | other) != fingerprints.of(one)
    with pytest.raises(TypeError, match="says nothing of what it holds"):
        fingerprints.of({"what": object()})


@pytest.mark.django_db
def test_a_form_whose_action_failed_can_be_sent_again() -> None:
    key = uuid.uuid4()
    for _ in range(2):
        with pytest.raises(LookupError):
            add_and_fail.once(key, by=INA)
    assert not Done.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_a_double_click_at_one_moment_there_is_one_act() -> None:
    key, made = uuid.uuid4(), set()
    _at_once(4, lambda: made.add(add_person.once(key, name="Samtidig", by=INA).pk))
    assert len(made) == Person.objects.count() == 1


@pytest.mark.django_db
def test_old_forms_are_forgotten() -> None:
    Done.objects.create(key=uuid.uuid4(), what="x", at=timezone.now() - kernel.DONE_KEPT)
    Done.objects.create(key=uuid.uuid4(), what="y")
    assert kernel.forget_done() == 1


# --- two at once --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_later_of_two_writers_is_told_and_overwrites_nothing() -> None:
    person = Person.objects.create(name="Først", email="a@test.example")
    kernel.save_edit(person, seen=1, name="Ny")
    with pytest.raises(kernel.EditConflictError):
        kernel.save_edit(Person.objects.get(), seen=1, name="Sen")
    assert (Person.objects.get().name, Person.objects.get().edit_version) == ("Ny", 2)


@pytest.mark.django_db
@pytest.mark.usefixtures("country")
def test_a_step_is_taken_once_and_only_from_where_it_starts() -> None:
    need = Need.objects.get(public_id=needs_samples.DRAFT)
    same = Need.objects.get(public_id=needs_samples.DRAFT)
    kernel.move(need, "ask_for_approval", table=TEXT, by=INA, field="text")
    with pytest.raises(kernel.StageConflictError):
        kernel.move(same, "ask_for_comments", table=TEXT, by=INA, field="text")
    with pytest.raises(kernel.StageConflictError):
        kernel.move(need, "publish", table=TEXT, by=INA, field="text")
    assert [told.facts for told in audit.about(need)] == [{"old": "draft", "new": "for-approval"}]


# --- the history --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["Ola Nordmann", "ola@test.example", "linje\nto", "x" * 65, {"a": 1}, 1.5])
def test_the_history_takes_no_texts(text: object) -> None:
    person = Person.objects.create(name="Noen", email="a@test.example")
    with pytest.raises(ValueError, match="ids, codes"):
        audit.record("person.added", about=person, by=INA, said=text)


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["UPDATE common_event SET by = ''", "DELETE FROM common_event"])
def test_the_history_is_never_changed(change: str) -> None:
    add_person(name="Hel", by=INA)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.django_db
def test_an_event_has_one_way_to_be_written_as_bytes() -> None:
    add_person(name="Hel", by=INA)
    told = Event.objects.get()
    assert told.canonical() == Event.objects.get().canonical()
    told.facts = {"b": 1, "a": 2}
    assert b'"facts":{"a":2,"b":1}' in told.canonical()


def _at_once(how_many: int, call: Callable[[], object]) -> None:
    """Call it in several threads that start together, each with a connection of its own."""
    gate = Barrier(how_many)

    def run() -> None:
        gate.wait()
        try:
            call()
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(how_many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
