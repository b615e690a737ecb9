"""The questions of a demo: asked and answered as real ones are, one of them still waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mulighetsrom.web.accounts import demo as people_of_demo
from mulighetsrom.web.accounts.models import Membership, Organisation
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.asking.actions import answering, asking
from mulighetsrom.web.needs import demo
from mulighetsrom.web.needs.models import Need

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mulighetsrom.web.common.actor import Actor

QUESTIONS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "dementia-village": (
        (
            "Skal alle bygningene reises samtidig, eller kan et første tun tas i bruk mens resten bygges?",
            "Det er ikke bestemt. Fast ligger:\n\n- ingen flytter mer enn én gang\n- det er ro om natten i byggetiden",
        ),
    ),
    "good-meals-at-home": (
        (
            "Hvor mange kjører ut maten i dag, og kan ruten deles med andre tjenester?",
            "Fire sjåfører deler tre biler. Ruten kan gjerne deles med andre tjenester, for eksempel hjelpemidler.",
        ),
        ("Kan de pårørende være med og bestille?", ""),
    ),
}
"""By the need's key: what is asked, and the answer, empty where none has been given."""


def fill() -> None:
    """Ask what has not been asked yet."""
    if not people_of_demo.is_here():
        return
    asker = Membership.objects.filter(organisation__kind=Organisation.Kind.SUPPLIER, ended_at=None).order_by("pk")[0]
    for key, told in QUESTIONS.items():
        need = Need.objects.select_related("board__owner", "responsible").get(public_id=demo.public_id(key))
        if need.stage != Need.Stage.DROPPED and not need.board.questions.exists():  # somebody may have tried that
            _ask(need, told, people_of_demo.actor(asker))


def _ask(need: Need, told: tuple[tuple[str, str], ...], asker: Actor) -> None:
    holder = people.holders(need.board.owner, May.ANSWER)[0]
    for text, answer in told:
        question = asking.ask(board=need.board, text=text, language="nb", by=asker)
        if answer:
            answering.answer(question=question, wording=text, text=answer, by=people_of_demo.actor(holder))
