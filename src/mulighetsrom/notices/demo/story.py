"""What happens in the invented country: each buyer's years, and the notices that come of them.

Everything is drawn by chance from a seed per buyer and year: the same each time, and what one buyer does changes
nothing for another.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import exp
from random import Random
from typing import TYPE_CHECKING

from mulighetsrom.notices.demo import calendar, world
from mulighetsrom.notices.demo.announcement import Award
from mulighetsrom.notices.demo.telling import Teller

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mulighetsrom.notices.demo.announcement import Announcement, Company
    from mulighetsrom.notices.demo.world import Buyer, Subject

EEA_THRESHOLD = {"works": 57.9, "services": 2.3, "supplies": 2.3}
"""Millions of kroner: about what the thresholds have been."""
DIALOGUES = {"conference": 8, "meetings": 8, "written": 6, "workshop": 3, "side": 1}
"""Kinds of dialogue, and how common each is; a side dialogue is published as if it were a competition."""
AFTER_DIALOGUE = {"after-dialogue": 12, "open": 4, "comp-dial": 3, "innovation": 2}
PROCEDURES = {"comp-dial": "comp-dial", "innovation": "innovation"}
INNOVATION = ("strategic-procurement", "inn-pur"), ("innovative-acquisition", "mar-nov")
ENVIRONMENT = (("strategic-procurement", "env-imp"),)
NEW_FORMS_FROM = 2024
ADVANCE_PER_COMPETITION, INTENTIONS_PER_COMPETITION = 0.08, 0.02
TENDERS = 3.4
SEED = 9


def announcements() -> list[Announcement]:
    """Return every notice of the country, oldest first."""
    every = world.buyers()
    told = [notice for buyer in every for year in buyer.years for notice in BuyerYear(buyer, year, every).told()]
    seen = (notice for notice in told if notice.sent.date() < world.UNTIL)
    return sorted(seen, key=lambda one: (one.sent, one.uuid))


class BuyerYear:
    """One year of one buyer."""

    def __init__(self, buyer: Buyer, year: int, every: list[Buyer]) -> None:
        self.buyer, self.year = buyer, year
        self.rng = Random(f"{SEED} {buyer.company.orgnr} {year}")  # noqa: S311 - chance, not secrets
        self.teller = Teller(buyer.company, buyer.language, self.rng)
        self.neighbours = [one.company for one in every if one.is_neighbour_of(buyer) and year in one.years]

    def told(self) -> Iterator[Announcement]:
        """Give the year's notices, and those that come of them later."""
        competitions = self.buyer.competitions
        dialogues = min(self._times(self.buyer.dialogues_in(self.year)), len(world.needs()))
        for need in self.rng.sample(world.needs(), dialogues):
            yield from self._dialogue(need)
        for purchase in self._purchases(competitions):
            yield from self._competition(purchase, "open", self._day())
        for purchase in self._purchases(competitions * ADVANCE_PER_COMPETITION):
            yield self.teller.notice("advance", "N4", purchase, self._day())
        for purchase in self._purchases(competitions * INTENTIONS_PER_COMPETITION):
            yield self._intention(purchase)

    def _dialogue(self, need: Subject) -> Iterator[Announcement]:
        """A dialogue, sometimes in a new version, again or with a new date; often the competition that comes of it."""
        kind, day = self._one_of(DIALOGUES), self._day()
        first = self.teller.notice(kind, self._dialogue_form(kind), need, day)
        yield first
        if self._perhaps(0.06):
            yield replace(first, version="02", sent=first.sent + timedelta(days=2))
        if self._perhaps(0.04):
            yield replace(first, uuid=self.teller.uuid(), sent=first.sent + timedelta(days=10))
        if kind == "conference" and self._perhaps(0.1):
            yield self.teller.corrected(first, "moved", self._after(day, 4, 9))
        if self.buyer.competitions and self._perhaps(0.55):
            for notice in self._competition(need, self._one_of(AFTER_DIALOGUE), self._after(day, 150, 330)):
                yield replace(notice, dialogue=first.reference)

    def _dialogue_form(self, kind: str) -> str:
        if kind == "side":
            return "N16"
        if self.year >= NEW_FORMS_FROM and self._perhaps(0.25):
            return self.rng.choice(("E1", "E1", "E2"))
        return self.rng.choice(("N4", "N4", "4"))

    def _competition(self, subject: Subject, kind: str, day: date) -> Iterator[Announcement]:
        """A competition, sometimes with a correction, and now and then how it ended."""
        first = self.teller.notice(kind, "N16", subject, day, buyers=self._buyers())
        first = replace(first, procedure_type=PROCEDURES.get(kind, "open"))
        if first.millions > EEA_THRESHOLD[subject.nature]:
            first = replace(first, subtype="16", codes=self._codes(kind))
        yield first
        if self._perhaps(0.04):
            yield self.teller.corrected(first, "extended", self._after(day, 4, 9))
        if self._perhaps(0.16):
            yield self._result(first, subject, self._after(day, 60, 130))

    def _codes(self, kind: str) -> tuple[tuple[str, str], ...]:
        if kind == "innovation" or (kind == "after-dialogue" and self._perhaps(0.6)):
            return INNOVATION
        return ENVIRONMENT if self._perhaps(0.2) else ()

    def _result(self, first: Announcement, subject: Subject, day: date) -> Announcement:
        tenders = self._times(TENDERS)
        winner = self._winner(subject) if tenders else None
        form, kind = "29" if first.subtype == "16" else "N29", "award" if winner else "cancelled"
        told = self.teller.notice(kind, form, subject, day, buyers=first.buyers, winner=winner, tenders=tenders)
        return replace(
            told,
            procedure=first.procedure,
            procedure_type=first.procedure_type,
            title=first.title,
            millions=first.millions,
            deadline=None,
            award=Award(tenders, winner),
        )

    def _intention(self, subject: Subject) -> Announcement:
        winner = self._winner(subject)
        told = self.teller.notice("intention", "25", subject, self._day(), winner=winner)
        return replace(told, procedure_type="neg-wo-call", award=Award(1, winner))

    def _buyers(self) -> tuple[Company, ...]:
        """The buyer, now and then with neighbours."""
        together = self.rng.sample(self.neighbours, min(self.rng.randint(1, 3), len(self.neighbours)))
        return (self.buyer.company, *together) if self._perhaps(0.04) else (self.buyer.company,)

    def _winner(self, subject: Subject) -> Company:
        return self.rng.choice(world.winners(subject.nature))

    def _purchases(self, expected: float) -> list[Subject]:
        return self.rng.choices(world.purchases(), k=self._times(expected))

    def _day(self) -> date:
        return calendar.any_day(self.rng, self.year)

    def _after(self, day: date, soonest: int, latest: int) -> date:
        return calendar.later(self.rng, day, soonest, latest)

    def _times(self, expected: float) -> int:
        """Draw how often something happens that happens so often on average (Poisson; Knuth's way)."""
        times, product = 0, self.rng.random()
        while product > exp(-expected):
            times, product = times + 1, product * self.rng.random()
        return times

    def _perhaps(self, probability: float) -> bool:
        return self.rng.random() < probability

    def _one_of(self, weights: dict[str, int]) -> str:
        return self.rng.choices(list(weights), list(weights.values()))[0]
