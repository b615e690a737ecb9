"""Following on pages and by letters' links: one's own only, one click, and always a way back."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from mulighetsrom.web.common import personal
from mulighetsrom.web.following import tokens
from mulighetsrom.web.following.actions import follows as actions
from mulighetsrom.web.following.models import Follow, Item, Mark, Mute
from tests.web import following_samples as samples
from tests.web import needs_samples as needs
from tests.web import people

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

MINE: Final = "/nb/varsel/"
NEED: Final = f"/nb/behov/{needs.PUBLISHED}/"


def as_(who: str) -> Client:
    return people.log_in(Client(enforce_csrf_checks=False), who)


def text(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def seen(client: Client, address: str = MINE) -> str:
    return text(client.get(address).content.decode())


def hides(public_ids: Iterable[str]) -> None:
    """Hide things as the mail's link does, one item of the municipality's follow for each."""
    for public_id in public_ids:
        item = samples.item(samples.FOLLOW, kind="line", thing=public_id, what="line-published", once="")
        Client().post(f"/nb/varsel/skjul/{tokens.hide(item.public_id)}/")


def snow(public_id: str, **said: object) -> str:
    told = {"cpv": ["90620000"], "published_at": samples.AT, "owner": people.LIKSOMNES, "who": "stranger"}
    return needs.line(public_id, **told | said).public_id  # type: ignore[arg-type] # what `line` takes


# --- following ----------------------------------------------------------------------------------------------------


def test_a_visitor_logs_in_and_follows_with_one_more_click() -> None:
    page = Client().get(NEED).content.decode()
    [asked] = re.findall(r'href="(/nb/varsel/folg/[^"]*)"', page)
    asked = asked.replace("&amp;", "&")
    to_log_in = Client().get(asked)
    assert to_log_in.status_code == 302
    assert to_log_in["Location"].startswith("/nb/logg-inn/?neste=%2Fnb%2Fvarsel%2Ffolg%2F%3Fbehov%3DPVB11SHED1")
    someone = as_("other_supplier")
    assert "Trygge netter hjemme" in seen(someone, asked)
    answer = someone.post("/nb/varsel/folg/", {"behov": needs.PUBLISHED, "neste": NEED})
    assert answer["Location"] == NEED
    assert "Du følger dette" in seen(someone, NEED)
    assert people.person("other_supplier").follows.get().cadence == "at-once"


def test_two_clicks_are_one_follow_and_what_was_stopped_begins_again() -> None:
    someone = as_("other_supplier")
    for _click in range(2):
        someone.post("/nb/varsel/folg/", {"virksomhet": people.LIKSOMNES})
    [follow] = people.person("other_supplier").follows.all()
    someone.post(f"/nb/varsel/{follow.public_id}/", {"do": "stop"})
    assert "Du følger ikke noe ennå" in seen(someone)
    someone.post("/nb/varsel/folg/", {"virksomhet": people.LIKSOMNES})
    assert "Liksomnes kommune" in seen(someone)


def test_the_database_takes_one_target_only_and_each_once() -> None:
    care = {"person": people.person("reader"), "kind": "focus-area", "focus_area": "care"}
    Follow.objects.create(**care)
    wrong = [care, care | {"cpv": "906"}, care | {"kind": "need"}, care | {"focus_area": "", "kind": "focus-area"}]
    for one in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.create(**one)


@pytest.mark.parametrize(
    "named",
    [
        {"behov": needs.DRAFT},
        {"behov": "x\0y"},
        {"virksomhet": people.VARMT_HJEM},
        {"virksomhet": "'--"},
        {"omrade": "weapons"},
        {"cpv": "٩٠٦"},  # Arabic digits are digits too
        {"cpv": "9062"},
        {},
    ],
)
def test_what_is_not_there_for_all_cannot_be_followed(named: dict[str, str]) -> None:
    assert as_("adviser").post("/nb/varsel/folg/", named).status_code == 404


def test_nobody_follows_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 2)
    answer = as_("supplier").post("/nb/varsel/folg/", {"omrade": "care"})
    assert answer.status_code == 409
    assert "Du følger så mye som én person kan" in text(answer.content.decode())


def test_a_person_sees_changes_and_ends_their_own_only() -> None:
    assert "Eksempelvik kommune" in seen(as_("supplier"))
    assert "Du følger ikke noe ennå" in seen(as_("other_supplier"))
    for do in ("pause", "stop", "resume", "cadence"):
        answer = as_("other_supplier").post(f"/nb/varsel/{samples.FOLLOW}/", {"do": do, "cadence": "weekly"})
        assert answer.status_code == 404
    follow = Follow.objects.get(public_id=samples.FOLLOW)
    assert (follow.paused_at, follow.ended_at, follow.cadence) == (None, None, "daily")


def test_cadence_pause_and_stop_work_and_can_be_taken_back() -> None:
    someone, address = as_("supplier"), f"/nb/varsel/{samples.FOLLOW}/"
    someone.post(address, {"do": "cadence", "cadence": "weekly"})
    someone.post(address, {"do": "pause"})
    assert "på pause" in seen(someone)
    someone.post(address, {"do": "resume"})
    stopped = someone.post(address, {"do": "stop"})
    assert "Du følger ikke dette lenger" in text(stopped.content.decode())
    someone.post(address, {"do": "resume"})
    follow = Follow.objects.get(public_id=samples.FOLLOW)
    assert (follow.cadence, follow.paused_at, follow.ended_at) == ("weekly", None, None)


def test_a_need_that_is_withdrawn_is_named_to_nobody_who_followed_it() -> None:
    follow = Follow.objects.get(public_id=samples.FOLLOW_NEED)
    assert follow.need
    follow.need.stage, follow.need.text = "unpublished", "draft"
    follow.need.save(update_fields=["stage", "text"])
    page = seen(as_("supplier"))
    assert "et behov som ikke lenger vises" in page
    assert "Trygge netter" not in page
    assert "Hemmelig" not in page


# --- hide, and fewer like this ------------------------------------------------------------------------------------


def test_one_hidden_thing_is_gone_and_comes_back() -> None:
    address = f"/nb/varsel/skjul/{tokens.hide(samples.ITEM)}/"
    assert "Skjule dette, og se færre slike?" in seen(Client(), address)
    assert not Mark.objects.filter(thing=needs.PUBLISHED).exists(), "reading hides nothing"
    Client().post(address)
    Client().post(address)
    assert Mark.objects.filter(thing=needs.PUBLISHED).count() == 1
    assert "Fordi du følger Eksempelvik" not in seen(as_("supplier"))
    Client().post(address, {"do": "undo"})
    assert "Fordi du følger Eksempelvik" in seen(as_("supplier"))


def test_two_of_a_kind_mute_that_kind_in_that_municipality_and_undo_works() -> None:
    hides([snow("SN0W111111"), snow("SN0W222222")])
    someone = as_("supplier")
    mute = Mute.objects.exclude(public_id=samples.MUTE).get()
    assert (mute.cpv, mute.organisation) == ("906", samples.liksomnes())
    assert "hygiene i by- og landområder og lignende tjenester i Liksomnes kommune , fordi du skjulte to" in seen(
        someone
    )
    assert as_("other_supplier").post(f"/nb/varsel/dempet/{mute.public_id}/").status_code == 404
    someone.post(f"/nb/varsel/dempet/{mute.public_id}/")
    assert not Mark.objects.filter(thing__startswith="SN0W").exists(), "the marks are taken back too"
    assert "i Liksomnes kommune" not in seen(someone)


def test_two_that_have_nothing_but_the_follow_in_common_mute_the_follow() -> None:
    hides([snow("SN0W111111"), snow("R0ADS11111", owner=people.EKSEMPELVIK, who="adviser", cpv=["45233141"])])
    mute = Mute.objects.exclude(public_id=samples.MUTE).get()
    assert (mute.cpv, mute.focus_area, mute.organisation, mute.follow.public_id) == ("", "", None, samples.FOLLOW)


def test_a_link_with_another_signature_or_for_another_purpose_hides_and_stops_nothing() -> None:
    good = tokens.hide(samples.ITEM)
    for bad in (good[:-1], f"{good}A", samples.ITEM, f"1TEM999999.{good.split('.')[1]}", "x" * 2000, "%00"):
        assert Client().post(f"/nb/varsel/skjul/{bad}/").status_code == 404
        assert Client().post(f"/nb/varsel/stopp/{bad}/").status_code == 404
    assert not Mark.objects.filter(thing=needs.PUBLISHED).exists()


# --- stop by a letter's link --------------------------------------------------------------------------------------


def test_a_mailbox_stops_a_follow_with_one_post_and_the_reader_can_undo() -> None:
    address = f"/nb/varsel/stopp/{tokens.stop_follows(samples.LETTER, [samples.FOLLOW_NEED])}/"
    mailbox = Client(enforce_csrf_checks=True)
    assert mailbox.get(address).status_code == 200
    assert Follow.objects.get(public_id=samples.FOLLOW_NEED).ended_at is None, "reading stops nothing"
    answer = mailbox.post(address, {"List-Unsubscribe": "One-Click"})
    assert "Stoppet" in text(answer.content.decode())
    assert (answer["Referrer-Policy"], answer["Cache-Control"]) == ("no-referrer", "private, no-store")
    ended = Follow.objects.filter(ended_at__isnull=False)
    assert [one.public_id for one in ended] == [samples.FOLLOW_NEED]
    mailbox.post(address, {"do": "undo"})
    assert not ended.all().exists()


def test_the_link_of_a_collected_letter_ends_what_is_collected_for_that_person_only() -> None:
    samples.follow(organisation=people.organisation(), who="other_supplier")
    address = f"/nb/varsel/stopp/{tokens.stop_digests(samples.LETTER, people.PEOPLE['supplier'].person)}/"
    assert "Eksempelvik" not in seen(Client(), address), "whoever has the link learns nothing of what is followed"
    Client().post(address)
    assert [one.public_id for one in Follow.objects.exclude(ended_at=None)] == [samples.FOLLOW]


def test_undo_takes_back_only_what_this_letter_ended() -> None:
    token = tokens.stop_follows(samples.LETTER, [samples.FOLLOW])
    as_("supplier").post(f"/nb/varsel/{samples.FOLLOW}/", {"do": "stop"})
    Client().post(f"/nb/varsel/stopp/{token}/", {"do": "undo"})
    assert Follow.objects.get(public_id=samples.FOLLOW).ended_at is not None


# --- own data -----------------------------------------------------------------------------------------------------


def test_a_person_has_what_they_follow_and_time_takes_away_what_is_old() -> None:
    own = personal.export(people.PEOPLE["supplier"].person)
    told = {kind: len(rows) for kind, rows in own.items() if "follow" in kind or "hidden" in kind}
    assert list(told.values()) == [2, 1, 3]
    assert not any(rows for kind, rows in personal.export(people.PEOPLE["reader"].person).items() if "follow" in kind)
    Item.objects.update(at=timezone.now() - timedelta(days=91))
    Follow.objects.filter(public_id=samples.FOLLOW_NEED).update(ended_at=timezone.now() - timedelta(days=31))
    personal.purge()
    assert not Item.objects.exists()
    assert [one.public_id for one in Follow.objects.all()] == [samples.FOLLOW]


@pytest.mark.parametrize("more", [1, 3])
def test_the_page_asks_the_same_number_of_questions_for_one_and_for_three(
    more: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for n in range(more):
        samples.follow(need=needs.need(f"MANYNEED0{n}", stage="published", text="published", versions=1), who="reader")
    someone = as_("reader")
    with django_assert_num_queries(13):  # type: ignore[operator] # pytest-django's own fixture
        someone.get(MINE)
