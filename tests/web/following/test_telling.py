"""From what happens to letters: everybody who follows is told once, at one moment, of what is public then."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, Any, Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.mail import actions as mails
from mulighetsrom.web.common.mail import transport
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.drafting import actions as drafting
from mulighetsrom.web.following import tasks
from mulighetsrom.web.following.actions import telling
from mulighetsrom.web.following.models import Follow, Item, Mute
from mulighetsrom.web.following.queries import waiting
from mulighetsrom.web.following.queries.things import thing
from mulighetsrom.web.needs import index
from mulighetsrom.web.needs.actions import life
from mulighetsrom.web.needs.models import Meeting, Need
from tests.web import following_samples as samples
from tests.web import needs_samples as needs
from tests.web import people

if TYPE_CHECKING:
    from email.message import EmailMessage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

MONDAY: Final = datetime(2026, 9, 21, 5, tzinfo=UTC)
"""Seven o'clock in Norway, in summer."""


@pytest.fixture(autouse=True)
def _nothing_followed_yet(country: None) -> None:  # noqa: ARG001 - first come the samples
    Follow.objects.all().delete()
    Mail.objects.all().delete()


def published() -> Need:
    return Need.objects.get(public_id=needs.PUBLISHED)


def tell(what: str = "need-published", once: str = "1", public_id: str = needs.PUBLISHED, kind: str = "need") -> None:
    found = thing(kind, public_id)
    assert found
    telling.tell(thing=found, what=what, once=once)


def collect(now: datetime = MONDAY) -> None:
    telling.collect(people=waiting.who(now), now=now)


def came(at: datetime = MONDAY - timedelta(hours=1)) -> None:
    Item.objects.update(at=at)


def letters() -> list[EmailMessage]:
    """Send what is posted and waits; return what went."""
    sent = []
    for mail in Mail.objects.filter(state="waiting").order_by("pk"):
        mails.send(mail.public_id)
        file = transport.file_of(mail.public_id)
        if file.exists():
            sent.append(message_from_bytes(file.read_bytes(), policy=default))
    return sent


def text(letter: EmailMessage) -> str:
    body: Any = letter.get_body(("plain",))
    return " ".join(str(body.get_content()).split())


# --- who hears of what --------------------------------------------------------------------------------------------


def test_whoever_follows_the_need_its_municipality_area_or_group_hears_of_it() -> None:
    hear = [
        samples.follow(organisation=people.organisation()),
        samples.follow(need=published()),
        samples.follow(focus_area="care"),
        samples.follow(cpv="853"),
        samples.follow(cpv="85"),
    ]
    samples.follow(organisation=samples.liksomnes())
    samples.follow(focus_area="climate")
    samples.follow(cpv="906")
    tell()
    assert set(Item.objects.values_list("follow", flat=True)) == {one.pk for one in hear}


def test_a_municipality_that_stands_behind_anothers_need_has_its_followers_told_too() -> None:
    need = published()
    need.members.create(
        organisation=samples.liksomnes(), state="consented", asked_by=people.person("adviser"),
        answered_by=people.person("stranger"), answered_by_name="Lars Liknes", answered_at=MONDAY,
    )  # fmt: skip
    samples.follow(organisation=samples.liksomnes())
    tell()
    assert Item.objects.count() == 1


def test_nothing_comes_of_what_is_paused_or_ended_or_of_somebody_who_left() -> None:
    samples.follow(organisation=people.organisation())
    Follow.objects.update(paused_at=MONDAY)
    tell()
    Follow.objects.update(paused_at=None, ended_at=MONDAY)
    tell()
    Follow.objects.update(ended_at=None)
    Person.objects.filter(pk=people.person("supplier").pk).update(deleted_at=MONDAY, email="")
    tell()
    assert not Item.objects.exists()


def test_an_answered_question_is_told_to_those_who_follow_the_need_and_to_nobody_else() -> None:
    samples.follow(organisation=people.organisation(), who="other_supplier")
    samples.follow(need=published())
    tell("need-question-answered", "Q000000001")
    assert [item.follow.person for item in Item.objects.all()] == [people.person("supplier")]


def test_publishing_tells_followers_by_the_outbox() -> None:
    samples.follow(organisation=people.organisation(), cadence="at-once")
    need = Need.objects.get(public_id=needs.DRAFT)
    asked = drafting.ask_for_approval(row=need, by=people.actor("adviser"))
    drafting.approve(row=need, round_=asked, by=people.actor("approver"))
    life.publish(need=need, by=people.actor("adviser"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'tell_need_published'")
        [(args,)] = cursor.fetchall()
    assert not Item.objects.exists()
    tasks.need_published.func(**json.loads(args))
    tasks.need_published.func(**json.loads(args))
    assert [letter["Subject"] for letter in letters()] == ["Nytt behov: Hemmelig utkast om svømmehallen"]


def test_nothing_is_told_of_a_draft_or_of_a_line_that_is_not_published() -> None:
    samples.follow(organisation=people.organisation(), cadence="at-once")
    tasks.need_published.func(about=needs.DRAFT, version=1)
    tasks.line_published.func(about=needs.INTERNAL_LINE)
    tasks.line_changed.func(about=needs.INTERNAL_LINE)
    assert not Item.objects.exists()
    assert not Mail.objects.exists()


def test_an_internal_area_of_a_line_leads_nobody_to_it() -> None:
    samples.follow(focus_area="climate")
    needs.line("1NTERNA1A1", published_at=MONDAY, focus_area="climate", internal=["focus_area"])
    tasks.line_published.func(about="1NTERNA1A1")
    assert not Item.objects.exists()


# --- at once ------------------------------------------------------------------------------------------------------


def test_a_letter_at_once_is_in_the_municipalitys_name_and_tells_every_reason() -> None:
    samples.follow(organisation=people.organisation(), cadence="at-once")
    samples.follow(focus_area="care", cadence="weekly")
    tell()
    [letter] = letters()
    assert letter["From"].addresses[0].display_name == "Eksempelvik kommune via Mulighetsrom"
    assert letter["Reply-To"] == "innkjop@eksempelvik.example"
    assert letter["Subject"] == "Nytt behov: Trygge netter hjemme for dem som bor alene"
    assert "Fordi du følger Eksempelvik kommune og Helse og omsorg." in text(letter)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/nb/varsel/stopp/" in letter["List-Unsubscribe"]
    came()
    collect()
    assert Mail.objects.count() == 1, "what was told at once is not told again on Monday"


def test_what_is_told_twice_comes_once_and_in_the_receivers_language() -> None:
    Person.objects.filter(pk=people.person("supplier").pk).update(language="nn")
    samples.follow(need=published(), cadence="at-once")
    tell()
    tell()
    assert Item.objects.count() == 1
    [letter] = letters()
    assert letter["Content-Language"] == "nn"
    assert "Fordi du følgjer Trygge netter hjemme for dem som bor alene." in text(letter)
    assert "/nn/behov/" in text(letter)


def test_what_is_no_longer_public_when_the_letter_is_written_is_not_told() -> None:
    samples.follow(need=published(), cadence="at-once")
    tell()
    Need.objects.filter(pk=published().pk).update(stage="unpublished", text="draft")
    assert letters() == []
    assert [(mail.state, mail.answer) for mail in Mail.objects.all()] == [("refused", "withdrawn")]


def test_whoever_stopped_before_the_letter_is_written_gets_none() -> None:
    samples.follow(need=published(), cadence="at-once")
    tell()
    Follow.objects.update(ended_at=MONDAY)
    assert letters() == []


def test_a_title_with_a_line_break_makes_no_header_of_its_own() -> None:
    version = published().versions.get()
    version.content |= {"title": "Trygg\r\nBcc: a@b.example"}
    version.save(update_fields=["content"])
    samples.follow(need=published(), cadence="at-once")
    tell()
    [letter] = letters()
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Nytt behov: Trygg Bcc: a@b.example"


def test_all_or_nobody_is_told_when_the_worker_dies_between_items_and_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    for who in ("supplier", "other_supplier", "reader"):
        samples.follow(organisation=people.organisation(), who=who, cadence="at-once")
    with monkeypatch.context() as dying:
        dying.setattr(telling, "post_many", _die)
        with pytest.raises(KeyboardInterrupt):
            tell()
    assert (Item.objects.count(), Mail.objects.count()) == (0, 0)
    tell()
    tell()
    assert (Item.objects.count(), Mail.objects.count(), len(letters())) == (3, 3, 3)


def test_collected_letters_are_whole_when_the_worker_dies_between_letters_and_items(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    samples.follow(organisation=people.organisation())
    tell()
    came()
    with monkeypatch.context() as dying:
        dying.setattr(telling, "_note", _die)
        with pytest.raises(KeyboardInterrupt):
            collect()
    assert not Mail.objects.exists()
    collect()
    collect()
    assert (Mail.objects.count(), Item.objects.get().letter) == (1, Mail.objects.get().public_id)


def _die(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


# --- collected ----------------------------------------------------------------------------------------------------


def test_a_collected_letter_tells_each_thing_once_by_municipality_with_all_its_reasons() -> None:
    samples.follow(organisation=people.organisation())
    samples.follow(focus_area="care", cadence="weekly")
    samples.follow(organisation=samples.liksomnes())
    tell()
    tell("need-moved", "in-dialogue")
    tell("line-published", "", needs.THEIR_LINE, "line")
    came()
    collect()
    [letter] = letters()
    assert letter["From"].addresses[0].display_name == "Mulighetsrom"
    assert letter["Reply-To"] is None
    assert letter["Subject"] == "2 nyheter i det du følger"
    said = text(letter)
    assert "fra Eksempelvik kommune og Liksomnes kommune." in said
    assert said.count("* Trygge netter hjemme for dem som bor alene") == 1
    assert "Nytt behov · Behovet har kommet videre. Fordi du følger Eksempelvik kommune og Helse og omsorg." in said
    assert said.index("Eksempelvik kommune * Trygge") < said.index("Liksomnes kommune * Vinterdrift")


def test_a_collected_letter_of_one_municipality_goes_in_its_name() -> None:
    samples.follow(organisation=people.organisation())
    tell()
    came()
    collect()
    [letter] = letters()
    assert letter["From"].addresses[0].display_name == "Eksempelvik kommune via Mulighetsrom"
    assert letter["Reply-To"] == "innkjop@eksempelvik.example"
    assert letter["Subject"] == "Én nyhet i det du følger"


@pytest.mark.parametrize(
    ("cadence", "now", "goes"),
    [
        ("daily", MONDAY - timedelta(days=2, minutes=1), False),
        ("daily", MONDAY - timedelta(days=2), True),
        ("weekly", MONDAY - timedelta(days=2), False),
        ("weekly", MONDAY - timedelta(minutes=1), False),
        ("weekly", MONDAY, True),
        ("weekly", MONDAY + timedelta(days=3), True),  # the worker was away on Monday
    ],
)
def test_daily_letters_go_at_seven_and_weekly_ones_on_monday_at_seven(cadence: str, now: datetime, goes: bool) -> None:
    samples.follow(organisation=people.organisation(), cadence=cadence)
    tell()
    came(MONDAY - timedelta(days=2, hours=3))
    collect(now)
    assert Mail.objects.exists() is goes


def test_seven_is_seven_by_norways_clock_on_both_sides_of_the_change() -> None:
    saturday, sunday = datetime(2026, 10, 24, 5, tzinfo=UTC), datetime(2026, 10, 25, 6, tzinfo=UTC)
    assert waiting.last_morning(saturday) == saturday
    assert waiting.last_morning(sunday - timedelta(minutes=1)) == saturday
    assert waiting.last_morning(sunday) == sunday


def test_a_withdrawn_need_leaves_a_collected_letter_with_the_rest() -> None:
    samples.follow(organisation=people.organisation())
    tell()
    tell("line-published", "", needs.LINE, "line")
    came()
    collect()
    Need.objects.filter(pk=published().pk).update(stage="unpublished", text="draft")
    [letter] = letters()
    assert letter["Subject"] == "Én nyhet i det du følger"
    assert "Trygge netter" not in letter.as_string()


# --- many ---------------------------------------------------------------------------------------------------------


def test_thousands_of_followers_are_told_in_batches_with_a_fixed_number_of_queries_for_each_thousand() -> None:
    counts = {}
    for many in (1_000, 2_000):
        start = Person.objects.count()
        made = [
            Person(public_id=f"F{start + n:09d}", name="F", email=f"f{start + n}@followers.example")
            for n in range(many)
        ]
        Person.objects.bulk_create(made)
        rows = [Follow(person=one, kind="focus-area", focus_area="care", cadence="at-once") for one in made]
        Follow.objects.all().delete()
        Follow.objects.bulk_create(rows)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            tell("need-moved", f"in-{many}")
        counts[many] = len(asked)
        assert Item.objects.exclude(letter="").count() == many
        assert Mail.objects.count() == many
        Mail.objects.all().delete()
    assert counts[2_000] - counts[1_000] <= 8, "each further thousand costs the same few"


# --- muted --------------------------------------------------------------------------------------------------------


def test_what_is_muted_brings_nothing_and_another_reason_still_does() -> None:
    muted = samples.follow(organisation=people.organisation())
    Mute.objects.create(follow=muted, cpv="853")
    tell()
    assert not Item.objects.exists()
    other = samples.follow(focus_area="care")
    tell()
    assert [item.follow for item in Item.objects.all()] == [other]
    tell("line-published", "", needs.LINE, "line")
    assert Item.objects.filter(follow=muted, thing=needs.LINE).exists(), "the mute is of one kind only"


# --- searches, questions and meetings -----------------------------------------------------------------------------


def follows_search(who: str = "supplier", **query: str) -> Follow:
    client = people.log_in(Client(), who)
    client.post("/nb/varsel/folg/", {"sok": "1", **query})
    return people.person(who).follows.latest("pk")


def test_a_saved_search_brings_what_it_finds_with_its_words_as_the_reason() -> None:
    index.put_everything()
    follows_search(q="trygghet hjemme")
    follows_search(q="snørydding")
    follows_search(q="netter", omrade="care", eier=people.EKSEMPELVIK)
    Follow.objects.update(cadence="at-once")
    tasks.need_published.func(about=needs.PUBLISHED, version=1)
    [letter] = letters()
    said = text(letter)
    assert "søket «trygghet hjemme»" in said
    assert "søket «netter» i Helse og omsorg, Eksempelvik kommune" in said
    assert "snørydding" not in said


def test_the_same_search_is_one_follow_however_it_is_ordered_and_spaced() -> None:
    first = follows_search(q="trygghet  hjemme ", sorter="ny")
    again = follows_search(q="trygghet hjemme", omrade="weapons")
    assert first == again
    assert first.query == {"q": "trygghet hjemme"}


def test_a_search_of_a_megabyte_or_for_nothing_is_no_trouble() -> None:
    assert len(follows_search(q="sykehjem " * 100_000).query["q"]) < 300
    client = people.log_in(Client(), "supplier")
    assert client.post("/nb/varsel/folg/", {"sok": "1", "q": "\0"}).status_code == 404


def test_an_announced_meeting_is_told_to_those_who_follow_the_municipality_and_a_planned_one_to_nobody() -> None:
    samples.follow(organisation=people.organisation(), cadence="at-once")
    samples.follow(organisation=samples.liksomnes(), who="other_supplier", cadence="at-once")
    meeting = Meeting.objects.create(
        owner=people.organisation(),
        responsible=people.person("adviser"),
        date=date(2027, 3, 4),
        starts=time(9),
        ends=time(12),
        contributions_until=date(2027, 4, 1),
    )
    tasks.meeting_announced.func(about=meeting.public_id)
    assert not Item.objects.exists()
    Meeting.objects.filter(pk=meeting.pk).update(state="announced", announced_at=MONDAY)
    tasks.meeting_announced.func(about=meeting.public_id)
    [letter] = letters()
    assert letter["Subject"] == "Nytt kontaktmøte: Kontaktmøte 4. mars 2027"
    assert f"/nb/kontaktmote/{meeting.public_id}/" in text(letter)


def test_each_answer_to_a_question_is_told_once() -> None:
    samples.follow(need=published(), cadence="at-once")
    for answer in (1, 1, 2):
        tasks.question_answered.func(about=needs.PUBLISHED, question="Q000000001", answer=answer)
    assert len(letters()) == 2
