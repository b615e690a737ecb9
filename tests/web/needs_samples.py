"""Needs of the tests, with names that stay: one in each place that matters to who may see it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone

from mulighetsrom.web.asking.models import Board
from mulighetsrom.web.drafting import queries as texts
from mulighetsrom.web.needs.models import (
    Change,
    Comment,
    Contribution,
    Line,
    Meeting,
    Member,
    Need,
    PlanImport,
    Presented,
    Round,
    Version,
)
from tests.web import people

DRAFT, WAITING, PUBLISHED, THEIRS, DROPPED = "DRAFTNEED1", "WA1T1NGNE1", "PVB11SHED1", "THE1RNEED1", "DRAPPEDNE1"
LINE, INTERNAL_LINE, THEIR_LINE = "PVB11C11NE", "1NTERNA11N", "THE1R11NE1"
MEETING, LAST_MEETING, DRAFT_MEETING = "MEET1NG111", "1ASTMEET11", "DRAFTMEET1"
CONTRIBUTION = "CHA11ENGE1"
MOVED_LINE, DROPPED_LINE, DONE_LINE = "MAVED11NE1", "DRAPPED11N", "D0NE11NE11"
PUBLISHED_AT: Final = datetime(2026, 9, 14, 8, tzinfo=UTC)


JOINT, COMMENT, IMPORT = "J01NTNEED1", "C0MMENT001", "1MP0RTED01"


def content(title: str = "Trygge netter hjemme for dem som bor alene", **more: Any) -> dict[str, Any]:
    """Return a description that can be published."""
    return {
        "language": "nb",
        "title": title,
        "who": "Innbyggere som bor hjemme med hjemmetjeneste om natten, og de pårørende.",
        "how_many": "210 i dag, 420 i 2036",
        "situation": "Nattpatruljen kjører ut til tre falske alarmer for hver ekte.\n\n- 14 turer\n- 38 minutter",
        "effects": [
            {
                "effect": "Færre unødige utrykninger",
                "measure": "Utrykninger uten behov for hjelp, per natt",
                "baseline": "10,5",
                "target": "Høyst 3 innen 2028",
            }
        ],
        "ask": "- Hva kan skille et fall fra en åpnet dør?\n- Hva må kommunen selv endre?",
        "contact_mailbox": "innkjop@eksempelvik.example",
        "focus_areas": ["care"],
        "cpv": ["85312000"],
        "places": ["9901"],
        **more,
    }


def fill() -> None:
    """Make the needs and the plan lines."""
    need(DRAFT, title="Hemmelig utkast om svømmehallen")
    need(WAITING, title="Hemmelig forslag om skolebussen", text="for-approval")
    need(PUBLISHED, stage="published", text="draft", versions=1, title="Hemmelig ny tekst om netter")
    need(THEIRS, owner=people.LIKSOMNES, who="stranger", title="Løyndom i Liksomnes", language="nn")
    need(DROPPED, stage="dropped", text="published", versions=1, dropped_reason="Kommunestyret prioriterte vegene.")
    need(JOINT, title="Hemmelig felles behov om vikarer")
    _on_their_way()
    line(LINE, need=PUBLISHED, published_at=PUBLISHED_AT, value_min=2_000_000, value_max=9_000_000)
    line(INTERNAL_LINE, title="Hemmelig linje om tomten")
    moved = line(
        MOVED_LINE, title="Et måltid i skolen som elevene har lyst på", quarter="2028-Q1", focus_area="care",
        value_min=123_456_789, internal=["value"], depends_on_decision=True, decision_date=date(2027, 2, 18),
        text="Fem ungdomsskoler skal tilby mat midt på dagen.", published_at=PUBLISHED_AT,
    )  # fmt: skip
    changed(moved, "quarter", "2027-Q3", "2028-Q1", "Strømmen må forsterkes først.")
    changed(moved, "value", [98_765_432, None], [123_456_789, None], "Hemmelig grunn", internal=True)
    line(
        DROPPED_LINE, title="Parkeringshus ved rådhuset", quarter="2027-Q2", state="dropped", focus_area="buildings",
        reason="Tellingen viste at det ikke trengtes.", published_at=PUBLISHED_AT,
    )  # fmt: skip
    line(
        DONE_LINE, title="Nye senger på helsehuset", quarter="2026-Q1", state="done", done_date=date(2026, 3, 12),
        notice="2026-990117", reason="Konkurransen er åpen til 27. april.", published_at=PUBLISHED_AT,
    )  # fmt: skip
    meetings()
    line(
        THEIR_LINE, owner=people.LIKSOMNES, who="stranger", published_at=PUBLISHED_AT, title="Vinterdrift av gangveier"
    )


def need(
    public_id: str,
    *,
    owner: str = people.EKSEMPELVIK,
    who: str = "adviser",
    stage: str = "unpublished",
    text: str = "draft",
    versions: int = 0,
    dropped_reason: str = "",
    **said: Any,
) -> Need:
    """Make a need; its published versions hold the usual description, its draft what is said."""
    organisation, person = people.organisation(owner), people.person(who)
    made = Need.objects.create(
        public_id=public_id,
        board=Board.objects.create(public_id=public_id, kind=Need.BOARD, owner=organisation),
        owner=organisation,
        answers_for=organisation,
        responsible=person,
        created_by=person,
        stage=stage,
        text=text,
        draft=content(**said),
        dropped_reason=dropped_reason,
    )
    for number in range(1, versions + 1):
        Version.objects.create(
            need=made,
            number=number,
            content=content(),
            published_by=person,
            published_by_name=person.name,
            published_at=PUBLISHED_AT,
        )
    return made


def line(
    public_id: str, *, owner: str = people.EKSEMPELVIK, who: str = "adviser", need: str | None = None, **said: Any
) -> Line:
    """Make a plan line."""
    told = {"title": "Nattjeneste hjemme", "quarter": "2027-Q3", "probability": "high", **said}
    return Line.objects.create(
        public_id=public_id,
        owner=people.organisation(owner),
        responsible=people.person(who),
        need=Need.objects.get(public_id=need) if need else None,
        **told,
    )


def changed(line: Line, field: str, old: Any, new: Any, reason: str, *, internal: bool = False) -> Change:
    """Make a change of a plan line."""
    return Change.objects.create(
        line=line, field=field, old=old, new=new, reason=reason, internal=internal, by=line.responsible
    )


def meetings() -> None:
    """Make a meeting that was held and closed, one that is announced, and one that nobody has heard of yet."""
    last = meeting(LAST_MEETING, date(2025, 11, 18), state="closed", text="")
    kept = Presented.objects.create(
        meeting=last, line=Line.objects.get(public_id=DROPPED_LINE), position=0, outcome="Vi leier plasser i stedet."
    )
    contribute("ANSWERED11", kept, named=True, answer="Godt spørsmål. Vi teller først.")
    stream = "https://strom.eksempelvik.example/aarlig-kontaktmote-med-naeringslivet"
    here = meeting(MEETING, timezone.localdate() + timedelta(days=30), state="announced", told=1, stream=stream)
    for position, public_id in enumerate((LINE, MOVED_LINE)):
        Presented.objects.create(meeting=here, line=Line.objects.get(public_id=public_id), position=position)
    contribute(CONTRIBUTION, here.presented.get(position=0))
    meeting(DRAFT_MEETING, date(2028, 1, 20), text="Hemmelig møte")


def meeting(public_id: str, day: date, *, state: str = "draft", **said: Any) -> Meeting:
    """Make a contact meeting."""
    told = {"text": "Velkommen, alle.", "place": "Kultursalen", "programme": [["09:00", "Velkommen"]], **said}
    return Meeting.objects.create(
        public_id=public_id, owner=people.organisation(), responsible=people.person("adviser"), date=day,
        starts=time(9), ends=time(12), contributions_until=day + timedelta(days=14), state=state,
        announced_at=None if state == "draft" else PUBLISHED_AT, **told,
    )  # fmt: skip


def contribute(public_id: str, presented: Presented, *, named: bool = False, answer: str = "") -> Contribution:
    """Make a challenge from Varmt hjem."""
    answered = {"answer": answer, "answered_by": people.person("adviser"), "answered_at": PUBLISHED_AT}
    return Contribution.objects.create(
        public_id=public_id, presented=presented, company=people.organisation(people.VARMT_HJEM),
        by=people.person("supplier"), kind="challenge", text="Har dere spurt dem det gjelder?", named=named,
        **(answered if answer else {}),
    )  # fmt: skip


def _on_their_way() -> None:
    """Let one need wait for approval, one have a comment, and one ask another municipality."""
    adviser, ours = people.person("adviser"), people.organisation()
    waiting = Need.objects.get(public_id=WAITING)
    Round.objects.create(need=waiting, number=1, content_hash=texts.fingerprint(waiting.draft), asked_by=adviser)
    Comment.objects.create(
        public_id=COMMENT,
        need=Need.objects.get(public_id=DRAFT),
        field="situation",
        text="Hvor er tallene fra?",
        author=people.person("approver"),
        author_name="Gro Godkjenner",
        organisation=ours,
    )
    joint, liksomnes = Need.objects.get(public_id=JOINT), people.organisation(people.LIKSOMNES)
    Member.objects.create(need=joint, organisation=liksomnes, asked_by=adviser)
    _read_file()


def _read_file() -> None:
    """Let a file wait with a new row, a changed one, and one that cannot be read."""
    new = {"title": "Nye benker", "quarter": "2028-Q2", "probability": "low"}
    rows = [
        {"number": 2, "line": "", "fields": new, "problems": []},
        {"number": 3, "line": LINE, "fields": new | {"title": "Nattjeneste hjemme"}, "problems": []},
        {"number": 4, "line": "", "fields": {}, "problems": [
            {"column": "kvartal", "found": "høsten 2027", "code": "quarter", "values": {}}]},
    ]  # fmt: skip
    PlanImport.objects.create(public_id=IMPORT, owner=people.organisation(), person=people.person("adviser"), rows=rows)
