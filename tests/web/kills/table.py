"""What came of the kills, as a table."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.web.kills.rounds import Kill

HEAD: Final = (
    "killed", "while somebody would", "times", "inside the work", "nothing done", "all done",
    "half-done", "letters lost", "doubled in the gap", "doubled elsewhere", "other faults",
)  # fmt: skip


def of(kills: Iterable[Kill]) -> str:
    """Return a line for each process and deed, and one for all, in Markdown."""
    ordered = sorted(kills, key=lambda one: (one.victim, one.deed))
    rows = [_row(*names, list(some)) for names, some in groupby(ordered, lambda one: (one.victim, one.deed))]
    rows.append(_row("all", "", ordered))
    lines = [HEAD, ["---", "---", *["---:"] * (len(HEAD) - 2)], *rows]
    return "\n" + "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _row(victim: str, deed: str, kills: Sequence[Kill]) -> list[object]:
    wrong = [what for one in kills for what in one.wrong]
    named = [wrong.count(what) for what in ("half-done", "lost", "doubled")]
    half_done, lost, doubled = named
    of_web = [one for one in kills if one.victim == "web"]
    nothing = sum(not one.done for one in of_web)
    return [
        victim, deed, len(kills), sum(one.inside for one in kills), nothing, len(of_web) - nothing,
        half_done, lost, sum(one.in_the_gap for one in kills), doubled, len(wrong) - sum(named),
    ]  # fmt: skip
