"""What can be followed, as the columns of a follow that it fills."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.web.following.models import Follow
from mulighetsrom.web.needs.queries.search import Query

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.dialogue.models import Dialogue
    from mulighetsrom.web.needs.models import Need


SEARCH: Final = "sok"
"""The parameter that says that the others are those of a search."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something to follow: one of these, the others empty."""

    organisation: Organisation | None = None
    need: Need | None = None
    dialogue: Dialogue | None = None
    focus_area: str = ""
    cpv: str = ""
    query: Query = field(default_factory=Query)

    @property
    def kind(self) -> Follow.Kind:
        if self.organisation:
            return Follow.Kind.ORGANISATION
        if self.need:
            return Follow.Kind.NEED
        if self.dialogue:
            return Follow.Kind.DIALOGUE
        if not self.query.is_empty:
            return Follow.Kind.SEARCH
        return Follow.Kind.FOCUS_AREA if self.focus_area else Follow.Kind.CPV

    @property
    def key(self) -> dict[str, Any]:
        """Return the columns by which a person's follow of it is one row."""
        return {
            "organisation": self.organisation,
            "need": self.need,
            "dialogue": self.dialogue,
            "focus_area": self.focus_area,
            "cpv": self.cpv,
            "query_hash": "" if self.query.is_empty else hashlib.sha256(self._canonical.encode()).hexdigest(),
        }

    @property
    def _canonical(self) -> str:
        return json.dumps(self._said, sort_keys=True, ensure_ascii=True)

    @property
    def _said(self) -> dict[str, str]:
        """Return a search without the order in which its hits are shown."""
        return self.query.without("order").to_dict()

    @property
    def cadence(self) -> Follow.Cadence:
        """Return how often most want to hear of it: of one need or dialogue at once, of what is wider every day."""
        return Follow.Cadence.AT_ONCE if self.need or self.dialogue else Follow.Cadence.DAILY

    @property
    def parameters(self) -> dict[str, str]:
        """Return it as an address or a form names it."""
        if not self.query.is_empty:
            return {SEARCH: "1", **self._said}
        named = {
            "virksomhet": self.organisation.public_id if self.organisation else "",
            "behov": self.need.public_id if self.need else "",
            "dialog": self.dialogue.public_id if self.dialogue else "",
            "omrade": self.focus_area,
            "cpv": self.cpv,
        }
        return {name: value for name, value in named.items() if value}

    def follow(self, **also: Any) -> Follow:
        """Return a follow of it that nobody has saved."""
        query = {} if self.query.is_empty else self._said
        return Follow(kind=self.kind, cadence=self.cadence, query=query, **self.key, **also)
