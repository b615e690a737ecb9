"""Whoever stood in for somebody and does so no longer does and reads in dialogues what their own roles let them."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from mulighetsrom.web.accounts.models import Deputy
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.asking.actions import asking
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import due
from mulighetsrom.web.dialogue.actions import closing, input_readers, minutes
from mulighetsrom.web.dialogue.models import Dialogue, Minutes, TeamMember
from mulighetsrom.web.dialogue.queries import impartiality
from mulighetsrom.web.dialogue.queries import input_readers as queries
from tests.web import dialogue_samples as samples
from tests.web import meeting_samples, people, people_samples
from tests.web.access_table import TABLE
from tests.web.dialogue import planted
from tests.web.test_access import _undone

if TYPE_CHECKING:
    from tests.web.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country"), pytest.mark.timeout(300)]
DOORS = [page for page in TABLE if page.name.partition(":")[0] in {"dialogue", "asking", "drafting"}]


def deputise(*, ends: int) -> None:
    """Let the reader stand in for the adviser, from long ago until so many days from today."""
    Deputy.objects.all().delete()
    people_samples.deputise("adviser", "reader", timezone.localdate() - timedelta(days=10), days=10 + ends)


def entrust() -> None:
    """Let the reader have been given, while they stood in, what is given to a person by name."""
    reader = people.person("reader")
    Dialogue.objects.update(responsible=reader)
    TeamMember.objects.filter(person=people.person("adviser")).update(person=reader)


def got(page: Page) -> int:
    with _undone():
        client = people.log_in(Client(), "reader")
        answer = (client.get if page.post is None else client.post)(page.address(), page.post)
        deque(answer, maxlen=0)
        return answer.status_code


def test_every_door_of_a_dialogue_is_as_if_nobody_had_stood_in() -> None:
    entrust()
    deputise(ends=0)
    assert {str(page): got(page) for page in DOORS} == {str(page): page.gets["reader"] for page in DOORS}


@pytest.mark.parametrize("name", ["dialogue:archive", "dialogue:question"])
def test_who_stands_in_gets_further_until_the_last_day(name: str) -> None:
    deputise(ends=1)
    [page, *_more] = [page for page in DOORS if page.name == name and page.gets["adviser"] == 200]
    assert got(page) == 200


def test_marked_passages_are_opened_only_as_long_as_one_works_with_the_dialogue() -> None:
    dialogue, reader = Dialogue.objects.get(public_id=samples.OPEN), people.person("reader")
    deputise(ends=1)
    input_readers.name_reader(dialogue=dialogue, person=reader, by=people.actor("adviser"))
    assert queries.is_named(dialogue, by=people.actor("reader"))
    deputise(ends=0)
    assert not queries.is_named(dialogue, by=people.actor("reader"))


def test_what_a_team_wrote_down_in_secret_is_read_only_as_long_as_one_stands_in() -> None:
    planted.plant()
    page = next(
        one for one in TABLE if one.name == "dialogue:minutes" and one.args["request_id"] == meeting_samples.HELD_WISH
    )
    entrust()
    for ends, reads in ((1, True), (0, False)):
        deputise(ends=ends)
        shown = people.log_in(Client(), "reader").get(page.address()).content.decode()
        assert ("merkereferathemmelig" in shown) is reads
        assert "merkereferatsagt" in shown, "colleagues read what is no secret"


def test_letters_for_who_answers_go_to_somebody_who_may() -> None:
    entrust()
    deputise(ends=0)
    dialogue, reader = Dialogue.objects.get(public_id=samples.OPEN), people.person("reader")
    assert impartiality.fit_responsible(dialogue, May.ANSWER) != reader
    asking.ask(board=dialogue.board, text="Hvor mange?", language="nb", by=people.actor("supplier"))
    closing.remind(dialogue=dialogue, now=due.later(due.ends(dialogue), -due.BEFORE), by=people.actor("owner"))
    Minutes.objects.update(written_by=reader)
    sent, other = Minutes.objects.get(request__public_id=meeting_samples.HELD_WISH), "other_supplier"
    minutes.answer(minutes=sent, secrets={}, comment="", person=people.person(other), by=people.actor(other))
    kinds = set(Mail.objects.values_list("kind", flat=True))
    assert kinds >= {"asking.asked", closing.REMINDER, "minutes-answered"}
    assert not Mail.objects.filter(address=reader.email).exists()
    deputise(ends=1)
    assert impartiality.fit_responsible(dialogue, May.ANSWER) == reader
