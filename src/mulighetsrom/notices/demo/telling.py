"""How an invented notice is said: its dates, its words, its names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from mulighetsrom.notices.demo import calendar, world
from mulighetsrom.notices.demo.announcement import Announcement, Company, Correction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from random import Random

    from mulighetsrom.notices.demo.world import Subject

PLANNING = {"N4", "4", "E1", "E2"}
DELAY = timedelta(days=14)


@dataclass(frozen=True)
class Dates:
    """The days that a notice may name: a meeting, the last day to sign up, to write, to tender; a plan."""

    event: date
    signup: date
    written: date
    deadline: date
    planned: date

    @classmethod
    def after(cls, day: date, rng: Random) -> Dates:
        """Draw the days for a notice of `day`."""
        signup = calendar.later(rng, day, 12, 25)
        event = calendar.later(rng, signup, 4, 8)
        written = calendar.later(rng, event, 10, 20)
        return cls(event, signup, written, calendar.later(rng, day, 28, 45), calendar.later(rng, day, 60, 240))

    def said(self, words: dict[str, Any]) -> dict[str, str]:
        """Return the days in words."""
        return {
            "event": calendar.with_weekday(self.event, words),
            "signup": calendar.written(self.signup, words),
            "written": calendar.written(self.written, words),
            "deadline": calendar.written(self.deadline, words),
            "later": calendar.quarter(self.planned, words),
        }


@dataclass(frozen=True)
class Teller:
    """Tells what `buyer` announces, in its language."""

    buyer: Company
    language: str
    rng: Random

    @property
    def words(self) -> dict[str, Any]:
        words: dict[str, Any] = world.wording()[self.language]
        return words

    def notice(
        self,
        kind: str,
        form: str,
        subject: Subject,
        day: date,
        *,
        buyers: Sequence[Company] = (),
        winner: Company | None = None,
        tenders: int = 0,
    ) -> Announcement:
        """Return a notice: `kind` says which words, `form` which eForms subtype."""
        dates, named = Dates.after(day, self.rng), subject.named(self.language, self._parts(day))
        facts = dates.said(self.words) | named | self._facts() | {"tenders": tenders, "winner": winner and winner.name}
        words = self.words[kind]
        return Announcement(
            kind=kind,
            subtype=form,
            uuid=self.uuid(),
            procedure=self.uuid(),
            sent=self._moment(day),
            language=self.language,
            buyers=buyers or (self.buyer,),
            title=self.rng.choice(words["titles"]).format(**facts),
            text=f"{self.rng.choice(words['texts']).strip().format(**facts)}\n\n{self.words['example']}",
            cpv=subject.cpv,
            nature=subject.nature,
            millions=round(self.rng.uniform(*subject.millions), 1),
            planned=dates.planned if form in PLANNING else None,
            deadline=None if form in PLANNING or winner else dates.deadline,
        )

    def corrected(self, first: Announcement, kind: str, day: date) -> Announcement:
        """Return a notice that changes a date in an earlier one to a later, and names it."""
        dates = Dates.after(day + DELAY, self.rng)
        change = self.rng.choice(self.words[kind]["texts"]).format(**dates.said(self.words))
        return replace(
            first,
            uuid=self.uuid(),
            sent=self._moment(day),
            text=f"{change}\n\n{first.text}",
            deadline=first.deadline and dates.deadline,
            correction=Correction(first.reference, change),
        )

    def uuid(self) -> str:
        """Draw an identifier."""
        return str(UUID(int=self.rng.getrandbits(128), version=4))

    def _parts(self, day: date) -> dict[str, str]:
        return {"part": self.rng.choice(self.words["parts"]), "year": str(day.year)}

    def _facts(self) -> dict[str, str]:
        host = "".join(filter(str.isalpha, self.buyer.name.split()[0].lower()))
        return {
            "buyer": self.buyer.name,
            "email": f"innkjop@{host.translate(str.maketrans('æøå', 'eoa'))}.example",
            "criteria": self.rng.choice(self.words["criteria"]),
            "years": str(self.rng.randint(2, 6)),
        }

    def _moment(self, day: date) -> datetime:
        return datetime.combine(day, time(self.rng.randint(7, 13), self.rng.randrange(60)), UTC)
