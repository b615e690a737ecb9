"""When its day has come, what tells of people is gone everywhere, also from seals, files, papers and exports."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Final

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from mulighetsrom.web.asking.models import Question
from mulighetsrom.web.common import files, personal, sealed
from mulighetsrom.web.common.models import File, Sealed
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.models import AccessRequest, Dialogue, Hold, Part, SignUp, Slot
from tests.web import access_request_samples, meeting_samples, people
from tests.web import dialogue_samples as dialogues
from tests.web.dialogue import planted
from tests.web.dialogue.test_input_secrecy import rows
from tests.web.dialogue.test_secrecy import inside, marks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country"), pytest.mark.timeout(300)]
LONG: Final = timedelta(days=500)
AT_CONFERENCES: Final = frozenset(
    {"merkegjestnavn", "merkegjestrolle", "merkegjestepost", "merketilrettelegging", "merkeselma", "merkeubekreftet"}
)
AT_MEETINGS: Final = frozenset({"merkevnskefolk", "merkemotefolk", "merkeholdtfolk"})
WHO_ASKED: Final = frozenset({"merkesporrerpost", "merkekrever"})


@pytest.fixture(autouse=True)
def long_ago(country: None) -> None:  # noqa: ARG001 - after it
    planted.plant()
    grow_old()


def grow_old() -> None:
    """Let everything have been archived, and over for long."""
    Hold.objects.all().delete()
    for dialogue in (dialogues.OPEN, meeting_samples.DIALOGUE):
        assert people.log_in(Client(), "adviser").post(f"/nb/dialog/{dialogue}/arkiv/").status_code == 302
    dates = ("starts_at", "ends_at", "deadline_at")
    Part.objects.update(**{name: F(name) - LONG for name in dates})
    Slot.objects.update(starts_at=F("starts_at") - LONG, ends_at=F("ends_at") - LONG)
    SignUp.objects.filter(confirmed_at=None).update(created_at=F("created_at") - LONG)
    Question.objects.update(asked_at=F("asked_at") - LONG)
    then = timezone.now() - LONG
    by = people.person("adviser")
    AccessRequest.objects.filter(public_id=access_request_samples.PUT).update(
        state="decided", decided_at=then, decided_by=by, copy_from_date=then.date()
    )


def everywhere() -> set[str]:
    """Return the markers that anybody could still find who has the keys, the tables, the files and the exports."""
    found = marks(*(body.decode() for _table, body in rows()))
    found |= marks(*(sealed.open_(one) for one in Sealed.objects.all()))
    for file in File.objects.all():
        kept = files.opened(file)
        with kept.data as body:
            found |= marks(kept.name, *inside(body.read()))
    for someone in people.PEOPLE.values():
        found |= marks(json.dumps(personal.export(someone.person), ensure_ascii=False))
    return found | papers()


def papers() -> set[str]:
    client, found = people.log_in(Client(), "adviser"), set()
    conference = f"{dialogues.OPEN}/del/{dialogues.CONFERENCE}"
    for page in ("protokoll.json", "protokoll.pdf", "sak.pdf", "logg/", "deltakere/"):
        for dialogue in (dialogues.OPEN, meeting_samples.DIALOGUE):
            told = client.get(f"/nb/dialog/{dialogue}/{page}")
            assert told.status_code == 200, page
            found |= marks(*inside(b"".join(told)))
    for page in ("pameldte/", "dorliste.pdf"):
        found |= marks(*inside(b"".join(client.get(f"/nb/dialog/{conference}/{page}"))))
    return found


def test_what_tells_of_people_is_gone_from_tables_seals_files_papers_and_exports() -> None:
    personal_marks = AT_CONFERENCES | AT_MEETINGS | WHO_ASKED
    assert personal_marks <= everywhere()
    personal.purge()
    assert everywhere() & personal_marks == set()
    assert "merkekravtekst" in everywhere(), "the record stays"
    assert [log.broken(one) for one in Dialogue.objects.all() if log.broken(one)] == []


def test_a_hold_keeps_what_belongs_to_its_dialogue_and_lets_the_others_go() -> None:
    Dialogue.objects.get(public_id=dialogues.OPEN).holds.create(kind="complaint", placed_by=people.person("adviser"))
    personal.purge()
    left = everywhere()
    assert AT_CONFERENCES | {"merkekrever"} <= left
    assert AT_MEETINGS & left == set()
