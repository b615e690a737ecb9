"""The pages of a dialogue in each of its states, for a visitor, two companies, its adviser: nothing untrue is said."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest
from django.test import Client
from django.utils import timezone

from mulighetsrom.web.dialogue.actions import changing, closing, stopping
from mulighetsrom.web.dialogue.models import Dialogue, Part, Request, Slot
from tests.web import dialogue_samples, people
from tests.web import meeting_samples as samples

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
WHO: Final = ("visitor", "supplier", "other_supplier", "adviser")
OPEN = f"/en/dialog/{dialogue_samples.OPEN}/"
MEET = f"/en/dialog/{samples.DIALOGUE}/"
PAGES: Final = (
    OPEN,
    f"{OPEN}del/{dialogue_samples.CONFERENCE}/",
    f"{OPEN}moter/{dialogue_samples.MEETINGS}/",
    f"{OPEN}del/{dialogue_samples.INPUT}/innspill/",
    MEET,
    f"{MEET}moter/{samples.WISHES}/",
    f"{MEET}moter/{samples.DRAWN}/",
    f"{MEET}moter/{samples.WISHES}/mote/{samples.WISH}/",
    f"{MEET}moter/{samples.DRAWN}/mote/{samples.GIVEN}/",
    f"{OPEN}arbeid/",
    f"{MEET}arbeid/",
    f"{MEET}moter/{samples.DRAWN}/plan/",
)
INVITES: Final = (
    "you go on the waiting list",
    "some are free",
    "Whoever signs up for it gets the link",
    "Sign up<",
    "Ask for a meeting<",
    "Write your input",
    "Times are drawn after the deadline",
    "The next in drawn order gets the time at once",
    "Let companies ask for meetings",
    "Add times for the waiting list",
)
"""What no page may say once nothing more is taken."""


def dialogues() -> list[Dialogue]:
    return list(Dialogue.objects.filter(public_id__in=[dialogue_samples.OPEN, samples.DIALOGUE]))


def cancel(dialogue: Dialogue) -> None:
    changing.cancel(dialogue=dialogue, reason="Ingen penger.", opening="Hei", by=people.actor("adviser"))


def cancel_parts(dialogue: Dialogue) -> None:
    for part in dialogue.parts.all():
        changing.cancel_part(part=part, reason="Sykdom.", opening="Hei", by=people.actor("adviser"))


def stop(dialogue: Dialogue) -> None:
    link, today = "https://www.doffin.no/notices/2026-654321", timezone.localdate()
    stopping.stop(dialogue=dialogue, announced=today, link=link, opening="Hei", by=people.actor("adviser"))


def answer(dialogue: Dialogue) -> None:
    by = people.actor("adviser")
    closing.answer(dialogue=dialogue, outcome="dropped", until=None, reason="Ingen penger.", opening="Hei", by=by)


def told(who: str) -> dict[str, str]:
    """Return what each page that somebody may see says to them."""
    client = Client()
    if who != "visitor":
        people.log_in(client, who)
    answers = {page: client.get(page) for page in PAGES}
    assert {one.status_code for one in answers.values()} <= {200, 302, 403, 404}
    return {page: one.content.decode() for page, one in answers.items() if one.status_code == 200}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("act", [cancel, cancel_parts, stop, answer])
def test_nothing_invites_to_what_is_not_taken_any_more(act: Callable[[Dialogue], None], who: str) -> None:
    for dialogue in dialogues():
        act(dialogue)
    shown = told(who)
    assert len(shown) >= 6
    assert [(page, words) for page, html in shown.items() for words in INVITES if words in html] == []


def test_an_event_that_is_over_invites_nobody_and_is_no_entry_for_a_calendar() -> None:
    ago = timezone.now() - timedelta(days=1)
    Part.objects.filter(public_id=dialogue_samples.CONFERENCE).update(
        starts_at=ago - timedelta(hours=2), ends_at=ago, deadline_at=ago - timedelta(days=7)
    )
    html = told("visitor")[PAGES[1]]
    assert "This is over." in html
    assert "waiting list" not in html
    assert "Into my calendar" not in html


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("held", "Your company has had its meeting"),
        ("missed", "Your company did not come to its meeting"),
        ("given", "Your company has a meeting"),
    ],
)
def test_what_has_become_of_a_meeting_is_said_where_its_company_looks(state: str, says: str) -> None:
    Request.objects.filter(public_id=samples.GIVEN).update(state=state)
    shown = told("supplier")
    for page in (MEET, f"{MEET}moter/{samples.DRAWN}/"):
        assert says in shown[page]
    assert (says == "Your company has a meeting") is ("Your company has a meeting" in shown[MEET])


def test_a_cancelled_meeting_is_no_meeting_that_one_has() -> None:
    changing.cancel_part(
        part=samples.part(samples.DRAWN), reason="Sykdom.", opening="Hei", by=people.actor("adviser")
    )  # fmt: skip
    assert not Slot.objects.get(request__public_id=samples.GIVEN).stands
    shown = told("supplier")
    assert "Your company&#x27;s meeting is cancelled" in shown[f"{MEET}moter/{samples.DRAWN}/"]
    assert "Into my calendar" not in shown[f"{MEET}moter/{samples.DRAWN}/mote/{samples.GIVEN}/"]
    assert "We cannot come" not in shown[f"{MEET}moter/{samples.DRAWN}/mote/{samples.GIVEN}/"]


def test_while_it_is_open_the_pages_invite() -> None:
    """The words that are looked for above are the words of the pages."""
    said = "".join(html for who in WHO for html in told(who).values())
    assert [words for words in INVITES if words not in said] == []
