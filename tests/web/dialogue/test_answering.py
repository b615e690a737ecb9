"""What came of a dialogue is told to everybody in one act, and stands on its page."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mulighetsrom.web.common import kernel
from mulighetsrom.web.common.mail import Receiver
from mulighetsrom.web.common.models import Event, Mail
from mulighetsrom.web.dialogue import log, opening
from mulighetsrom.web.dialogue.actions import closing as actions
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.models import Answer, Dialogue, Part
from mulighetsrom.web.needs.models import Need
from tests.web import dialogue_samples as samples
from tests.web import needs_samples, people

if TYPE_CHECKING:
    from django.test import Client

ADDRESS = f"/nb/dialog/{samples.OPEN}/svar/"
KEY = "00000000-0000-4000-8000-0000000000a5"


def dialogue() -> Dialogue:
    return Dialogue.objects.get(public_id=samples.OPEN)


def answer(outcome: str = "goes-on", until: date | None = None, reason: str = "Rådet har bestemt det.") -> Answer:
    by = people.actor("adviser")
    return actions.answer(dialogue=dialogue(), outcome=outcome, until=until, reason=reason, opening="Takk!", by=by)


@pytest.mark.django_db
@pytest.mark.usefixtures("country")
class TestAnswers:
    def test_an_answer_closes_the_dialogue_and_tells_everybody(self, monkeypatch: pytest.MonkeyPatch) -> None:
        one = Receiver("selma@varmt.example", "nn", people.PEOPLE["supplier"].person)
        monkeypatch.setattr(audience, "_sources", [lambda _dialogue, _part: [one]])
        answer()
        assert dialogue().stage == "closed"
        assert not opening.takes(dialogue())
        assert Mail.objects.get(kind="dialogue.announcement").address == "selma@varmt.example"
        assert [line["kind"] for line in log.lines(dialogue())][-2:] == ["answered", "told"]

    def test_what_an_answer_ends_before_its_deadline_is_said_first(self, client: Client) -> None:
        one, adviser = Part.objects.get(public_id=samples.INPUT), people.log_in(client, "adviser")
        early, public = "Dette slutter før fristen: ", f"/nb/dialog/{samples.OPEN}/"
        lead = adviser.get(ADDRESS).content.decode().partition(early)[2].partition("</p>")[0]
        assert "Skriftlig innspill (" in lead
        Part.objects.filter(pk=one.pk).update(deadline_at=timezone.now())
        lead = adviser.get(ADDRESS).content.decode().partition(early)[2].partition("</p>")[0]
        assert "Skriftlig innspill" not in lead
        assert "En-til-en-møter (" in lead
        assert "Slik kan dere delta" in client.get(public).content.decode()
        answer()
        assert early not in adviser.get(ADDRESS).content.decode()
        assert "Slik kunne dere delta" in client.get(public).content.decode()

    @pytest.mark.parametrize("outcome", ["goes-on", "dropped"])
    def test_no_need_is_moved_or_dropped_silently(self, outcome: str) -> None:
        Need.objects.filter(public_id=needs_samples.PUBLISHED).update(stage="in-dialogue")
        answer(outcome)
        assert Need.objects.get(public_id=needs_samples.PUBLISHED).stage == "in-dialogue"

    def test_after_a_postponement_comes_another_answer(self) -> None:
        answer("postponed", timezone.localdate() + timedelta(days=90))
        answer("dropped")
        assert list(Answer.objects.values_list("number", "outcome")) == [(1, "postponed"), (2, "dropped")]
        assert Event.objects.filter(kind="dialogue.close").count() == 1

    @pytest.mark.parametrize("stage", ["unpublished", "cancelled"])
    def test_what_is_not_held_has_no_answer(self, stage: str) -> None:
        Dialogue.objects.filter(public_id=samples.OPEN).update(stage=stage, text="draft")
        with pytest.raises(kernel.StageConflictError):
            answer()
        assert not Answer.objects.exists()

    def test_the_database_knows_what_an_answer_is(self) -> None:
        wrong = {"outcome": "postponed"}, {"outcome": "dropped", "until": timezone.localdate()}, {"reason": ""}
        for fields in wrong:
            row = {"dialogue": dialogue(), "number": 9, "outcome": "goes-on", "reason": "Slik ble det."} | fields
            with pytest.raises(IntegrityError), transaction.atomic():
                Answer.objects.create(answered_by=people.person("adviser"), answered_by_name="Ina", **row)

    def test_the_letter_is_looked_at_before_it_goes_and_the_answer_stands_on_the_page(self, client: Client) -> None:
        Need.objects.filter(public_id=needs_samples.PUBLISHED).update(stage="in-dialogue")
        people.log_in(client, "adviser")
        sent = {"outcome": "dropped", "reason": "Det er **ikke** penger.", "opening": "Takk.", "key": KEY}
        html = client.post(ADDRESS, sent).content.decode()
        assert dialogue().stage == "open"
        again = sent | {"shown": re.findall(r'name="shown" value="([0-9a-f]{64})"', html)[0]}
        assert client.post(ADDRESS, again).status_code == 302
        assert client.post(ADDRESS, again).status_code == 302
        assert Answer.objects.count() == 1  # sent twice, answered once
        page = client.get(f"/nb/dialog/{samples.OPEN}/").content.decode()
        assert "Det er <strong>ikke</strong> penger." in page
        work = client.get(f"/nb/dialog/{samples.OPEN}/arbeid/").content.decode()
        assert f'href="/nb/behov/{needs_samples.PUBLISHED}/arbeid/"' in work  # it is suggested, and not done

    @pytest.mark.parametrize(
        ("said", "told"),
        [
            ({"outcome": "postponed"}, "Skriv når det er utsatt til."),
            ({"outcome": "postponed", "until": "01.01.2026"}, "Denne dagen har vært."),
            ({"reason": ""}, "Hvorfor?"),
        ],
    )
    def test_what_is_missing_is_told_at_its_box(self, client: Client, said: dict[str, str], told: str) -> None:
        people.log_in(client, "adviser")
        html = client.post(ADDRESS, {"outcome": "dropped", "reason": "Nei", "opening": "Takk"} | said).content.decode()
        assert "ds-error-summary" in html
        assert told in html
        assert dialogue().stage == "open"

    def test_after_sixty_days_everybody_reads_unanswered(self, client: Client) -> None:
        ended = timezone.now() - timedelta(days=61)
        Part.objects.filter(dialogue=dialogue()).update(starts_at=None, ends_at=None, deadline_at=ended)
        page = client.get(f"/nb/dialog/{samples.OPEN}/").content.decode()
        assert "Ubesvart." in page
        answer()
        assert "Ubesvart." not in client.get(f"/nb/dialog/{samples.OPEN}/").content.decode()
