"""Forms that were opened before the stop and are sent after it, or in the very moment: no door takes anything more."""

from __future__ import annotations

from http import HTTPStatus
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

import pytest
from django.db import connection, transaction
from django.test import Client

from mulighetsrom.web.asking.models import Question
from mulighetsrom.web.common import kernel
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import models, stages
from mulighetsrom.web.dialogue.models import Dialogue
from tests.web import conference_samples, meeting_samples, people
from tests.web import dialogue_samples as samples

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.usefixtures("country")]
OPEN: Final = f"/nb/dialog/{samples.OPEN}/"
ASK: Final = f"{OPEN}sporsmal/"
SEATS: Final = f"{OPEN}del/{samples.CONFERENCE}/pamelding/"
INPUT: Final = f"{OPEN}del/{samples.INPUT}/innspill/"
WISH: Final = f"/nb/dialog/{meeting_samples.DIALOGUE}/moter/{meeting_samples.WISHES}/onske/"
TYPED: Final = "Dette kom i samme øyeblikk."
KEY: Final = {"key": "7d1c0f7e-4d5e-4a0f-8a53-0d9f4f9b2f03"}
GUEST: Final = {"email": "gjest@firma.example"}
COMES: Final = {"name_0": "Nils Ny", "role_0": "Leder", "how_0": "room", "shown": "nobody"}


def forms() -> Iterator[tuple[Client, str, dict[str, Any]]]:
    """Yield each door with what is sent there, filled in while the dialogue was open."""
    for who, where, said in (
        ("visitor", ASK, GUEST | {"text": TYPED}),
        ("supplier", ASK, {"text": TYPED}),
        ("visitor", SEATS, GUEST | COMES | {"company": "Gjest AS"}),
        ("supplier", SEATS, COMES),
        ("supplier", f"{SEATS}{conference_samples.COMPANY}/flere/", COMES),
        ("other_supplier", f"{INPUT}skriv/", {"text-1": TYPED}),
        ("supplier", f"{INPUT}lever/", {}),
        ("other_supplier", WISH, {"people": TYPED, "how": "physical"}),
    ):
        client = people.log_in(Client(raise_request_exception=False), who)
        page = client.get(where)
        assert page.status_code == HTTPStatus.OK
        form = page.context["form"]
        told = {name: form[name].value() for name in form.fields if form[name].value() is not None}
        if where == WISH:
            told |= {"first": form.fields["first"].choices[1][0], "any_time": "on"}
        yield client, where, told | KEY | said


def kept() -> list[Any]:
    """Return what the doors could have filled."""
    rows = (Question, Mail, models.SignUp, models.Participant, models.HandedIn, models.TooLate, models.Request)
    drafts = models.InputDraft.objects.order_by("pk").values_list("text__closed_text", flat=True)
    lines = models.Entry.objects.exclude(kind="stopped").count()
    return [*(row._base_manager.count() for row in rows), *map(bytes, drafts), lines]


def stop() -> None:
    for public_id in (samples.OPEN, meeting_samples.DIALOGUE):
        row = Dialogue.objects.get(public_id=public_id)
        kernel.move(row, "stop", table=stages.STAGE, by=people.actor("adviser"))


@pytest.mark.django_db
def test_each_of_these_forms_is_taken_while_the_dialogue_is_open() -> None:
    for client, where, said in list(forms()):
        before = kept()
        answer = client.post(where, said)
        assert (where, answer.status_code) == (where, HTTPStatus.FOUND)
        assert kept() != before, where


@pytest.mark.django_db
def test_a_form_from_before_the_stop_is_not_taken_after_it() -> None:
    sent, before = list(forms()), kept()
    with transaction.atomic():
        stop()
    for client, where, said in sent:
        assert client.post(where, said).status_code in {HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.CONFLICT}, where
    assert kept() == before


@pytest.mark.django_db(transaction=True)
def test_a_form_that_comes_while_the_stop_is_being_made_waits_for_it_and_is_refused() -> None:
    sent, before, answers = list(forms()), kept(), {}

    def send(client: Client, where: str, said: dict[str, Any]) -> None:
        answers[where, str(said.get("email"))] = client.post(where, said)
        connection.close()

    with transaction.atomic():
        stop()
        waiting = [Thread(target=send, args=one) for one in sent]
        for one in waiting:
            one.start()
        waiting[0].join(1)
        assert not answers, "each waits until it is known whether the dialogue is stopped"
    for one in waiting:
        one.join(20)
    assert len(answers) == len(sent)
    assert kept() == before
    for (where, _guest), answer in answers.items():
        assert answer.status_code in {HTTPStatus.FOUND, HTTPStatus.CONFLICT}, where
        assert where != ASK or TYPED in answer.content.decode(), "what was typed is given back"
