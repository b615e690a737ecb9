"""What a page is about: a municipality, a county or the country, with its addresses and what sentences call it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from mulighetsrom.web.common.components import Link

if TYPE_CHECKING:
    from mulighetsrom.notices.reference.municipalities import County, Municipality


@dataclass(frozen=True, slots=True)
class Place:
    """A level of the figures, and the key of one place there."""

    level: str
    key: str
    name: str

    @property
    def who(self) -> str:
        """Whom a sentence says it of: everybody whose notices count for the place."""
        if self.level == "country":
            return _("Norwegian public buyers")
        if self.level == "county":
            return _("the municipalities and the county authority in %(county)s") % {"county": self.name}
        return self.name

    @property
    def url(self) -> str:
        return self._address("")

    @property
    def notices_url(self) -> str:
        """The list of the notices behind its numbers."""
        return self._address("_notices")

    @property
    def trail(self) -> list[Link]:
        """The way from the front page down to its own."""
        here = Link(self.name, self.url, verbatim=self.level != "country")
        return [Link(_("Front page"), reverse("insights:front")), here]

    def notices(self, what: str, year: int | None = None, route: str = "all", kind: str = "", area: str = "") -> str:
        """Return the address of the notices behind one number; `kind` of dialogue and focus `area` may narrow them."""
        said = {"what": what, "year": year, "route": None if route == "all" else route, "kind": kind, "area": area}
        return f"{self.notices_url}?{urlencode({name: value for name, value in said.items() if value})}"

    def file_url(self, form: str) -> str:
        """Return where that list comes as a file: csv or xlsx."""
        return f"{self.notices_url.removesuffix('/')}.{form}"

    def _address(self, part: str) -> str:
        return reverse(f"insights:{self.level}{part}", args=[] if self.level == "country" else [self.key])


def of_municipality(one: Municipality) -> Place:
    return Place("municipality", one.number, one.name)


def of_county(one: County) -> Place:
    return Place("county", one.number, one.name)


def country() -> Place:
    return Place("country", "NO", _("Norway"))
