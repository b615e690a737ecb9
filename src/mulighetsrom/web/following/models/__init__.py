"""What people follow, what came of it, and what they want less of."""

from __future__ import annotations

from mulighetsrom.web.following.models.calendar import CalendarKey
from mulighetsrom.web.following.models.follow import Follow
from mulighetsrom.web.following.models.item import Item, Mark, Mute

__all__ = ["CalendarKey", "Follow", "Item", "Mark", "Mute"]
