"""Norwegian organisation numbers, for those who know nothing else of the engine."""

from __future__ import annotations

from mulighetsrom.notices.orgnr import is_mistyped, is_valid, normalise

__all__ = ["is_mistyped", "is_valid", "normalise"]
