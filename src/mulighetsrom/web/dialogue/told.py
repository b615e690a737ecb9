"""An invitation as readers see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mulighetsrom.web.drafting.fields import Content


@dataclass(frozen=True, slots=True)
class Description:
    """What a template shows of an invitation, be it a version, a draft or a colleague's text."""

    content: Content

    @property
    def language(self) -> str:
        return self.content.get("language") or "nb"
