"""The whole way of a dialogue, with several people at once, without a script and by the keyboard, in three languages.

The adviser reads bokmål, the company nynorsk, the guest English. One or two of each kind go through the browser; where
there must be many, the others come by the same actions. Marks of the log are kept on the way, and hold in the end.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from django.utils.translation import gettext, override
from playwright.sync_api import expect

from mulighetsrom.web.asking.actions import answering, asking
from mulighetsrom.web.asking.models import Question
from mulighetsrom.web.common import pdf, workdays
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import chain, draw, log
from mulighetsrom.web.dialogue.actions import held, wishes
from mulighetsrom.web.dialogue.models import Dialogue, Meetings, Part, Request, Slot
from mulighetsrom.web.dialogue.tasks import freeze_wishes
from tests.e2e.conftest import PHONE
from tests.web import meeting_samples, needs_samples, people
from tests.web.background import work
from tests.web.dialogue.conference import letters, link

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Browse

pytestmark = [pytest.mark.usefixtures("country"), pytest.mark.timeout(600)]

TITLE = "Invitasjon til dialog: trygge netter"
SAID = {
    "title": TITLE,
    "use": "Vi bruker svarene til å beskrive behovet, og gir ingen idé videre.",
    "readers": "To fra hjemmetjenesten og innkjøpsrådgiveren.",
    "hours": "Om lag 6 timer",
    "next": "Vi publiserer det vi hørte innen tre uker.",
}
ON = {"deadline_at_1": "12:00", "starts_at_1": "09:00", "ends_at_1": "15:00"}
CONFERENCE = {"starts_at_0": "16.03.2027", "ends_at_0": "16.03.2027", "deadline_at_0": "09.03.2027", **ON}
MEETINGS = {"starts_at_0": "23.03.2027", "ends_at_0": "24.03.2027", "deadline_at_0": "17.03.2027", **ON}
TIMES = {"days": "23.03.2027\n24.03.2027", "first": "09:00", "each_day": "3", "length": "45", "pause": "15"}
SECRET, OUR_SECRET = "420 kroner i månaden", "Sensoren måler pust."
LATER, WHY = "14.04.2027", "Flere har bedt om mer tid."
DOFFIN, COMPETITION = "2026-123456", "2026-654321"
GUEST, ASKER = "kari@oppstart.example", "spor@oppstart.example"
MARK = re.compile(rf"\b[0-9]+-[0-9a-f]{{{chain.SHOWN}}}\b")


# --- what somebody does who has no mouse ------------------------------------------------------------------------------


def words(page: Page, english: str) -> str:
    """Return words of ours as a page of this language has them."""
    with override(page.url.split("/")[3]):
        return gettext(english)


def press(page: Page, english: str, role: str = "button") -> None:
    """Press a button or follow a link that has these words, or begins with them."""
    inside, label = page.get_by_role("main"), words(page, english)
    exact = inside.get_by_role(role, name=label, exact=True)  # type: ignore[arg-type] # a literal of Playwright's
    found = exact if exact.count() else inside.get_by_role(role, name=label)  # type: ignore[arg-type] # the same
    found.first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def go(page: Page, *english: str) -> None:
    for one in english:
        press(page, one, role="link")


def send(page: Page) -> None:
    """Press the button at the end of the page's last form."""
    page.get_by_role("main").locator("form button").last.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def send_letter(page: Page) -> None:
    """Look at the letter to everybody, and send it."""
    press(page, "Show the e-mail")
    expect(page.locator(".letter-shown").first).to_be_visible()
    send(page)
    work()


def fill(page: Page, **said: str) -> None:
    for name, text in said.items():
        page.locator(f"[name={name}]").fill(text)


def choose(page: Page, **said: str) -> None:
    for name, value in said.items():
        page.locator(f"[name={name}][value={value}]").check()


def unfold(page: Page, english: str) -> None:
    page.get_by_role("main").locator("summary", has_text=words(page, english)).first.focus()
    page.keyboard.press("Enter")


def sees(page: Page, *texts: str) -> None:
    for text in texts:
        expect(page.get_by_role("main").get_by_text(text).first).to_be_visible()


def newest(address: str) -> str:
    work()
    return letters(address)[0].text


def was_told(address: str, text: str) -> bool:
    """Tell whether some letter to an address says this; whoever also follows the dialogue gets one more."""
    work()
    return any(text in one.text for one in letters(address))


class Walk:
    """Those who take part, each in a browser of their own, and where they are."""

    def __init__(self, browse: Browse) -> None:
        self.browse = browse
        start = f"/nb/dialog/skriv/?behov={needs_samples.PUBLISHED}"
        self.adviser = browse(start, who="adviser", javascript=False)
        self.marks: list[str] = []

    @property
    def dialogue(self) -> Dialogue:
        return Dialogue.objects.get(draft__title=TITLE)

    @property
    def meetings(self) -> Meetings:
        return Meetings.objects.select_related("part__dialogue__owner").get(part__dialogue=self.dialogue)

    def come(self) -> None:
        """Let the others open the page in their own languages."""
        here = f"dialog/{self.dialogue.public_id}/"
        self.firm = self.browse(f"/nn/{here}", who="supplier", javascript=False)
        self.other = self.browse(f"/nb/{here}", who="other_supplier", javascript=False, width=PHONE)
        self.guest = self.browse(f"/en/{here}", javascript=False, width=PHONE)

    def home(self, page: Page, *ways: str) -> None:
        """Open the dialogue's page, and follow links from there; its own people begin where they work with it."""
        own = "arbeid/" if page is self.adviser else ""
        language = page.url.split("/")[3]
        self.open(page, f"/{language}/dialog/{self.dialogue.public_id}/{own}")
        go(page, *ways)

    def open(self, page: Page, address: str) -> None:
        page.goto(f"http://{page.url.split('/')[2]}{address}")


# --- the way --------------------------------------------------------------------------------------------------------


def test_a_dialogue_goes_from_its_invitation_to_its_answer(browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = Walk(browse)
    invite(walk)
    publish(walk)
    sign_up(walk)
    ask_for_meetings(walk)
    ask_and_answer(walk)
    extend_the_deadline(walk)
    hand_in(walk)
    draw_and_move(walk)
    meet(walk)
    decide_access(walk)
    close(walk)
    look_back(walk, monkeypatch)


def invite(walk: Walk) -> None:
    page = walk.adviser
    press(page, "Begin")
    for name, text in SAID.items():
        page.locator(f"#{name}").fill(text)
    page.locator("#pay").select_option("unpaid")
    page.locator("#money").select_option("open")
    press(page, "What next?")
    for kind, said in (("Dialogue conference", CONFERENCE), ("One-to-one meetings", MEETINGS)):
        walk.home(page, "Add the first part" if kind == "Dialogue conference" else "Change the parts", kind)
        fill(page, place="Kultursalen", **said)
        choose(page, how="both")
        press(page, "Save")
    go(page, "Written input")
    fill(page, deadline_at_0="07.04.2027")
    press(page, "Save")
    walk.home(page, "How many can come")
    fill(page, room="1", stream="50")
    press(page, "Save")
    walk.home(page, "Written input")
    fill(page, **{"text-1": "Hva koster det?", "words-1": "200", "read_until_date": "07.04.2028"})
    choose(page, late="not-taken")
    press(page, "Save")
    walk.home(page, "Change the parts", "Plan and run the meetings", "Set up the meetings")
    fill(page, **TIMES)
    press(page, "Make the times")
    for who, role in (("adviser", "asks"), ("need_owner", "notes")):
        go(page, "Add somebody")
        page.locator("[name=person]").select_option(people.PEOPLE[who].person)
        choose(page, role=role)
        press(page, "Save")
    walk.home(page)
    press(page, "Ask for approval")


def publish(walk: Walk) -> None:
    here = f"/nb/dialog/{walk.dialogue.public_id}/godkjenn/"
    approver = walk.browse(here, who="approver", javascript=False, width=PHONE)
    press(approver, "Approve it")
    page = walk.adviser
    walk.home(page)
    press(page, "Publish")
    work()
    walk.come()
    sees(walk.guest, words(walk.guest, "Not yet announced on Doffin."))
    walk.marks.append(kept(walk.guest))
    walk.home(page, "The texts of the notice")
    sees(page, "BT-24")
    fill(page, number=DOFFIN, announced=f"{timezone.localdate():%d.%m.%Y}")
    press(page, "Save the number")
    walk.home(walk.guest)
    sees(walk.guest, DOFFIN)
    plan(walk)
    press(page, "Let companies ask for meetings")
    go(page, "Publish the questions")
    fill(page, text="Hva koster et år?")
    send(page)


def kept(page: Page) -> str:
    """Return the mark that stands on the dialogue's public page."""
    return str(MARK.findall(page.content())[0])


def sign_up(walk: Walk) -> None:
    guest, firm = walk.guest, walk.firm
    walk.home(guest, "Dialogue conference", "Sign up")
    fill(guest, company="Oppstart AS", email=GUEST, name_0="Kari Gjest")
    choose(guest, how_0="room")
    press(guest, "Sign up")
    walk.open(guest, link(newest(GUEST)))
    press(guest, "Confirm the sign-up")
    sees(guest, "Has a place: In the room")
    walk.marks.append(MARK.findall(newest(GUEST))[0])

    walk.home(firm, "Dialogue conference", "Sign up")
    unfold(firm, "Sign up more people")
    fill(firm, name_0="Selma Strand", name_1="Sven", needs="Teleslynge")
    choose(firm, how_0="room", how_1="stream", shown="company")
    press(firm, "Sign up")
    sees(firm, "Nummer 1 på ventelista: I salen", "Har plass: På nett")

    go(guest, "Give up places")
    guest.locator("[name=who]").check()
    press(guest, "Give up places")
    firm.reload()
    sees(firm, "Har plass: I salen")
    assert was_told(people.person("supplier").email, "Selma Strand")


def ask_for_meetings(walk: Walk) -> None:
    for page, how in ((walk.firm, "video"), (walk.other, "physical")):
        walk.home(page, "One-to-one meetings", "Ask for a meeting")
        page.locator("[name=first]").select_option(index=1)
        page.locator("[name=any_time]").check()
        choose(page, how=how)
        fill(page, people="Den som kommer, leder")
        press(page, "Send the wish")
    walk.marks.append(MARK.findall(newest(people.person("supplier").email))[0])
    for number in range(1, 6):
        meeting_samples.wish(walk.meetings, number)


def ask_and_answer(walk: Walk) -> None:
    guest, page, board = walk.guest, walk.adviser, walk.dialogue.board
    walk.home(guest, "Ask a question")
    fill(guest, text="How many homes?", email=ASKER)
    press(guest, "Send the question")
    walk.open(guest, link(newest(ASKER)))
    press(guest, "Confirm the question")
    walk.home(walk.firm, "Ask a question")
    fill(walk.firm, text="Kan vi i Varmt hjem vise sensoren vår?")
    press(walk.firm, "Send the question")
    for number in range(18):
        asking.ask(
            board=board, text=f"Hva med tema {number}?", language="nb", by=meeting_samples.acting(number % 5 + 1)
        )

    walk.open(page, "/nb/skrivebord/")
    press(page, "20 spørsmål om", role="link")  # one line of the desk, which begins with what has waited longest
    page.locator("[name=text]").fill("210 i dag.")
    press(page, "Save as a draft")
    waiting = Question.objects.filter(board=board, state="waiting")
    assert waiting.count() == 19
    for one in waiting:
        said = one.text.replace("i Varmt hjem ", "")
        answering.draft(question=one, wording=said, text="Ja.", seen=0, by=people.actor("adviser"))
    walk.home(page, "The page that everybody reads", "Read through and publish")
    walk.home(guest, "Ask a question")
    assert "210 i dag." not in guest.content()
    send(page)
    settled = Question.objects.filter(board=board, state="answered").values_list("settled_at", flat=True)
    assert (len(settled), len(set(settled))) == (20, 1)
    guest.reload()
    sees(guest, "210 i dag.")
    assert "Varmt hjem" not in guest.content()
    assert was_told(ASKER, "210 i dag.")


def extend_the_deadline(walk: Walk) -> None:
    page = walk.adviser
    walk.home(page)
    press(page, f"{words(page, 'change or move')}: {words(page, 'Written input')}", role="link")
    fill(page, deadline_at_0=LATER, reason=WHY)
    send_letter(page)
    told = set(Mail.objects.filter(kind="dialogue.announcement").values_list("address", flat=True))
    assert {people.person(one).email for one in ("supplier", "other_supplier")} < told
    assert was_told(people.person("supplier").email, WHY)
    walk.home(walk.guest)
    sees(walk.guest, "Wednesday 14 April 2027 at 12:00", WHY)
    walk.home(page)
    page.locator("a[href*='/endring/']").focus()
    page.keyboard.press("Enter")
    fill(page, corrected=f"{timezone.localdate():%d.%m.%Y}")
    press(page, "It is corrected")


def hand_in(walk: Walk) -> None:
    firm, page = walk.firm, walk.adviser
    walk.home(firm, "Written input", "Write your input")
    unfold(firm, "About business secrets in this answer")
    said = {"text-1": f"Ein heim kostar [[{SECRET}]].", "reason-1": "Prisen er ikkje kjend for konkurrentane."}
    fill(firm, **said)
    press(firm, "Read through and hand in")
    assert SECRET not in firm.content()
    press(firm, "Hand in")
    walk.marks.append(MARK.findall(newest(people.person("supplier").email))[0])
    walk.home(page, "Written input", "Varmt hjem AS")
    assert SECRET not in page.content()
    walk.home(page, "Who reads business secrets")
    page.locator("[name=person]").select_option(people.PEOPLE["adviser"].person)
    press(page, "Let this person read")
    walk.home(page, "Written input", "Varmt hjem AS")
    press(page, "Open (is logged)")
    sees(page, SECRET)
    walk.home(walk.other, "Written input")
    assert "Varmt hjem" not in walk.other.content()


def draw_and_move(walk: Walk) -> None:
    page, row = walk.adviser, walk.meetings
    Part.objects.filter(pk=row.part_id).update(deadline_at=timezone.now())
    freeze_wishes(0)
    plan(walk, "Draw the times")
    fill(page, reason="Vi har ikke flere dager.")
    press(page, "Draw the times")
    work()
    row.refresh_from_db()
    assert states(row) == {"given": 6, "waiting": 1}
    walk.home(walk.guest, "One-to-one meetings", "How was it drawn?")
    sees(walk.guest, row.frozen_hash)
    file = walk.guest.request.get(f"{walk.guest.url}../trekning.json").text()
    assert draw.told(file, commitment=row.commitment, frozen_hash=row.frozen_hash) == []

    # one withdraws, so that whoever was left out has a meeting, too: also where that was one of those in the browser
    number = next(at for at in range(1, 6) if meeting_samples.state(row, at) == "given")
    wishes.withdraw(request=meeting_samples.request(row, number), by=meeting_samples.acting(number))
    assert states(row) == {"given": 6, "withdrawn": 1}

    plan(walk, "Varmt hjem AS", "Move the meeting")
    fill(page, at_0="25.03.2027", at_1="09:00", reason="Brannøvelse")
    press(page, "Move the meeting")
    walk.home(walk.firm, "One-to-one meetings", "See your meeting")
    sees(walk.firm, "torsdag 25. mars 2027 kl. 09:00–09:45", "Brannøvelse")
    assert was_told(people.person("supplier").email, "Brannøvelse")


def states(row: Meetings) -> Counter[str]:
    return Counter(row.requests.values_list("state", flat=True))


def plan(walk: Walk, *ways: str) -> None:
    walk.home(walk.adviser, "Plan and run the meetings", *ways)


def meet(walk: Walk) -> None:
    page, firm, row = walk.adviser, walk.firm, walk.meetings
    now = timezone.now()
    given = Slot.objects.filter(meetings=row, request__state="given").order_by("-starts_at")
    for ago, slot in enumerate(given, 3):  # one of the samples' own meetings was held two hours ago
        starts = now - timedelta(hours=ago)
        Slot.objects.filter(pk=slot.pk).update(starts_at=starts, ends_at=starts + timedelta(minutes=45))
    plan(walk, "Varmt hjem AS")
    page.locator("summary", has_text=words(page, "The meeting was held")).press("Enter")
    press(page, "Note that it was held")
    go(page, "Minutes")
    fill(page, ours="Vi har 210 brukere i dag.", theirs=f"Nattevakt må til.\n\n{OUR_SECRET}")
    press(page, "Save, and send to the company")
    walk.home(firm, "One-to-one meetings", "See your meeting")
    sees(firm, "Hva koster et år?")
    go(firm, "Minutes")
    firm.locator("[name=secret]").last.check()
    fill(firm, reason="Konkurrentane veit ikkje korleis ho verkar.")
    press(firm, "Send the answer")
    page.reload()
    page.locator("[name=chosen]").check()
    press(page, "Publish for all")
    walk.home(walk.other, "One-to-one meetings")
    sees(walk.other, "Vi har 210 brukere i dag.")
    assert OUR_SECRET not in walk.other.content()

    number = next(at for at in range(1, 6) if meeting_samples.state(row, at) == "given")
    plan(walk, f"Firma {number} AS", "The company did not come")
    press(page, "Note it")
    for one in Request.objects.filter(meetings=row, state="given"):
        held.hold(request=one, by=people.actor("adviser"))
    assert states(row) == {"held": 5, "missed": 1, "withdrawn": 1}


def decide_access(walk: Walk) -> None:
    page, firm = walk.adviser, walk.firm
    walk.home(page, "Register one, or see them")
    fill(page, what="Alle innspill", received_date=f"{timezone.localdate():%d.%m.%Y}")
    press(page, "Register")
    page.locator("[name=documents][value^='input:']").check()  # minutes can be asked for, too
    press(page, "These are what is asked for")
    fill(page, deadline_at_0=f"{workdays.add(timezone.localdate(), 3):%d.%m.%Y}")
    press(page, "Ask them")
    here = page.url
    found = re.search(r"https?://[^/\s]+(/\S+/innsyn/\S+)", newest(people.person("supplier").email))
    assert found
    walk.open(firm, found[1])
    sees(firm, SECRET)
    firm.locator("input[value=holds]").check()
    firm.locator("textarea").fill("Prisen er vår.")
    send(firm)
    page.goto(here)
    sees(page, "Prisen er vår.")
    page.locator("select").select_option("withheld-business")
    page.locator("textarea").fill("Prisen er av betydning for konkurransen.")
    press(page, "Decide")
    sees(page, "fvl. § 13 (1) nr. 2")
    is_pdf(page, f"{here}kopi.pdf")


def is_pdf(page: Page, url: str) -> None:
    answer = page.request.get(url)
    assert answer.ok
    assert answer.body().startswith(b"%PDF-1.7")
    assert b"pdfaid:part" in answer.body()


def close(walk: Walk) -> None:
    page, guest = walk.adviser, walk.guest
    walk.home(page, "Write what you heard")
    fill(page, **{"heard-1": "Sensorer bør kunne leies.", "change-1": "Vi spør om leie."})
    press(page, "Save, and see it as others will")
    send_letter(page)
    walk.home(page, "The competition is announced")
    fill(page, announced=f"{timezone.localdate():%d.%m.%Y}", link=COMPETITION)
    send_letter(page)
    walk.home(guest)
    sees(guest, "Vi spør om leie.")
    expect(guest.locator(f"[href$='/{COMPETITION}']")).to_be_visible()
    assert guest.get_by_role("link", name="Ask a question").count() == 0
    walk.home(walk.other, "Written input")
    sees(walk.other, words(walk.other, "Nothing more is taken here."))
    walk.home(page, "Answer what comes of it")
    choose(page, outcome="goes-on")
    fill(page, reason="Kommunestyret har bestemt det.")
    send_letter(page)
    walk.home(guest)
    sees(guest, "Kommunestyret har bestemt det.")
    assert was_told(people.person("supplier").email, "Kommunestyret har bestemt det.")
    assert walk.dialogue.stage == "closed"
    done = set(walk.dialogue.plan.exclude(done_at=None).values_list("kind", flat=True))
    assert done == {"publish", "doffin", "questions", "draw", "summary", "answer"}


def look_back(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    page, dialogue = walk.adviser, walk.dialogue
    papers: list[pdf.Document] = []
    write = pdf.write

    def seen(document: pdf.Document) -> bytes:
        papers.append(document)
        return write(document)

    monkeypatch.setattr(pdf, "write", seen)
    walk.home(page, "Equal treatment log", "Archive and protocol")
    for name in ("protokoll.pdf", "sak.pdf"):
        is_pdf(page, f"{page.url}../{name}")
    for paper in papers:
        text = "\n".join(f"{one.heading}\n{one.text}" for one in paper.sections)
        assert "Varmt hjem AS" in text
        assert SECRET not in text
        assert OUR_SECRET not in text
    assert len(papers) == 2

    assert len(set(walk.marks)) == 4
    assert log.broken(dialogue, [head for one in walk.marks if (head := chain.read_head(one))]) == ""
    for mark in walk.marks:
        walk.open(walk.guest, f"/en/dialog/{dialogue.public_id}/logg/sjekk/?merke={mark}")
        sees(walk.guest, words(walk.guest, "The log leads to this mark."))
