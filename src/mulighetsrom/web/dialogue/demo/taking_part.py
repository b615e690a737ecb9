"""What companies have done in a dialogue of the demo, as real ones do: sign up, ask, wish for a meeting, hand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from mulighetsrom.web.accounts import demo as people_of_demo
from mulighetsrom.web.accounts.models import Organisation, Person
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.asking.actions import answering, asking
from mulighetsrom.web.dialogue.actions import (
    contacts,
    impartiality,
    input_handing_in,
    input_readers,
    meetings,
    sign_ups,
    wishes,
)
from mulighetsrom.web.dialogue.actions import input as writing
from mulighetsrom.web.dialogue.models import Declaration, Meetings, Part
from mulighetsrom.web.dialogue.queries import input as written
from mulighetsrom.web.drafting import merging
from mulighetsrom.web.needs import demo as needs_of_demo

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue


def fill(dialogue: Dialogue, told: dict[str, Any]) -> None:
    """Let the municipality make ready, and the companies come."""
    by = needs_of_demo.holder(dialogue.owner, May.WRITE)
    _make_ready(dialogue, told["ready"], by)
    for company in told["company"]:
        _come(dialogue, company)
    for contact in told["contact"]:
        contacts.note(dialogue=dialogue, fields=contact | {"date": timezone.localdate()}, by=by)


def _make_ready(dialogue: Dialogue, told: dict[str, Any], by: Actor) -> None:
    row = Meetings.objects.select_related("part__dialogue").get(part__dialogue=dialogue)
    for key, team, role in told["teams"]:
        meetings.choose_member(meetings=row, team=team, person=_person(key), role=role, by=by)
    meetings.publish_questions(meetings=row, text=told["questions"], by=by)
    for key in told["readers"]:
        input_readers.name_reader(dialogue=dialogue, person=_person(key), by=by)
    for key in told["impartial"]:
        member = people.memberships(_person(key)).get(organisation=dialogue.owner)
        own = people_of_demo.actor(member)
        impartiality.declare(dialogue=dialogue, interest=Declaration.Interest.NONE, by=own)


def _come(dialogue: Dialogue, told: dict[str, Any]) -> None:
    company = Organisation.objects.get(public_id=people_of_demo.public_id("organisation", told["key"]))
    member = people.members(company)[0]
    by = people_of_demo.actor(member)
    if "coming" in told:
        coming = [dict(zip(("name", "role", "how"), one, strict=True)) for one in told["coming"]]
        fields = {"shown": told["shown"], "needs": told.get("needs", "")}
        sign_ups.sign_up(part=_part(dialogue, "conference"), organisation=company, fields=fields, people=coming, by=by)
    for asked in told.get("question", []):
        _ask(dialogue, asked, by)
    if "meeting" in told:
        _wish(dialogue, company, member.person, told["meeting"], by)
    if "input" in told:
        _hand_in(_part(dialogue, "input"), company, told["input"], by)


def _ask(dialogue: Dialogue, told: dict[str, str], by: Actor) -> None:
    question = asking.ask(board=dialogue.board, text=told["text"], language="nb", by=by)
    if "answer" in told:
        holder = needs_of_demo.holder(dialogue.owner, May.ANSWER)
        answering.answer(question=question, wording=told["text"], text=told["answer"], by=holder)


def _wish(dialogue: Dialogue, company: Organisation, person: Person, told: dict[str, Any], by: Actor) -> None:
    row = Meetings.objects.get(part__dialogue=dialogue)
    times = sorted(set(row.slots.values_list("starts_at", flat=True)))
    wished = row.slots.filter(starts_at=times[told["time"]]).values_list("public_id", flat=True)
    who = [{"name": name, "role": role} for name, role in told["people"]]
    fields = {"ranked": list(wished), "can": [], "any_time": True, "how": told["how"], "people": who, "group": []}
    wishes.ask(meetings=row, company=company, person=person, seen=0, fields=fields, by=by)


def _hand_in(part: Part, company: Organisation, told: list[dict[str, str]], by: Actor) -> None:
    said = {f"{name}-{number}": text.strip() for number, one in enumerate(told, 1) for name, text in one.items()}
    empty = merging.marks({}, written.description(part))
    writing.save_draft(part=part, company=company, said=said, seen=empty, page=None, by=by)
    seen = merging.mark(written.written(written.draft(part, company)))
    input_handing_in.hand_in(part=part, company=company, seen=seen, by=by)


def _part(dialogue: Dialogue, kind: str) -> Part:
    return dialogue.parts.select_related("dialogue__owner").get(kind=kind)


def _person(key: str) -> Person:
    return Person.objects.get(public_id=people_of_demo.public_id("person", key))
