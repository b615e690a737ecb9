"""Questions of the tests, with names that stay: one in each state, but for those whose test makes them itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from django.utils import timezone

from mulighetsrom.web.asking import codes
from mulighetsrom.web.asking.actions.asking import PURPOSE
from mulighetsrom.web.asking.models import Answer, Board, Draft, Question
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.common.sealed import seal
from tests.web import needs_samples, people

WAITING, ANSWERED, DECLINED, UNCONFIRMED = "QWA1T1NG11", "QANSWERED1", "QDEC11NED1", "QVNC0NF1RM"
DRAFTED, WITHDRAWN = "QDRAFTED11", "QW1THDRAWN"
GUEST: Final = "gjest@hemmelig.example"
ASKED_AT: Final = datetime(2026, 11, 20, 9, tzinfo=UTC)
ANSWERED_AT: Final = datetime(2026, 11, 23, 9, tzinfo=UTC)
CORRECTED_AT: Final = datetime(2026, 11, 25, 9, tzinfo=UTC)


def fill() -> None:
    """Ask about the public need of the samples."""
    question(WAITING, asked_text="Hemmelig: Kan vi i Trygg vei bruke våre egne sensorer?", asker="other_supplier")
    question(DECLINED, state="declined", declined_reason="Hemmelig grunn", asked_text="Hva tjener rådmannen?")
    question(
        UNCONFIRMED,
        state="unconfirmed",
        asked_text="Hemmelig ubekreftet spørsmål?",
        address=_sealed(),
        asked_at=timezone.now(),
    )
    answered = question(
        ANSWERED,
        state="answered",
        asked_text="Vi i Varmt hjem lurer på hvor mange boliger som har nett?",
        text="Hvor mange av boligene har nett?",
        settled_at=ANSWERED_AT,
        asker="supplier",
    )
    drafted()
    question(WITHDRAWN, state="withdrawn", asked_text="", settled_at=ANSWERED_AT)
    answer(answered, 1, "180 av 210.", ANSWERED_AT)
    answer(answered, 2, "190 av 210. Se https://eksempelvik.example/nett", CORRECTED_AT)


def question(public_id: str, *, about: str = needs_samples.PUBLISHED, asker: str = "", **said: Any) -> Question:
    """Make a question."""
    told: dict[str, Any] = {"state": "waiting", "language": "nb", "asked_at": ASKED_AT, **said}
    if told["state"] in {"answered", "declined"}:
        told = {"settled_at": ANSWERED_AT, "settled_by": people.person("adviser")} | told
    return Question.objects.create(
        public_id=public_id,
        board=Board.objects.get(public_id=about),
        asker=people.person(asker) if asker else None,
        **{"text": told["asked_text"], **told},
    )


def answer(to: Question, number: int, text: str, at: datetime = ANSWERED_AT) -> Answer:
    """Answer a question."""
    return Answer.objects.create(question=to, number=number, text=text, at=at, by=people.person("adviser"))


def drafted(public_id: str = DRAFTED, text: str = "Upublisert: ja, fra mars.", **said: Any) -> Draft:
    """Make a question whose answer is a draft."""
    told = {"asked_text": "Kan dørene stå åpne?", "state": "drafted", **said}
    made = question(public_id, **told)
    return Draft.objects.create(question=made, wording=made.text, text=text, by=people.person("adviser"))


def link(public_id: str) -> str:
    """Return the query of the letter's link."""
    return f"?kode={codes.code(public_id)}"


def held(public_id: str) -> dict[str, str]:
    """Return what the page sends that the letter's link leads to."""
    return {codes.CODE: codes.code(public_id)}


def _sealed() -> Any:
    return action(lambda: seal(GUEST, owner=people.EKSEMPELVIK, purpose=PURPOSE))()
