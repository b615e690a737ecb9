"""Every address of the platform, in one table: who gets what there, with sample arguments.

Tests walk it: each persona, the pseudo-locale, the browser with its accessibility rules, the pictures. An address that
is missing here fails `test_access.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from django.urls import reverse
from django.utils.translation import override

LANGUAGES: Final = ("nb", "nn", "en")
PERSONAS: Final = ("visitor",)


@dataclass(frozen=True)
class Page:
    """One address: its URL name, sample arguments, and the status that each persona gets."""

    name: str
    visitor: int
    args: dict[str, str] = field(default_factory=dict)
    query: str = ""
    html: bool = True

    def __str__(self) -> str:
        return f"{self.name}{self.query}{''.join(self.args.values())}"

    def address(self, language: str = "nb") -> str:
        with override(language):
            return reverse(self.name, kwargs=self.args) + self.query


TABLE: Final = (
    Page("health", visitor=200, html=False),
    Page("insights:front", visitor=200),
    Page("insights:front", visitor=200, query="?kommune=v"),
    Page("insights:front", visitor=200, query="?kommune=atlantis"),
    Page("insights:municipality", visitor=200, args={"number": "3201"}),
    Page("insights:municipality", visitor=301, args={"number": "0219"}),
    Page("insights:municipality", visitor=404, args={"number": "9999"}),
)
PAGES: Final = tuple(page for page in TABLE if page.html and page.visitor == 200)
