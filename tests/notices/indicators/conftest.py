"""Two worlds: a year that can be counted by hand, and a crowd."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.notices.indicators.world import ASKER, BAERUM, FORMS, STATE, STAVANGER, TOGETHER, World

if TYPE_CHECKING:
    from mulighetsrom.notices.schema import Row


@pytest.fixture(scope="session")
def story() -> World:
    """Tell the year that the tests count by hand; the comments are the counting."""
    innovative, to_buy = ("innovative-acquisition", "mar-nov"), ("strategic-procurement", "inn-pur")
    later = date(2025, 1, 9)
    return World(
        [
            # Bærum 2024: three competitions, of which one joint with Asker and one below the threshold
            {"unit": "c1", "codes": [innovative]},
            {"unit": "c1", "published_date": later},  # its correction a year later
            {"unit": "c1", "subtype": "29", "tenders": {"LOT-1": 3, "LOT-2": 5}, "published_date": later},
            {
                "unit": "c1",
                "subtype": "29",
                "tenders": {"LOT-2": 4},
                "published_date": date(2025, 2, 1),
            },  # LOT-2 corrected
            {"unit": "c2", "named": [BAERUM, ASKER], "procedure_type": "comp-dial", "codes": [to_buy, to_buy]},
            {"unit": "c3", "subtype": "N16"},
            # two dialogues, one of them repeated, and one in a competition form, which is a competition as well (four)
            {"unit": "d1", "subtype": "N4", "dialogue": True},
            {"unit": "d1", "subtype": "N4", "dialogue": True},
            {"unit": "d2", "subtype": "E1", "dialogue": True},
            {"unit": "d3", "subtype": "16", "dialogue": True},
            # a plain advance notice, one on the buyer's profile, a standing list, an award whose field was left empty
            {"unit": "p1", "subtype": "4"},
            {"unit": "p2", "subtype": "1"},
            {"unit": "q1", "subtype": "15"},
            {"unit": "a1", "subtype": "29", "tenders": {"LOT-1": 0}, "electronic": {"LOT-1": 3}},
            # through the cooperation: a dialogue and a competition for three municipalities in two counties
            {"unit": "x1", "subtype": "4", "dialogue": True, "named": [TOGETHER]},
            {"unit": "x2", "named": [TOGETHER]},
            {"unit": "x3", "named": [TOGETHER, BAERUM]},  # Bærum buys this itself as well: five, and counts once
            # the state belongs to the country only
            {"unit": "s1", "named": [STATE]},
            # nobody counts these
            {"unit": "t1", "test": True},
            {"unit": "u1", "published_date": None},
            {"unit": "f1", "source": "ted", "named": [("Ville de Lyon", None, None)], "country": "FRA"},
        ]
    )


@pytest.fixture(scope="session", params=[1, 2])
def crowd(request: pytest.FixtureRequest) -> World:
    """Tell four hundred notices at random, the same each time."""
    chance = random.Random(request.param)  # noqa: S311  not for secrets
    return World(_any_notice(chance) for _ in range(400))


def _any_notice(chance: random.Random) -> Row:
    subtype = chance.choice(list(FORMS))
    return {
        "unit": f"u{chance.randrange(250):03}",
        "subtype": chance.choice([subtype] * 9 + [None]),
        "form_type": FORMS[subtype],
        "origin": chance.choice(["native", "native", "converted", "export"]),
        "source": chance.choice(["doffin", "doffin", "ted"]),
        "named": chance.sample([BAERUM, ASKER, STAVANGER, STATE, TOGETHER], chance.choice([1, 1, 1, 2, 3])),
        "published_date": chance.choice([None] + [date(2023, 1, 1) + timedelta(chance.randrange(1000))] * 20),
        "test": chance.random() < 0.02,
        "dialogue": chance.random() < 0.3,
        "procedure_type": chance.choice(["open", "open", "comp-dial", "innovation", None]),
        "codes": [("innovative-acquisition", "rd-act")] * (chance.random() < 0.1),
        "tenders": {"LOT-1": chance.randrange(6)} if subtype == "29" else {},
        "cpv": chance.choice(["72000000", "45000000", None]),
    }
