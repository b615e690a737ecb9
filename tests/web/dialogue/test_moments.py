"""A day and a time in a form: read as people write them, said back with the weekday, safe when the clock changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django import forms
from django.utils.translation import override

from mulighetsrom.web.dialogue.forms.moments import BoundMoment, Moment

FAR = datetime(2026, 1, 1, tzinfo=UTC)


class Form(forms.Form):
    until = Moment(label="Until", deadline=True, told=FAR)
    starts = Moment(label="Starts", told=FAR, required=False)


def _sent(day: str, at: str, *, starts: tuple[str, str] = ("", "")) -> Form:
    return Form({"until_0": day, "until_1": at, "starts_0": starts[0], "starts_1": starts[1]})


@pytest.mark.parametrize("at", ["12:00", "12.00", "12", "kl. 12", "kl 12.00", "1200", ""])
def test_noon_is_written_in_many_ways_and_is_the_usual_deadline(at: str) -> None:
    form = _sent("9.3.2027", at)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"until": datetime(2027, 3, 9, 11, tzinfo=UTC), "starts": None}


@pytest.mark.parametrize(
    ("day", "at"), [("", "12:00"), ("", "10:00"), ("9.3.2027", "25:00"), ("31.2.2027", ""), ("snart", ""), ("", "")]
)
def test_what_is_no_moment_is_refused(day: str, at: str) -> None:
    assert list(_sent(day, at).errors) == ["until"]


def test_an_event_needs_its_time() -> None:
    assert list(_sent("9.3.2027", "", starts=("9.4.2027", "")).errors) == ["starts"]
    assert list(_sent("9.3.2027", "", starts=("", "10:00")).errors) == ["starts"]


def test_the_weekday_is_said_back_in_the_readers_language() -> None:
    for language, said in {
        "nb": "tirsdag 9. mars 2027 kl. 12:00",
        "nn": "tysdag 9. mars 2027 kl. 12:00",
        "en": "Tuesday 9 March 2027 at 12:00",
    }.items():
        with override(language):
            assert f'<p class="said-back">{said}</p>' in _sent("9.3.2027", "").as_div()


def test_a_saved_moment_stands_in_the_form_and_comes_back_the_same() -> None:
    saved = datetime(2027, 7, 14, 8, 30, tzinfo=UTC)
    shown = Form(initial={"until": saved})
    assert 'value="14.07.2027"' in shown.as_div()
    assert 'value="10:30"' in shown.as_div()
    bound = shown["until"]
    assert isinstance(bound, BoundMoment)
    assert [str(one)[:14] for one in bound.cautions] == ["Det er i ukene", "Frister er ett"]
    again = Form({"until_0": "14.07.2027", "until_1": "10:30"}, initial={"until": saved})
    assert again.is_valid()
    assert again.cleaned_data["until"] == saved
    assert not again.has_changed()


def test_an_empty_form_offers_noon_and_counts_as_empty() -> None:
    html = Form().as_div()
    assert html.count('value="12:00"') == 1
    assert "said-back" not in html
    assert "cautions" not in html


def test_of_a_time_that_comes_twice_the_later_counts_and_the_form_says_so() -> None:
    form = _sent("31.10.2027", "02:30")
    assert form.is_valid()
    assert form.cleaned_data["until"] == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    with override("en"):
        html = form.as_div()
    assert "Sunday 31 October 2027 at 02:30 (winter time)" in html
    assert "The later of the two counts." in html


def test_a_time_that_the_clock_leaps_over_is_refused() -> None:
    with override("en"):
        assert "no such time" in str(_sent("28.3.2027", "02:30").errors["until"])
