"""The equal treatment log: whoever got its head earlier sees what was done to it since, whatever was done."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import strategies as some

from mulighetsrom.web.common import kernel
from mulighetsrom.web.dialogue import chain, log
from mulighetsrom.web.dialogue.models import Dialogue, Entry, Known
from tests.web import dialogue_samples as samples
from tests.web import people

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = ["published", "told", "signed-up", "asked"]


def lines(kinds: list[str]) -> list[dict[str, Any]]:
    """Return a log of these lines, as a dialogue writes it."""
    before, made = chain.beginning("D1"), []
    for number, kind in enumerate(kinds, 1):
        said = {"number": number, "kind": kind, "at": "2026-11-27T10:00:00+00:00", "who": "a", "whom": "",
                "facts": {"version": number}, "before": before}  # fmt: skip
        before = chain.hash_of(said)
        made.append(said | {"hash": before})
    return made


def head(of: list[dict[str, Any]], number: int) -> chain.Head:
    return chain.Head(number, of[number - 1]["hash"] if number else chain.beginning("D1"))


def rewritten(of: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return lines with numbers and hashes made anew, as somebody would who knows how the log is written."""
    before, made = chain.beginning("D1"), []
    for number, line in enumerate(of, 1):
        said = {name: value for name, value in line.items() if name != "hash"} | {"number": number, "before": before}
        before = chain.hash_of(said)
        made.append(said | {"hash": before})
    return made


@given(kinds=some.lists(some.sampled_from(KINDS), max_size=12), data=some.data())
def test_a_log_that_nobody_touched_leads_to_every_head_given_out(kinds: list[str], data: some.DataObject) -> None:
    log_ = lines(kinds)
    earlier = data.draw(some.lists(some.integers(0, len(log_))))
    assert chain.broken("D1", log_, [head(log_, number) for number in earlier]) == ""


def change(of: list[dict[str, Any]], at: int) -> list[dict[str, Any]]:
    return [*of[:at], of[at] | {"kind": "forged"}, *of[at + 1 :]]


def remove(of: list[dict[str, Any]], at: int) -> list[dict[str, Any]]:
    return [*of[:at], *of[at + 1 :]]


def swap(of: list[dict[str, Any]], at: int) -> list[dict[str, Any]]:
    return [*of[:at], *reversed(of[at : at + 2]), *of[at + 2 :]]


def cut(of: list[dict[str, Any]], at: int) -> list[dict[str, Any]]:
    return of[:at]


@pytest.mark.parametrize("tamper", [change, remove, swap, cut])
@pytest.mark.parametrize("knows_how", [False, True])
@given(data=some.data())
def test_whatever_is_done_to_a_log_is_seen_by_who_has_its_head(
    tamper: Callable[..., list[dict[str, Any]]], knows_how: bool, data: some.DataObject
) -> None:
    log_ = lines(data.draw(some.lists(some.sampled_from(KINDS), min_size=2, max_size=12, unique=False)))
    at = data.draw(some.integers(0, len(log_) - (2 if tamper is swap else 1)))
    forged = tamper(log_, at)
    forged = rewritten(forged) if knows_how else forged
    if forged != log_:  # two like lines swapped and written anew are the same log
        assert chain.broken("D1", forged, [head(log_, len(log_))])


def test_what_is_wrong_is_told_with_its_place() -> None:
    log_ = lines(["published", "told", "asked"])
    assert chain.broken("D1", change(log_, 1)) == "changed 2"
    assert chain.broken("D1", remove(log_, 0)) == "missing 1"
    assert chain.broken("D1", log_[:2], [head(log_, 3)]) == "cut 3"
    assert chain.broken("D1", rewritten(change(log_, 0)), [head(log_, 2)]) == "rewritten 2"
    assert chain.broken("D2", log_) == "changed 1"


def test_a_head_is_read_as_it_is_shown_and_nothing_else_is() -> None:
    shown = head(lines(["published"]), 1)
    read = chain.read_head(f" {str(shown).upper()}\n")
    assert read
    assert str(read) == str(shown)
    for wrong in ("", "1-", "1-xyz", "-1-" + "a" * 32, "1-" + "a" * 31, "99999999999-" + "a" * 32):
        assert chain.read_head(wrong) is None


# --- in the database ------------------------------------------------------------------------------------------------


@pytest.fixture
def dialogue(country: None) -> Dialogue:  # noqa: ARG001 - asked for what it does
    return Dialogue.objects.get(public_id=samples.OPEN)


def write(dialogue: Dialogue, kind: str = "told", **facts: Any) -> Entry:
    with transaction.atomic():
        whom = log.Somebody("VARMTHJEM1", "Varmt hjem AS")
        return log.write(dialogue, kind, by=people.actor("adviser"), whom=whom, **facts)


@pytest.mark.django_db
def test_lines_are_chained_and_hold_pseudonyms_only(dialogue: Dialogue) -> None:
    write(dialogue, letters=2)
    write(dialogue)
    assert log.broken(dialogue, [log.head(dialogue)]) == ""
    last = Entry.objects.filter(dialogue=dialogue).last()
    assert last
    assert "VARMTHJEM1" not in str(log.as_line(last))
    assert log.names(dialogue)[last.whom] == "Varmt hjem AS"
    assert log.names(dialogue)[last.who] == "Ina Innkjøp"


@pytest.mark.django_db
def test_who_acts_for_a_company_is_kept_by_no_name(dialogue: Dialogue) -> None:
    firm = log.Somebody(people.VARMT_HJEM, "Varmt hjem AS")
    with transaction.atomic():
        line = log.write(dialogue, "signed-up", by=people.actor("supplier"), whom=firm)
    assert line.who == log.pseudonym(dialogue, people.PEOPLE["supplier"].person)
    assert set(log.names(dialogue)) & {line.who, line.whom} == {line.whom}


@pytest.mark.django_db
def test_one_firm_has_other_pseudonyms_in_other_logs(dialogue: Dialogue) -> None:
    other = Dialogue.objects.get(public_id=samples.THEIRS)
    assert log.pseudonym(dialogue, "VARMTHJEM1") != log.pseudonym(other, "VARMTHJEM1")


@pytest.mark.django_db
def test_the_log_stays_whole_when_the_names_are_purged(dialogue: Dialogue) -> None:
    write(dialogue)
    Known.objects.filter(dialogue=dialogue).delete()
    assert log.broken(dialogue, [log.head(dialogue)]) == ""


@pytest.mark.django_db
@pytest.mark.parametrize("sql", ["UPDATE dialogue_entry SET kind = 'forged'", "DELETE FROM dialogue_entry"])
def test_the_database_refuses_to_change_a_line(dialogue: Dialogue, sql: str) -> None:
    with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Entry.objects.filter(dialogue=dialogue).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE dialogue_entry SET facts = '{}' WHERE number = 2 AND dialogue_id = {}", "changed 2"),
        ("DELETE FROM dialogue_entry WHERE number = 2 AND dialogue_id = {}", "missing 2"),
        ("DELETE FROM dialogue_entry WHERE number >= 2 AND dialogue_id = {}", "cut"),
    ],
)
def test_who_goes_round_the_database_is_seen_against_an_earlier_head(dialogue: Dialogue, sql: str, told: str) -> None:
    write(dialogue, letters=2)
    write(dialogue)
    given_out = log.head(dialogue)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql.replace("{}", str(dialogue.pk)).replace(f"'{dialogue.pk}'", "'{}'"))
        cursor.execute("SET session_replication_role = DEFAULT")
    assert log.broken(dialogue, [given_out]).startswith(told)


@pytest.mark.django_db
def test_a_log_is_written_inside_an_action_only_and_takes_no_text(dialogue: Dialogue) -> None:
    with pytest.raises(ValueError, match="the audit takes ids"):
        write(dialogue, what="Selma Strand ringte og fortalte om pris")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("country")
def test_outside_an_action_nothing_is_written() -> None:
    dialogue = Dialogue.objects.get(public_id=samples.OPEN)
    with pytest.raises(RuntimeError, match="part of an action"):
        log.write(dialogue, "told", by=people.actor("adviser"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("country")
def test_many_who_write_at_once_get_one_chain() -> None:
    dialogue = Dialogue.objects.get(public_id=samples.OPEN)
    at_once(8, lambda: tell(dialogue=dialogue, by=people.actor("adviser")))
    assert Entry.objects.filter(dialogue=dialogue, kind="told").count() == 8
    assert log.broken(dialogue) == ""


@kernel.action
def tell(*, dialogue: Dialogue, by: Any) -> None:
    log.write(dialogue, "told", by=by)


def at_once(count: int, act: Callable[[], object]) -> None:
    start = Barrier(count)

    def run() -> None:
        try:
            start.wait()
            act()
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
