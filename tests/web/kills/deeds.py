"""What people do while the web process or the worker is killed: a page is opened, its form filled in and sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue.models import Change, Dialogue, Part, Participant, SignUp
from mulighetsrom.web.drafting import actions as drafting
from mulighetsrom.web.drafting import queries as texts
from mulighetsrom.web.following.models import Follow, Item
from tests.web import country, following_samples, meeting_samples, people, question_samples
from tests.web import dialogue_samples as samples
from tests.web.common import workers
from tests.web.kills.stage import filled_in

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

COMPANIES: Final = 8
TIMES: Final = 6
ANSWERS: Final = 6
PDF: Final = b"%PDF-1.7\n" + b"% en side\n" * 100_000 + b"%%EOF\n"


@dataclass(frozen=True, slots=True)
class Press:
    """A button of a page that stands filled in: pressed again it sends the same."""

    address: str
    said: dict[str, Any]
    files: dict[str, Any] | None = None
    accept: str = "text/html"

    def __call__(self, browser: httpx.Client) -> httpx.Response:
        return browser.post(self.address, data=self.said, files=self.files, headers={"Accept": self.accept})


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody does: `ready` opens the page and fills in the form. `by_worker` says whether others hear of it."""

    name: str
    ready: Callable[[httpx.Client], Press]
    by_worker: bool = True

    def __str__(self) -> str:
        return self.name


def prepare() -> None:
    """Let everything be there that the deeds are about, and people who are told of them."""
    country.put()
    for old in (Follow, Item, Change):
        old.objects.all().delete()
    draft, shown = (Dialogue.objects.get(public_id=one) for one in (samples.DRAFT, samples.OPEN))
    for who in people.PEOPLE:
        following_samples.follow(organisation=people.organisation(), who=who, cadence="at-once")
        following_samples.follow(dialogue=shown, who=who, cadence="at-once")
    _sign_up(Part.objects.get(public_id=samples.CONFERENCE))
    row = meeting_samples.opened(each_day=TIMES)
    for number in range(COMPANIES):
        meeting_samples.wish(row, number)
    meeting_samples.frozen(row)
    for number in range(ANSWERS):
        made = question_samples.drafted(f"QT0PVB11S{number}", about=samples.OPEN).question
        made.asker = Person.objects.get(email=f"firma{number}@firma.example")
        made.save(update_fields=["asker"])
    drafting.ask_for_approval(row=draft, by=people.actor("adviser"))
    asked = texts.newest_round(draft)
    assert asked
    drafting.approve(row=draft, round_=asked, by=people.actor("approver"))
    samples.dialogue("1NW0RKD1A1", title="Et annet utkast")
    Mail.objects.all().delete()
    workers.forget_jobs()


def _sign_up(part: Part) -> None:
    for number in range(COMPANIES):
        told = {"part": part, "email": f"gjest{number}@gjest.example", "company": f"Gjest {number}"}
        made = SignUp.objects.create(confirmed_at=samples.PUBLISHED_AT, **told)
        seats = part.seats.get(how="stream")
        Participant.objects.create(sign_up=made, name="Gjest", seats=seats, number=10 + number, state="waiting")


def _opened(browser: httpx.Client, address: str, action: str = "", **said: str) -> Press:
    action = action or address
    return Press(action, filled_in(browser.get(address), action) | said)


def _shown(browser: httpx.Client, address: str, **said: str) -> Press:
    """Let the letter be shown first."""
    asked = _opened(browser, address, **said)
    return Press(address, filled_in(asked(browser), address))


def _publish(browser: httpx.Client) -> Press:
    work = f"/nb/dialog/{samples.DRAFT}/arbeid/"
    return _opened(browser, work, f"{work}steg/", do="publish")


def _draw(browser: httpx.Client) -> Press:
    address = f"/nb/dialog/{samples.OPEN}/moter/{samples.MEETINGS}/plan/trekk/"
    return _opened(browser, address, reason="Vi har ikke flere dager.")


def _answer(browser: httpx.Client) -> Press:
    return _opened(browser, f"/nb/dialog/{samples.OPEN}/sporsmal/utkast/")


def _close(browser: httpx.Client) -> Press:
    return _shown(browser, f"/nb/dialog/{samples.OPEN}/svar/", outcome="goes-on", reason="Rådet har bestemt det.")


def _change(browser: httpx.Client) -> Press:
    address = f"/nb/dialog/{samples.OPEN}/del/{samples.INPUT}/endre/"
    return _shown(browser, address, deadline_at_0="14.09.2027", deadline_at_1="12:00", reason="Mer tid")


def _write(browser: httpx.Client) -> Press:
    address = "/nb/dialog/1NW0RKD1A1/skriv/"
    told = _opened(browser, address, purpose="Det vi skrev før strømmen gikk.")
    return Press(told.address, told.said, accept="application/json")


def _upload(browser: httpx.Client) -> Press:
    told = _opened(browser, f"/nb/dialog/{samples.OPEN}/del/{samples.CONFERENCE}/materiell/", name="Lysbilder")
    return Press(told.address, told.said, files={"file": ("lysbilder.pdf", PDF, "application/pdf")})


DEEDS: Final = (
    Deed("publish", _publish),
    Deed("draw", _draw),
    Deed("answer", _answer),
    Deed("close", _close),
    Deed("change", _change),
    Deed("write", _write, by_worker=False),
    Deed("upload", _upload, by_worker=False),
)
