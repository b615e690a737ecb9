"""Days and times as people read them: by Norway's clock, in their language."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from mulighetsrom.web.common import written

NOON = datetime(2027, 3, 9, 11, tzinfo=UTC)
SUMMER = datetime(2027, 6, 8, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", "tirsdag 9. mars 2027 kl. 12:00"),
        ("nn", "tysdag 9. mars 2027 kl. 12:00"),
        ("en", "Tuesday 9 March 2027 at 12:00"),
    ],
)
def test_a_moment_is_told_with_its_weekday(language: str, told: str) -> None:
    with override(language):
        assert written.weekday_moment(NOON) == told


def test_summer_time_is_norways_clock() -> None:
    assert written.clock(SUMMER) == "12:00"


def test_two_times_of_one_day_tell_the_day_once() -> None:
    assert written.span(NOON, NOON.replace(hour=13)) == "tirsdag 9. mars 2027 kl. 12:00–14:00"
    assert written.span(NOON, SUMMER) == "tirsdag 9. mars 2027 kl. 12:00 – tirsdag 8. juni 2027 kl. 12:00"


def test_of_a_time_that_the_clock_shows_twice_it_is_told_which() -> None:
    first = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    with override("nn"):
        assert written.weekday_moment(first) == "søndag 31. oktober 2027 kl. 02:30 (sommartid)"
        assert written.moment(first.replace(hour=1)) == "31. oktober 2027 kl. 02:30 (vintertid)"
        assert "tid" not in written.weekday_moment(first.replace(hour=2))


@pytest.mark.parametrize(("language", "told"), [("nb", "03,225"), ("nn", "03,225"), ("en", "03.225")])
def test_seconds_have_the_readers_decimal_sign(language: str, told: str) -> None:
    with override(language):
        assert written.seconds(datetime(2027, 3, 9, 12, 0, 3, 225999, tzinfo=UTC)) == told
