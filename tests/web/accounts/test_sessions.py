"""Sessions: they end, are listed, can be ended, and take nothing with them that somebody typed."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from mulighetsrom.web.accounts import devices, sessions
from mulighetsrom.web.accounts.actions import kept as keeping
from mulighetsrom.web.accounts.models import Kept, Session
from mulighetsrom.web.common.models import Sealed
from tests.web import logins, people

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def _is_in(client: Client) -> bool:
    return client.get("/nb/konto/").status_code == 200


def _run_out() -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))


def test_a_session_ends_twelve_hours_after_the_last_click_and_not_before(client: Client) -> None:
    people.log_in(client, "adviser")
    Session.objects.update(
        seen_at=timezone.now() - timedelta(hours=11), expire_date=timezone.now() + timedelta(hours=1)
    )
    assert _is_in(client)
    assert Session.objects.get().expire_date > timezone.now() + timedelta(hours=11, minutes=59)
    _run_out()
    assert not _is_in(client)


def test_a_session_ends_after_seven_days_whatever_is_done(client: Client) -> None:
    people.log_in(client, "adviser")
    Session.objects.update(
        began_at=timezone.now() - timedelta(days=6, hours=23), seen_at=timezone.now() - timedelta(hours=1)
    )
    assert _is_in(client)
    assert Session.objects.get().expire_date < timezone.now() + timedelta(hours=1, minutes=1)
    client.post("/nb/bytt/", {"organisation": ""})  # what is saved in the session makes it no longer either
    assert Session.objects.get().expire_date < timezone.now() + timedelta(hours=1, minutes=1)


def test_not_every_click_is_written_down(client: Client) -> None:
    people.log_in(client, "adviser")
    before = Session.objects.get().seen_at
    assert _is_in(client)
    assert Session.objects.get().seen_at == before


def test_sessions_are_listed_and_each_can_be_ended(client: Client) -> None:
    [other] = people.session("adviser").values()
    people.log_in(client, "adviser")
    page = client.get("/nb/konto/okter/").content.decode()
    assert page.count("Denne nettleseren") == 1
    [way] = re.findall(r'action="(/nb/konto/okter/\w+/slutt/)"', page.replace("/nb/konto/okter/slutt/", ""))
    client.post(way)
    assert _is_in(client)
    client.cookies["sessionid"] = other
    assert not _is_in(client)


def test_all_others_end_and_this_one_stays(client: Client) -> None:
    for _ in range(3):
        people.session("adviser")
    people.session("reader")
    people.log_in(client, "adviser")
    client.post("/nb/konto/okter/slutt/")
    assert _is_in(client)
    assert sorted(one.person.name for one in Session.objects.all() if one.person) == ["Ina Innkjøp", "Rita Rom"]


def test_nobody_ends_anothers_session(client: Client) -> None:
    people.session("reader")
    theirs = Session.objects.get()
    people.log_in(client, "adviser")
    assert client.post(f"/nb/konto/okter/{theirs.public_id}/slutt/").status_code == 404
    assert Session.objects.filter(pk=theirs.pk).exists()


def test_what_ended_by_itself_is_forgotten_after_a_day(client: Client) -> None:
    people.log_in(client, "adviser")
    _run_out()
    assert sessions.forget() == 0
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1, seconds=1))
    assert sessions.forget() == 1


@pytest.mark.parametrize("cookie", ["x" * 10_000, "\0", "../../etc/passwd", "a' OR 1=1 --", "øæå"])
def test_no_nonsense_is_a_session(client: Client, cookie: str) -> None:
    client.cookies["sessionid"] = cookie
    assert client.get("/nb/data/").status_code == 200
    assert not _is_in(client)


def test_the_hash_in_the_database_is_no_key(client: Client) -> None:
    people.log_in(client, "adviser")
    client.cookies["sessionid"] = Session.objects.get().session_key
    assert not _is_in(client)


@pytest.mark.parametrize(
    ("sent", "named"),
    [
        ("(Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("(iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604", "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_a_browser_is_named_as_its_user_would(sent: str, named: str) -> None:
    assert devices.named(sent) == named


# --- what was typed survives ---------------------------------------------------------------------------------------

TYPED = "Vi trenger et tryggere hjem\r\nfor våre eldste – «ø» & <b>"


def _sends(client: Client) -> str:
    """Let somebody send a form in a session that has just run out; return where they are led."""
    people.log_in(client, "adviser")
    _run_out()
    answer = client.post("/nb/konto/", {"name": TYPED, "language": "nn", "seen": "1", "csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 302
    return answer["Location"]


def test_what_was_typed_when_the_session_had_run_out_is_there_after_log_in(client: Client) -> None:
    led_to = _sends(client)
    kept = Kept.objects.latest("id")
    assert led_to == f"/nb/logg-inn/?neste=%2Fnb%2Fkonto%2Fbeholdt%2F{kept.public_id}%2F"
    assert "Det du skrev, er tatt vare på" in client.get(led_to).content.decode()
    people.log_in(client, "adviser")
    page = client.get(f"/nb/konto/beholdt/{kept.public_id}/").content.decode()
    assert 'action="/nb/konto/"' in page
    assert "«ø» &amp; &lt;b&gt;" in page
    assert "x" * 64 not in page


def test_it_is_nobody_elses_and_unreadable_in_the_database(client: Client) -> None:
    _sends(client)
    kept = Kept.objects.latest("id")
    assert b"tryggere" not in b"".join(bytes(one.closed_text) for one in Sealed.objects.all())
    people.log_in(client, "reader")
    assert client.get(f"/nb/konto/beholdt/{kept.public_id}/").status_code == 404


def test_it_is_gone_after_an_hour(client: Client) -> None:
    _sends(client)
    kept = Kept.objects.latest("id")
    Kept.objects.update(made_at=timezone.now() - timedelta(hours=1, seconds=1))
    people.log_in(client, "adviser")
    assert client.get(f"/nb/konto/beholdt/{kept.public_id}/").status_code == 404
    before = Sealed.objects.count()
    assert keeping.forget() == 2  # the sample of the tests, too
    assert Sealed.objects.count() == before - 2


def test_a_page_that_was_opened_meanwhile_does_not_make_us_forget_whose_it_was(client: Client) -> None:
    people.log_in(client, "adviser")
    _run_out()
    client.get("/nb/konto/")
    client.post("/nb/konto/", {"name": TYPED})
    assert Kept.objects.exclude(public_id=logins.KEPT).count() == 1


def test_nothing_is_kept_of_whom_we_do_not_know(client: Client) -> None:
    assert client.post("/nb/konto/", {"name": TYPED})["Location"] == "/nb/logg-inn/"
    client.cookies["sessionid"] = "a-key-that-never-was"
    client.post("/nb/konto/", {"name": TYPED})
    assert Kept.objects.count() == 1  # the sample of the tests


def test_a_script_is_told_by_the_status(client: Client) -> None:
    assert client.get("/nb/konto/", headers={"hx-request": "true"}).status_code == 401
    assert client.get("/nb/konto/", headers={"accept": "application/json"}).status_code == 401


def test_a_visitor_is_led_to_the_log_in_and_back(client: Client) -> None:
    assert client.get("/nb/konto/okter/?a=1")["Location"] == "/nb/logg-inn/?neste=%2Fnb%2Fkonto%2Fokter%2F%3Fa%3D1"


def test_after_a_new_log_in_one_acts_for_whom_one_did(client: Client) -> None:
    people.log_in(client, "adviser")
    _run_out()
    client.post(logins.link(logins.KNOWN))
    assert client.session[sessions.ACTING_FOR] == people.EKSEMPELVIK
