"""A key that is lost takes its own text away, and nothing else: pages say where, and the rest goes on."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import pytest
from django.test import Client
from django.urls import reverse

from mulighetsrom.web.common.models import Sealed
from mulighetsrom.web.common.sealed import SealedError
from mulighetsrom.web.dialogue.actions import minutes
from mulighetsrom.web.dialogue.models import Exchange, HandedIn, Hearing, Minutes, Passage
from mulighetsrom.web.dialogue.queries import minutes as queries
from tests.web import dialogue_samples, input_samples, meeting_samples, people
from tests.web.dialogue.test_access_to_minutes import RELEASED, asked, copy, decided
from tests.web.meeting_samples import COMMENT, OURS, SECRET, THEIRS
from tests.web.test_hostile import _client, _pages, _status

if TYPE_CHECKING:
    from django.db.models import QuerySet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
GONE: Final = "[kan ikke lenger åpnes]"
NOT_OPEN: Final = "En tekst her kan ikke åpnes"
NOTHING_WITHOUT: Final = {
    "accounts:kept", "dialogue:hand_in", "dialogue:input_file", "dialogue:package_zip", "dialogue:write_input",
}  # fmt: skip
"""Addresses that show nothing but the text, or would write over it: they say why."""


def lose(rows: QuerySet[Sealed]) -> None:
    assert rows.update(key_id="0099-0badc0de")


def text_of(row: Minutes, said: str) -> QuerySet[Sealed]:
    [one] = [one for one in queries.exchanges(row) if queries.text(one) == said]
    return Sealed.objects.filter(pk=one.text.pk)


def page(who: str, address: str, *, post: bool = False) -> str:
    client = people.log_in(Client(), who)
    answer = (client.post if post else client.get)(f"/nb/dialog/{meeting_samples.DIALOGUE}/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_any_key_no_address_breaks_and_those_that_need_one_say_so() -> None:
    lose(Sealed.objects.all())
    broken = {}
    for one in (page for page in _pages() if page.post is None):
        client = _client(one)
        if _status(client, one.address(), None) >= HTTPStatus.INTERNAL_SERVER_ERROR:
            broken[one.name] = client.get(one.address()).content.decode()
    assert broken.keys() == NOTHING_WITHOUT
    assert all(NOT_OPEN in html and "0099" not in html for html in broken.values())


def test_minutes_say_which_text_is_lost_and_the_rest_is_read_asked_for_and_given_out() -> None:
    row = meeting_samples.met(comment=COMMENT)
    request = asked(row)
    lose(text_of(row, THEIRS) | text_of(row, f"{SECRET} sensor"))
    own = f"moter/{meeting_samples.DRAWN}/mote/{meeting_samples.GIVEN}/referat/"
    for html in (page("supplier", own), page("adviser", own)):
        assert html.count(GONE) == 2
        assert OURS in html
    address = f"innsynskrav/{request.public_id}/"
    assert page("adviser", address).count(GONE) == 1  # the other one is claimed
    opened = page("adviser", f"{address}apne/", post=True)
    assert opened.count(GONE) == 2
    assert COMMENT in opened
    hearing = page("supplier", f"innsyn/{Hearing.objects.get(request=request).public_id}/")
    assert hearing.count(GONE) == 1
    assert COMMENT in hearing
    text = " ".join(copy(decided(request, RELEASED, RELEASED)).split())
    assert text.count(GONE) == 2
    assert COMMENT in text
    assert OURS in text


def test_what_cannot_be_opened_is_neither_shared_with_all_nor_written_over() -> None:
    row = meeting_samples.met()
    [ours] = [one for one in queries.exchanges(row) if one.told == "by-buyer"]
    lose(Sealed.objects.filter(pk=ours.text.pk))
    with pytest.raises(SealedError):
        minutes.share(minutes=row, chosen=[queries.exchanges(row)[0]], by=people.actor("adviser"))
    assert not Exchange.objects.exclude(shared="").exists()
    unsent = {"state": "draft", "sent_at": None, "due_date": None, "answered_at": None, "answered_by": None}
    Minutes.objects.filter(pk=row.pk).update(**unsent)
    client = people.log_in(Client(raise_request_exception=False), "adviser")
    where = [meeting_samples.DIALOGUE, meeting_samples.DRAWN, meeting_samples.GIVEN]
    answer = client.get(reverse("dialogue:minutes", args=where))
    assert NOT_OPEN in answer.content.decode()


def test_a_passage_that_is_lost_keeps_neither_the_other_nor_the_receipt_from_its_readers() -> None:
    first = Passage.objects.order_by("number")[0]
    lose(Sealed.objects.filter(pk__in=[first.text_id, HandedIn.objects.get().whole_id]))
    where = [dialogue_samples.OPEN, dialogue_samples.INPUT, input_samples.HANDED_IN]
    opened = people.log_in(Client(), "adviser").post(reverse("dialogue:open_answer", args=[*where, 1]))
    assert GONE in opened.content.decode()
    assert f"{input_samples.SECRET_MARK} dager" in opened.content.decode()
    receipt = people.log_in(Client(), "supplier").get(reverse("dialogue:input_receipt", args=where))
    assert GONE in receipt.content.decode()
    assert HandedIn.objects.get().hash in receipt.content.decode()
