"""Days of events and deadlines out of running text."""

from __future__ import annotations

from datetime import date

import pytest

from mulighetsrom.notices.dialogue.dates import event_and_deadline
from mulighetsrom.notices.dialogue.passages import Passage

PUBLISHED = date(2023, 10, 20)
NOVEMBER_6 = date(2023, 11, 6)


def read(language: str, written: str, published: date | None = PUBLISHED) -> tuple[date | None, date | None]:
    return event_and_deadline([Passage("description", "", language, written)], published)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("nb", "Møtet holdes 6. november 2023 kl. 10."),
        ("nb", "Møtet holdes 6. november."),
        ("nb", "Møtet holdes 06.11.2023."),
        ("nb", "Møtet holdes 6/11-2023."),
        ("nb", "Møtet holdes 2023-11-06."),
        ("nb", "Dato for møtet blir 06 og 07.11."),
        ("nn", "Konferansen blir arrangert den 6. november 2023."),
        ("en", "The meeting will be held on November 6th, 2023."),
        ("en", "The conference takes place on 6th of November 2023."),
        ("sv", "Mötet hålls den 6 november 2023."),
        ("de", "Die Veranstaltung findet am 6. November 2023 statt."),
        ("fr", "La réunion aura lieu le 6 novembre 2023."),
        ("es", "La jornada tendrá lugar el 6 de noviembre de 2023."),
        ("pl", "Spotkanie odbędzie się w dniu 6 listopada 2023 r."),
        ("fi", "Tilaisuus järjestetään 6.11.2023 klo 12."),
    ],
)
def test_the_day_of_an_event(language: str, written: str) -> None:
    assert read(language, written) == (NOVEMBER_6, None)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("nb", "Frist for påmelding er 6. november 2023."),
        ("nb", "Innspill sendes innen 06.11.23."),
        ("nb", "Tidsfrist for å svare er arbeidsdagens slutt den 6 november 2023."),
        ("en", "Answers no later than 6 November 2023."),
        ("de", "Die Frist endet mit Ablauf des 6. November 2023."),
        ("fi", "Ilmoittaudu työpajaan 6.11.2023 mennessä."),
        ("sv", "Svar senast 2023-11-06."),
    ],
)
def test_a_deadline(language: str, written: str) -> None:
    assert read(language, written) == (None, NOVEMBER_6)


@pytest.mark.parametrize(
    "written",
    [
        "Tilbudsfrist er 6. november 2023.",
        "Avtalen løper fra 6. november 2023.",
        "Kravet trer i kraft 06.11.2023.",
        "Møtet ble holdt 6. november 2019.",
        "Møtet holdes 31. november 2023.",
        "Møtet gjelder § 6.11.2023.4.",
    ],
)
def test_other_dates_are_left_alone(written: str) -> None:
    assert read("nb", written) == (None, None)


def test_the_first_event_and_the_last_deadline_are_kept() -> None:
    written = "Møte 6. november og møte 9. november. Frist for påmelding 1. november. Frist for innspill 20. november."
    assert read("nb", written) == (NOVEMBER_6, date(2023, 11, 20))


def test_a_day_without_a_year_needs_the_notices_date() -> None:
    assert read("nb", "Møtet holdes 6. januar.") == (date(2024, 1, 6), None)
    assert read("nb", "Møtet holdes 6. januar.", None) == (None, None)
