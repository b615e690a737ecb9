"""The contact meeting: announced openly, challenged, answered, and taken up again next year."""

from __future__ import annotations

import logging
import time
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.signing import b62_encode
from django.utils import timezone

from mulighetsrom.web.accounts.models import Membership
from mulighetsrom.web.common import logs
from mulighetsrom.web.common.kernel import EditConflictError
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.needs.access import SIGN_UP, SIGN_UP_GOOD_FOR
from mulighetsrom.web.needs.actions import meeting as actions
from mulighetsrom.web.needs.models import Contribution, Line, Meeting, SignUp
from tests.web import needs_samples as samples
from tests.web import people

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

UNSURE = "Ikke bekreftet"
HERE = f"/nb/kontaktmote/{samples.MEETING}/"
CONTRIBUTE = f"{HERE}linje/{samples.LINE}/innspill/"


def _told(client: Client, address: str = HERE) -> str:
    return client.get(address).content.decode()


def _form(**said: Any) -> dict[str, Any]:
    return {"kind": "challenge", "text": "Tell bilene først.", "key": str(uuid.uuid4()), **said}


def _guest(**said: Any) -> dict[str, Any]:
    return {"name": "Gjest Gjestesen", "email": "gjest@firma.example", "how": "room", **said}


def test_announcing_writes_to_the_firms_in_the_municipality_once_and_counts_them(client: Client) -> None:
    people.log_in(client, "adviser")
    for _ in range(2):
        client.post(f"/nb/kontaktmote/{samples.DRAFT_MEETING}/steg/announce/")
    letters = Mail.objects.filter(kind="meeting-announced")
    assert [one.receiver for one in letters] == [people.PEOPLE["supplier"].person], "Trygg vei has no office there"
    assert Meeting.objects.get(public_id=samples.DRAFT_MEETING).told == 1
    assert "Varslet 1 bedrift i kommunen" in _told(client, f"/nb/kontaktmote/{samples.DRAFT_MEETING}/")


def test_the_new_meeting_opens_with_what_became_of_the_last(client: Client) -> None:
    told = _told(client)
    assert told.index("Vi leier plasser i stedet.") < told.index("Nattjeneste hjemme")
    assert "Godt spørsmål. Vi teller først." in told


def test_a_stream_is_told_by_its_host_and_leads_to_its_whole_address(client: Client) -> None:
    stream = "https://strom.eksempelvik.example/aarlig-kontaktmote-med-naeringslivet"
    assert f'<a href="{stream}" translate="no">strom.eksempelvik.example</a>' in _told(client)


def test_a_company_is_named_only_when_it_wants(client: Client) -> None:
    people.log_in(client, "other_supplier")
    client.post(CONTRIBUTE, _form(text="Uten navn"))
    client.post(CONTRIBUTE, _form(text="Med navn", named="on"))
    client.cookies.clear()
    told = _told(client)
    assert "Uten navn" in told
    assert told.count("Trygg vei AS") == 1
    assert "Ravi" not in told


def test_a_contribution_sent_twice_is_one(client: Client) -> None:
    people.log_in(client, "supplier")
    form = _form()
    assert [client.post(CONTRIBUTE, form).status_code for _ in range(2)] == [302, 302]
    assert Contribution.objects.filter(text=form["text"]).count() == 1


def test_nobody_contributes_after_the_day_that_was_told(client: Client) -> None:
    past = timezone.localdate() - timedelta(days=20)
    Meeting.objects.filter(public_id=samples.MEETING).update(
        date=past, contributions_until=past + timedelta(days=5), state="held"
    )
    assert people.log_in(client, "supplier").post(CONTRIBUTE, _form()).status_code == 409
    assert "Utfordre planen" not in _told(client)


def test_buyers_see_where_nobody_has_confirmed_that_the_writer_acts_for_the_company(client: Client) -> None:
    Membership.objects.filter(person=people.person("supplier")).update(confirmed_by="", confirmed_at=None)
    for who in ("visitor", "other_supplier"):
        client.cookies.clear()
        assert UNSURE not in _told(people.log_in(client, who))
    for who in ("adviser", "reader", "stranger"):
        assert UNSURE in _told(people.log_in(client, who))
    people.log_in(client, "adviser")
    assert UNSURE in _told(client, f"{HERE}innspill/{samples.CONTRIBUTION}/")


def test_buyers_see_which_of_those_who_come_only_say_whom_they_act_for(client: Client) -> None:
    for who, company in (("supplier", "varmt hjem as "), ("other_supplier", "Varmt hjem AS")):
        people.log_in(client, who).post(f"{HERE}pamelding/", {"how": "room", "company": company, "listed": "on"})
    told = _told(people.log_in(client, "adviser")).split("Påmeldt")[1]
    assert "Ikke bekreftet" in told[told.index("Ravi Rise") : told.index("Selma Strand")]
    assert "Ikke bekreftet" not in told[told.index("Selma Strand") :]
    client.cookies.clear()
    assert UNSURE not in _told(client)


def test_an_answer_is_read_by_all_and_goes_to_its_company(client: Client) -> None:
    assert "1 innspill er ikke besvart" in _told(client).replace("\u00a0", " ")
    people.log_in(client, "adviser")
    client.post(f"{HERE}innspill/{samples.CONTRIBUTION}/", {"text": "Ja, i hele høst.", "seen": 1})
    client.cookies.clear()
    assert "Ja, i hele høst." in _told(client)
    assert Mail.objects.get(kind="contribution-answered").receiver == people.PEOPLE["supplier"].person


def test_two_who_answer_at_once_overwrite_nothing(client: Client) -> None:
    people.log_in(client, "adviser")
    answers = [
        client.post(f"{HERE}innspill/{samples.CONTRIBUTION}/", {"text": text, "seen": 1}) for text in ("Først", "Sist")
    ]
    assert [one.status_code for one in answers] == [302, 409]
    told = answers[1].content.decode()
    assert "Først" in told
    assert "Sist" in told
    assert Contribution.objects.get(public_id=samples.CONTRIBUTION).answer == "Først"


def test_a_meeting_is_not_held_before_its_day(client: Client) -> None:
    people.log_in(client, "adviser")
    assert "steg/hold/" not in _told(client)
    answer = client.post(f"{HERE}steg/hold/")
    assert "ikke vært ennå" in answer.content.decode()
    assert Meeting.objects.get(public_id=samples.MEETING).state == "announced"
    Meeting.objects.filter(public_id=samples.MEETING).update(date=timezone.localdate())
    assert "steg/hold/" in _told(client)
    client.post(f"{HERE}steg/hold/")
    assert Meeting.objects.get(public_id=samples.MEETING).state == "held"


def test_who_announces_reads_first_what_it_does(client: Client) -> None:
    told = _told(people.log_in(client, "adviser"), f"/nb/kontaktmote/{samples.DRAFT_MEETING}/")
    assert "får e-post" in told


def test_what_is_presented_says_when_it_is_expected_unless_that_is_internal(client: Client) -> None:
    Line.objects.filter(public_id=samples.LINE).update(quarter="2031-Q4")
    assert "4. kvartal 2031" in _told(client).partition('id="presented"')[2]
    Line.objects.filter(public_id=samples.LINE).update(internal=["quarter"])
    assert "4. kvartal 2031" not in _told(client)


def test_last_years_contributions_and_the_many_of_a_line_are_folded(client: Client) -> None:
    last, _mark, now = _told(client).partition('id="presented"')
    assert last.index("<details") < last.index("Godt spørsmål. Vi teller først.")
    presented = Meeting.objects.get(public_id=samples.MEETING).presented.get(line__public_id=samples.LINE)
    for number in range(60):
        Contribution.objects.create(
            presented=presented, company=people.organisation(people.TRYGG_VEI), by=people.person("other_supplier"),
            kind="challenge", text=f"Utfordring {number}",
        )  # fmt: skip
    now = _told(client).partition('id="presented"')[2]
    assert now.index("<details") > now.index("Utfordring 0")
    assert now.index("<details") < now.index("Utfordring 59")


def test_a_meeting_is_closed_only_when_everything_is_answered(client: Client) -> None:
    people.log_in(client, "adviser")
    Meeting.objects.filter(public_id=samples.MEETING).update(date=timezone.localdate())
    client.post(f"{HERE}steg/hold/")
    assert "Svar på alle innspill" in client.post(f"{HERE}steg/close/").content.decode()
    client.post(f"{HERE}innspill/{samples.CONTRIBUTION}/", {"text": "Ja.", "seen": 1})
    for line in (samples.LINE, samples.MOVED_LINE):
        client.post(f"{HERE}linje/{line}/utfall/", {"text": "Vi flyttet planen.", "seen": 1})
    client.post(f"{HERE}steg/close/")
    assert Meeting.objects.get(public_id=samples.MEETING).state == "closed"


def test_a_change_of_the_meeting_has_the_same_name_and_a_higher_number_in_calendars(client: Client) -> None:
    before = _told(client, f"/nb/kontaktmote/{samples.MEETING}.ics")
    meeting = Meeting.objects.get(public_id=samples.MEETING)
    presented = [one.line for one in meeting.presented.all()]
    actions.edit_meeting(
        meeting=meeting, seen=1, fields={"place": "Rådhuset"}, lines=presented, by=people.actor("adviser")
    )
    after = _told(client, f"/nb/kontaktmote/{samples.MEETING}.ics")
    assert f"UID:{samples.MEETING}@testserver" in before
    assert f"UID:{samples.MEETING}@testserver" in after
    assert ("SEQUENCE:1" in before, "SEQUENCE:2" in after, "Rådhuset" in after) == (True, True, True)
    with pytest.raises(EditConflictError):
        actions.edit_meeting(meeting=meeting, seen=1, fields={}, lines=presented, by=people.actor("adviser"))


def test_a_meeting_is_planned_and_changed_by_its_form(client: Client) -> None:
    people.log_in(client, "adviser")
    form = {
        "date": "18.02.2027", "starts": "09:00", "ends": "12:00", "contributions_until": "04.03.2027",
        "programme": "9.00 Velkommen\n10:30 Pause", "lines": [samples.LINE], "key": str(uuid.uuid4()),
    }  # fmt: skip
    assert client.post(f"/nb/plan/{people.EKSEMPELVIK}/kontaktmote/", form).status_code == 302
    made = Meeting.objects.order_by("-id")[0]
    assert made.programme == [["09:00", "Velkommen"], ["10:30", "Pause"]]
    way = f"/nb/kontaktmote/{made.public_id}/rediger/"
    answers = [client.post(way, form | {"seen": 1, "place": place}) for place in ("Salen", "Loftet")]
    assert [one.status_code for one in answers] == [302, 409]
    met = answers[1].content.decode()
    assert 'value="Loftet"' in met, "what was typed is not lost"
    rows = met.partition("<tbody")[2].partition("</tbody>")[0]
    assert rows.count("<tr") == 1, "what differs, and no more"
    assert rows.index("Salen") < rows.index("Loftet")
    made.refresh_from_db()
    assert made.place == "Salen"
    assert client.post(way, form | {"seen": 2, "programme": "Velkommen"}).status_code == 200, "no time is told"


def test_who_chooses_what_is_presented_sees_when_each_is_expected(client: Client) -> None:
    told = _told(people.log_in(client, "adviser"), f"{HERE}rediger/")
    assert 'Nattjeneste hjemme</span> <span class="small">3. kvartal 2027' in told


def test_a_line_that_has_got_contributions_stays_in_the_meeting() -> None:
    meeting = Meeting.objects.get(public_id=samples.MEETING)
    actions.edit_meeting(meeting=meeting, seen=1, fields={}, lines=[], by=people.actor("adviser"))
    assert [one.line.public_id for one in meeting.presented.all()] == [samples.LINE]


def test_a_guest_comes_once_the_address_is_confirmed(client: Client) -> None:
    assert client.post(f"{HERE}pamelding/", _guest(listed="on")).status_code == 200
    guest = SignUp.objects.get(email="gjest@firma.example")
    assert guest.confirmed_at is None
    assert "Gjest Gjestesen" not in _told(client)
    assert Mail.objects.filter(kind="meeting-sign-up").count() == 1
    way = f"{HERE}pamelding/{SIGN_UP.sign(guest.public_id)}/"
    client.get(way)
    assert "Gjest Gjestesen" not in _told(client), "mailboxes open links by themselves"
    client.post(way)
    assert "Gjest Gjestesen" in _told(client)
    assert "Du er påmeldt" in _told(client, way), "who opens the letter once more is not asked again"


def test_a_link_that_is_too_old_confirms_nothing_and_says_what_to_do(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post(f"{HERE}pamelding/", _guest())
    then = b62_encode(int(time.time() - SIGN_UP_GOOD_FOR.total_seconds() - 2))
    with monkeypatch.context() as past:
        past.setattr(SIGN_UP, "timestamp", lambda: then)
        secret = SIGN_UP.sign(SignUp.objects.get().public_id)
    answer = client.post(f"{HERE}pamelding/{secret}/")
    assert (answer.status_code, SignUp.objects.get().confirmed_at) == (410, None)
    assert "Meld deg på en gang til" in answer.content.decode()


def test_once_the_meeting_is_over_nobody_signs_up_though_nobody_noted_that_it_was_held(client: Client) -> None:
    client.post(f"{HERE}pamelding/", _guest())
    secret = SIGN_UP.sign(SignUp.objects.get().public_id)
    Meeting.objects.filter(public_id=samples.MEETING).update(date=timezone.localdate() - timedelta(days=1))
    answers = [
        client.post(f"{HERE}pamelding/", _guest(email="sen@firma.example")),
        client.get(f"{HERE}pamelding/"),
        client.post(f"{HERE}pamelding/{secret}/"),
    ]
    assert [one.status_code for one in answers] == [409, 409, 409]
    assert SignUp.objects.get().confirmed_at is None
    assert "Meld deg på" not in _told(client)


def test_who_confirms_in_the_moment_that_the_meeting_is_over_is_told_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post(f"{HERE}pamelding/", _guest())
    secret = SIGN_UP.sign(SignUp.objects.get().public_id)
    still_open = iter([True])
    monkeypatch.setattr("mulighetsrom.web.needs.queries.meeting.takes_sign_ups", lambda _: next(still_open, False))
    answer = client.post(f"{HERE}pamelding/{secret}/")
    assert answer.status_code == 409
    assert "Påmeldingen er over" in answer.content.decode()
    assert SignUp.objects.get().confirmed_at is None


def test_a_company_does_not_fill_the_page(client: Client) -> None:
    people.log_in(client, "other_supplier")
    statuses = [client.post(CONTRIBUTE, _form()).status_code for _ in range(21)]
    assert statuses == [302] * 20 + [429]


def test_who_has_an_account_comes_at_once_under_their_own_name(client: Client) -> None:
    people.log_in(client, "supplier").post(f"{HERE}pamelding/", {"how": "stream", "name": "Noen andre"})
    coming = SignUp.objects.get()
    assert (coming.name, coming.confirmed_at is not None) == ("Selma Strand", True)


def test_what_somebody_needs_is_seen_by_the_municipality_only(client: Client) -> None:
    people.log_in(client, "supplier").post(f"{HERE}pamelding/", {"how": "room", "access_needs": "Tolk", "listed": "on"})
    assert "Tolk" not in _told(client)
    assert "Tolk" not in _told(people.log_in(client, "reader"))
    assert "Tolk" in _told(people.log_in(client, "adviser"))


def test_sign_ups_without_end_are_stopped_and_stop_no_member_behind_the_same_address(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "SIGN_UPS_AN_HOUR", 2)
    statuses = [client.post(f"{HERE}pamelding/", _guest(email=f"g{n}@x.example")).status_code for n in range(3)]
    assert statuses == [200, 200, 429]
    assert people.log_in(client, "supplier").post(f"{HERE}pamelding/", {"how": "room"}).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [{"email": "a@b.example\nBcc: c@d.example"}, {"name": "x" * 151}, {"how": "boat"}, {"name": "\x00"}],
    ids=str,
)
def test_what_is_no_sign_up_is_refused(client: Client, wrong: dict[str, str]) -> None:
    client.post(f"{HERE}pamelding/", _guest(**wrong))
    assert not SignUp.objects.exists()


def test_what_somebody_needed_is_forgotten_after_the_meeting_and_who_came_later(client: Client) -> None:
    people.log_in(client, "supplier").post(f"{HERE}pamelding/", {"how": "room", "access_needs": "Tolk"})
    assert actions.forget_sign_ups() == 0
    for days, left in ((31, [""]), (401, [])):
        past = timezone.localdate() - timedelta(days=days)
        Meeting.objects.filter(public_id=samples.MEETING).update(date=past, contributions_until=past)
        actions.forget_sign_ups()
        assert [one.access_needs for one in SignUp.objects.all()] == left


def test_who_never_confirmed_is_forgotten(client: Client) -> None:
    client.post(f"{HERE}pamelding/", _guest())
    SignUp.objects.update(created_at=timezone.now() - timedelta(days=3))
    assert actions.forget_sign_ups() == 1


def test_what_confirms_a_sign_up_is_in_no_log(caplog: pytest.LogCaptureFixture, client: Client) -> None:
    with caplog.at_level(logging.INFO):
        client.get(f"{HERE}pamelding/{SIGN_UP.sign('S1GNVP1111')}/")
    told = [logs.JsonFormatter().format(record) for record in caplog.records]
    assert [line for line in told if "answered" in line]
    assert "S1GNVP1111" not in "".join(told)


def test_a_stranger_does_not_fill_somebodys_mailbox_with_letters_about_coming(client: Client) -> None:
    statuses = [
        client.post(f"{HERE}pamelding/", _guest(), REMOTE_ADDR=f"192.0.2.{number}").status_code for number in range(5)
    ]
    assert statuses == [200, 200, 200, 429, 429]


def test_who_confirms_reads_as_whom_they_come_since_a_stranger_may_have_typed_it(client: Client) -> None:
    client.post(f"{HERE}pamelding/", _guest(name="En Annen", company="Konkurrenten AS"))
    guest = SignUp.objects.get(email="gjest@firma.example")
    assert "En Annen, Konkurrenten AS" in _told(client, f"{HERE}pamelding/{SIGN_UP.sign(guest.public_id)}/")
