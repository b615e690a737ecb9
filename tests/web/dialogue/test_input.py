"""Written input: what is asked, written, handed in and proved, in time and late."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from mulighetsrom.web.common import kernel, letters
from mulighetsrom.web.common.models import Mail, Sealed
from mulighetsrom.web.dialogue import chain, clock, log, opening, readiness, stages
from mulighetsrom.web.dialogue.actions import input as actions
from mulighetsrom.web.dialogue.actions import input_handing_in as handing_in
from mulighetsrom.web.dialogue.models import Asked, Entry, HandedIn, Hold, InputDraft, Intake, Part, TooLate
from mulighetsrom.web.dialogue.queries import dialogues
from mulighetsrom.web.dialogue.queries import input as queries
from mulighetsrom.web.drafting import merging
from tests.web import dialogue_samples, people
from tests.web import input_samples as samples

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
OSLO = ZoneInfo("Europe/Oslo")


def handed_in() -> HandedIn:
    return HandedIn.objects.get(public_id=samples.HANDED_IN)


def deadline(at: datetime, late: str = "not-taken") -> Part:
    """Let the part's deadline be at a moment, with this rule for what comes late."""
    part = samples.part()
    Part.objects.filter(pk=part.pk).update(deadline_at=at)
    Intake.objects.filter(part=part).update(late=late)
    return samples.part()


# --- what is asked --------------------------------------------------------------------------------------------------


def arrange(**more: Any) -> None:
    part = samples.part(dialogue_samples.DRAFT_PART)
    said: dict[str, Any] = {
        "seen": 1,
        "late": "taken",
        "read_until_date": timezone.localdate() + timedelta(days=400),
        "asked": [("Hva koster det?", 100)],
    }
    actions.arrange(part=part, by=people.actor("adviser"), **(said | more))


def test_what_is_asked_is_part_of_what_is_approved_and_published() -> None:
    arrange()
    part = samples.part(dialogue_samples.DRAFT_PART)
    told = dialogues.part_snapshot(part)
    assert (told["asked"], told["late"]) == ([{"text": "Hva koster det?", "most_words": 100}], "taken")
    assert readiness.missing(part) == []


def test_a_part_that_asks_nothing_keeps_the_invitation_back() -> None:
    part = samples.part(dialogue_samples.DRAFT_PART)
    Asked.objects.filter(part=part).delete()
    Intake.objects.filter(part=part).delete()
    assert readiness.missing(part) == ["asked", "intake"]
    comments = samples.part(samples.COMMENTS)
    assert readiness.missing(comments) == []
    comments.papers.all().delete()
    assert readiness.missing(comments) == ["papers"]


def test_what_is_asked_is_not_changed_once_everybody_has_read_it() -> None:
    with pytest.raises(kernel.StageConflictError):
        actions.arrange(
            part=samples.part(), seen=1, late="taken", read_until_date=timezone.localdate(), asked=[("Nytt?", 9)],
            by=people.actor("adviser"),
        )  # fmt: skip
    assert queries.asked(samples.part()).count() == 2


def test_of_two_who_write_questions_the_second_is_told() -> None:
    arrange()
    with pytest.raises(kernel.EditConflictError):
        arrange()


def test_questions_are_written_on_a_page(client: Client) -> None:
    people.log_in(client, "adviser")
    address = f"/nb/dialog/{dialogue_samples.DRAFT}/del/{dialogue_samples.DRAFT_PART}/sporsmal/"
    page = client.get(address)
    sent = {"seen": "1", "late": "taken", "read_until_date": "18.02.2099", "text-1": "Hva?", "words-1": "200",
            "text-2": "Hvorfor?"}  # fmt: skip
    refused = client.post(address, sent)
    assert "300 ord er en god side" in refused.content.decode()
    assert client.post(address, sent | {"words-2": "80"}).status_code == 302
    assert [one.most_words for one in queries.asked(samples.part(dialogue_samples.DRAFT_PART))] == [200, 80]
    again = client.post(address, sent | {"words-2": "90"})
    assert (page.status_code, again.status_code) == (200, 409)


# --- a draft --------------------------------------------------------------------------------------------------------


def test_a_draft_is_unreadable_in_the_database_and_leaves_one_sealed_text() -> None:
    before = Sealed.objects.count()
    samples.write({"text-2": "Nytt ord om natten"}, who="other_supplier")
    assert Sealed.objects.count() == before
    draft = queries.draft(samples.part(), samples.company("other_supplier"))
    assert queries.written(draft)["text-2"] == "Nytt ord om natten"
    assert draft
    assert b"natten" not in bytes(draft.text.closed_text)


def test_colleagues_write_in_different_answers_and_choose_where_they_meet() -> None:
    part, company = samples.part(), samples.company("other_supplier")
    opened = merging.marks(queries.written(queries.draft(part, company)), queries.description(part))
    by = people.actor("other_supplier")
    said: dict[str, Any] = {"part": part, "company": company, "seen": opened, "page": None}
    assert actions.save_draft(said={"text-2": "Min"}, by=by, **said) == []
    assert actions.save_draft(said={"reason-1": "Kollegaens"}, by=by, **said) == []
    [conflict] = actions.save_draft(said={"text-2": "Kollegaens"}, by=by, **said)
    assert (conflict.path, conflict.mine, conflict.theirs) == ("text-2", "Kollegaens", "Min")


def test_the_page_saves_without_a_script_and_by_itself(client: Client) -> None:
    people.log_in(client, "other_supplier")
    address = f"/nb/dialog/{dialogue_samples.OPEN}/del/{dialogue_samples.INPUT}/innspill/skriv/"
    form = client.get(address).context["form"]
    sent = {"seen": form.initial["seen"], "text-1": "For hånd", "do": "save"}
    assert client.post(address, sent).status_code == 302
    form = client.get(address).context["form"]
    sent = {"seen": form.initial["seen"], "text-1": "Av seg selv " * 60}
    told = client.post(address, sent, headers={"accept": "application/json"}).json()
    assert told["status"].startswith("Lagret")
    assert "180 av 50 ord" in told["progress"]
    stale = client.post(address, sent | {"text-1": "For sent"}, headers={"accept": "application/json"})
    assert stale.status_code == 409
    both = client.post(address, sent | {"text-1": "For sent", "do": "save"})
    assert both.status_code == 409
    assert "Behold din" in both.content.decode()


def test_a_draft_is_deleted_a_month_after_the_deadline_unless_it_is_held() -> None:
    deadline(timezone.now() - timedelta(days=31))
    assert samples.part().dialogue.holds.filter(lifted_at=None).exists()  # an access request waits
    assert actions.forget_drafts() == 0
    Hold.objects.update(lifted_at=timezone.now(), lifted_by=people.person("adviser"))
    assert actions.forget_drafts() == 2
    assert not InputDraft.objects.exists()
    assert HandedIn.objects.exists()


# --- handing in -----------------------------------------------------------------------------------------------------


def test_what_is_handed_in_is_proved_by_its_hash_and_the_end_of_the_log() -> None:
    found = handed_in()
    document = queries.whole(found)
    assert hashlib.sha256(document.encode()).hexdigest() == found.hash
    assert json.loads(document)["answers"][0]["answer"] == samples.SAID["text-1"]
    head = chain.read_head(found.head)
    assert head
    line = Entry.objects.get(dialogue=found.part.dialogue, number=head.number)
    assert (line.kind, line.facts["hash"], line.facts["late"]) == ("input-handed-in", found.hash, False)
    assert log.broken(found.part.dialogue, [head]) == ""


def test_a_short_secret_cannot_be_guessed_from_the_hash() -> None:
    samples.hand_in()
    first, second = HandedIn.objects.order_by("number")
    assert queries.whole(first) != queries.whole(second)
    assert len(json.loads(queries.whole(second))["nonce"]) == 32


def test_a_change_replaces_the_earlier_one_which_stays() -> None:
    samples.write({"text-2": "Kommunen må også ha strøm."})
    new = samples.hand_in()
    old = handed_in()
    assert isinstance(new, HandedIn)
    assert (new.number, old.number) == (2, 1)
    assert old.superseded_at == new.at
    assert [one.pk for one in queries.received(samples.part())] == [new.pk]
    assert "nett i boligene" in queries.whole(old)


def test_a_receipt_goes_to_who_handed_in_and_holds_no_word_of_it() -> None:
    mail = Mail.objects.get(kind=handing_in.RECEIVED)
    message = letters.write(mail)
    assert message
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr] # every letter has one
    found = handed_in()
    assert mail.receiver == people.PEOPLE["supplier"].person
    assert found.hash in text
    assert found.head in text
    assert "merke" not in message.as_string()


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"text-1": "", "text-2": ""}, ("empty", 0)),
        ({"text-1": "ord " * 51}, ("long", 1)),
        ({"text-1": "[[åpen"}, ("unclear", 1)),
        ({"reason-1": " "}, ("reason", 1)),
        ({"instead-1": "ord " * 51}, ("long", 1)),
    ],
)
def test_what_is_not_ready_is_not_handed_in(said: dict[str, str], problem: tuple[str, int]) -> None:
    samples.write(said)
    with pytest.raises(handing_in.NotReadyError) as refused:
        samples.hand_in()
    assert refused.value.problems == [problem]
    assert HandedIn.objects.count() == 1


def test_only_what_was_seen_is_handed_in() -> None:
    with pytest.raises(handing_in.ChangedError):
        handing_in.hand_in(
            part=samples.part(), company=samples.company("supplier"), seen="0" * 12, by=people.actor("supplier")
        )


def test_a_stopped_dialogue_takes_nothing() -> None:
    part = samples.part()
    with transaction.atomic():
        kernel.move(part.dialogue, "stop", table=stages.STAGE, by=people.actor("adviser"))
    with pytest.raises(opening.NotOpenError):
        samples.hand_in()
    with pytest.raises(opening.NotOpenError):
        samples.write({"text-2": "mer"})


def test_the_database_lets_nobody_change_what_was_handed_in() -> None:
    for sql in (
        "UPDATE dialogue_handedin SET hash = 'forged'",
        "UPDATE dialogue_handedin SET head = '9-forged'",
        "UPDATE dialogue_handedin SET at = at - interval '1 day'",
    ):
        with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic():
            connection.cursor().execute(sql)


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_in_at_once_give_one_that_counts() -> None:
    start = Barrier(2)

    def act() -> None:
        start.wait()
        samples.hand_in()
        connection.close()

    threads = [Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    rows = HandedIn.objects.order_by("number").values_list("number", "superseded_at")
    assert [number for number, _at in rows] == [1, 2, 3]
    assert [at is None for _number, at in rows] == [False, False, True]
    assert log.broken(samples.part().dialogue) == ""


# --- late -----------------------------------------------------------------------------------------------------------


def test_where_nothing_late_is_taken_the_words_are_not_kept_and_the_try_is_noted_once() -> None:
    deadline(timezone.now() - timedelta(seconds=5))
    late, again = (samples.hand_in(who="other_supplier") for _ in range(2))
    assert isinstance(late, TooLate)
    assert late.pk == again.pk
    assert not HandedIn.objects.filter(company=samples.company("other_supplier")).exists()
    assert Entry.objects.filter(kind="input-too-late").count() == 1
    assert queries.written(queries.draft(samples.part(), samples.company("other_supplier")))


def test_where_late_is_taken_it_is_marked_and_read_as_the_others() -> None:
    deadline(timezone.now() - timedelta(seconds=5), late="taken")
    samples.write({"reason-1": "Fordi prisen er vår."}, who="other_supplier")
    late = samples.hand_in(who="other_supplier")
    assert isinstance(late, HandedIn)
    assert late.is_late
    assert [one.is_late for one in queries.received(samples.part())] == [False, True]


@pytest.mark.parametrize("late", ["taken", "not-taken"])
def test_nobody_changes_theirs_after_the_deadline(late: str) -> None:
    deadline(timezone.now() - timedelta(seconds=5), late=late)
    with pytest.raises(handing_in.OverError):
        samples.hand_in()
    assert not TooLate.objects.exists()


def test_the_databases_clock_decides_and_not_the_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    deadline(datetime.now(UTC) + timedelta(minutes=5))
    monkeypatch.setattr(timezone, "now", lambda: datetime.now(UTC) + timedelta(days=1))
    assert isinstance(samples.hand_in(), HandedIn)


NIGHT = datetime(2026, 10, 25, 2, 30, tzinfo=OSLO)  # the clock shows 02:30 twice that night


@pytest.mark.parametrize(
    ("due", "at", "late"),
    [
        (NIGHT.replace(fold=0), NIGHT.replace(fold=0) - timedelta(seconds=1), False),
        (NIGHT.replace(fold=0), NIGHT.replace(fold=0), True),  # the deadline itself is too late
        (NIGHT.replace(fold=1), NIGHT.replace(fold=0), False),  # the first 02:30 is an hour before the second
        (NIGHT.replace(fold=0), NIGHT.replace(fold=1, minute=0), True),
        (datetime(2026, 3, 29, 12, tzinfo=OSLO), datetime(2026, 3, 29, 11, 59, 59, tzinfo=OSLO), False),
    ],
)
def test_a_deadline_is_a_moment_also_in_the_repeated_hour(
    due: datetime, at: datetime, late: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: at.astimezone(UTC))
    deadline(due.astimezone(UTC), late="taken")
    samples.write({"reason-1": "Fordi prisen er vår."}, who="other_supplier")
    made = samples.hand_in(who="other_supplier")
    assert isinstance(made, HandedIn)
    assert made.is_late is late


def test_after_the_deadline_the_page_says_what_is_true(client: Client) -> None:
    deadline(timezone.now() - timedelta(seconds=5))
    samples.hand_in(who="other_supplier")
    address = f"/nb/dialog/{dialogue_samples.OPEN}/del/{dialogue_samples.INPUT}/innspill/"
    people.log_in(client, "other_supplier")
    html = client.get(address).content.decode()
    assert "Fristen er ute" in html
    assert "det som kommer for sent, tas ikke imot" in html
    assert client.get(f"{address}skriv/").status_code == 302
