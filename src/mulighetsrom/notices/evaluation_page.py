"""A report of the dialogue rule's error as a page in Markdown, for docs/evaluation.md and for the terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mulighetsrom.notices.evaluate import FEWEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mulighetsrom.notices.evaluate import Counts, Label, Report, Share

HEAD = """\
| group | read | dialogues | hits | false | missed | precision | recall | F1 |
|---|--:|--:|--:|--:|--:|---|---|---|"""
ERRORS_SHOWN = 50
"""Names shown of each kind of error; the counts are always whole."""

IN_SAMPLE = """\
**In sample.** The rule was written with these notices at hand: their dialogues were read before the words were chosen,
and errors among them were mended. The figures show that the rule holds together, not how it does on notices it has
never seen: expect less there.
"""
HELD_OUT = """\
**Held out.** These notices were labelled by people and had no part in writing the rule. If the rule is changed after
looking at its errors here, they are held out no longer.
"""

BLIND = """\
**Labelled blind.** The reader had not seen the rule. Drafts of it were run on these notices, and a false alarm among
them was mended: no proof of how the rule does on others, but a check that it keeps silent where it should. None of
[these labels](../benchmarks/labels/README.md) is of a dialogue, so nothing is said of what is missed.
"""


OPENING = f"""\
# How well dialogues are found

Written by `mulighetsrom notices evaluate LABELS`; the rule itself is in [dialogue-detection.md](dialogue-detection.md).

Shares stand with 95 % intervals (Wilson). Labelled notices are no random sample: never read a market share off them. A
group with fewer than {FEWEST} dialogues shows counts only. Unsure labels are left out.
"""
UNSEEN, CHECKED = "## Notices never seen\n", "## Notices labelled blind\n"
SEEN = "## Notices the rule was developed on\n"
NONE_GIVEN = "Not measured: no label file of unseen notices was given.\n"


def page(in_sample: Report, held_out: Report | None = None, blind: Report | None = None) -> str:
    """Write the page docs/evaluation.md."""
    unseen = [HELD_OUT, *_report(held_out)] if held_out else [NONE_GIVEN]
    checked = [CHECKED, BLIND, *_report(blind)] if blind else []
    return "\n".join([OPENING, UNSEEN, *unseen, *checked, SEEN, IN_SAMPLE, *_report(in_sample)])


def _report(report: Report) -> list[str]:
    pooled = report.pooled
    read = f"{pooled.read} read, {pooled['unread']} without a notice in the dataset, {pooled['unsure']} unsure"
    return [
        f"Labels: `{report.labels}`; {read}.\n",
        table(report),
        *_agreement(report),
        *_unmeasured(report.languages),
        *_listed("False alarms", report.labelled["false"]),
        *_listed("Missed", report.labelled["missed"]),
        *_unread(report.labelled["unread"]),
    ]


def _agreement(report: Report) -> list[str]:
    if not report.pooled["hit"]:
        return []
    kinds = f"Kinds: label and rule share one or more in {share(report.same_kinds)} of the hits with a labelled kind."
    days = f"Days: the rule states a labelled day in {share(report.same_date)} of the hits with one."
    return [f"{kinds} {days}\n"]


def table(report: Report) -> str:
    """Write the table of counts and shares: pooled, per language group, per source."""
    groups = [("**all**", report.pooled), *sorted(report.languages.items()), *sorted(report.sources.items())]
    return "\n".join([HEAD, *(_line(name, counts) for name, counts in groups), ""])


def cells(counts: Counts) -> list[str]:
    """The cells of one group: counts, then shares with intervals, or a dash where there are too few dialogues."""
    numbers = [counts.read, counts.positives, counts["hit"], counts["false"], counts["missed"]]
    if counts.positives < FEWEST:
        return [*map(str, numbers), "–", "–", "–"]
    f1 = with_interval(counts.f1, counts.f1_interval)
    return [*map(str, numbers), share(counts.precision), share(counts.recall), f1]


def share(part: Share) -> str:
    """A share, its interval and its counts."""
    return f"{with_interval(part.value, part.interval)}, {part.hits} of {part.base}" if part.base else "none"


def with_interval(value: float | None, interval: tuple[float, float] | None) -> str:
    """A share with its interval in brackets, a dash where there is none."""
    if value is None or interval is None:
        return "–"
    return f"{value:.2f} ({interval[0]:.2f}–{interval[1]:.2f})"


def _line(name: str, counts: Counts) -> str:
    return "| " + " | ".join([name, *cells(counts)]) + " |"


def _unmeasured(languages: Mapping[str, Counts]) -> list[str]:
    without = sorted(language for language, counts in languages.items() if not counts.positives)
    return [f"Unmeasured, since no labelled dialogue was read: {', '.join(without)}.\n"] if without else []


def _listed(title: str, labels: Sequence[Label]) -> list[str]:
    names = [f"- `{label.name}` ({label.source}, {label.language})" for label in labels[:ERRORS_SHOWN]]
    return [f"### {title}: {len(labels)}\n", *names, ""] if labels else [f"### {title}: none\n"]


def _unread(labels: Iterable[Label]) -> list[str]:
    """Labels without a notice are told by source: mostly a source that no reader reads."""
    sources = Counter(label.source for label in labels)
    lines = [f"- {source}: {count}" for source, count in sorted(sources.items())]
    return ["### Labels without a notice in the dataset\n", *lines, ""] if lines else []
