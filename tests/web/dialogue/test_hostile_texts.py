"""Hostile texts in every form of a dialogue: kept or given back in words, never an error, never slow."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from unicodedata import category

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test import Client

from mulighetsrom.web.dialogue.forms.meetings import Days
from mulighetsrom.web.dialogue.forms.parts import Speakers
from mulighetsrom.web.needs.forms.plan_inputs import Day
from tests.web import dialogue_samples, people
from tests.web.test_access import _undone
from tests.web.test_hostile import _client, _pages

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country"), pytest.mark.timeout(300)]
UNSEEN: Final = "A\0\x1b[31m\u202efdp\u2066\ud800\udfff\r\nBcc: B"
MARKS: Final = "e" + "\u0301\0\u0316" * 300_000
"""Marks that stand in another order than Unicode's: to sort so many took more than five minutes."""
READ: Final = (Day, Days)
"""What becomes a day or is refused, and is never kept as it was written."""
LONG: Final = "Blåbær. " * 130_000
ASK: Final = f"/nb/dialog/{dialogue_samples.OPEN}/sporsmal/"
KEY: Final = "7d1c0f7e-4d5e-4a0f-8a53-0d9f4f9b2f01"


def texts() -> Iterator[tuple[str, forms.CharField]]:
    """Yield what people write in: each text field of each form on a dialogue's pages, with where it stands."""
    for page in (one for one in _pages(forms_only=True) if one.name.startswith("dialogue:") and one.post is None):
        with _undone():
            answer = _client(page).get(page.address())
        for form in _forms(answer):
            for name, field in form.fields.items():
                if isinstance(field, forms.CharField) and not field.widget.is_hidden:
                    yield f"{page.name} {type(form).__name__}.{name}", field


def _forms(answer: object) -> Iterator[forms.BaseForm]:
    for layer in getattr(answer, "context", None) or ():
        for values in getattr(layer, "dicts", ()):
            yield from (one for one in values.values() if isinstance(one, forms.BaseForm))


def test_no_field_keeps_what_cannot_be_seen_or_is_slow_to_read_what_was_sent() -> None:
    found, wrong = dict(texts()), set()
    for where, field in found.items():
        began = time.perf_counter()
        field.to_python(MARKS)
        if time.perf_counter() - began > 2:
            wrong.add(f"slow: {where}")
        kept = str(field.to_python(UNSEEN)).replace("\n", "")
        if not isinstance(field, READ) and any(category(one) in {"Cc", "Cf", "Cs"} for one in kept):
            wrong.add(f"unseen: {where}")
    assert len(found) > 40, "the forms were not found"
    assert sorted(wrong) == []


@pytest.mark.parametrize(
    "text", [LONG, MARKS.replace("\0", "") + LONG, "linje\n" * 10_000], ids=["1 MB", "marks", "lines"]
)
def test_a_guest_who_sends_a_megabyte_gets_the_words_back_with_how_much_there_is_room_for(text: str) -> None:
    began = time.perf_counter()
    answer = Client().post(ASK, {"text": text, "email": "gjest@firma.example", "key": KEY})
    assert time.perf_counter() - began < 2
    assert answer.status_code == HTTPStatus.OK
    html = answer.content.decode()
    assert text[-40:].strip() in html
    assert "tegn, og det er plass til" in html


def test_what_is_too_much_for_one_form_is_told_so() -> None:
    answer = people.log_in(Client(), "adviser").post(ASK, {"text": LONG * 3})
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "Dette er mer tekst enn vi kan ta imot på én gang" in answer.content.decode()


@pytest.mark.parametrize("written", ["09:00 Velkommen\n" * 41, f"09:00 {'x' * 201}"])
def test_no_item_of_a_programme_is_left_out_without_a_word(written: str) -> None:
    with pytest.raises(ValidationError, match="høyst 40 linjer"):
        Speakers(max_length=10_000).clean(written)
