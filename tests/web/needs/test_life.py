"""A need's way from draft to what became of it: nobody publishes what others have not approved."""

from __future__ import annotations

import re
from threading import Barrier, Thread
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.utils.translation import override

from mulighetsrom.web.accounts.models import Organisation
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import kernel, personal
from mulighetsrom.web.common.actor import SYSTEM
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.drafting import actions as drafting
from mulighetsrom.web.drafting import letters, steps, telling
from mulighetsrom.web.drafting import queries as texts
from mulighetsrom.web.drafting.kinds import NotReadyError
from mulighetsrom.web.needs import access
from mulighetsrom.web.needs.actions import life as actions
from mulighetsrom.web.needs.actions import writing
from mulighetsrom.web.needs.models import Approval, Need
from mulighetsrom.web.needs.queries import life
from tests.web import background, people
from tests.web import needs_samples as samples

if TYPE_CHECKING:
    from django.test import Client

    from mulighetsrom.web.drafting.models import Member, Round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def draft() -> Need:
    return Need.objects.get(public_id=samples.DRAFT)


def asked(need: Need) -> Round:
    return drafting.ask_for_approval(row=need, by=people.actor("adviser"))


def approved(need: Need, who: str = "approver") -> None:
    found = texts.newest_round(need)
    assert found
    drafting.approve(row=need, round_=found, by=people.actor(who))


# --- approval -----------------------------------------------------------------------------------------------------


def test_a_need_goes_from_draft_to_published_with_the_approvers_name() -> None:
    need = draft()
    asked(need)
    approved(need)
    version = actions.publish(need=need, by=people.actor("adviser"))
    need.refresh_from_db()
    assert (need.stage, need.text, version.number) == ("published", "published", 1)
    assert Approval.objects.get().person_name == "Gro Godkjenner"
    assert texts.newest(need) == version


def test_a_text_that_lacks_a_measure_is_not_sent_for_approval() -> None:
    need = draft()
    need.draft["effects"] = [{"effect": "Tryggere netter"}]
    need.save(update_fields=["draft"])
    with pytest.raises(NotReadyError) as refused:
        asked(need)
    assert refused.value.missing == ["effects.0.measure"]


def test_what_is_missing_leads_to_its_field_in_the_form(client: Client) -> None:
    need = draft()
    need.draft["effects"] = [{"effect": "Tryggere netter"}]
    need.save(update_fields=["draft"])
    people.log_in(client, "adviser")
    told = client.post(f"/nb/behov/{need.public_id}/arbeid/steg/", {"do": "ask_for_approval"}).content.decode()
    assert f'href="/nb/behov/{need.public_id}/skriv/#effects-0-measure"' in told
    assert 'id="effects-0-measure"' in client.get(f"/nb/behov/{need.public_id}/skriv/").content.decode()


def test_an_approved_need_is_told_to_those_who_may_publish_it_where_whoever_answers_for_it_may_not() -> None:
    need = draft()
    asked(need)
    approved(need)
    Need.objects.filter(pk=need.pk).update(responsible=people.person("need_owner"))
    telling.tell_publishers(row=Need.objects.get(pk=need.pk), by=SYSTEM)
    told = {mail.receiver: letters.approved(mail) for mail in Mail.objects.filter(kind="text-approved")}
    assert set(told) == {people.PEOPLE[who].person for who in ("need_owner", "adviser", "owner")}
    buttons = {who: getattr(letter, "button", ("",))[0] for who, letter in told.items()}
    assert buttons[people.PEOPLE["need_owner"].person] == "Se det"
    assert buttons[people.PEOPLE["adviser"].person] == "Gå videre og publiser"


def test_each_page_says_what_comes_next(client: Client) -> None:
    need = draft()
    asked(need)
    people.log_in(client, "approver")
    page = f"/en/behov/{need.public_id}/godkjenn/"
    client.post(page, {"do": "approve", "round": "1"})
    assert "Whoever publishes it gets an e-mail" in client.get(page).content.decode()
    people.log_in(client, "need_owner")
    work = f"/en/behov/{need.public_id}/arbeid/"
    assert "of your organisation publishes it" in client.get(work).content.decode()
    people.log_in(client, "adviser")
    published = client.post(f"{work}steg/", {"do": "publish", "key": str(uuid4())}, follow=True).content.decode()
    assert "Everybody can read it as it is." in published


def test_where_two_must_approve_one_is_not_enough_and_the_same_person_counts_once() -> None:
    Organisation.objects.filter(public_id=people.EKSEMPELVIK).update(approvals_needed=2)
    need = draft()
    asked(need)
    approved(need)
    assert need.text == "for-approval"
    with pytest.raises(NotReadyError, match="decided-already"):
        approved(need)
    approved(need, "owner")
    assert need.text == "approved"


def test_a_returned_text_is_a_draft_again_and_must_be_approved_anew() -> None:
    need = draft()
    first = asked(need)
    drafting.return_(row=need, round_=first, note="Hvem har telt turene?", by=people.actor("approver"))
    assert need.text == "draft"
    second = asked(need)
    assert second.number == 2
    with pytest.raises(kernel.StageConflictError):
        drafting.approve(row=need, round_=first, by=people.actor("approver"))


def test_nothing_else_is_published_than_what_was_approved() -> None:
    need = draft()
    asked(need)
    approved(need)
    Need.objects.filter(pk=need.pk).update(draft=samples.content("En annen tittel"))
    with pytest.raises(NotReadyError, match="not-approved"):
        actions.publish(need=need, by=people.actor("adviser"))


def test_what_was_approved_and_taken_back_is_approved_no_more() -> None:
    need = draft()
    asked(need)
    approved(need)
    drafting.take_back(row=need, by=people.actor("adviser"))
    with pytest.raises(kernel.StageConflictError):
        actions.publish(need=need, by=people.actor("adviser"))


@pytest.mark.django_db(transaction=True)
def test_of_an_approval_and_a_return_at_one_moment_one_counts() -> None:
    need = draft()
    found = asked(need)
    gate, refused = Barrier(2), []

    def decide(what: str) -> None:
        gate.wait()
        try:
            if what == "approve":
                drafting.approve(row=draft(), round_=found, by=people.actor("approver"))
            else:
                drafting.return_(row=draft(), round_=found, note="Nei", by=people.actor("owner"))
        except kernel.StageConflictError:
            refused.append(what)
        finally:
            connection.close()

    threads = [Thread(target=decide, args=[what]) for what in ("approve", "return")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Approval.objects.count() == 1
    assert draft().text == ("approved" if refused == ["return"] else "draft")


# --- voices, members ----------------------------------------------------------------------------------------------


def test_quotes_are_read_by_somebody_and_read_again_when_they_change() -> None:
    need = draft()
    need.draft["voices"] = [{"quote": "Jeg ligger våken.", "whose": "resident"}]
    need.save(update_fields=["draft"])
    with pytest.raises(NotReadyError, match="voices"):
        asked(need)
    actions.check_voices(need=need, seen=life.voices_hash(need), by=people.actor("need_owner"))
    assert life.voices_are_checked(need)
    need.draft["voices"][0]["quote"] = "Jeg heter Ola."
    assert not life.voices_are_checked(need)


def test_nobody_answers_for_quotes_that_came_while_they_read_the_others(client: Client) -> None:
    need = draft()
    need.draft["voices"] = [{"quote": "Jeg ligger våken.", "whose": "resident"}]
    need.save(update_fields=["draft"])
    people.log_in(client, "need_owner")
    work = f"/nb/behov/{samples.DRAFT}/arbeid/"
    seen = re.search(r'name="seen" value="(\w+)"', client.get(work).content.decode())
    assert seen
    need.draft["voices"][0]["quote"] = "Jeg heter Ola."
    need.save(update_fields=["draft"])
    assert client.post(f"{work}sitater/", {"seen": seen[1]}).status_code == 409
    assert not life.voices_are_checked(draft())


def test_a_template_goes_no_way_and_is_shown_to_no_other_municipality(client: Client) -> None:
    template = Need.objects.get(pk=writing.make_template(need=draft(), by=people.actor("adviser")).pk)
    people.log_in(client, "adviser")
    work = f"/nb/behov/{template.public_id}/arbeid/"
    for sent in ("ask_for_comments", "ask_for_approval"):
        assert client.post(f"{work}steg/", {"do": sent}).status_code == 404
    assert client.post(f"{work}inviter/", {"organisation": people.LIKSOMNES}).status_code == 404
    assert steps.of_text(template, by=people.actor("owner")) == []


def test_nobody_is_asked_to_stand_behind_a_text_that_has_gone_for_approval_meanwhile() -> None:
    opened = draft()
    asked(draft())
    with pytest.raises(NotReadyError, match="not-now"):
        drafting.ask_member(row=opened, organisation=people.organisation(people.LIKSOMNES), by=people.actor("owner"))


def test_another_municipality_behind_a_need_consents_and_approves_before_it_is_published() -> None:
    need, liksomnes = draft(), people.organisation(people.LIKSOMNES)
    member = drafting.ask_member(row=need, organisation=liksomnes, by=people.actor("adviser"))
    with pytest.raises(NotReadyError, match="members"):
        asked(need)
    drafting.answer_as_member(row=need, member=member, consents=True, by=people.actor("stranger"))
    asked(need)
    approved(need)
    assert need.text == "for-approval", "Liksomnes has not approved"
    approved(need, "stranger")
    version = actions.publish(need=need, by=people.actor("adviser"))
    assert version.content["behind"] == ["Eksempelvik kommune", "Liksomnes kommune"]
    member.refresh_from_db()
    assert (member.answered_by_name, member.state) == ("Lars Liknes", "consented")


def test_those_of_another_municipality_see_a_draft_only_once_they_are_asked_and_never_write_it() -> None:
    stranger = people.actor("stranger")
    with pytest.raises(Http404):
        access.own_need(samples.DRAFT, by=stranger)
    organisation = people.organisation(people.LIKSOMNES)
    drafting.ask_member(row=draft(), organisation=organisation, by=people.actor("adviser"))
    assert access.own_need(samples.DRAFT, by=stranger, what=May.COMMENT) == draft()
    with pytest.raises(PermissionDenied):
        access.own_need(samples.DRAFT, by=stranger, what=May.WRITE)


def test_who_declined_is_not_behind_the_need_and_does_not_read_it() -> None:
    need = draft()
    member = drafting.ask_member(
        row=need, organisation=people.organisation(people.LIKSOMNES), by=people.actor("adviser")
    )
    drafting.answer_as_member(row=need, member=member, consents=False, by=people.actor("stranger"))
    assert [one.name for one in texts.behind(need)] == ["Eksempelvik kommune"]
    with pytest.raises(Http404):
        access.own_need(samples.DRAFT, by=people.actor("stranger"))
    with pytest.raises(NotReadyError, match="not-behind"):
        drafting.let_answer_for(row=need, organisation=member.organisation, by=people.actor("adviser"))


def _joint() -> tuple[Need, Member]:
    need, liksomnes = draft(), people.organisation(people.LIKSOMNES)
    member = drafting.ask_member(row=need, organisation=liksomnes, by=people.actor("adviser"))
    drafting.answer_as_member(row=need, member=member, consents=True, by=people.actor("stranger"))
    member.refresh_from_db()
    return need, member


def _letters_of_answers() -> list[str]:
    background.work()
    found = Mail.objects.filter(kind="text-member-answered").order_by("id")
    with override("nb"):
        return [" ".join(map(str, letter.paragraphs)) for letter in map(letters.member_answered, found) if letter]


def test_who_withdraws_before_publication_makes_the_approved_text_a_draft_and_the_lead_is_told() -> None:
    need, member = _joint()
    drafting.let_answer_for(row=need, organisation=member.organisation, by=people.actor("adviser"))
    assert len(_letters_of_answers()) == 1
    need = draft()
    asked(need)
    approved(need)
    approved(need, "stranger")
    assert need.text == "approved"
    drafting.withdraw_as_member(row=need, member=member, by=people.actor("stranger"))
    member.refresh_from_db()
    need = draft()
    assert (member.state, member.answered_by_name) == ("withdrawn", "Lars Liknes")
    assert (need.text, need.answers_for) == ("draft", need.owner)
    [told] = _letters_of_answers()
    assert "Liksomnes kommune står ikke lenger bak behovet. Lars Liknes har trukket samtykket." in told
    with pytest.raises(Http404):
        access.own_need(samples.DRAFT, by=people.actor("stranger"))
    asked(need)
    approved(need)
    assert actions.publish(need=need, by=people.actor("adviser")).content["behind"] == ["Eksempelvik kommune"]


def test_who_withdraws_while_others_approve_leaves_nobody_waiting_for_them() -> None:
    need, member = _joint()
    asked(need)
    drafting.withdraw_as_member(row=need, member=member, by=people.actor("stranger"))
    assert draft().text == "draft"


def test_who_withdraws_after_publication_stands_in_that_version_and_not_in_the_next(client: Client) -> None:
    need, _member = _joint()
    asked(need)
    approved(need)
    approved(need, "stranger")
    first = actions.publish(need=need, by=people.actor("adviser"))
    work = f"/nb/behov/{samples.DRAFT}/arbeid/"
    people.log_in(client, "stranger")
    assert "Trekk samtykket vårt" in client.get(work).content.decode()
    assert client.post(f"{work}trekk-samtykke/").status_code == 302
    assert client.post(f"{work}trekk-samtykke/").status_code == 403
    need = draft()
    first.refresh_from_db()
    assert (need.text, first.content["behind"]) == ("published", ["Eksempelvik kommune", "Liksomnes kommune"])
    assert [one.name for one in texts.behind(need)] == ["Eksempelvik kommune"]


def test_of_two_who_withdraw_at_once_one_does_and_nobody_withdraws_what_was_not_given() -> None:
    need, member = _joint()
    drafting.withdraw_as_member(row=need, member=member, by=people.actor("stranger"))
    with pytest.raises(kernel.StageConflictError):
        drafting.withdraw_as_member(row=need, member=member, by=people.actor("stranger"))
    member.refresh_from_db()
    with pytest.raises(kernel.StageConflictError):
        drafting.answer_as_member(row=need, member=member, consents=True, by=people.actor("stranger"))


# --- what becomes of it -------------------------------------------------------------------------------------------


def test_a_public_need_goes_on_step_by_step_and_can_be_dropped_with_a_reason() -> None:
    need = Need.objects.get(public_id=samples.PUBLISHED)
    actions.go_on(need=need, intention="start_dialogue", by=people.actor("adviser"))
    with pytest.raises(kernel.StageConflictError):
        actions.go_on(need=need, intention="take_into_use", by=people.actor("adviser"))
    with pytest.raises(kernel.StageConflictError):
        actions.go_on(need=need, intention="drop", by=people.actor("adviser"))
    actions.drop(need=need, reason="Kommunestyret valgte skolen.", by=people.actor("adviser"))
    assert Need.objects.get(pk=need.pk).dropped_reason == "Kommunestyret valgte skolen."


def test_who_commented_and_approved_gets_their_own_words_with_their_data() -> None:
    need = draft()
    drafting.comment(row=need, field="who", text="Hvor mange er de?", by=people.actor("approver"))
    asked(need)
    approved(need)
    told = [one for rows in personal.export(people.PEOPLE["approver"].person).values() for one in rows]
    assert [one["comment"] for one in told if "comment" in one][-1:] == ["Hvor mange er de?"]
    assert [one["need"] for one in told if one.get("decision") == "approved"] == [samples.DRAFT]


def test_a_comment_stands_at_its_field_until_somebody_resolves_it() -> None:
    need = draft()
    said = drafting.comment(row=need, field="situation", text="Hvor er tallene fra?", by=people.actor("approver"))
    assert said in texts.open_comments(need)
    drafting.resolve(row=need, comment=said, by=people.actor("adviser"))
    assert said not in texts.open_comments(need)
