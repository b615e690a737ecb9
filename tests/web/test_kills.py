"""The web process or the worker is killed with SIGKILL at random moments while somebody presses a button."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING, Final

import pytest

from tests.web.kills import deeds, rounds, stage, table

if TYPE_CHECKING:
    from pathlib import Path

TIMES: Final = int(os.environ.get("MULIGHETSROM_TEST_KILLS", "20"))
SEED: Final = int(os.environ.get("MULIGHETSROM_TEST_SEED", "1"))
"""More, and others: `benchmarks/kills.py`."""


@pytest.mark.slow
@pytest.mark.timeout(300 + 10 * TIMES)
@pytest.mark.usefixtures("transactional_db")
def test_whoever_is_killed_whenever_nothing_is_half_done_lost_or_doubled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deeds.prepare()
    kills = []
    with stage.open_(tmp_path) as on:
        measured = {deed: rounds.measure(on, deed) for deed in deeds.DEEDS}
        for number in range(TIMES):
            kill, deed = rounds.ROUNDS[number % len(rounds.ROUNDS)]
            dice = random.Random(f"{SEED} {number}")  # noqa: S311 - a test's dice
            kills.append(kill(on, deed, measured[deed], dice))
    with capsys.disabled():
        print(table.of(kills))
    assert [one for one in kills if one.wrong] == []
    assert sum(one.inside for one in kills) >= TIMES / 5, "the kills fall beside the work"
