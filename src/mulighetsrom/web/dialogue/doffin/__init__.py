"""The invitation as a notice on Doffin: its boxes within their limits, and the events in a layout that is read back."""

from __future__ import annotations

from mulighetsrom.web.dialogue.doffin.events import Event, parse, write
from mulighetsrom.web.dialogue.doffin.sheet import Box, Sheet, boxes

__all__ = ["Box", "Event", "Sheet", "boxes", "parse", "write"]
