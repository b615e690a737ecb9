"""One-to-one meetings: wished for, drawn once, passed on fairly, and never given twice by any way."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from mulighetsrom.web.common.kernel import EditConflictError, StageConflictError
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import draw, log
from mulighetsrom.web.dialogue.actions import changing, correcting, drawing, held, meetings, minutes, wishes
from mulighetsrom.web.dialogue.actions.drawing import NoReasonError, UnderstaffedError
from mulighetsrom.web.dialogue.actions.meetings import NotReadyError, TakenError
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.models import Dialogue, Entry, Meetings, Part, Request, Slot
from mulighetsrom.web.dialogue.opening import NotOpenError
from mulighetsrom.web.dialogue.queries import meetings as queries
from mulighetsrom.web.dialogue.tasks import freeze_wishes
from mulighetsrom.web.dialogue.timetable import Span
from tests.web import dialogue_samples, people
from tests.web import meeting_samples as samples

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def _by() -> Any:
    return people.actor(samples.ADVISER)


def _letters(kind: str) -> list[str]:
    return sorted(Mail.objects.filter(kind=kind, address__startswith="firma").values_list("address", flat=True))


def _logged(kind: str) -> list[dict[str, Any]]:
    here = Entry.objects.filter(kind=kind, dialogue__public_id=dialogue_samples.OPEN)
    return list(here.order_by("number").values_list("facts", flat=True))


# Before the draw


def test_times_can_be_made_anew_until_wishes_open() -> None:
    samples.set_up(each_day=2)
    row = samples.set_up(each_day=4, teams=2)
    assert row.slots.count() == 8
    meetings.open_wishes(meetings=row, by=_by())
    with pytest.raises(StageConflictError):
        samples.set_up()


def test_wishes_do_not_open_without_times_or_after_their_deadline() -> None:
    row = samples.set_up()
    with samples.after_deadline(), pytest.raises(NotReadyError, match="deadline"):
        meetings.open_wishes(meetings=row, by=_by())
    row.slots.all().delete()
    with pytest.raises(NotReadyError, match="times"):
        meetings.open_wishes(meetings=row, by=_by())


def test_the_promise_is_made_before_the_first_wish_and_the_secret_is_unreadable_until_the_draw() -> None:
    row = samples.opened()
    secret = samples.secret(row)
    assert row.commitment == draw.commitment(secret)
    assert _logged("meetings-opened") == [{"part": row.part.public_id, "commitment": row.commitment}]
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(m)::text FROM dialogue_meetings m WHERE id = %s", [row.pk])
        assert secret not in cursor.fetchone()[0]


def test_a_wish_gives_a_receipt_with_all_it_takes_to_check_the_draw() -> None:
    row = samples.opened()
    one = samples.wish(row, 1, 0, 2)
    [mail] = Mail.objects.filter(kind="meeting-receipt", address__startswith="firma")
    head = log.head(row.part.dialogue)
    assert (mail.address, mail.facts) == ("firma1@firma.example", {"head": str(head)})
    assert one.receipt == str(head)
    assert _logged("meeting-wish") == [{"wish": one.public_id, "nonce": one.nonce}]


def test_a_wish_is_changed_until_the_deadline_under_a_new_number() -> None:
    row = samples.opened()
    first = samples.wish(row, 1, 0)
    second = samples.wish(row, 1, 1, seen=first.edit_version)
    assert (first.public_id, Request.objects.filter(meetings=row).count()) == (second.public_id, 1)
    assert first.nonce != second.nonce
    with pytest.raises(EditConflictError):
        samples.wish(row, 1, 2, seen=first.edit_version)
    with samples.at(samples.deadline()), pytest.raises(wishes.ClosedError):
        samples.wish(row, 1, 2, seen=second.edit_version)


def test_nothing_is_wished_once_the_competition_is_announced() -> None:
    row = samples.opened()
    Dialogue.objects.filter(pk=row.part.dialogue.pk).update(stage="stopped")
    with pytest.raises(NotOpenError):
        samples.wish(row, 1)


def test_who_withdraws_before_the_deadline_is_not_in_the_list_and_may_come_back() -> None:
    row = samples.opened()
    one = samples.wish(row, 1)
    wishes.withdraw(request=one, by=samples.acting(1))
    assert queries.frozen(row).wishes == ()
    samples.wish(row, 1)
    assert len(queries.frozen(row).wishes) == 1


def test_times_are_added_for_all_and_all_who_asked_are_told_at_once() -> None:
    row = samples.opened(each_day=1)
    for number in (1, 2):
        samples.wish(row, number)
    drawing.add_times(meetings=row, spans=samples.spans(days=1), by=_by())
    assert _letters("meeting-times-added") == ["firma1@firma.example", "firma2@firma.example"]
    assert len(queries.frozen(row).wishes[0].can) == 4, "who can at any time can at the new ones"


def test_times_after_the_freeze_need_a_later_deadline_for_all() -> None:
    row = samples.opened(each_day=1)
    samples.wish(row, 1)
    done = samples.frozen(row)
    with samples.after_deadline():
        with pytest.raises(StageConflictError):
            drawing.add_times(meetings=done, spans=samples.spans(days=1), by=_by())
        later = samples.deadline() + timedelta(days=2)
        drawing.add_times(meetings=done, spans=samples.spans(days=1), deadline=later, by=_by())
        assert queries.takes_wishes(samples.again(row))
    [moved] = _logged("meeting-deadline-moved")
    assert moved["new"] == later.isoformat()


def test_no_two_times_of_a_team_overlap() -> None:
    row = samples.opened()
    with pytest.raises(TakenError):
        drawing.add_times(meetings=row, spans=samples.spans(each_day=1), by=_by())


# The draw


def test_the_deadline_freezes_by_itself_and_publishes_the_hash_of_the_list() -> None:
    row = samples.opened()
    samples.wish(row, 1)
    freeze_wishes(0)
    assert samples.again(row).state == "open", "it is not the deadline yet"
    with samples.after_deadline():
        freeze_wishes(0)
        freeze_wishes(0)
    row = samples.again(row)
    assert row.frozen_hash == draw.frozen_hash(queries.frozen(row))
    assert _logged("meetings-frozen") == [{"part": row.part.public_id, "list": row.frozen_hash, "wishes": 1}]


def test_the_draw_gives_each_time_once_and_anybody_can_do_it_again() -> None:
    row = samples.opened()
    for number in range(1, 7):
        samples.wish(row, number)
    row = samples.drawn(row)
    assert Counter(row.requests.values_list("state", flat=True)) == {"given": 3, "waiting": 3}
    text = json.dumps(row.published)
    assert draw.told(text, commitment=row.commitment, frozen_hash=row.frozen_hash) == []
    assert {one.public_id: one.slot.public_id for one in queries.requests(row).filter(state="given")} == row.published[
        "given"
    ]
    assert len(_letters("meeting-given")) == len(_letters("meeting-waiting")) == 3
    assert "Firma" not in text
    assert log.broken(row.part.dialogue) == ""


def test_when_more_ask_than_there_is_room_somebody_says_why_no_times_are_added() -> None:
    row = samples.opened(each_day=1)
    for number in (1, 2):
        samples.wish(row, number)
    with pytest.raises(NoReasonError):
        samples.drawn(row, reason="")


def test_no_times_are_drawn_for_a_team_of_one() -> None:
    row = samples.opened(teams=2)
    row.members.filter(team=2, role="notes").delete()
    with pytest.raises(UnderstaffedError, match=r"^2$"):
        samples.drawn(row)


def test_a_list_that_was_changed_after_its_hash_is_never_drawn() -> None:
    row = samples.opened()
    samples.wish(row, 1)
    row = samples.frozen(row)
    Meetings.objects.filter(pk=row.pk).update(frozen=row.frozen | {"wishes": []})
    with samples.after_deadline(), pytest.raises(RuntimeError, match="not what was published"):
        drawing.draw_times(meetings=row, by=_by())


def test_who_withdraws_between_list_and_draw_leaves_the_time_to_the_next() -> None:
    row = samples.opened(each_day=1)
    for number in (1, 2, 3):
        samples.wish(row, number)
    row = samples.frozen(row)
    order = draw.draw(queries.frozen(row), secret=samples.secret(row)).order
    first = Request.objects.get(public_id=order[0])
    number = int(first.company.public_id[-5:])
    wishes.withdraw(request=first, by=samples.acting(number))
    with samples.after_deadline():
        drawing.draw_times(meetings=row, no_more_reason="Ingen flere dager.", by=_by())
    states = dict(row.requests.values_list("public_id", "state"))
    assert [states[name] for name in order] == ["withdrawn", "given", "waiting"]
    assert draw.verify(samples.again(row).published) == []


def test_a_company_that_is_in_another_meeting_then_waits_and_the_time_goes_on() -> None:
    row = samples.opened(each_day=1)
    for number in (1, 2):
        samples.wish(row, number)
    busy = samples.company(1)[0]
    slot = row.slots.get()
    other = Meetings.objects.create(
        part=Part.objects.get(public_id=dialogue_samples.CONFERENCE), length=45, pause=15, teams=1
    )
    theirs = Request.objects.create(meetings=other, company=busy, by=samples.company(1)[1], nonce="0", how="video")
    Slot.objects.create(
        meetings=other, team=1, starts_at=slot.starts_at, ends_at=slot.ends_at, request=theirs, company=busy
    )
    samples.drawn(row)
    assert (samples.state(row, 1), samples.state(row, 2)) == ("waiting", "given")


def test_nobody_sits_in_two_teams_that_meet_at_the_same_time() -> None:
    row = samples.set_up(teams=2)
    meetings.choose_member(meetings=row, team=2, person=people.person("adviser"), role="asks", by=_by())
    assert queries.understaffed(row) == [1]


# Afterwards


def _busy() -> tuple[Meetings, list[int]]:
    """Return drawn meetings with one time, and the companies by drawn order."""
    row = samples.opened(each_day=1)
    for number in (1, 2, 3):
        samples.wish(row, number)
    row = samples.drawn(row)
    return row, [int(one.company.public_id[-5:]) for one in queries.requests(row)]


def test_a_time_that_is_withdrawn_goes_to_the_next_with_a_letter() -> None:
    row, (first, second, third) = _busy()
    wishes.withdraw(request=samples.request(row, first), by=samples.acting(first))
    assert [samples.state(row, one) for one in (first, second, third)] == ["withdrawn", "given", "waiting"]
    assert _letters("meeting-given") == sorted(f"firma{one}@firma.example" for one in (first, second))
    assert _logged("meeting-passed-on")[0]["wish"] == samples.request(row, second).public_id


def test_a_time_goes_past_who_cannot_then() -> None:
    row = samples.opened(each_day=2)
    samples.wish(row, 1, 0)
    samples.wish(row, 2, 0)
    samples.wish(row, 3, 1)
    row = samples.drawn(row)
    wishes.withdraw(request=samples.request(row, 3), by=samples.acting(3))
    assert row.slots.get(starts_at=max(row.slots.values_list("starts_at", flat=True))).request is None


def test_nobody_withdraws_from_a_meeting_that_has_begun() -> None:
    row, (first, *_) = _busy()
    one = samples.request(row, first)
    with samples.at(one.slot.starts_at), pytest.raises(wishes.TooLateError):
        wishes.withdraw(request=one, by=samples.acting(first))


def test_a_meeting_is_moved_with_old_new_and_reason() -> None:
    row, (first, *_) = _busy()
    one = samples.request(row, first)
    old, to = one.slot.starts_at, samples.spans(days=1)[1]
    held.move(request=one, to=to, reason="Brannøvelse", person=people.person("adviser"), by=_by())
    one = samples.request(row, first)
    assert (one.slot.starts_at, one.sequence) == (to.starts, 1)
    assert _letters("meeting-moved") == [f"firma{first}@firma.example"]
    assert _logged("meeting-moved")[0] == {
        "wish": one.public_id, "old": old.isoformat(), "new": to.starts.isoformat(),
    }  # fmt: skip


def test_a_meeting_that_is_moved_to_a_free_time_leaves_its_own_to_the_next() -> None:
    row, (first, second, _) = _busy()
    drawing_row = samples.again(row)
    one = samples.request(row, first)
    [free] = samples.spans(each_day=1, days=1)
    Slot.objects.create(meetings=drawing_row, team=1, starts_at=free.starts, ends_at=free.ends)
    held.move(request=one, to=free, reason="Ønske", person=people.person("adviser"), by=_by())
    assert samples.request(row, first).slot.starts_at == free.starts
    assert samples.request(row, second).slot.starts_at == one.slot.starts_at


def test_a_meeting_is_not_moved_onto_another() -> None:
    row = samples.opened(each_day=2)
    for number in (1, 2):
        samples.wish(row, number)
    row = samples.drawn(row)
    one, two = samples.request(row, 1), samples.request(row, 2)
    to = Span(1, two.slot.starts_at + timedelta(minutes=10), two.slot.ends_at + timedelta(minutes=10))
    with pytest.raises(TakenError):
        held.move(request=one, to=to, reason="Nei", person=people.person("adviser"), by=_by())
    assert samples.request(row, 1).slot.starts_at == one.slot.starts_at


@pytest.mark.parametrize(("rule", "then"), [("lost", "missed"), ("last", "waiting")])
def test_who_does_not_come_is_treated_by_the_stated_rule_and_a_new_time_goes_to_the_next(rule: str, then: str) -> None:
    row, (first, second, third) = _busy()
    Meetings.objects.filter(pk=row.pk).update(missed=rule)
    one = samples.request(row, first)
    [instead] = samples.spans(each_day=1, days=2)
    with pytest.raises(held.TooEarlyError):
        held.miss(request=one, by=_by())
    with samples.at(one.slot.starts_at + timedelta(minutes=20)):
        held.miss(request=one, instead=instead, by=_by())
    assert [samples.state(row, number) for number in (first, second, third)] == [then, "given", "waiting"]
    if rule == "last":
        assert samples.request(row, first).place == 4


def test_a_meeting_is_held_once_it_has_begun() -> None:
    row, (first, *_) = _busy()
    one = samples.request(row, first)
    with samples.at(one.slot.starts_at):
        held.hold(request=one, by=_by())
        with pytest.raises(StageConflictError):
            held.hold(request=one, by=_by())
    assert _logged("meeting-held") == [{"wish": one.public_id}]


def test_a_time_added_after_the_draw_goes_to_the_next_in_drawn_order_who_can_at_such_times() -> None:
    row = samples.opened(each_day=1)
    for number in (1, 2, 3, 4):
        samples.wish(row, number, *([0] if number < 3 else []))
    row = samples.drawn(row)
    waiting = [one for one in queries.waiting(row) if one.any_time]
    drawing.add_times(meetings=row, spans=samples.spans(each_day=2, days=3), by=_by())
    states = {one.pk: one.state for one in row.requests.all()}
    assert [states[one.pk] for one in waiting] == ["given"] * min(len(waiting), 2)
    assert not queries.waiting(row).filter(any_time=True).exists()
    with pytest.raises(drawing.NobodyCanError):
        drawing.add_times(meetings=row, spans=samples.spans(each_day=1, days=4), by=_by())


def test_nothing_is_done_with_the_meetings_of_a_cancelled_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audience, "_sources", [])
    row, (first, *_) = _busy()
    changing.cancel_part(part=row.part, reason="Sykdom", opening="Hei", by=_by())
    one, told = samples.request(row, first), Mail.objects.count()
    with pytest.raises(NotOpenError):
        drawing.add_times(meetings=row, spans=samples.spans(days=1), by=_by())
    with pytest.raises(StageConflictError):
        held.move(request=one, to=samples.spans(days=1)[0], reason="Nei", person=people.person("adviser"), by=_by())
    with samples.at(one.slot.starts_at):
        for note in (held.hold, held.miss):
            with pytest.raises(StageConflictError):
                note(request=one, by=_by())
    assert Mail.objects.count() == told


def test_a_cancelled_part_is_not_drawn() -> None:
    row = samples.opened()
    samples.wish(row, 1)
    row = samples.frozen(row)
    changing.cancel_part(part=row.part, reason="Sykdom", opening="Hei", by=_by())
    with samples.after_deadline(), pytest.raises(NotOpenError):
        drawing.draw_times(meetings=samples.again(row), by=_by())
    assert _letters("meeting-given") == []


# What was noted by mistake


def _correct(one: Request) -> None:
    correcting.correct(request=one, why=Request.Corrected.WRONG_PRESS, by=_by())


def test_that_a_meeting_was_held_is_taken_back_until_its_minutes_are_begun() -> None:
    row, (first, *_) = _busy()
    one = samples.request(row, first)
    with pytest.raises(StageConflictError):
        _correct(one)
    with samples.at(one.slot.starts_at):
        held.hold(request=one, by=_by())
        _correct(one)
        assert samples.state(row, first) == "given"
        held.miss(request=one, by=_by())
        _correct(one)
        held.hold(request=one, by=_by())
        minutes.write(request=one, seen=0, said=[("by-buyer", "Hei.")], person=people.person("adviser"), by=_by())
        with pytest.raises(correcting.CannotBeCorrectedError, match="minutes"):
            _correct(one)
    assert _logged("meeting-held-corrected") == [{"wish": one.public_id, "why": "wrong-press"}]
    assert len(_logged("meeting-missed-corrected")) == 1
    assert _letters("meeting-corrected") == _letters("meeting-missed") == [f"firma{first}@firma.example"]


def test_who_was_sent_last_by_mistake_has_its_time_and_place_back_unless_it_has_another_since() -> None:
    row, (first, second, third) = _busy()
    Meetings.objects.filter(pk=row.pk).update(missed="last")
    one = samples.request(row, first)
    with samples.at(one.slot.starts_at):
        held.miss(request=one, by=_by())
        assert samples.request(row, first).place == 4
        _correct(one)
        again = samples.request(row, first)
        assert (again.state, again.place, again.slot.pk, again.lost_slot) == ("given", 1, one.slot.pk, None)
        held.miss(request=one, by=_by())
        assert len(_letters("meeting-missed")) == 2, "told again, since it was taken back"
        for number in (second, third):
            wishes.withdraw(request=samples.request(row, number), by=samples.acting(number))
        drawing.add_times(meetings=row, spans=samples.spans(each_day=1, days=3), by=_by())
        assert samples.state(row, first) == "given"
        with pytest.raises(correcting.CannotBeCorrectedError, match="new-time"):
            _correct(one)


def test_who_came_is_forgotten_on_its_day() -> None:
    row = samples.opened()
    samples.wish(row, 1, people=[{"name": samples.PEOPLE_MARK, "role": "Leder"}])
    row.part.dialogue.holds.update(lifted_at=timezone.now(), lifted_by=people.person("adviser"))
    last = max(row.slots.values_list("ends_at", flat=True))
    with samples.at(last + held.PEOPLE_KEPT):
        assert held.forget_people() == 0
    with samples.at(last + held.PEOPLE_KEPT + timedelta(seconds=1)):
        assert held.forget_people() == 1
        assert held.forget_people() == 0
    assert row.requests.get().people == []


# What the database promises whatever the code does


def _two() -> tuple[Slot, Slot, Request, Request]:
    row = samples.opened(each_day=2)
    requests = [samples.wish(row, number) for number in (1, 2)]
    first, second = list(row.slots.order_by("starts_at"))
    return first, second, requests[0], requests[1]


def _refused(**told: Any) -> None:
    pk = told.pop("pk")
    with pytest.raises(IntegrityError), transaction.atomic():
        _change(pk, told)


def _change(pk: int, told: dict[str, Any]) -> None:
    Slot.objects.filter(pk=pk).update(**told)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_database_refuses_double_booking_and_overbooking() -> None:
    first, second, one, two = _two()
    Slot.objects.filter(pk=first.pk).update(request=one, company=one.company)
    _refused(pk=second.pk, request=one, company=one.company)
    _refused(pk=second.pk, request=two, company=one.company)
    _refused(pk=second.pk, request=two, company=None)
    _refused(pk=second.pk, starts_at=first.starts_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.create(meetings=one.meetings, company=one.company, by=one.by, nonce="1", how="video")


def test_the_database_refuses_a_company_in_two_meetings_at_once_by_different_teams() -> None:
    row = samples.opened(each_day=1, teams=2)
    one = samples.wish(row, 1)
    first, second = list(row.slots.order_by("team"))
    Slot.objects.filter(pk=first.pk).update(request=one, company=one.company)
    other = Meetings.objects.create(
        part=Part.objects.get(public_id=dialogue_samples.CONFERENCE), length=45, pause=15, teams=1
    )
    theirs = Request.objects.create(meetings=other, company=one.company, by=one.by, nonce="0", how="video")
    _refused(pk=second.pk, request=theirs, company=one.company)


@pytest.mark.parametrize("why", ["cancelled", "missed"])
def test_a_time_that_stands_no_more_keeps_a_company_from_no_other_meeting(why: str) -> None:
    row = samples.opened(each_day=1, teams=2)
    one = samples.wish(row, 1)
    first, second = list(row.slots.order_by("team"))
    Slot.objects.filter(pk=first.pk).update(request=one, company=one.company)
    other = Meetings.objects.create(
        part=Part.objects.get(public_id=dialogue_samples.CONFERENCE), length=45, pause=15, teams=1
    )
    theirs = Request.objects.create(meetings=other, company=one.company, by=one.by, nonce="0", how="video")
    _refused(pk=second.pk, request=theirs, company=one.company)
    if why == "cancelled":
        changing.cancel_part(part=row.part, reason="Sykdom", opening="Hei", by=_by())
    else:
        Request.objects.filter(pk=one.pk).update(state="given", place=1)
        with samples.at(first.starts_at):
            held.miss(request=one, by=_by())
    Slot.objects.filter(pk=second.pk).update(request=theirs, company=one.company)
    if why == "missed":
        with pytest.raises(correcting.CannotBeCorrectedError, match="other-meeting"):
            _correct(one)


# At the same time, with a connection each


def _at_once(*acts: Callable[[], object]) -> list[object]:
    """Do all at the same time; return what each gave or raised."""
    start = Barrier(len(acts))
    got: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            start.wait()
            got[place] = act()
        except Exception as error:  # noqa: BLE001 - told to the test
            got[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


@pytest.mark.django_db(transaction=True)
def test_two_of_a_company_who_wish_at_once_make_one_wish() -> None:
    row = samples.opened()
    samples.company(1)
    got = _at_once(*[lambda: samples.wish(row, 1)] * 4)
    assert sum(isinstance(one, Request) for one in got) == 1
    assert sum(isinstance(one, EditConflictError) for one in got) == 3
    assert Request.objects.filter(meetings=row).count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_companies_who_wish_at_once_all_get_a_receipt_and_one_log() -> None:
    row = samples.opened()
    for number in range(20):
        samples.company(number)
    got = _at_once(*[lambda number=number: samples.wish(row, number) for number in range(20)])
    assert all(isinstance(one, Request) for one in got)
    assert len(_letters("meeting-receipt")) == 20
    assert log.broken(row.part.dialogue) == ""


@pytest.mark.django_db(transaction=True)
def test_drawn_twice_at_once_it_is_one_draw() -> None:
    row = samples.opened()
    for number in range(6):
        samples.wish(row, number)
    row = samples.frozen(row)
    reason, by = "Ingen flere dager.", _by()
    with samples.after_deadline():
        got = _at_once(*[lambda: drawing.draw_times(meetings=row, no_more_reason=reason, by=by)] * 3)
    assert sum(one is None for one in got) == 1
    assert sum(isinstance(one, StageConflictError) for one in got) == 2
    assert len(_letters("meeting-given")) == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(3))
def test_who_withdraws_while_times_are_drawn_has_none_and_no_time_is_lost(round_: int) -> None:
    row = samples.opened()
    for number in range(6):
        samples.wish(row, number)
    row = samples.frozen(row)
    by, leaving = _by(), [samples.request(row, number) for number in (round_, round_ + 1)]
    actors = [samples.acting(number) for number in (round_, round_ + 1)]
    with samples.after_deadline():
        got = _at_once(
            lambda: drawing.draw_times(meetings=row, no_more_reason="Fullt.", by=by),
            lambda: wishes.withdraw(request=leaving[0], by=actors[0]),
            lambda: wishes.withdraw(request=leaving[1], by=actors[1]),
        )
    assert got == [None, None, None]
    assert Counter(row.requests.values_list("state", flat=True)) == {"given": 3, "withdrawn": 2, "waiting": 1}
    assert Slot.objects.filter(meetings=row, request__state="given").count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_wish_at_the_moment_of_the_freeze_is_in_the_list_or_refused() -> None:
    row = samples.opened()
    for number in range(8):
        samples.company(number)
    Part.objects.filter(pk=row.part.pk).update(deadline_at=timezone.now() + timedelta(milliseconds=300))
    by = _by()

    def freeze() -> None:
        while True:
            try:
                return drawing.freeze(meetings=row, by=by)
            except drawing.TooEarlyError:
                continue

    got = _at_once(freeze, *[lambda number=number: _again_and_again(row, number) for number in range(8)])
    kept = {one["wish"] for one in samples.again(row).frozen["wishes"]}
    assert got[0] is None
    assert kept == set(row.requests.values_list("public_id", flat=True)), "no receipt for what is not in the list"


def _again_and_again(row: Meetings, number: int) -> None:
    seen = 0
    while True:
        try:
            seen = samples.wish(samples.again(row), number, seen=seen).edit_version
        except (wishes.ClosedError, wishes.TooManyError):
            return
