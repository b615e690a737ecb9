"""What a description could say better: a solution in disguise, a make, an effect that nobody can count."""

from __future__ import annotations

from mulighetsrom.web.needs.check.engine import check
from mulighetsrom.web.needs.check.finding import Finding, Rule

__all__ = ["Finding", "Rule", "check"]
