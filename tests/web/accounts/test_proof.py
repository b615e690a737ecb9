"""A form from a page that is older than the last log-in: sent again by its writer, and never in another's name."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from mulighetsrom.web.accounts.models import Kept
from mulighetsrom.web.common import proof
from tests.web import people

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("country")]

ACCOUNT = "/nb/konto/"
TYPED = "Noe som tok tid å skrive"
OURS = {"origin": "http://testserver"}


def _send(who: str, of: str = "", headers: dict[str, str] = OURS) -> Any:
    """Send a form whose proof is worth nothing as `who`, from a page of `of`."""
    client = people.log_in(Client(enforce_csrf_checks=True), who)
    told = {"name": TYPED, proof.TOKEN: "x" * 64, proof.WRITER: of}
    return client.post(ACCOUNT, told, headers=headers)


def _page_of(who: str) -> str:
    return proof.of(people.PEOPLE[who].person)


def test_its_writer_gets_it_back_to_send_once_more_with_a_new_proof() -> None:
    answer = _send("adviser", _page_of("adviser"))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert f'<input type="hidden" name="name" value="{TYPED}">' in page
    assert f'action="{ACCOUNT}"' in page
    assert "x" * 64 not in page
    assert people.person("adviser").name != TYPED


def test_what_a_visitor_typed_before_a_log_in_comes_back_too() -> None:
    assert TYPED in _send("adviser").content.decode()
    assert TYPED in _send("visitor").content.decode()


@pytest.mark.parametrize("headers", [{}, {"origin": "https://angriper.example"}, {"origin": "null"}])
@pytest.mark.parametrize("of", ["", "adviser"])
def test_what_no_page_of_ours_sent_is_neither_shown_nor_kept(headers: dict[str, str], of: str) -> None:
    answer = _send("reader", _page_of(of) if of else "", headers)
    assert answer.status_code == 403
    assert TYPED not in answer.content.decode()
    assert Kept.objects.filter(person=people.person("adviser")).count() == 1  # the sample of the tests


def test_what_somebody_else_wrote_waits_for_them_alone() -> None:
    answer = _send("reader", _page_of("adviser"))
    kept = Kept.objects.latest("id")
    assert answer.status_code == 403
    assert TYPED not in answer.content.decode()
    assert kept.person == people.person("adviser")
    assert f"konto%2Fbeholdt%2F{kept.public_id}" in answer.content.decode()


def test_a_good_proof_is_not_enough_on_the_page_of_somebody_else() -> None:
    told = {"name": TYPED, proof.WRITER: _page_of("adviser")}
    answer = people.log_in(Client(), "reader").post(ACCOUNT, told, headers=OURS)
    assert answer.status_code == 403
    assert not {people.person("reader").name, people.person("adviser").name} & {TYPED}


@pytest.mark.parametrize("told", ["ADV1SER111", "ADV1SER111:no-signature", "\0", ":" * 9000])
def test_nobody_says_of_others_that_they_wrote_it(told: str) -> None:
    _send("reader", told)
    assert Kept.objects.filter(person=people.person("adviser")).count() == 1  # the sample of the tests


def test_a_script_is_given_a_new_proof_for_its_own_page_only() -> None:
    script = OURS | {"accept": "application/json"}
    assert len(_send("adviser", _page_of("adviser"), script).json()["proof"]) == 64
    for who, said in (("reader", "En annen har logget inn"), ("visitor", "Du er logget ut")):
        answer = _send(who, _page_of("adviser"), script)
        assert (answer.status_code, list(answer.json())) == (401, ["status"])
        assert said in answer.json()["status"]
