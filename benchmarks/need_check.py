"""How often is the need check right? Precision and recall on labelled need descriptions, and milliseconds a text.

    python benchmarks/need_check.py [--held-out] [--errors] [--part 70|30]

Scores as benchmarks/need_check/README.md says: once per rule and field, the marked words must overlap the label's. The
intervals are Wilson's, 95 %. `--errors` lists what was missed and what was wrong; `--part` takes a fixed part of the
texts, for a look at over-fitting while the rules are written.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings

HERE = Path(__file__).parent / "need_check"
ROUNDS = 5
Z = 1.96


def main() -> None:
    """Score the open or the held-out texts and print the tables."""
    asked = _arguments()
    settings.configure(USE_I18N=False)
    texts = tomllib.loads((HERE / f"{'held-out' if asked.held_out else 'open'}.toml").read_text())["text"]
    texts = [text for text in texts if asked.part in {0, _part(text["id"])}]
    counts: Counter[tuple[str, str, str]] = Counter()
    false_in_good: list[int] = []
    for text in texts:
        for outcome, rule, field, words in score(text):
            counts[text["language"], rule, outcome] += 1
            if asked.errors and outcome != "hit":
                print(f"{text['id']} {outcome:<7}{rule:<14}{field:<24}{words!r}")
        if text["quality"] == "good":
            false_in_good.append(sum(outcome == "false" for outcome, *_ in score(text)))
    print(f"{len(texts)} texts\n\n{'rule':<16}{'':<4}{'precision':>34}{'recall':>34}")
    for language in ("nb", "nn", "all"):
        for rule in (*sorted({rule for _, rule, _ in counts}), "all"):
            print(_line(language, rule, counts))
    print(f"\nfalse findings in {len(false_in_good)} good texts: {sum(false_in_good)}")
    print(f"{_milliseconds(texts):.1f} ms a text, processor time, best of {ROUNDS} rounds")


def score(text: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Return what came of each label and each field with a finding: hit, missed or false, by rule, field and words."""
    from mulighetsrom.web.needs.check import check  # noqa: PLC0415 - Django's settings first

    found = check(text["content"], text["language"])
    expected = {(one["rule"], one["field"]): one for one in text.get("expected", [])}
    told = [*text.get("expected", [])]
    results, hit_fields = [], set()
    for rule, field in dict.fromkeys((one["rule"], one["field"]) for one in told):
        labels = [one["words"] for one in told if (one["rule"], one["field"]) == (rule, field)]
        marks = [one for one in found if (one.rule, one.field) == (rule, field)]
        whole = _value(text["content"], field)
        hit = any(_overlap(mark, label, whole) for mark in marks for label in labels)
        hit_fields.add((rule, field))
        results.append(("hit" if hit else "missed", rule, field, " / ".join(labels)))
        if marks and not hit:
            results.append(("false", rule, field, marks[0].words))
    for one in found:
        if (one.rule, one.field) not in expected and (one.rule, one.field) not in hit_fields:
            hit_fields.add((one.rule, one.field))
            results.append(("false", str(one.rule), one.field, one.words))
    return results


def _overlap(mark: Any, label: str, whole: str) -> bool:
    start = whole.find(label)
    return not label or (mark.start < start + len(label) and start < mark.end)


def _value(content: dict[str, Any], field: str) -> str:
    value: Any = content
    for part in field.split("."):
        value = value[int(part)] if part.isdigit() else value[part]
    return str(value)


def _line(language: str, rule: str, counts: Counter[tuple[str, str, str]]) -> str:
    def count(outcome: str) -> int:
        return sum(
            number
            for (spoken, of, what), number in counts.items()
            if spoken in {language, *(("nb", "nn") if language == "all" else ())}
            and rule in {of, "all"}
            and what == outcome
        )

    hit, missed, false = map(count, ("hit", "missed", "false"))
    return f"{rule:<16}{language:<4}{_share(hit, hit + false):>34}{_share(hit, hit + missed):>34}"


def _share(part: int, whole: int) -> str:
    if not whole:
        return "none"
    share = part / whole
    middle = share + Z * Z / (2 * whole)
    spread = Z * math.sqrt(share * (1 - share) / whole + Z * Z / (4 * whole * whole))
    low, high = ((middle + sign * spread) / (1 + Z * Z / whole) for sign in (-1, 1))
    return f"{share:.2f} ({part}/{whole}), {low:.2f}-{high:.2f}"


def _milliseconds(texts: list[dict[str, Any]]) -> float:
    from mulighetsrom.web.needs.check import check  # noqa: PLC0415 - as above

    def seconds() -> float:
        began = time.process_time()
        for text in texts:
            check(text["content"], text["language"])
        return time.process_time() - began

    return min(seconds() for _ in range(ROUNDS)) / len(texts) * 1000


def _part(name: str) -> int:
    return 70 if hashlib.sha256(name.encode()).digest()[0] < 0.7 * 256 else 30


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held-out", action="store_true", help="the texts that nobody looks at while writing rules")
    parser.add_argument("--errors", action="store_true", help="list what was missed and what was wrong")
    parser.add_argument("--part", type=int, choices=(0, 30, 70), default=0, help="a fixed part of the texts")
    return parser.parse_args()


if __name__ == "__main__":
    main()
