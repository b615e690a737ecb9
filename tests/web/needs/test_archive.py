"""The archive gets a journal and every document; letters on a need's way say what is so when they are sent."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile

import pytest

from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.drafting import actions as drafting
from mulighetsrom.web.drafting import queries as texts
from mulighetsrom.web.needs import archive
from mulighetsrom.web.needs.actions import life as actions
from mulighetsrom.web.needs.models import Need
from tests.web import needs_samples as samples
from tests.web import people
from tests.web.background import work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def opened(need: Need) -> tuple[zipfile.ZipFile, list[dict[str, str]]]:
    zipped = zipfile.ZipFile(io.BytesIO(archive.package(need)))
    journal = csv.DictReader(io.StringIO(zipped.read("journal.csv").decode("utf-8-sig")), delimiter=";")
    return zipped, list(journal)


def approved() -> Need:
    need = Need.objects.get(public_id=samples.DRAFT)
    asked = drafting.ask_for_approval(row=need, by=people.actor("adviser"))
    drafting.approve(row=need, round_=asked, note="=HYPERLINK()", by=people.actor("approver"))
    return need


# --- the package --------------------------------------------------------------------------------------------------


def test_every_document_stands_in_the_journal_with_the_hash_of_what_is_in_the_package() -> None:
    need = approved()
    drafting.number_case(row=need, case_number="2026/417", by=people.actor("adviser"))
    actions.publish(need=need, by=people.actor("adviser"))
    need.refresh_from_db()
    zipped, journal = opened(need)
    assert [line["document_id"] for line in journal] == ["DRAFTNEED1-V1", "DRAFTNEED1-G1"]
    assert {line["context"] for line in journal} == {"2026/417"}
    for line in journal:
        body = zipped.read(line["file"])
        assert body.startswith(b"%PDF")
        assert hashlib.sha256(body).hexdigest() == line["sha256"]
        assert line["dated"]
        assert line["sender"] == "Eksempelvik kommune"


def test_the_package_tells_what_was_done_by_ids_and_not_by_names() -> None:
    zipped, _ = opened(approved())
    told = json.loads(zipped.read("journal.json"))
    assert [event["kind"] for event in told["history"]] == ["need.ask_for_approval", "need.approved", "need.approve"]
    assert "Gro Godkjenner" not in json.dumps(told["history"], ensure_ascii=False)


def test_no_cell_of_the_journal_is_run_by_a_spreadsheet() -> None:
    need = Need.objects.get(public_id=samples.PUBLISHED)
    need.versions.update(content=samples.content("=cmd|' /C calc'!A0"))
    _, [line] = opened(need)
    assert line["title"].startswith("'=")


def test_what_is_in_work_is_no_document_of_the_archive() -> None:
    zipped, journal = opened(Need.objects.get(public_id=samples.PUBLISHED))
    assert "Hemmelig" not in json.dumps(journal, ensure_ascii=False) + zipped.read("journal.json").decode()


# --- letters ------------------------------------------------------------------------------------------------------


def sent_to(who: str) -> list[str]:
    mine = Mail.objects.filter(receiver=people.PEOPLE[who].person, state="sent").order_by("id")
    return list(mine.values_list("kind", flat=True))


def test_approvers_and_nobody_else_are_asked_to_approve() -> None:
    need = Need.objects.get(public_id=samples.DRAFT)
    drafting.ask_for_approval(row=need, by=people.actor("adviser"))
    work()
    assert sent_to("approver") == ["text-for-approval"]
    others = [sent_to(who) for who in ("reader", "need_owner", "owner", "stranger", "supplier")]
    assert not any(kind.startswith("text-") for kinds in others for kind in kinds)


def test_a_letter_that_waited_until_the_text_was_taken_back_is_not_sent() -> None:
    need = Need.objects.get(public_id=samples.DRAFT)
    drafting.ask_for_approval(row=need, by=people.actor("adviser"))
    drafting.take_back(row=need, by=people.actor("adviser"))
    work()
    assert sent_to("approver") == []


def test_who_answers_for_a_need_hears_why_it_was_returned() -> None:
    need = Need.objects.get(public_id=samples.DRAFT)
    asked = drafting.ask_for_approval(row=need, by=people.actor("need_owner"))
    drafting.return_(row=need, round_=asked, note="Hvem har telt turene?", by=people.actor("approver"))
    work()
    assert sent_to("adviser") == ["text-returned"]


def test_another_municipality_is_asked_in_its_own_peoples_language_and_the_answer_comes_back() -> None:
    need = Need.objects.get(public_id=samples.DRAFT)
    organisation = people.organisation(people.LIKSOMNES)
    member = drafting.ask_member(row=need, organisation=organisation, by=people.actor("adviser"))
    work()
    assert sent_to("stranger") == ["text-member-asked"]
    drafting.answer_as_member(row=need, member=member, consents=True, by=people.actor("stranger"))
    work()
    assert sent_to("adviser") == ["text-member-answered"]
    assert texts.behind(need)[1] == organisation
