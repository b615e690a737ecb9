"""Needs, plans and the contact meeting."""

from __future__ import annotations

from mulighetsrom.web.needs.models.need import Need, Version
from mulighetsrom.web.needs.models.plan import Change, Line

__all__ = ["Change", "Line", "Need", "Version"]
