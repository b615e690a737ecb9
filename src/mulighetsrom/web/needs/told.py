"""A need description as readers see it: fields in their order, codes in words, what is empty left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from mulighetsrom.web.common import markup, written
from mulighetsrom.web.drafting import places
from mulighetsrom.web.needs import wording
from mulighetsrom.web.needs.fields import NEED

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.drafting.fields import Content

FOLDED: Final = ("tried", "volume", "time", "climate", "security", "universal_design")
"""The texts that the page keeps folded until a reader wants them."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the description, under its heading."""

    name: str
    label: StrOrPromise
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A small fact; `verbatim` where the words are a name."""

    label: StrOrPromise
    values: list[StrOrPromise]
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Description:
    """What a template shows of a description, be it a version, a draft or a colleague's text."""

    content: Content
    language: str = field(init=False)
    folded: list[Text] = field(init=False)
    facts: list[Fact] = field(init=False)

    def __post_init__(self) -> None:
        shown = {"language": self.content.get("language") or "nb", "folded": self._folded(), "facts": self._facts()}
        for name, value in shown.items():
            object.__setattr__(self, name, value)

    @property
    def in_brief(self) -> str:
        """Return the beginning of the situation in plain words, for a search engine or a shared link."""
        return markup.in_brief(str(self.content.get("situation", "")))

    def voices(self) -> list[tuple[str, StrOrPromise]]:
        return [(row["quote"], NEED.word("whose", row.get("whose", ""))) for row in self.content.get("voices", [])]

    def _folded(self) -> list[Text]:
        return [Text(name, NEED.fields[name].label, self.content[name]) for name in FOLDED if self.content.get(name)]

    def _facts(self) -> list[Fact]:
        content = self.content
        budget = wording.value(content.get("budget_min"), content.get("budget_max"))
        found = [
            Fact(_("Places"), [places.name(number) for number in content.get("places", [])], verbatim=True),
            Fact(NEED.fields["focus_areas"].label, _codes("focus_areas", content)),
            Fact(NEED.fields["innovation"].label, _codes("innovation", content)),
            Fact(NEED.fields["starts"].label, [written.quarter(content["starts"])] if content.get("starts") else []),
            Fact(
                _("Budget"),
                [budget] if budget else [],
            ),
            Fact(_("Subject (CPV)"), _codes("cpv", content), verbatim=True),
        ]
        return [fact for fact in found if fact.values]


def _codes(name: str, content: Content) -> list[StrOrPromise]:
    value = content.get(name) or []
    told = (NEED.word(name, one) for one in ([value] if isinstance(value, str) else value))
    return list(dict.fromkeys(told))  # several CPV codes may share the name that readers know
