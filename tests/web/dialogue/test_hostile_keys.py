"""A form's key that another sends, or that is sent to another door: nobody gets another's result, nothing is lost."""

from __future__ import annotations

from typing import Any, Final

import pytest
from django.test import Client

from mulighetsrom.web.asking.models import Question
from mulighetsrom.web.dialogue.models import HandedIn, Part, SignUp
from tests.web import conference_samples, input_samples, people
from tests.web import dialogue_samples as samples
from tests.web.needs_samples import PUBLISHED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
KEY: Final = {"key": "7d1c0f7e-4d5e-4a0f-8a53-0d9f4f9b2f02"}
ASK, ELSEWHERE = f"/nb/dialog/{samples.OPEN}/sporsmal/", f"/nb/behov/{PUBLISHED}/sporsmal/"
PARTS: Final = f"/nb/dialog/{samples.DRAFT}/deler/"
WRITE: Final = f"/nb/dialog/{samples.OPEN}/del/{samples.INPUT}/innspill/"
SEATS: Final = f"/nb/dialog/{samples.OPEN}/del/{samples.CONFERENCE}/pamelding/"
FIRST: Final = {"text": "Hva med nett i boligene?", "email": "en@firma.example"}
COMES: Final = {"name_0": "Nils Ny", "role_0": "Leder", "how_0": "room", "shown": "nobody", "company": "Nytt AS"}


def post(address: str, who: str = "visitor", **said: Any) -> str:
    answer = people.log_in(Client(), who).post(address, said | KEY)
    assert answer.status_code == 302
    return str(answer["Location"])


def asked(text: str) -> int:
    return Question.objects.filter(asked_text=text).count()


@pytest.mark.parametrize(
    ("who", "then_who", "door", "changed"),
    [
        ("visitor", "visitor", ASK, {"email": "to@firma.example"}),  # two guests at one machine
        ("visitor", "visitor", ASK, {"text": "Og strøm?"}),  # a guest who went back and asked another thing
        ("supplier", "supplier", ASK, {"text": "Og strøm?"}),
        ("supplier", "supplier", ELSEWHERE, {}),
        ("supplier", "other_supplier", ASK, {}),
        ("visitor", "supplier", ASK, {}),
    ],
)
def test_a_question_with_a_key_that_was_used_is_a_question_of_its_own(
    who: str, then_who: str, door: str, changed: dict[str, str]
) -> None:
    post(ASK, who, **FIRST)
    there = Question.objects.count()
    for _clicked in range(2):
        post(door, then_who, **FIRST | changed)
    assert Question.objects.count() == there + 1


def test_nobody_is_led_to_anothers_sign_up_nor_signed_up_in_anothers_name_by_a_key() -> None:
    SignUp.objects.filter(public_id=conference_samples.COMPANY).delete()
    first = post(SEATS, "supplier", **COMES)
    second = post(SEATS, "other_supplier", **COMES | {"name_0": "Olga Annen"})
    assert first != second
    mine, theirs = (SignUp.objects.get(organisation=people.organisation(people.PEOPLE[one].organisation))
                    for one in ("supplier", "other_supplier"))  # fmt: skip
    assert [list(one.participants.values_list("name", flat=True)) for one in (mine, theirs)] == [
        ["Nils Ny"], ["Olga Annen"]
    ]  # fmt: skip


def test_a_company_that_sends_anothers_key_hands_in_its_own_input() -> None:
    input_samples.clear()
    for who in ("supplier", "other_supplier"):
        input_samples.write(input_samples.SAID, who=who)
        seen = people.log_in(Client(), who).get(f"{WRITE}lever/").context["form"].initial["seen"]
        receipt = post(f"{WRITE}lever/", who, seen=seen)
        made = HandedIn.objects.get(company=input_samples.company(who))
        assert receipt.endswith(f"/kvittering/{made.public_id}/")


def test_what_was_taken_away_since_is_made_anew_and_breaks_nothing() -> None:
    for _again in range(2):
        post(f"{PARTS}ny/input/", "adviser", title="Ny del", deadline_at_0="18.02.2027", deadline_at_1="12:00")
        Part.objects.get(title="Ny del").delete()
