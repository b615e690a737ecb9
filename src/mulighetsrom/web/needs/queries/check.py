"""Reads of the need check: what there is to look at in a need, and what has been put aside."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mulighetsrom.web.needs.check import Finding, Rule, check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mulighetsrom.web.drafting.fields import Content
    from mulighetsrom.web.needs.models import Need


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check finds in a text in work: what is open, and what was put aside, each in the form's order."""

    open: list[Finding]
    aside: list[Finding]


def of_need(need: Need) -> Checked:
    """Return what the check finds in a need's text in work."""
    looked_at = set(need.put_aside.values_list("rule", "mark"))
    found = check(need.draft)
    return Checked(
        open=[one for one in found if (str(one.rule), mark(one)) not in looked_at],
        aside=[one for one in found if (str(one.rule), mark(one)) in looked_at],
    )


def mark(finding: Finding) -> str:
    """Return the hash by which a finding is known again: of its words, or of its field where words are missing."""
    return hashlib.sha256((finding.words or finding.field).encode(errors="replace")).hexdigest()


def summary(found: Content | Iterable[Finding]) -> dict[Rule, int]:
    """Return how many findings of each rule there are in a description, or among findings; the rules in their order."""
    findings = check(found) if isinstance(found, dict) else found
    counted = Counter(one.rule for one in findings)
    return {rule: counted[rule] for rule in Rule if counted[rule]}
