"""Dialogues of the tests, with names that stay: one in each place that matters to who may see it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from mulighetsrom.web.asking.models import Board
from mulighetsrom.web.common import files
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.models import Change, Dialogue, Intake, Part, PlanLine, Version
from mulighetsrom.web.dialogue.queries import dialogues
from mulighetsrom.web.needs.models import Need
from tests.web import needs_samples, people, question_samples

DRAFT, OPEN, THEIRS = "DRAFTD1A10", "0PEND1A10G", "THE1RD1A10"
CONFERENCE, MEETINGS, INPUT, DRAFT_PART = "C0NFERENCE", "0NET00NE11", "WR1TTEN111", "DRAFTPART1"
PLAN_LINE, OPEN_LINE = "P1ANL1NE11", "0PENL1NE11"
CHANGE: Final = "CHANGE1111"
CONTACT, HOLD, PACKAGE = "TE1EPH0NE1", "H0LD111111", "PACKAGE111"
PUBLISHED_AT: Final = datetime(2026, 10, 5, 8, tzinfo=UTC)
QUESTION, ASKED = "QD1A1WA1T1", "Hemmelig: Kan vi i Varmt hjem vise vår egen løsning?"
IN_WRITING: Final = ("Hva kan skille et fall fra en åpnet dør?", "Hva må kommunen selv endre?")
SECRET: Final = "Hemmelig utkast om badevakten"


def content(title: str = "Invitasjon til dialog: trygge netter hjemme", **more: Any) -> dict[str, Any]:
    """Return an invitation that can be published."""
    return {
        "language": "nb",
        "title": title,
        "purpose": "Tre av fire utrykninger om natten er unødige. Vi vil vite hva andre har gjort.",
        "wanted": "- Hva kan skille et fall fra en åpnet dør?\n- Hva må kommunen selv endre?",
        "use": "Vi bruker svarene til å beskrive behovet. Vi beskriver ikke én leverandørs løsning.",
        "readers": "To fra hjemmetjenesten og innkjøpsrådgiveren.",
        "hours": "Om lag 6 timer",
        "pay": "unpaid",
        "money": "open",
        "next": "Vi publiserer det vi hørte innen tre uker, og avgjør i juni.",
        "contact_mailbox": "innkjop@eksempelvik.example",
        **more,
    }


def fill() -> None:
    """Make the dialogues."""
    draft = dialogue(DRAFT, title=SECRET)
    part(draft, "input", public_id=DRAFT_PART)
    plan_line(draft, "answers", public_id=PLAN_LINE)
    record(draft)
    shown = dialogue(OPEN, stage="open", text="published")
    part(shown, "conference", public_id=CONFERENCE, place="Rådhuset", how="both", stream="https://video.example/1")
    part(shown, "meetings", public_id=MEETINGS, place="Rådhuset", how="physical", days=40)
    part(shown, "input", public_id=INPUT, days=50)
    plan_line(shown, "input", part=shown.parts.get(public_id=INPUT), public_id=OPEN_LINE)
    published(shown)
    change(shown)
    question_samples.question(QUESTION, about=OPEN, asked_text=ASKED, asker="supplier")
    packed(shown)
    theirs = dialogue(THEIRS, owner=people.LIKSOMNES, who="stranger", title="Løyndom om vegane i Liksomnes")
    part(theirs, "input")


def dialogue(
    public_id: str,
    *,
    owner: str = people.EKSEMPELVIK,
    who: str = "adviser",
    stage: str = "unpublished",
    text: str = "draft",
    need: str = needs_samples.PUBLISHED,
    **said: Any,
) -> Dialogue:
    """Make a dialogue about a need, without parts."""
    organisation, person = people.organisation(owner), people.person(who)
    made = Dialogue.objects.create(
        public_id=public_id, board=Board.objects.create(public_id=public_id, kind=Dialogue.BOARD, owner=organisation),
        owner=organisation, answers_for=organisation, responsible=person, created_by=person,
        stage=stage, text=text, draft=content(**said),
    )  # fmt: skip
    made.needs.add(Need.objects.get(public_id=need))
    return made


def part(of: Dialogue, kind: str, *, days: int = 35, **more: Any) -> Part:
    """Add a part that can be published: its deadline `days` ahead at noon UTC, the event a week later."""
    noon = timezone.now().replace(hour=11, minute=0, second=0, microsecond=0) + timedelta(days=days)
    held = {} if kind in {"input", "comments"} else {"starts_at": noon + timedelta(days=7, hours=-3)}
    ends = {"ends_at": held["starts_at"] + timedelta(hours=3), "how": "video"} if held else {}
    made: Part = of.parts.create(kind=kind, **{"deadline_at": noon, **held, **ends, **more})
    if kind in {"input", "comments"}:
        Intake.objects.create(part=made, late="not-taken", read_until_date=noon.date() + timedelta(days=365))
        for number, text in enumerate(IN_WRITING, 1):
            made.asked.create(number=number, text=text, most_words=50)
    return made


def plan_line(of: Dialogue, kind: str, *, days: int = 30, who: str = "adviser", **more: Any) -> PlanLine:
    """Add a line to a plan, due `days` ahead."""
    due = timezone.now().replace(hour=11, minute=0, second=0, microsecond=0) + timedelta(days=days)
    return PlanLine.objects.create(dialogue=of, kind=kind, **{"due_at": due, "responsible": people.person(who), **more})


def change(of: Dialogue) -> Change:
    """Let the input's deadline have been moved, after the notice was on Doffin."""
    moved = {"field": "deadline_at", "old": "2027-01-05T11:00:00+00:00", "new": "2027-01-12T11:00:00+00:00"}
    return Change.objects.create(
        public_id=CHANGE, dialogue=of, part=of.parts.get(public_id=INPUT), what="changed", fields=[moved],
        reason="Flere har bedt om mer tid.", by=people.person("adviser"), was_announced=True,
    )  # fmt: skip


def published(row: Dialogue) -> None:
    """Give a dialogue the version that everybody reads, and the log that begins with it."""
    Version.objects.create(
        dialogue=row, number=1, content=dialogues.snapshot(row) | {"behind": [row.owner.name]},
        published_by=row.responsible, published_by_name=row.responsible.name, published_at=PUBLISHED_AT,
    )  # fmt: skip
    log.write(row, "published", by=people.actor("adviser"), version=1)


def record(row: Dialogue) -> None:
    """Give a dialogue a contact in which somebody learned more than others, and a hold."""
    adviser = people.person("adviser")
    noted = row.contacts.create(
        public_id=CONTACT, date=PUBLISHED_AT.date(), how="phone", company="Varmt hjem AS", entered_by=adviser,
        about="Ringte og spurte om når det kommer noe.", given="Invitasjonen kommer i november.",
    )  # fmt: skip
    who = log.Somebody(people.VARMT_HJEM, noted.company)
    facts = {"contact": CONTACT, "how": noted.how, "day": noted.date, "content": noted.content_hash(), "told": True}
    log.write(row, "contact", by=people.actor("adviser"), whom=who, **facts)
    row.holds.create(public_id=HOLD, kind="access-request", placed_by=adviser)


def packed(row: Dialogue) -> None:
    """Give a dialogue a package for the archive, with one document that has no journal number yet."""
    data = b"PK\x05\x06" + bytes(18)  # a zip of nothing
    checked = files.Checked("pakke.zip", "application/zip", "0" * 64, data)
    file = files.keep(checked, owner=row.owner.public_id, layer=Layer.SEALED)
    adviser = people.person("adviser")
    package = row.packages.create(public_id=PACKAGE, number=1, file=file, made_by=adviser)
    package.documents.create(dialogue=row, key="V1", title="Invitasjon, versjon 1", sha256="0" * 64)


def pseudonym() -> str:
    """Return what the log of the draft calls Varmt hjem AS: known without a database, for an address."""
    return log.pseudonym(Dialogue(public_id=DRAFT), people.VARMT_HJEM)
