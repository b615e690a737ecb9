"""Who signs up for a conference gets a place or a number in line, truthfully, and nobody else learns of it."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from mulighetsrom.web.common import limits, personal
from mulighetsrom.web.common.actor import VISITOR
from mulighetsrom.web.common.models import Event, Sealed
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.actions import seats, sign_ups, taking_part
from mulighetsrom.web.dialogue.models import Dialogue, Hold, Part, Participant, Seats, SignUp
from mulighetsrom.web.dialogue.opening import NotOpenError
from mulighetsrom.web.dialogue.queries import conference as queries
from tests.web import conference_samples as samples
from tests.web import dialogue_samples as dialogues
from tests.web import people
from tests.web.background import work
from tests.web.dialogue.conference import actor, event, guest, letters, link, room, sign_up, states

pytestmark = pytest.mark.django_db
SECRETS = ("Førerhund", "hemmelig@firma.example", "Usynlig Ulla", "Usynlig AS")


@pytest.fixture
def part(country: None) -> Part:  # noqa: ARG001 - asked for what it does
    return event()


def page(part: Part, name: str = "", who: str = "visitor") -> str:
    address = f"/nb/dialog/{part.dialogue.public_id}/del/{part.public_id}/{name}"
    return people.log_in(Client(), who).get(address).content.decode()


def late(part: Part, **moments: timedelta) -> None:
    """Move what is named so far from now."""
    Part.objects.filter(pk=part.pk).update(**{name: timezone.now() + by for name, by in moments.items()})
    part.refresh_from_db()


# --- places and the waiting list -----------------------------------------------------------------------------------


def test_those_who_come_first_get_the_places_and_the_others_wait_in_their_order(part: Part) -> None:
    room(part, 2)
    sign_up(part, "Anne", by=actor(1))
    sign_up(part, "Bo", "Cato", by=actor(2))
    sign_up(part, "Dina", by=actor(3))
    assert states(part) == {"Anne": "seated", "Bo": "seated", "Cato": "waiting", "Dina": "waiting"}
    dina = Participant.objects.select_related("seats").get(name="Dina")
    assert (dina.number, queries.place_in_line(dina)) == (4, 2)


def test_who_withdraws_lets_the_first_in_line_in_and_both_are_told(part: Part) -> None:
    room(part, 1)
    first, second, third = (actor(number) for number in (1, 2, 3))
    mine = sign_up(part, "Anne", by=first)
    sign_up(part, "Bo", by=second)
    sign_up(part, "Cato", by=third)
    sign_ups.withdraw(sign_up=mine, people=list(mine.participants.all()), by=first)
    assert states(part) == {"Anne": "withdrawn", "Bo": "seated", "Cato": "waiting"}
    work()
    assert "Bo" in letters("person2@firma.example")[0].text
    assert "plass" in letters("person2@firma.example")[0].subject
    assert "Avmeldingen er mottatt" in letters("person1@firma.example")[0].subject
    assert [mail.subject for mail in letters("person3@firma.example")] == [letters("person3@firma.example")[-1].subject]
    kinds = list(part.dialogue.log.order_by("number").values_list("kind", flat=True))
    assert kinds[-5:] == ["signed-up", "signed-up", "signed-up", "withdrew", "moved-up"]
    assert log.broken(part.dialogue) == ""


def test_more_places_go_to_those_who_wait_and_fewer_are_refused_once_it_is_public(part: Part) -> None:
    room(part, 1)
    for number, name in enumerate(("Anne", "Bo", "Cato"), 1):
        sign_up(part, name, by=actor(number))
    room(part, 2)
    assert states(part) == {"Anne": "seated", "Bo": "seated", "Cato": "waiting"}
    with pytest.raises(seats.CapacityError):
        room(part, 1)
    room(part, None)
    assert states(part)["Cato"] == "seated"


def test_the_database_itself_refuses_a_seat_too_many(part: Part) -> None:
    room(part, 1)
    sign_up(part, "Anne", by=actor(1))
    sign_up(part, "Bo", by=actor(2))
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.filter(name="Bo").update(state="seated")
    Participant.objects.filter(name="Anne").delete()
    assert Seats.objects.get(part=part).taken == 0


def test_before_it_is_published_its_own_people_see_it_and_say_any_number(country: None) -> None:  # noqa: ARG001
    draft = dialogues.part(Dialogue.objects.get(public_id=dialogues.DRAFT), "workshop", how="physical")
    for number in ("20", "10", ""):
        address = f"/nb/dialog/{draft.dialogue.public_id}/del/{draft.public_id}/plasser/"
        answer = people.log_in(Client(), "need_owner").post(address, {"room": number})
        assert answer["Location"] == f"/nb/dialog/{draft.dialogue.public_id}/deler/"
        assert Seats.objects.get(part=draft).capacity == (int(number) if number else None)
    shown = page(draft, who="reader")
    assert "Slik arbeider vi sammen" in shown
    assert ".ics" not in shown, "there is no calendar of what is not public yet"
    assert Client().get(f"/nb/dialog/{draft.dialogue.public_id}/del/{draft.public_id}/").status_code == 404
    assert not draft.dialogue.log.filter(kind="seats-added").exists()


def test_room_and_stream_are_counted_apart(part: Part) -> None:
    part = event(how="both")
    room(part, 1)
    room(part, None, how="stream")
    sign_up(part, "Anne", by=actor(1))
    sign_up(part, "Bo", by=actor(2))
    sign_up(part, "Cato", by=actor(3), how="stream")
    assert states(part) == {"Anne": "seated", "Cato": "seated", "Bo": "waiting"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("country")
def test_of_fifty_at_once_ten_get_the_ten_places_and_forty_wait_in_the_order_they_came() -> None:
    part = event()
    room(part, 10)
    many = [actor(number) for number in range(50)]
    start, wrong = Barrier(len(many)), []

    def run(number: int) -> None:
        try:
            start.wait()
            sign_up(part, f"Person {number}", by=many[number])
        except Exception as error:  # noqa: BLE001 - told below
            wrong.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[number]) for number in range(len(many))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    told = list(Participant.objects.filter(seats__part=part).order_by("number").values_list("number", "state"))
    assert told == [(at, "seated" if at <= 10 else "waiting") for at in range(1, 51)]
    assert Seats.objects.get(part=part).taken == 10
    assert log.broken(part.dialogue) == ""
    said = [
        line
        for line in log.lines(part.dialogue)
        if line["kind"] == "signed-up" and line["facts"]["part"] == part.public_id
    ]
    assert sum(line["facts"]["waiting"] for line in said) == 40


# --- with and without an account -----------------------------------------------------------------------------------


def test_a_company_signs_up_several_people_on_one_page(part: Part) -> None:
    client = people.log_in(Client(), "supplier")
    address = f"/nb/dialog/{part.dialogue.public_id}/del/{part.public_id}/pamelding/"
    said = {"name_0": "Selma Strand", "role_0": "Daglig leder", "name_1": "Sven", "role_1": "", "needs": "Teleslynge"}
    key = {"key": "00000000-0000-4000-8000-000000000009", "shown": "company"}
    for _twice in range(2):
        answer = client.post(address, said | key)
        assert answer.status_code == 302
    text = client.get(answer["Location"]).content.decode()
    assert "Selma Strand" in text
    assert "Sven" in text
    [made] = SignUp.objects.filter(part=part)
    assert (made.company, made.organisation, made.participants.count()) == (
        "Varmt hjem AS", people.organisation(people.VARMT_HJEM), 2,
    )  # fmt: skip
    assert "Teleslynge" not in str(list(Sealed.objects.values()))
    work()
    receipt = letters(people.person("supplier").email)[0].text
    assert str(log.head(part.dialogue)) in receipt
    assert "Sven" in receipt


def test_a_guest_has_no_place_before_the_address_is_confirmed(part: Part, client: Client) -> None:
    room(part, 1)
    address = f"/nb/dialog/{part.dialogue.public_id}/del/{part.public_id}/pamelding/"
    said = {"company": "Gjest AS", "email": "gjest@gjest.example", "name_0": "Gry", "role_0": "", "shown": "nobody"}
    answer = client.post(address, said | {"key": "00000000-0000-4000-8000-000000000008"})
    assert answer["Location"].endswith("/sendt/")
    assert states(part) == {"Gry": "unconfirmed"}
    work()
    way = link(letters("gjest@gjest.example")[0].text)
    assert client.get(way).status_code == 200
    assert states(part) == {"Gry": "unconfirmed"}, "a mailbox that opens links confirms nothing"
    own = client.post(way)["Location"]
    assert states(part) == {"Gry": "seated"}
    assert "Gry" in client.get(own).content.decode()
    assert client.post(way)["Location"] == own, "two clicks are one"


def test_the_same_address_again_adds_to_what_it_has_signed_up(part: Part) -> None:
    first = guest(part, "gjest@gjest.example", "Gry")
    again = guest(part, "Gjest@gjest.example", "Gunn", needs="Tolk", shown="company")
    kept = sign_ups.confirm(sign_up=first, by=VISITOR)
    assert sign_ups.confirm(sign_up=again, by=VISITOR) == kept
    kept.refresh_from_db()
    assert {one.name for one in kept.participants.all()} == {"Gry", "Gunn"}
    assert (kept.shown, kept.needs_given) == ("company", True)
    assert not SignUp.objects.filter(pk=again.pk).exists()


def test_a_stranger_cannot_send_letters_without_end(part: Part) -> None:
    for _ in range(limits.GUEST_LETTERS[0][0]):
        last = guest(part, "offer@gjest.example", "Gry")
    with pytest.raises(sign_ups.TooManySignUpsError):
        guest(part, "Offer@gjest.example", "Gry", sent_from="192.0.2.99")
    sign_ups.confirm(sign_up=last, by=VISITOR)
    guest(part, "offer@gjest.example", "Gunn", sent_from="192.0.2.99")


def test_one_sign_up_is_for_ten_people(part: Part) -> None:
    by = actor(1)
    mine = sign_up(part, *(f"Person {number}" for number in range(10)), by=by)
    with pytest.raises(sign_ups.TooManyPeopleError):
        sign_ups.add_people(sign_up=mine, people=[{"name": "En til", "role": "", "how": "room"}], by=by)
    assert mine.participants.count() == 10


# --- too late ------------------------------------------------------------------------------------------------------


def test_what_comes_after_the_deadline_is_told_when_it_came(part: Part) -> None:
    late(part, deadline_at=-timedelta(seconds=1))
    client = people.log_in(Client(), "supplier")
    address = f"/nb/dialog/{part.dialogue.public_id}/del/{part.public_id}/pamelding/"
    said = {"name_0": "Selma", "shown": "nobody", "key": "00000000-0000-4000-8000-000000000007"}
    answer = client.post(address, said)
    assert answer.status_code == 409
    assert f"{timezone.localtime():%H:%M}:" in answer.content.decode()
    assert not SignUp.objects.filter(part=part).exists()
    assert client.get(address).status_code == 200


def test_a_guest_who_confirms_after_the_deadline_gets_no_place(part: Part) -> None:
    waits = guest(part, "sen@gjest.example", "Sen")
    late(part, deadline_at=-timedelta(seconds=1))
    with pytest.raises(sign_ups.ClosedError):
        sign_ups.confirm(sign_up=waits, by=VISITOR)
    assert states(part) == {"Sen": "unconfirmed"}


def test_people_withdraw_after_the_deadline_too_but_not_once_it_has_begun(part: Part) -> None:
    by = actor(1)
    mine = sign_up(part, "Anne", "Bo", by=by)
    anne, bo = mine.participants.order_by("id")
    late(part, deadline_at=-timedelta(hours=1))
    sign_ups.withdraw(sign_up=mine, people=[anne], by=by)
    late(part, starts_at=-timedelta(minutes=1))
    with pytest.raises(sign_ups.ClosedError):
        sign_ups.withdraw(sign_up=mine, people=[bo], by=by)
    assert states(part) == {"Anne": "withdrawn", "Bo": "seated"}


def test_a_cancelled_event_and_a_stopped_dialogue_take_nobody(part: Part) -> None:
    by = actor(1)
    Part.objects.filter(pk=part.pk).update(state="cancelled", cancelled_reason="For få")
    with pytest.raises(sign_ups.ClosedError):
        sign_up(part, "Anne", by=by)
    assert "For få" in page(part)
    Dialogue.objects.filter(pk=part.dialogue_id).update(stage="stopped")
    with pytest.raises(NotOpenError):
        sign_up(part, "Anne", by=by)


# --- who sees what -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["visitor", "other_supplier", "stranger", "reader"])
def test_nobody_else_sees_needs_addresses_or_who_did_not_agree(part: Part, who: str) -> None:
    unseen = guest(part, SECRETS[1], SECRETS[2], company=SECRETS[3], needs=SECRETS[0])
    sign_ups.confirm(sign_up=unseen, by=VISITOR)
    sign_up(part, "Synlig Siv", by=actor(1), company="Synlig AS", shown="people")
    sign_up(part, "Bare Firma", by=actor(2), company="Navnløs AS", shown="company")
    text = page(part, who=who) + page(part, "pamelding/", who=who) + page(part, "pameldte/", who=who)
    text += people.log_in(Client(), who).get(f"/nb/dialog/{part.dialogue.public_id}.json").content.decode()
    assert [secret for secret in SECRETS if secret in text] == []
    assert "Synlig Siv" in text
    assert "Synlig AS" in text
    assert "Navnløs AS" in text
    assert "Bare Firma" not in text


def test_the_public_page_reads_the_same_with_none_and_with_a_thousand_who_let_nobody_know(part: Part) -> None:
    def told() -> list[str]:
        return [str(queries.listed(part).query), *(one.company for one in queries.listed(part))]

    before, text = told(), page(part)
    seats_ = Seats.objects.create(part=part, how="room")
    SignUp.objects.bulk_create(
        SignUp(part=part, email=f"{at}@usynlig.example", company="Usynlig AS", confirmed_at=timezone.now())
        for at in range(1000)
    )
    Participant.objects.bulk_create(
        Participant(sign_up=one, seats=seats_, name="Usynlig", state="seated", number=at)
        for at, one in enumerate(SignUp.objects.filter(company="Usynlig AS"), 1)
    )
    assert told() == before
    assert _without_tokens(page(part)) == _without_tokens(text)


def _without_tokens(text: str) -> list[str]:
    return [line for line in text.splitlines() if "csrfmiddlewaretoken" not in line]


def test_the_municipality_sees_who_comes_and_reads_needs_by_a_button_that_is_noted(country: None) -> None:  # noqa: ARG001
    part = Part.objects.get(public_id=dialogues.CONFERENCE)
    text = page(part, "pameldte/", who="adviser")
    assert samples.GUEST_MAIL in text
    assert samples.NEEDS not in text
    assert "Ubekreftet Ulv" not in text
    client = people.log_in(Client(), "adviser")
    opened = client.post(f"/nb/dialog/{part.dialogue.public_id}/del/{part.public_id}/pameldte/behov/")
    assert samples.NEEDS in opened.content.decode()
    assert Event.objects.get(kind="sign-up.needs-read").about_id == samples.GUEST


# --- what time takes away ------------------------------------------------------------------------------------------


def unheld() -> Part:
    """Return the conference, with no hold on its dialogue."""
    part = Part.objects.get(public_id=dialogues.CONFERENCE)
    part.dialogue.holds.update(lifted_at=timezone.now(), lifted_by=people.person("owner"))
    return part


def test_needs_are_deleted_a_month_after_the_event_and_the_pages_say_so(country: None) -> None:  # noqa: ARG001
    part = unheld()
    long_ago = {"deadline_at": -timedelta(days=40), "starts_at": -timedelta(days=32), "ends_at": -timedelta(days=31)}
    late(part, **long_ago)
    hold = Hold.objects.create(dialogue=part.dialogue, kind="complaint", placed_by=people.person("owner"))
    assert taking_part.forget_needs() == 0
    hold.delete()
    assert personal.purge()["What somebody needs to take part in a conference or a workshop, sealed"] == 1
    assert taking_part.forget_needs() == 0
    assert "er slettet" in page(part, "pameldte/", who="adviser")
    own = f"/nb/dialog/{part.dialogue.public_id}/del/{part.public_id}/pamelding/{samples.GUEST}/"
    assert "Slettet" in Client().get(own + samples.code(samples.GUEST)).content.decode()


def test_names_and_addresses_are_emptied_when_their_day_has_come_and_the_counts_stay(country: None) -> None:  # noqa: ARG001
    part = unheld()
    SignUp.objects.filter(public_id=samples.UNCONFIRMED).update(created_at=timezone.now() - timedelta(days=3))
    late(part, deadline_at=-timedelta(days=410), starts_at=-timedelta(days=402), ends_at=-timedelta(days=401))
    assert taking_part.forget_people() == 3
    text = page(part, "pameldte/", who="adviser")
    for gone in ("Selma Strand", samples.GUEST_MAIL, "Gudrun", "Ubekreftet"):
        assert gone not in text
    assert "ble slettet" in text
    assert list(Seats.objects.filter(part=part).order_by("how").values_list("taken", flat=True)) == [2, 1]
    assert not Participant.objects.exclude(name="").filter(seats__part=part).exists()


def test_a_person_is_given_what_they_have_signed_up(country: None) -> None:  # noqa: ARG001
    [told] = list(queries.of_person(people.PEOPLE["supplier"].person))
    assert [one["name"] for one in told["people"]] == ["Selma Strand", "Sven Sal"]
    assert list(queries.of_person(people.PEOPLE["other_supplier"].person)) == []


def test_a_name_that_would_turn_the_page_round_is_taken_as_it_reads(part: Part) -> None:
    sent = {"email": "gro@gjest.example", "company": "Firma\u202eSA\x1b  Nord", "shown": "company", "needs": ""}
    person = {"name_0": "Kari\x07\u202e Gjest", "role_0": "\u2066Leder", "how_0": "room"}
    key = {"key": "00000000-0000-4000-8000-00000000000c"}
    address = f"/nb/dialog/{part.dialogue.public_id}/del/{part.public_id}/pamelding/"
    assert Client().post(address, sent | person | key).status_code == 302
    made = SignUp.objects.get(email="gro@gjest.example")
    [one] = made.participants.all()
    assert (made.company, one.name, one.role) == ("FirmaSA Nord", "Kari Gjest", "Leder")
