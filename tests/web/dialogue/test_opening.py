"""A dialogue takes nothing more from the moment it is stopped, also from whoever had begun just before."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from django.db import connection, transaction

from mulighetsrom.web.common import kernel
from mulighetsrom.web.dialogue import opening, stages
from mulighetsrom.web.dialogue.models import Dialogue, Part
from tests.web import dialogue_samples as samples
from tests.web import people

pytestmark = [pytest.mark.usefixtures("country")]


def dialogue(public_id: str = samples.OPEN) -> Dialogue:
    return Dialogue.objects.get(public_id=public_id)


def stop() -> None:
    with transaction.atomic():
        kernel.move(dialogue(), "stop", table=stages.STAGE, by=people.actor("adviser"))


@pytest.mark.django_db
def test_only_an_open_dialogue_takes_anything() -> None:
    assert opening.takes(dialogue())
    assert not opening.takes(dialogue(samples.DRAFT))
    opening.keep_open(dialogue())
    stop()
    assert not opening.takes(dialogue())
    with pytest.raises(opening.NotOpenError, match="stopped"):
        opening.keep_open(dialogue())


@pytest.mark.django_db
def test_a_cancelled_part_takes_nothing() -> None:
    assert opening.takes_part(Part.objects.get(public_id=samples.INPUT))
    Part.objects.filter(public_id=samples.INPUT).update(state="cancelled", cancelled_reason="Ingen tid")
    assert not opening.takes_part(Part.objects.get(public_id=samples.INPUT))


@pytest.mark.django_db(transaction=True)
def test_the_stop_waits_for_what_has_begun_and_many_begin_at_once() -> None:
    stopped = Event()

    def stopping() -> None:
        stop()
        stopped.set()
        connection.close()

    with transaction.atomic():
        opening.keep_open(dialogue())
        other = Thread(target=_also)
        other.start()
        other.join(5)
        assert not other.is_alive()  # a second sign-up does not wait for the first
        last = Thread(target=stopping)
        last.start()
        assert not stopped.wait(0.3)
    last.join(5)
    assert stopped.is_set()
    assert not opening.takes(dialogue())


def _also() -> None:
    with transaction.atomic():
        opening.keep_open(dialogue())
    connection.close()
