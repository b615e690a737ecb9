"""The plan of a dialogue: counted back from its parts, on working days at noon, in an order that can be kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from mulighetsrom.web.common import workdays
from mulighetsrom.web.dialogue import caution, timeline
from mulighetsrom.web.dialogue.timeline import Due, Held
from mulighetsrom.web.dialogue.timetable import OSLO, local_date

BEGUN = date(2027, 1, 4)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO).astimezone(UTC)


CONFERENCE = Held("C", "conference", _at("2027-03-09 09:00"), _at("2027-03-09 12:00"), _at("2027-03-02 12:00"))
MEETINGS = Held("M", "meetings", _at("2027-03-15 09:00"), _at("2027-03-17 15:00"), _at("2027-03-11 12:00"))
INPUT = Held("I", "input", None, None, _at("2027-04-06 12:00"))


def _told(lines: list[Due]) -> list[str]:
    return [f"{line.at.astimezone(OSLO):%a %d.%m %H:%M} {line.kind} {line.part}".strip() for line in lines]


def test_a_conference_with_meetings_and_input_is_counted_back_and_on() -> None:
    assert _told(timeline.plan([CONFERENCE, MEETINGS, INPUT], begun=BEGUN)) == [
        "Tue 02.02 12:00 publish",
        "Tue 02.02 12:00 doffin",
        "Tue 02.03 12:00 answers",
        "Tue 02.03 12:00 sign-up C",
        "Mon 08.03 12:00 questions M",
        "Tue 09.03 09:00 held C",
        "Thu 11.03 12:00 wishes M",
        "Fri 12.03 12:00 draw M",
        "Mon 15.03 09:00 held M",
        "Tue 30.03 12:00 minutes M",
        "Tue 06.04 12:00 input I",
        "Tue 27.04 12:00 summary",
        "Fri 07.05 12:00 answer",  # the sixth is Ascension Day
    ]


def test_a_notice_on_form_4_is_sent_before_the_page_is_published() -> None:
    lines = timeline.plan([INPUT], begun=BEGUN, doffin_first=True)
    assert _told(lines)[:2] == ["Fri 05.03 12:00 doffin", "Tue 09.03 12:00 publish"]


def test_what_should_have_been_done_earlier_is_due_on_the_plans_first_day() -> None:
    late = timeline.plan([CONFERENCE], begun=date(2027, 2, 20))
    assert _told(late)[:2] == ["Mon 22.02 12:00 publish", "Mon 22.02 12:00 doffin"]


def test_without_days_there_is_no_plan() -> None:
    assert timeline.plan([], begun=BEGUN) == []
    assert timeline.plan([Held("C", "conference", None, None, None)], begun=BEGUN) == []


def test_no_line_lies_in_july_and_christmas() -> None:
    summer = timeline.plan([Held("I", "input", None, None, _at("2027-06-22 12:00"))], begun=BEGUN)
    assert _told(summer)[-2:] == ["Mon 09.08 12:00 summary", "Mon 09.08 12:00 answer"]
    winter = timeline.plan([Held("I", "input", None, None, _at("2028-01-21 12:00"))], begun=BEGUN)
    assert _told(winter)[:2] == ["Tue 21.12 12:00 publish", "Tue 21.12 12:00 doffin"]


MOMENTS = some.datetimes(datetime(2026, 1, 1), datetime(2035, 12, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001


@some.composite
def _parts(draw: some.DrawFn) -> list[Held]:
    parts = []
    for number in range(draw(some.integers(0, 5))):
        kind = draw(some.sampled_from(["conference", "workshop", "meetings", "input", "comments"]))
        starts = draw(some.none() | MOMENTS) if kind not in {"input", "comments"} else None
        ends = starts + timedelta(hours=draw(some.integers(1, 80))) if starts else None
        deadline = draw(some.none() | MOMENTS)
        if starts and deadline and deadline > starts:
            deadline = starts
        parts.append(Held(f"P{number}", kind, starts, ends, deadline))
    return parts


@given(_parts(), some.dates(date(2025, 12, 1), date(2036, 1, 1)), some.booleans())
def test_every_plan_is_in_order_at_noon_on_calm_working_days(
    parts: list[Held], begun: date, doffin_first: bool
) -> None:
    lines = timeline.plan(parts, begun=begun, doffin_first=doffin_first)
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    assert len({(line.kind, line.part) for line in lines}) == len(lines)
    own = [line for line in lines if line.kind not in timeline.OF_PART]
    for line in own:
        assert line.at.astimezone(OSLO).time() == caution.NOON
        assert workdays.is_workday(local_date(line.at))
        assert caution.is_calm(local_date(line.at))
    _check_order({(line.kind, line.part): line.at for line in lines}, parts, begun)


def _check_order(due: dict[tuple[str, str], datetime], parts: list[Held], begun: date) -> None:
    """Suppliers have 28 days unless the plan began too late; what follows something comes after it."""
    for part in parts:
        wishes = due.get(("wishes", part.name))
        assert wishes is None or due["draw", part.name] > wishes
        assert part.kind != "meetings" or part.ends is None or due["minutes", part.name] > part.ends
    last = [at for part in parts for at in (part.ends, part.starts, part.deadline) if at]
    if not last:
        assert due == {}
        return
    assert max(last) < due["summary", ""] <= due["answer", ""]
    assert due["doffin", ""] <= due["publish", ""]
    firsts = [local_date(at) for part in parts if (at := part.deadline or part.starts)]
    early = local_date(due["publish", ""]) <= min(firsts) - caution.ENOUGH
    assert early or local_date(due["publish", ""]) == caution.calm(begun)
