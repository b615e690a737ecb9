"""Access requests: registered, put to who marked something, decided passage by passage, and given out without it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from mulighetsrom.web.common import kernel, letters, pdf, sealed, workdays
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import access_copy, caution, gathering, law, log
from mulighetsrom.web.dialogue.actions import access_request as actions
from mulighetsrom.web.dialogue.actions.access_request import Decided
from mulighetsrom.web.dialogue.forms.access_request import HearForm
from mulighetsrom.web.dialogue.models import (
    AccessRequest,
    Claim,
    Dialogue,
    Entry,
    Hearing,
    Hold,
    Intake,
    Opening,
    Passage,
)
from mulighetsrom.web.dialogue.queries import access_request as queries
from tests.web import access_request_samples as samples
from tests.web import dialogue_samples, people
from tests.web import input_samples as inputs

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

WITHHELD = Decided("withheld-business", "Prisen er av betydning for konkurransen.")
RELEASED = Decided("", "")
ADDRESS = f"/nb/dialog/{dialogue_samples.OPEN}"


def claims() -> list[Claim]:
    return list(queries.claims(samples.request()).values())


def answer(*holds: bool) -> None:
    said = {one.public_id: (kept, "Fordi." if kept else "") for one, kept in zip(claims(), holds, strict=True)}
    actions.answer(hearing=samples.hearing(), said=said, by=people.actor("supplier"))


def decide(*said: Decided, who: str = "adviser") -> AccessRequest:
    told = {one.public_id: decided for one, decided in zip(claims(), said, strict=True)}
    actions.decide(request=samples.request(), said=told, by=people.actor(who))
    return samples.request()


def lines() -> list[str]:
    dialogue = Dialogue.objects.get(public_id=dialogue_samples.OPEN)
    return list(Entry.objects.filter(dialogue=dialogue, kind__startswith="access-").values_list("kind", flat=True))


def test_each_step_is_in_the_log_and_the_chain_holds() -> None:
    answer(True, False)
    decide(WITHHELD, RELEASED)
    assert lines() == [
        *("access-registered", "access-gathered", "access-put", "access-registered"),
        *("access-answered", "access-decided"),
    ]
    assert log.broken(samples.request().dialogue) == ""


def test_nothing_is_purged_while_a_request_is_open() -> None:
    assert Hold.objects.filter(kind="access-request", lifted_at=None, dialogue=samples.request().dialogue).count() == 1


def test_what_is_claimed_secret_is_listed_with_the_companys_reason() -> None:
    [document] = queries.documents(samples.request())
    first, second = document.sections
    assert (document.company.name, len(first.claims), second.claims) == ("Varmt hjem AS", 2, ())
    assert inputs.REASON_MARK in first.reason
    assert [one.key for one in claims()] == list(first.claims)


def test_the_company_is_told_and_the_letter_says_neither_who_asks_nor_what_is_marked() -> None:
    mail = Mail.objects.get(kind=actions.ASKED)
    message = letters.write(mail)
    assert message
    assert mail.receiver == people.PEOPLE["supplier"].person
    text = message.as_string()
    assert not any(mark in text for mark in (samples.REQUESTER, inputs.SECRET_MARK, inputs.OPEN_MARK))


def test_a_company_says_what_it_holds_on_to_and_must_say_why() -> None:
    client = people.log_in(Client(), "supplier")
    address = f"{ADDRESS}/innsyn/{samples.HEARING}/"
    html = client.get(address).content.decode()
    assert inputs.SECRET_MARK in html
    assert html.count(inputs.REASON_MARK) == 2, "why it marked them itself, beside each"
    first, second = claims()
    sent = {f"holds-{first.public_id}": "holds", f"holds-{second.public_id}": "release"}
    assert "Uten grunn" in client.post(address, sent).content.decode()
    assert client.post(address, sent | {f"why-{first.public_id}": "Prisen er vår."}).status_code == 302
    assert [(one.holds, one.why) for one in claims()] == [(True, "Prisen er vår."), (False, "")]


def test_silence_is_recorded_as_silence_and_nothing_else() -> None:
    Hearing.objects.update(deadline_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(actions.OverError):
        answer(True, True)
    for found in queries.silent():
        actions.note_silence(hearing=found, by=people.actor("adviser"))
    row = samples.hearing()
    assert row.silent_at
    assert row.answered_at is None
    assert [one.holds for one in claims()] == [None, None]
    assert lines()[-1] == "access-silent"
    assert decide(WITHHELD, WITHHELD).state == "decided"


def test_nobody_decides_before_the_company_had_its_time() -> None:
    with pytest.raises(actions.NotYetError):
        decide(WITHHELD, RELEASED)


def test_only_a_named_reader_decides_what_is_claimed_secret() -> None:
    answer(True, True)
    with pytest.raises(PermissionDenied):
        decide(WITHHELD, WITHHELD, who="owner")
    with pytest.raises(PermissionDenied):
        actions.open_claims(request=samples.request(), by=people.actor("owner"))


def test_opening_for_a_request_is_in_the_reading_log_also_after_the_day_for_reading() -> None:
    Intake.objects.update(read_until_date=timezone.localdate() - timedelta(days=9))
    opened = actions.open_claims(request=samples.request(), by=people.actor("adviser"))
    assert set(opened.values()) == {f"{inputs.SECRET_MARK} kroner", f"{inputs.SECRET_MARK} dager"}
    assert [one.why for one in Opening.objects.all()] == ["access-request", "access-request"]


def test_a_decision_names_the_rule_of_its_day() -> None:
    answer(True, True)
    decide(WITHHELD, WITHHELD)
    assert {one.stands for one in claims()} == {law.cited(timezone.localdate(), "withheld-business")}
    assert "fvl. § 13" in claims()[0].stands
    assert law.on(date(2016, 1, 1), "withheld-business") == []


def test_the_database_lets_nobody_withhold_without_a_rule_and_a_reason() -> None:
    for fields in ({"decision": "withheld"}, {"decision": "withheld", "basis": "x", "stands": "§"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.update(**fields)


def test_a_company_is_told_before_what_it_holds_on_to_is_given_out() -> None:
    answer(True, False)
    found = decide(RELEASED, RELEASED)
    assert found.copy_from_date == workdays.add(timezone.localdate(), 3)
    assert Mail.objects.filter(kind=actions.DECIDED, receiver=people.PEOPLE["supplier"].person).count() == 1
    assert "Si fra før det" in decided_letter()
    client = people.log_in(Client(), "adviser")
    address = f"{ADDRESS}/innsynskrav/{samples.PUT}/kopi.pdf"
    assert client.get(address).status_code == 404
    AccessRequest.objects.filter(public_id=samples.PUT).update(copy_from_date=timezone.localdate())
    assert client.get(address).status_code == 200


def decided_letter() -> str:
    message = letters.write(Mail.objects.get(kind=actions.DECIDED))
    body = message and message.get_body(("plain",))
    return str(body.get_content()) if body else ""


def test_what_was_agreed_to_or_withheld_keeps_nobody_waiting() -> None:
    answer(True, False)
    assert decide(WITHHELD, RELEASED).copy_from_date == timezone.localdate()
    assert "Si fra før det" not in decided_letter()
    told = people.log_in(Client(), "adviser").get(f"{ADDRESS}/innsynskrav/{samples.PUT}/kopi.pdf")
    assert (told.status_code, told.content[:8]) == (200, b"%PDF-1.7")
    assert b"pdfaid" in told.content


def reseal(number: int, text: str) -> None:
    """Let another secret stand in the place of one."""
    passage = Passage.objects.get(number=number)
    with transaction.atomic():
        closed = sealed.seal(text, owner=people.VARMT_HJEM, purpose="input-passage")
    Passage.objects.filter(pk=passage.pk).update(text=closed)


@pytest.mark.parametrize(("number", "same"), [(1, True), (2, False)])
def test_of_what_is_withheld_nothing_is_left_in_the_copy(number: int, same: bool) -> None:
    """The copy is the same to the byte whatever the withheld passage says, and another where the released one is."""
    answer(True, False)
    found = decide(WITHHELD, RELEASED)
    before = access_copy.document(found)
    reseal(number, "noe helt annet")
    assert (access_copy.document(found) == before) is same


def test_the_copy_says_what_is_withheld_by_which_rule_and_how_to_complain(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(True, False)
    found = decide(WITHHELD, RELEASED)
    set_: list[pdf.Document] = []
    write: Callable[[pdf.Document], bytes] = pdf.write

    def seen(document: pdf.Document) -> bytes:
        set_.append(document)
        return write(document)

    monkeypatch.setattr(pdf, "write", seen)
    access_copy.document(found)
    text = "\n".join(f"{one.heading}\n{one.text}" for one in set_[0].sections)
    assert f"{inputs.SECRET_MARK} kroner" not in text
    assert f"{inputs.SECRET_MARK} dager" in text
    assert "fvl. § 13 (1) nr. 2" in text
    assert inputs.INSTEAD_MARK in text
    assert "statsforvalteren" in text
    assert "tre uker" in text


def test_a_request_about_nothing_secret_is_decided_at_once() -> None:
    found = samples.request(samples.REGISTERED)
    actions.gather(request=found, keys=[], by=people.actor("adviser"))
    client = people.log_in(Client(), "adviser")
    assert client.post(f"{ADDRESS}/innsynskrav/{samples.REGISTERED}/", {}).status_code == 302
    assert samples.request(samples.REGISTERED).copy_from_date == timezone.localdate()
    with pytest.raises(kernel.StageConflictError):
        actions.gather(request=samples.request(samples.REGISTERED), keys=[], by=people.actor("adviser"))


def test_whoever_asks_may_be_nobody_and_is_forgotten_a_year_after_the_decision() -> None:
    answer(False, False)
    decide(RELEASED, RELEASED)
    AccessRequest.objects.filter(public_id=samples.PUT).update(decided_at=timezone.now() - timedelta(days=366))
    assert actions.forget() == 0  # the dialogue is held
    Hold.objects.update(lifted_at=timezone.now(), lifted_by=people.person("adviser"))
    assert actions.forget() == 1
    assert samples.request().requester == ""


def test_the_way_through_the_pages(client: Client) -> None:
    people.log_in(client, "adviser")
    address = f"{ADDRESS}/innsynskrav/"
    sent: dict[str, Any] = {"what": "Innspillene", "received_date": "20.11.2026"}
    made = client.post(address, sent | {"key": "00000000-0000-4000-8000-00000000000a"})
    place = made.headers["Location"]
    assert client.post(place, {"documents": [f"input:{inputs.HANDED_IN}"]}).status_code == 302
    day = workdays.add(timezone.localdate(), 4)
    assert client.post(place, {"deadline_at_0": f"{day:%d.%m.%Y}", "deadline_at_1": "12:00"}).status_code == 302
    html = client.get(place).content.decode()
    assert "Varmt hjem AS" in html
    assert inputs.SECRET_MARK not in html
    assert inputs.SECRET_MARK in client.post(f"{place}apne/").content.decode()


def test_no_company_is_said_to_need_four_weeks_where_the_law_gives_days() -> None:
    soon = workdays.add(timezone.localdate(), 3)
    form = HearForm({"deadline_at_0": f"{soon:%d.%m.%Y}", "deadline_at_1": "12:00"})
    assert caution.SAYS["short"] not in form["deadline_at"].cautions  # type: ignore[attr-defined] # a BoundMoment


def test_gatherers_find_every_input_also_the_replaced() -> None:
    inputs.hand_in()
    found = gathering.found(samples.request().dialogue)
    assert [one.title for one in found] == [
        "Skriftlig innspill fra Varmt hjem AS, nummer 1",
        "Skriftlig innspill fra Varmt hjem AS, nummer 2",
    ]
