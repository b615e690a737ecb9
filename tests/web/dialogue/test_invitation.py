"""An invitation from its beginning to the moment everybody can read it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from django.utils import timezone

from mulighetsrom.web.accounts.access import LoginNeededError
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import kernel, letters
from mulighetsrom.web.common.actor import VISITOR
from mulighetsrom.web.common.mail import Receiver
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import access, building, log
from mulighetsrom.web.dialogue.actions import invitation as actions
from mulighetsrom.web.dialogue.fields import INVITATION
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.models import Asked, Dialogue, Intake, Part
from mulighetsrom.web.dialogue.queries import dialogues, finding
from mulighetsrom.web.drafting import actions as drafting
from mulighetsrom.web.drafting import merging
from mulighetsrom.web.drafting import queries as texts
from mulighetsrom.web.drafting.kinds import NotReadyError
from mulighetsrom.web.needs.models import Need
from tests.web import dialogue_samples as samples
from tests.web import needs_samples, people

if TYPE_CHECKING:
    from collections.abc import Iterator


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
OSLO = ZoneInfo("Europe/Oslo")


def draft() -> Dialogue:
    return Dialogue.objects.get(public_id=samples.DRAFT)


def approve(dialogue: Dialogue) -> None:
    drafting.ask_for_approval(row=dialogue, by=people.actor("adviser"))
    asked = texts.newest_round(dialogue)
    assert asked
    drafting.approve(row=dialogue, round_=asked, by=people.actor("approver"))


def test_an_approved_invitation_is_published_whole_and_its_need_is_in_dialogue() -> None:
    dialogue = draft()
    approve(dialogue)
    version = actions.publish(dialogue=dialogue, by=people.actor("adviser"))
    assert dialogue.stage == "open"
    assert version.content["title"] == samples.SECRET
    assert version.content["needs"] == [needs_samples.PUBLISHED]
    assert [part["id"] for part in version.content["parts"]] == [samples.DRAFT_PART]
    assert Need.objects.get(public_id=needs_samples.PUBLISHED).stage == "in-dialogue"
    assert [line["kind"] for line in log.lines(dialogue)][-1] == "published"


def test_without_approval_nothing_is_published() -> None:
    dialogue = draft()
    before = log.head(dialogue)
    with pytest.raises(NotReadyError):
        actions.publish(dialogue=dialogue, by=people.actor("adviser"))
    assert Dialogue.objects.get(pk=dialogue.pk).stage == "unpublished"
    assert log.head(dialogue) == before


@pytest.mark.parametrize("change", [{"deadline_at": None}, {"deadline_at": datetime(2026, 1, 5, 11, tzinfo=OSLO)}])
def test_a_part_without_a_deadline_ahead_keeps_the_invitation_back(change: dict[str, datetime | None]) -> None:
    dialogue = draft()
    dialogue.parts.update(**change)
    with pytest.raises(NotReadyError, match="parts"):
        drafting.ask_for_approval(row=dialogue, by=people.actor("adviser"))


def test_a_part_changed_after_the_approval_must_be_approved_anew() -> None:
    dialogue = draft()
    approve(dialogue)
    part = dialogue.parts.get()
    with pytest.raises(drafting.TextClosedError):
        actions.write_part(part=part, seen=part.edit_version, fields={"title": "Noe annet"}, by=people.actor("adviser"))


def test_the_parts_of_a_public_dialogue_are_not_simply_written_over() -> None:
    part = Part.objects.get(public_id=samples.INPUT)
    for act in (
        lambda: actions.write_part(part=part, seen=1, fields={"title": "Noe annet"}, by=people.actor("adviser")),
        lambda: actions.remove_part(part=part, by=people.actor("adviser")),
        lambda: actions.add_part(dialogue=part.dialogue, fields={"kind": "input"}, by=people.actor("adviser")),
    ):
        with pytest.raises(kernel.StageConflictError):
            act()
    assert Part.objects.get(pk=part.pk).title == ""


def test_a_part_with_something_written_for_it_is_asked_about_before_it_is_gone(client: Client) -> None:
    part = Part.objects.get(public_id=samples.DRAFT_PART)
    Part.objects.filter(pk=part.pk).update(programme=[{"at": "09:00", "what": "Velkommen", "who": ""}])
    Asked.objects.create(part=part, number=7, text="Hva koster det?", most_words=100)
    people.log_in(client, "adviser")
    way = f"/nb/dialog/{samples.DRAFT}/deler/{samples.DRAFT_PART}/fjern/"
    asked = client.post(way).content.decode()
    assert "1 punkt i programmet" in asked
    assert 'name="sure"' in asked
    assert Part.objects.filter(pk=part.pk).exists()
    for _pressed in range(2):
        assert client.post(way, {"sure": "yes"})["Location"] == f"/nb/dialog/{samples.DRAFT}/deler/"
    assert not Part.objects.filter(pk=part.pk).exists()


def test_the_words_of_a_public_invitation_change_by_a_version_that_everybody_is_told_of_at_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audience, "_sources", [lambda _dialogue, _part: [Receiver("kari@firma.example", "nb")]])
    dialogue, adviser = Dialogue.objects.get(public_id=samples.OPEN), people.actor("adviser")
    before = dialogue.versions.latest("number")
    dialogue.parts.filter(public_id=samples.INPUT).update(deadline_at=timezone.now() - timedelta(days=1))
    seen, said = merging.marks(dialogue.draft, INVITATION), {"purpose": "Nye ord om hvorfor."}
    assert drafting.save(row=dialogue, said=said, seen=seen, page=None, by=adviser) == []
    dialogue.refresh_from_db()
    approve(dialogue)
    work = people.log_in(Client(), "adviser").get(f"/nb/dialog/{samples.OPEN}/arbeid/").content.decode()
    assert "[Det dere skriver over]" in work, "the letter is shown before it goes"
    assert f"Versjon {before.number + 1} ble publisert" in work
    assert str(INVITATION.fields["purpose"].label) in work
    made = actions.publish(dialogue=dialogue, why="Vi sier tydeligere hvorfor.", by=adviser)
    assert made.number == before.number + 1
    [mail] = Mail.objects.filter(kind="dialogue.announcement")
    letter = letters.write(mail)
    body = letter.get_body(("plain",)) if letter else None
    assert body
    text = body.get_content()
    assert text.count("Vi sier tydeligere hvorfor.") == 1
    assert str(INVITATION.fields["purpose"].label) in text
    assert [line["kind"] for line in log.lines(dialogue)][-2:] == ["published", "told"]
    page = client.get(f"/nb/dialog/{samples.OPEN}/versjon/{made.number}/").content.decode()
    assert "<ins" in page
    assert "<del" in page


# --- copied -------------------------------------------------------------------------------------------------------


def moved(*moments: datetime, today: date) -> Iterator[datetime]:
    parts = [Part(kind="conference", deadline_at=moment) for moment in moments]
    for fields in building.copied(parts, today):
        yield fields["deadline_at"].astimezone(OSLO)


def test_a_copy_lies_ahead_on_like_weekdays_at_the_same_clock() -> None:
    before = [datetime(2026, 3, 10, 12, tzinfo=OSLO), datetime(2026, 4, 7, 12, tzinfo=OSLO)]  # winter and summer time
    after = list(moved(*before, today=date(2026, 11, 27)))
    assert [(at.strftime("%a %H:%M")) for at in after] == ["Tue 12:00", "Tue 12:00"]
    assert after[0].date() == date(2026, 12, 22)
    assert (after[1].date() - after[0].date()).days == 28


def test_a_copy_of_what_lies_far_ahead_is_not_moved() -> None:
    far = datetime(2027, 3, 9, 12, tzinfo=OSLO)
    assert list(moved(far, today=date(2026, 11, 27))) == [far]


def test_a_copy_leaves_people_links_and_what_was_cancelled_behind() -> None:
    open_ = Dialogue.objects.get(public_id=samples.OPEN)
    Part.objects.filter(public_id=samples.MEETINGS).update(state="cancelled", cancelled_reason="Ingen meldte seg.")
    copies = building.copied(open_.parts.order_by("id"), date(2026, 11, 27))
    assert [copy["kind"] for copy in copies] == ["conference", "input"]
    assert all("stream" not in copy and "public_id" not in copy for copy in copies)


def test_a_copy_asks_the_same_in_writing_by_rules_that_moved_with_it() -> None:
    part = Part.objects.get(public_id=samples.INPUT)
    asked = list(part.asked.values_list("number", "text", "most_words"))
    assert asked
    Intake.objects.update_or_create(part=part, defaults={"late": "taken", "read_until_date": date(2027, 3, 1)})
    assert part.deadline_at
    deadline = timezone.localtime(part.deadline_at).date()
    today = deadline + timedelta(days=100)
    owner, by = people.organisation(), people.actor("adviser")
    copies = building.copied(part.dialogue.parts.order_by("id"), today)
    made = actions.create(owner=owner, content={}, parts=copies, copied_from=samples.OPEN, by=by)
    like = made.parts.get(kind="input")
    assert list(like.asked.values_list("number", "text", "most_words")) == asked
    assert like.deadline_at
    moved_by = timezone.localtime(like.deadline_at).date() - deadline
    assert moved_by.days > 0
    assert (like.intake.late, like.intake.read_until_date) == ("taken", date(2027, 3, 1) + moved_by)
    assert not like.papers.exists()


def test_a_part_says_what_it_needs_before_it_is_published_and_what_it_can_do_without(client: Client) -> None:
    people.log_in(client, "adviser")
    html = client.get(f"/nb/dialog/{samples.DRAFT}/deler/ny/conference/").content.decode()
    labels = dict(re.findall(r'<(?:legend|label) class="ds-label"[^>]*>([^<]+?) <span class="optional">([^<]+)<', html))
    assert {labels[name] for name in ("Begynner", "Slutter", "Meld deg på innen")} == {"(trengs før den publiseres)"}
    assert labels["Sted"] == "(valgfritt)"


# --- who may ------------------------------------------------------------------------------------------------------


def test_what_the_parts_lack_comes_before_asking_for_approval(client: Client) -> None:
    page = people.log_in(client, "adviser")
    work, parts = (f"/nb/dialog/{samples.DRAFT}/{name}/" for name in ("arbeid", "deler"))
    Part.objects.filter(dialogue__public_id=samples.DRAFT).update(deadline_at=None)
    lead = f'<a class="ds-button" href="{parts}">'
    assert f"{lead}Gjør delene ferdige</a>" in page.get(work).content.decode()
    Part.objects.filter(dialogue__public_id=samples.DRAFT).delete()
    told = page.get(work).content.decode()
    assert f"{lead}Legg til den første delen</a>" in told
    assert 'value="ask_for_approval" data-variant="secondary"' in told


def test_a_new_version_is_not_sent_to_the_parts_of_what_is_public(client: Client) -> None:
    Part.objects.filter(public_id=samples.CONFERENCE).update(deadline_at=timezone.now())
    Dialogue.objects.filter(public_id=samples.OPEN).update(text="draft")
    told = people.log_in(client, "adviser").get(f"/nb/dialog/{samples.OPEN}/arbeid/").content.decode()
    assert "Be om godkjenning" in told
    assert f"/nb/dialog/{samples.OPEN}/deler/" not in told


def test_a_draft_is_there_for_its_own_people_only() -> None:
    for who in ("supplier", "other_supplier", "stranger", "operator"):
        with pytest.raises(Http404):
            access.own_dialogue(samples.DRAFT, by=people.actor(who))
    with pytest.raises(LoginNeededError):
        access.own_dialogue(samples.DRAFT, by=VISITOR)
    assert access.own_dialogue(samples.DRAFT, by=people.actor("reader"))
    with pytest.raises(PermissionDenied):
        access.own_dialogue(samples.DRAFT, by=people.actor("reader"), what=May.WRITE)


def test_everybody_reads_the_version_and_never_the_draft() -> None:
    found = access.public_dialogue(samples.OPEN, by=VISITOR)
    assert "draft" in found.get_deferred_fields()
    with pytest.raises(Http404):
        access.public_dialogue(samples.DRAFT, by=VISITOR)


def test_a_part_is_found_in_its_own_dialogue_only() -> None:
    assert access.public_part(samples.OPEN, samples.CONFERENCE, "conference", by=VISITOR)
    with pytest.raises(Http404):
        access.public_part(samples.OPEN, samples.CONFERENCE, "input", by=VISITOR)
    with pytest.raises(Http404):
        access.public_part(samples.OPEN, samples.DRAFT_PART, by=VISITOR)


def test_the_dialogues_of_a_need_are_those_that_everybody_can_read() -> None:
    need = Need.objects.get(public_id=needs_samples.PUBLISHED)
    found = [one.public_id for one in finding.of_need(need)]
    assert samples.OPEN in found
    assert samples.DRAFT not in found


def test_the_list_begins_with_the_next_deadline_and_says_when_it_is(client: Client) -> None:
    later, sooner = samples.dialogue("1ATERD1A10", stage="open"), samples.dialogue("S00NERD1A1", stage="open")
    samples.part(later, "input", days=90)
    samples.part(sooner, "input", days=5)
    ours = {sooner.public_id, samples.OPEN, later.public_id}
    found = [one.public_id for one in dialogues.going_on() if one.public_id in ours]
    assert found == [sooner.public_id, samples.OPEN, later.public_id]
    page = client.get("/nb/dialog/").content.decode()
    assert "Svar innen" in page
    assert samples.SECRET not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_as_for_many(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        dialogue = samples.dialogue(f"D1A1000{number:03}", stage="open")
        samples.part(dialogue, "input")
        samples.published(dialogue)
    with django_assert_num_queries(3):
        client.get("/nb/dialog/")
