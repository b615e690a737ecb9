"""Times for meetings: equally long, never two at once for a team, and right when the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as some

from mulighetsrom.web.common import written
from mulighetsrom.web.dialogue.timetable import MOST, OSLO, Asked, Lunch, Span, TimetableError, times

DAY = date(2027, 2, 18)
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
DAYS = some.dates(date(2020, 1, 1), date(2040, 1, 1)) | some.sampled_from([SPRING, AUTUMN])
CLOCK = some.times().map(lambda at: at.replace(second=0, microsecond=0))


def _minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def _asked(*days: date, first: time = time(9), each_day: int = 4, teams: int = 1, lunch: Lunch | None = None) -> Asked:
    return Asked(days or (DAY,), first, timedelta(minutes=45), timedelta(minutes=15), each_day, teams, lunch)


def _clock(spans: list[Span]) -> list[str]:
    return [f"{one.team} {one.starts.astimezone(OSLO):%d %H:%M}-{one.ends.astimezone(OSLO):%H:%M}" for one in spans]


def test_meetings_follow_each_other_with_pauses_around_lunch() -> None:
    told = _clock(times(_asked(lunch=Lunch(time(11, 30), time(12, 15)))))
    assert told == ["1 18 09:00-09:45", "1 18 10:00-10:45", "1 18 12:15-13:00", "1 18 13:15-14:00"]


def test_a_meeting_may_end_when_lunch_starts() -> None:
    assert _clock(times(_asked(each_day=2, lunch=Lunch(time(9, 45), time(10)))))[1] == "1 18 10:00-10:45"


def test_teams_meet_at_the_same_times_on_each_day() -> None:
    told = _clock(times(_asked(date(2027, 2, 19), DAY, DAY, each_day=1, teams=2)))
    assert told == ["1 18 09:00-09:45", "2 18 09:00-09:45", "1 19 09:00-09:45", "2 19 09:00-09:45"]


def test_the_same_hour_by_the_clock_before_and_after_the_clock_changes() -> None:
    told = times(_asked(SPRING - timedelta(days=1), SPRING, AUTUMN - timedelta(days=1), AUTUMN, each_day=1))
    assert [one.starts.astimezone(UTC).hour for one in told] == [8, 7, 7, 8]


def test_a_meeting_across_the_change_is_as_long_as_the_others() -> None:
    spring = _clock(times(_asked(SPRING, first=time(1, 30), each_day=2)))
    assert spring == ["1 28 01:30-03:15", "1 28 03:30-04:15"]
    autumn = _clock(times(_asked(AUTUMN, first=time(2), each_day=3)))
    assert autumn == ["1 31 02:00-02:45", "1 31 02:00-02:45", "1 31 03:00-03:45"]


def test_a_meeting_may_end_at_midnight_and_the_last_pause_is_after_it() -> None:
    assert _clock(times(_asked(first=time(22, 15), each_day=1, teams=2)))[-1] == "2 18 22:15-23:00"
    assert _clock(times(_asked(first=time(22, 15), each_day=2, teams=2)))[-1] == "2 18 23:15-00:00"


def test_two_meetings_at_the_same_time_by_the_clock_are_told_apart() -> None:
    first, second, _ = times(_asked(AUTUMN, first=time(2), each_day=3))
    with override("en"):
        assert (written.clock(first.starts), written.clock(second.starts)) == (
            "02:00 (summer time)", "02:00 (winter time)",
        )  # fmt: skip
        assert written.span(second.starts - _minutes(30), second.starts) == (
            "Sunday 31 October 2027 at 02:30 (summer time)–02:00 (winter time)"
        )
        assert written.clock(first.starts + timedelta(hours=9)) == "10:00"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (_asked(SPRING, first=time(2, 30)), "no-such-time"),
        (_asked(first=time(23)), "too-late"),
        (_asked(first=time(22, 16), each_day=2), "too-late"),
        (_asked(lunch=Lunch(time(12), time(12))), "lunch"),
        (_asked(each_day=0), "empty"),
        (_asked(teams=0), "empty"),
        (_asked(each_day=MOST, teams=2), "too-many"),
        (Asked((), time(9), timedelta(minutes=45), timedelta(0), 1, 1), "empty"),
        (Asked((DAY,), time(9), timedelta(0), timedelta(0), 1, 1), "empty"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(asked: Asked, code: str) -> None:
    with pytest.raises(TimetableError) as caught:
        times(asked)
    assert caught.value.code == code


ASKED = some.builds(
    Asked,
    days=some.lists(DAYS, max_size=4).map(tuple),
    first=CLOCK,
    length=some.integers(0, 180).map(_minutes),
    pause=some.integers(-1, 60).map(_minutes),
    each_day=some.integers(0, 12),
    teams=some.integers(0, 4),
    lunch=some.none() | some.builds(Lunch, CLOCK, CLOCK),
)


@given(ASKED)
def test_whatever_is_asked_no_team_is_in_two_meetings_and_all_are_equally_long(asked: Asked) -> None:
    try:
        told = times(asked)
    except TimetableError:
        return
    assert len(told) == len(set(asked.days)) * asked.each_day * asked.teams == len(set(told))
    assert {one.ends - one.starts for one in told} == {asked.length}
    for team in range(1, asked.teams + 1):
        own = [one for one in told if one.team == team]
        assert all(after.starts - before.ends >= asked.pause for before, after in pairwise(own))
        assert all(_is_outside(one, asked.lunch) for one in own)


def _is_outside(one: Span, lunch: Lunch | None) -> bool:
    if not lunch:
        return True
    day = one.starts.astimezone(OSLO).date()
    starts, ends = (datetime.combine(day, at, OSLO).astimezone(UTC) for at in lunch)
    return one.ends <= starts or one.starts >= ends
