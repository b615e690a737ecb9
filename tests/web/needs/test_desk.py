"""My desk: what waits for whom, by its day, and never another's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from mulighetsrom.web.accounts.models import Deputy
from mulighetsrom.web.asking.models import Question
from mulighetsrom.web.common import kernel, registry
from mulighetsrom.web.common.registry import Task
from mulighetsrom.web.drafting import actions as drafting
from mulighetsrom.web.needs import desk
from mulighetsrom.web.needs.actions import life as actions
from mulighetsrom.web.needs.models import Comment, Member, Need, Version
from tests.web import needs_samples as samples
from tests.web import people, question_samples

if TYPE_CHECKING:
    from django.test import Client

    from mulighetsrom.web.common.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

DESK = "/en/skrivebord/"
DRAFT_TITLE = "Hemmelig utkast om svømmehallen"


@pytest.fixture(autouse=True)
def without_comments(country: None) -> None:  # noqa: ARG001 - the samples have one
    Comment.objects.all().delete()


def draft() -> Need:
    return Need.objects.get(public_id=samples.DRAFT)


def of(who: str, title: str = DRAFT_TITLE) -> list[tuple[str, bool]]:
    """Return what waits for a persona with one thing: the kinds, and whether others are to do it."""
    with override("en"):
        return [(task.kind, task.waits_for_others) for task in desk.waits(people.actor(who)) if task.title == title]


def asked() -> Any:
    return drafting.ask_for_approval(row=draft(), by=people.actor("adviser"))


def deputy(of_: str, stands_in: str) -> None:
    today = timezone.localdate()
    Deputy.objects.create(
        membership=people.person(of_).memberships.get(),
        stands_in=people.person(stands_in).memberships.get(),
        days=(today, today + timedelta(days=1)),
    )


# --- what waits for whom ------------------------------------------------------------------------------------------


def test_who_answers_for_a_draft_finds_it_and_its_comments(client: Client) -> None:
    assert of("adviser") == [("Draft", False)]
    Comment.objects.create(
        need=draft(),
        field="who",
        text="Hvem?",
        author=people.person("need_owner"),
        author_name="Bente",
        organisation=people.organisation(),
    )
    assert ("Comments from colleagues", False) in of("adviser")
    assert of("need_owner") == []
    people.log_in(client, "adviser")
    assert DRAFT_TITLE in client.get(DESK).content.decode()


def test_a_text_for_approval_waits_for_the_approver_and_the_writer_waits_for_them() -> None:
    asked()
    assert of("approver") == [("Approval", False)]
    assert of("adviser") == [("Waiting for approval", True)]
    assert of("need_owner") == of("reader") == of("stranger") == []


@pytest.mark.parametrize("who", people.PEOPLE)
def test_everything_on_a_desk_leads_to_a_page_that_its_owner_may_open(client: Client, who: str) -> None:
    asked()
    Comment.objects.create(
        need=draft(),
        field="who",
        text="Hvem?",
        author=people.person("need_owner"),
        author_name="Bente",
        organisation=people.organisation(),
    )
    people.log_in(client, who)
    links = page(client).xpath("//ul[@class='desk-lines']//a/@href")
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_a_deputy_finds_what_waits_for_the_approver() -> None:
    asked()
    assert of("need_owner") == []
    deputy("approver", "need_owner")
    assert of("need_owner") == [("Approval", False)]


def test_who_has_decided_is_asked_no_more_while_a_second_one_is() -> None:
    organisation = people.organisation()
    organisation.approvals_needed = 2
    organisation.save(update_fields=["approvals_needed"])
    deputy("approver", "need_owner")
    round_ = asked()
    drafting.approve(row=draft(), round_=round_, by=people.actor("approver"))
    assert of("approver") == []
    assert of("need_owner") == [("Approval", False)]


def test_a_returned_text_comes_back_to_its_writer() -> None:
    drafting.return_(row=draft(), round_=asked(), note="Hvem har telt?", by=people.actor("approver"))
    assert of("adviser") == [("Returned to you", False)]
    assert of("approver") == []


def test_an_approved_text_waits_for_those_who_publish() -> None:
    Need.objects.filter(public_id=samples.DRAFT).update(responsible=people.person("need_owner"))
    drafting.approve(row=draft(), round_=asked(), by=people.actor("approver"))
    assert of("adviser") == of("owner") == [("Approved, to be published", False)]
    assert of("need_owner") == [("Waiting to be published", True)]


def test_who_is_asked_to_stand_behind_a_need_finds_it_and_the_asker_waits() -> None:
    their = Need.objects.get(public_id=samples.THEIRS)
    drafting.ask_member(row=their, organisation=people.organisation(), by=people.actor("stranger"))
    title = their.draft["title"]
    assert of("approver", title) == [("Stand behind another's need", False)]
    assert ("Asked to stand behind the need", True) in of("stranger", title)
    assert of("adviser", title) == [], "who may not consent, is not asked"
    Member.objects.update(
        state="declined", answered_by=people.person("owner"), answered_by_name="Eli", answered_at=timezone.now()
    )
    assert of("approver", title) == []


def test_a_public_need_without_news_for_a_year_is_asked_about() -> None:
    kind = ("A year without news", False)
    title = "Hemmelig ny tekst om netter"
    assert kind not in of("adviser", title)
    old = timezone.now() - timedelta(days=366)
    Need.objects.filter(public_id=samples.PUBLISHED).update(changed_at=old)
    Version.objects.filter(need__public_id=samples.PUBLISHED).update(published_at=old)
    assert kind in of("adviser", title)
    actions.go_on(
        need=Need.objects.get(public_id=samples.PUBLISHED), intention="start_dialogue", by=people.actor("adviser")
    )
    assert kind not in of("adviser", title)


@pytest.mark.parametrize("who", ["supplier", "other_supplier", "stranger", "operator", "reader"])
def test_nothing_of_a_draft_reaches_a_desk_that_is_not_its_own(client: Client, who: str) -> None:
    asked()
    people.log_in(client, who)
    assert "Hemmelig utkast" not in client.get(DESK).content.decode()


# --- the page -----------------------------------------------------------------------------------------------------


def page(client: Client, query: str = "") -> Any:
    return lxml.html.document_fromstring(client.get(DESK + query).content.decode())


def groups(html: Any) -> dict[str, list[str]]:
    sections = html.xpath("//section[contains(@class,'desk-group')]")
    return {one.find("h2").text: [a.text for a in one.xpath(".//li//a")] for one in sections}


def waits(monkeypatch: pytest.MonkeyPatch, *tasks: Task) -> None:
    monkeypatch.setattr(registry, "desk", [lambda _: tasks])


def test_what_waits_stands_by_its_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    wednesday = date(2026, 11, 25)
    monkeypatch.setattr(timezone, "localdate", lambda *_: wednesday)
    days = {"a": -3, "b": 0, "c": 1, "d": 4, "e": 5, "f": None}
    tasks = [Task(name, "/", "Thing", None if n is None else wednesday + timedelta(n)) for name, n in days.items()]
    waits(monkeypatch, *reversed(tasks), Task("g", "/", "Thing", wednesday, waits_for_others=True))
    people.log_in(client, "adviser")
    html = page(client)
    assert groups(html) == {
        "Overdue": ["a"],
        "Today": ["b"],
        "This week": ["c", "d"],
        "Later, or without a day": ["e", "f"],
        "Waiting for others": ["g"],
    }
    said = " ".join(html.xpath("//p[@class='lead']")[0].text_content().split())
    assert said == "6 things wait for you. 2 are due today or overdue. 1 waits for others."


def test_one_kind_can_be_shown_alone_and_what_is_no_kind_shows_all(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits(monkeypatch, Task("a", "/", "Question"), Task("b", "/", "Approval"))
    people.log_in(client, "adviser")
    html = page(client)
    assert [" ".join(link.text.split()) for link in html.xpath("//nav[@class='desk-filters']//a")] == [
        "Everything (2)",
        "Approval (1)",
        "Question (1)",
    ]
    assert groups(page(client, "?slag=Question")) == {"Later, or without a day": ["a"]}
    assert groups(page(client, "?slag=%00<script>")) == {"Later, or without a day": ["a", "b"]}


def test_an_empty_desk_says_what_to_do(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    waits(monkeypatch)
    for who, way in (("adviser", "/en/behov/skriv/"), ("supplier", "/en/behov/"), ("operator", "/en/behov/")):
        people.log_in(client, who)
        html = page(client)
        assert "Nothing waits for you" in html.text_content()
        assert way in html.xpath("//main//a/@href")


def test_who_has_no_need_yet_is_shown_the_first_three_steps(client: Client) -> None:
    people.log_in(client, "adviser")
    assert not page(client).xpath("//ol[@class='steps']")
    Question.objects.all().delete()
    Need.objects.filter(owner=people.organisation()).update(owner=people.organisation(people.LIKSOMNES))
    assert len(page(client).xpath("//ol[@class='steps']/li")) == 3


def test_a_log_in_leads_to_the_desk(client: Client) -> None:
    people.log_in(client, "adviser")
    answer = client.post("/nb/bytt/", {"organisation": people.EKSEMPELVIK})
    assert answer.headers["Location"] == "/nb/skrivebord/"


@pytest.mark.parametrize("who", ["adviser", "owner", "approver", "supplier"])
def test_a_desk_costs_the_same_with_one_thing_and_with_thirty(client: Client, who: str) -> None:
    people.log_in(client, who)
    asked()
    with CaptureQueriesContext(connection) as with_one:
        client.get(DESK)
    for number in range(30):
        samples.need(f"MANYNEED{number:02}", title=f"Nummer {number}")
        drafting.ask_for_approval(row=Need.objects.latest("id"), by=people.actor("adviser"))
        question_samples.question(f"QMANY{number:05}", asked_text=f"Nummer {number}?", asker="supplier")
    with CaptureQueriesContext(connection) as with_thirty:
        html = client.get(DESK).content.decode()
    assert html.count("Nummer 29") + html.count("31 questions about “") == SEES[who]
    assert len(with_thirty) == len(with_one)


SEES = {"adviser": 2, "owner": 1, "approver": 1, "supplier": 1}
"""The need and the line of the questions, as far as they wait for this persona; an asker sees each of their own."""


# --- leaving ------------------------------------------------------------------------------------------------------


def test_who_leaves_hands_over_every_need_they_answer_for(client: Client) -> None:
    leaving, to = people.person("adviser"), people.person("need_owner")
    found = dict(desk.OPEN_WORK.found(leaving.public_id, people.EKSEMPELVIK))
    assert DRAFT_TITLE in found
    assert client.get(found[DRAFT_TITLE]).status_code == 302, "it is a page"

    @kernel.action
    def leave(*, by: Actor) -> None:
        desk.OPEN_WORK.move(leaving.public_id, people.EKSEMPELVIK, to.public_id, by)

    leave(by=people.actor("owner"))
    assert not list(desk.OPEN_WORK.found(leaving.public_id, people.EKSEMPELVIK))
    assert draft().responsible == to
    assert Need.objects.get(public_id=samples.THEIRS).responsible == people.person("stranger")
    assert desk.OPEN_WORK in registry.open_work
