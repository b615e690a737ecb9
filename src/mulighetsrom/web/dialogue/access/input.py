"""From the ids in an address to written input: what is asked, a company's own, what the municipality reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from django.core.exceptions import PermissionDenied
from django.http import Http404

from mulighetsrom.web.accounts import access
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.dialogue.access.dialogues import companies_dialogue, companies_part, public_part, stands_behind
from mulighetsrom.web.dialogue.queries import input as queries

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.models import File
    from mulighetsrom.web.dialogue.models import Asked, Dialogue, HandedIn, InputAnswer, Paper, Part, Reader


def input_part(public_id: str, part: str, *, by: Actor) -> Part:
    """Return a part of a public dialogue that takes written input."""
    return public_part(public_id, part, *queries.KINDS, by=by)


def own_input_part(public_id: str, part: str, *, by: Actor, what: May = May.READ) -> Part:
    """Return a part of an own dialogue that takes written input, where the actor may do `what` with it."""
    return companies_part(public_id, part, *queries.KINDS, by=by, what=what)


def answering(*, by: Actor) -> Organisation:
    """Return the company that the actor writes input for."""
    company = access.own(May.OFFER, by=by)
    if not company.is_supplier:
        raise PermissionDenied
    return company


def company_of(by: Actor) -> Organisation | None:
    """Return the company that the actor could write input for, None where they act for none."""
    return answering(by=by) if by.person and may(by, May.OFFER) else None


def own_input(public_id: str, part: str, handed_in: str, *, by: Actor) -> HandedIn:
    """Return what the actor's own company handed in; to all others it is not there."""
    found = input_part(public_id, part, by=by)
    if not by.person:
        raise access.LoginNeededError
    company = company_of(by)
    return _named(found, handed_in, company=company) if company else _nowhere()


def received(public_id: str, part: str, handed_in: str, *, by: Actor) -> HandedIn:
    """Return what a company handed in, for the people of the dialogue."""
    return _named(own_input_part(public_id, part, by=by), handed_in)


def answer_received(public_id: str, part: str, handed_in: str, number: int, *, by: Actor) -> InputAnswer:
    """Return one answer of what a company handed in, for the people of the dialogue."""
    found = received(public_id, part, handed_in, by=by)
    return queries.answers(found).filter(asked__number=number).first() or _nowhere()


def question(part: Part, number: int) -> Asked:
    """Return a question of a part."""
    return queries.asked(part).filter(number=number).first() or _nowhere()


def paper(public_id: str, part: str, paper: str, *, by: Actor) -> File:
    """Return the file of a draft document: of a public dialogue for everybody, before that for its people."""
    try:
        found = input_part(public_id, part, by=by)
    except Http404:
        found = own_input_part(public_id, part, by=by)
    return own_paper(found, paper).file or _nowhere()


def own_paper(part: Part, paper: str) -> Paper:
    """Return a draft document of a part."""
    found = queries.papers(part).filter(public_id=paper).first() if paper.isalnum() else None
    return found or _nowhere()


def names_readers(dialogue: Dialogue, *, by: Actor) -> bool:
    """Tell whether the actor names who may open marked passages: whoever answers for the dialogue does, alone, as long
    as they work with it.
    """
    answers = bool(by.person) and dialogue.responsible.public_id == by.person
    return answers and access.is_in(dialogue.owner, by=by) and may(by, May.WRITE)


def readers_of(public_id: str, *, by: Actor) -> Dialogue:
    """Return an own dialogue, for whoever names its readers."""
    found = companies_dialogue(public_id, by=by)
    return found if names_readers(found, by=by) else _refused()


def reader(dialogue: Dialogue, public_id: str) -> Reader:
    """Return somebody who may open marked passages of a dialogue that the actor was let into."""
    rows = dialogue.readers.filter(ended_at=None).select_related("person", "dialogue")
    return (rows.filter(public_id=public_id).first() if public_id.isalnum() else None) or _nowhere()


def reads(dialogue: Dialogue, *, by: Actor) -> bool:
    """Tell whether the actor works with a dialogue, and so reads what companies hand in."""
    return may(by, May.READ) and stands_behind(dialogue, by=by)


def _named(part: Part, public_id: str, **of: object) -> HandedIn:
    rows = part.handed_in.filter(**of).select_related("company", "by", "part__dialogue__owner", "whole")
    found = rows.filter(public_id=public_id).first() if public_id.isalnum() else None
    return found or _nowhere()


def _refused() -> NoReturn:
    raise PermissionDenied


def _nowhere() -> NoReturn:
    raise Http404
