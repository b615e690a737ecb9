"""What came of dialogues is counted buyer by buyer, and every dialogue behind a number is one click away."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from mulighetsrom.web.dialogue import tally
from mulighetsrom.web.dialogue.models import Answer, Dialogue, Part
from mulighetsrom.web.dialogue.queries import closing as queries
from tests.web import dialogue_samples as samples
from tests.web import people

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def public(public_id: str, *, ended: int, stage: str = "open") -> Dialogue:
    """Make a public dialogue whose last deadline was so many days ago."""
    made = samples.dialogue(public_id, stage=stage, text="published", title=f"Invitasjon {public_id}")
    samples.part(made, "input")
    samples.published(made)
    Part.objects.filter(dialogue=made).update(deadline_at=timezone.now() - timedelta(days=ended))
    return made


def answered(public_id: str, outcome: str = "dropped") -> None:
    row = public(public_id, ended=90, stage="closed")
    Answer.objects.create(
        dialogue=row, number=1, outcome=outcome, reason="Slik ble det.",
        answered_by=people.person("adviser"), answered_by_name="Ina Innkjøp",
    )  # fmt: skip


def counts() -> dict[str, int]:
    found = tally.of(queries.told_by(people.organisation()), timezone.now())
    return {name: len(rows) for name, rows in found.groups.items()}


def test_every_public_dialogue_is_counted_once_and_hidden_ones_never(django_assert_num_queries: Any) -> None:
    before = counts()
    for number in range(3):
        samples.dialogue(f"H1DDEN{number}111")
    assert counts() == before
    answered("ANSWERED11")
    public("WA1T1NG111", ended=59)
    public("VNANSWERED", ended=61)
    public("ST0PPED111", ended=61, stage="stopped")
    public("CANCE11ED1", ended=61, stage="cancelled")
    more = {"ubesvart": 2, "besvart": 1, "venter": 1, "pagar": 0, "avlyst": 1}
    assert counts() == {name: count + before[name] for name, count in more.items()}
    with django_assert_num_queries(5):  # however many there are: dialogues, parts, answers, summaries, the organisation
        counts()


def test_the_share_is_of_those_that_should_have_an_answer() -> None:
    answered("ANSWERED11")
    public("WA1T1NG111", ended=59)
    public("VNANSWERED", ended=61)
    found = tally.of(queries.told_by(people.organisation()), timezone.now())
    assert (found.answered, found.due, found.share) == (1, 2, 50)
    assert tally.Tally().share is None


def test_each_number_leads_to_the_dialogues_behind_it(client: Client) -> None:
    answered("ANSWERED11")
    public("VNANSWERED", ended=61)
    page = client.get("/nb/dialog/svar/").content.decode()
    here = f"/nb/dialog/svar/{people.EKSEMPELVIK}/"
    assert f'href="{here}#ubesvart"' in page
    assert "1 av 2" in page
    html = client.get(here).content.decode()
    assert 'id="ubesvart"' in html
    assert 'href="/nb/dialog/VNANSWERED/"' in html
    assert "Invitasjon ANSWERED11" in html
    assert samples.SECRET not in html
