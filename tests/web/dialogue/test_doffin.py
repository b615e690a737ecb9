"""The invitation as a notice: the events are read back as they were written, and nothing is cut without saying so."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as some

from mulighetsrom.web.dialogue import doffin
from mulighetsrom.web.dialogue.doffin import Event, Sheet, events, texts
from mulighetsrom.web.dialogue.doffin.words import LANGUAGES, WORDS
from mulighetsrom.web.dialogue.fields import ALWAYS
from mulighetsrom.web.dialogue.models import Part
from tests.web.dialogue_samples import content

OSLO = ZoneInfo("Europe/Oslo")
URL = "https://mulighetsrom.example/nb/dialog/0PEND1A10G/"

lines = some.text(max_size=60).map(lambda text: " ".join(text.split()))
moments = some.integers(0, 60 * 24 * 365 * 20).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
lengths = some.integers(1, 60 * 40).map(lambda minutes: timedelta(minutes=minutes))


@some.composite
def told(draw: some.DrawFn) -> Event:
    starts = draw(some.none() | moments)
    return Event(
        kind=draw(some.sampled_from(Part.Kind.values)),
        title=draw(lines),
        starts=starts,
        ends=starts + draw(lengths) if starts and draw(some.booleans()) else None,
        place=draw(lines),
        how=draw(some.sampled_from(["", *Part.How.values])),
        deadline=draw(some.none() | moments),
        url=draw(some.sampled_from(["", URL])),
        programme=tuple(line for line in draw(some.lists(lines, max_size=4)) if line),
    )


@given(written=some.lists(told(), min_size=1, max_size=5), language=some.sampled_from(LANGUAGES))
def test_events_are_read_back_as_they_were_written_in_every_language(written: list[Event], language: str) -> None:
    around = f"Alt om dialogen.\n\n{doffin.write(written, language)}\n\nTid: kommer."
    assert doffin.parse(around) == written


@given(some.text())
def test_any_other_text_tells_of_no_events(text: str) -> None:
    assert doffin.parse(text) == []


@given(some.text(), some.sampled_from(LANGUAGES))
def test_a_broken_layout_is_read_without_falling(text: str, language: str) -> None:
    words = WORDS[language]
    kind = words.kinds["input"]
    doffin.parse(
        f"{words.heading}\n1. {kind}\n{words.time}: {text}\n{words.deadline}: tirsdag 31. februar 2027 kl. 99.99"
    )


def test_the_hour_that_comes_twice_says_which_one_it_is() -> None:
    twice = [datetime(2026, 10, 25, 2, 30, tzinfo=OSLO, fold=fold).astimezone(UTC) for fold in (0, 1)]
    assert twice[1] - twice[0] == timedelta(hours=1)
    event = Event("conference", starts=twice[0], ends=twice[1])
    text = doffin.write([event], "nb")
    assert "Tid: søndag 25. oktober 2026 kl. 02.30 (sommertid)–02.30 (normaltid)" in text
    assert doffin.parse(text) == [event]


def test_the_layout_is_the_one_that_is_documented() -> None:
    event = Event(
        "conference", "Trygge netter", datetime(2027, 3, 9, 8, tzinfo=UTC), datetime(2027, 3, 9, 11, tzinfo=UTC),
        "Rådhuset", "both", datetime(2027, 2, 26, 11, tzinfo=UTC), URL, ("09.00 Velkommen",),
    )  # fmt: skip
    assert doffin.write([event], "nb").splitlines() == [
        "Slik kan du delta",
        "",
        "1. Dialogkonferanse: Trygge netter",
        "Tid: tirsdag 9. mars 2027 kl. 09.00–12.00",
        "Sted: Rådhuset",
        "Form: Fysisk oppmøte eller video",
        "Frist: fredag 26. februar 2027 kl. 12.00",
        f"Les mer og delta: {URL}",
        "Program:",
        "- 09.00 Velkommen",
    ]
    assert "Time in Norway: Tuesday 9 March 2027 09:00–12:00" in doffin.write([event], "en")


def test_events_that_moved_differ_and_those_read_back_do_not() -> None:
    event = Event("input", deadline=datetime(2027, 2, 26, 11, tzinfo=UTC))
    [back] = doffin.parse(doffin.write([event], "nn"))
    assert not events.differ(event, back)
    assert events.differ(event, Event("input", deadline=datetime(2027, 2, 26, 12, tzinfo=UTC)))
    assert events.differ(event, Event("input"))


# --- limits -----------------------------------------------------------------------------------------------------------


def sheet(form: str = "N4", more: list[Event] | None = None, **said: Any) -> Sheet:
    buyers = [("Eksempelvik kommune", "316777627")]
    return Sheet(
        form, content(**said), more or [Event("input", deadline=datetime(2027, 2, 26, 11, tzinfo=UTC))], buyers, URL
    )


def box(of: Sheet, code: str, language: str | None = None) -> doffin.Box:
    return next(one for one in doffin.boxes(of) if one.code == code and language in {None, one.language})


@given(some.text(min_size=1, max_size=400), some.integers(5, 300))
def test_a_text_is_never_longer_than_it_may_and_begins_as_it_did(text: str, most: int) -> None:
    kept = texts.shortened(text, most)
    assert len(kept) <= most
    assert text.startswith(kept.removesuffix(" …").removesuffix("…"))


def test_a_long_text_ends_at_a_sentence_and_not_at_a_day() -> None:
    text = "Vi møtes 9. mars. Det begynner kl. 12. Alle er velkomne til Rådhuset den dagen."
    assert texts.shortened(text, 70) == "Vi møtes 9. mars. Det begynner kl. 12."
    assert texts.shortened("a" * 50, 20) == f"{'a' * 18} …"


def test_a_description_that_is_too_long_says_so_and_still_holds_what_all_must_say() -> None:
    long = sheet(purpose="Tre av fire utrykninger er unødige. " * 160, wanted="Hva kan dere? " * 100)
    told_ = box(long, "BT-24")
    assert told_.count <= 6_000
    assert told_.left_out > 1_000
    assert "Dette er forkortet." in told_.text
    assert told_.text.endswith(URL)
    assert all(str(told_.text).count(one) == 1 for one in _always())


def test_a_draft_that_says_little_yet_is_described_by_what_it_says() -> None:
    text, left_out = texts.description({"title": "Trygge netter", "purpose": "Vi vil høre mer."}, URL, "nb")
    assert (text.startswith("Vi vil høre mer."), "Timer" in text, left_out) == (True, False, 0)


def test_a_description_within_the_limit_is_whole() -> None:
    told_ = box(sheet(), "BT-24")
    assert told_.left_out == 0
    assert "forkortet" not in told_.text
    assert "- Hva kan skille et fall fra en åpnet dør?" in told_.text
    assert "Om lag 6 timer" in told_.text


def test_too_many_programmes_are_left_out_before_any_event_is() -> None:
    many = [
        Event("conference", f"Dag {day}", datetime(2027, 3, day, 8, tzinfo=UTC), programme=("09.00 " + "x" * 190,) * 10)
        for day in range(1, 20)
    ]
    told_ = box(sheet(more=many), "BT-300")
    assert told_.count <= 10_000
    assert told_.left_out > 0
    assert "programmet og mer står på siden" in told_.text.lower()
    assert doffin.parse(told_.text) == [events.without_programme(event) for event in many]


def test_what_no_box_could_hold_still_fits() -> None:
    many = [Event("meetings", "y" * 110, place="z" * 290, url=URL) for _ in range(60)]
    told_ = box(sheet(more=many), "BT-300")
    assert told_.count <= 10_000
    assert 0 < len(doffin.parse(told_.text)) < 60


def test_form_4_asks_for_english_and_for_a_planned_date() -> None:
    eea = sheet("4", title_en="Dialogue: safe nights", text_en="What could tell a fall from an open door?")
    english = box(eea, "BT-24", "en")
    assert english.text.startswith("What could tell a fall from an open door?")
    assert "Om lag 6 timer" not in english.text
    assert "This is not a competition." in english.text
    assert box(eea, "BT-21", "en").text == "Dialogue: safe nights"
    assert "Deadline, time in Norway: Friday 26 February 2027 12:00" in box(eea, "BT-300", "en").text
    assert box(eea, "BT-127").is_missing
    assert not box(sheet("N4"), "BT-127").is_missing
    assert box(Sheet("4", content(), [], [], URL, planned=date(2027, 6, 1)), "BT-127").text == "01.06.2027"


def test_english_that_nobody_wrote_is_missing_and_not_made_up() -> None:
    eea = sheet("4")
    assert box(eea, "BT-24", "en").is_missing
    assert box(eea, "BT-21", "en").is_missing


def test_an_invitation_in_english_is_filled_in_once() -> None:
    assert sheet("4", language="en").languages == ["en"]


def _always() -> list[str]:
    with override("nb"):
        return [str(one) for one in ALWAYS.values()]
