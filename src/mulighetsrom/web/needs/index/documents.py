"""What the search is told of one thing, and the row that is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import override

from mulighetsrom.notices.reference import cpv
from mulighetsrom.web.needs import fields
from mulighetsrom.web.needs.finding import facets, lexicon
from mulighetsrom.web.needs.finding.letters import words
from mulighetsrom.web.needs.models import Document

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from mulighetsrom.web.accounts.models import Organisation

_MOST_PLACES: Final = 255  # of one word in one text: PostgreSQL counts no further


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the search is told of one thing: all of it public. `url_name`, `url_arg` and `anchor` are its address."""

    kind: str
    thing: str
    url_name: str
    url_arg: str
    owner: Organisation
    title: str
    stage: str
    published_at: datetime
    changed_at: datetime
    anchor: str = ""
    language: str = "nb"
    body: str = ""
    places: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    cpv: tuple[str, ...] = ()
    value_min: int | None = None
    value_max: int | None = None
    quarter: str = ""


def words_of(entries: Iterable[Entry]) -> set[str]:
    """Return the folded words that tell something of these."""
    return {word for one in entries for word in _telling(f"{one.title} {one.body} {_names(one)}")}


def document(entry: Entry, parts: dict[str, list[str]]) -> Document:
    """Return the row of an entry; `parts` are the stems of the parts of each of its words."""
    title, text = _telling(entry.title), _telling(entry.body)
    named = _telling(_names(entry))
    weighed = [
        *((lexicon.root(word.replace("-", "")), "A") for word in title),
        *((part, "B") for word in title for part in parts.get(word, ())),
        *((lexicon.root(word.replace("-", "")), "C") for word in text),
        *((part, "D") for word in [*text, *named] for part in parts.get(word, ())),
        *((lexicon.root(word.replace("-", "")), "D") for word in named),
    ]
    codes = [(one, "A") for code in entry.cpv for one in lexicon.codes(code)]
    places = entry.places or tuple(filter(None, [entry.owner.municipality]))
    counties = {one[:2] for one in places} | set(filter(None, [entry.owner.county]))
    made = Document(
        kind=entry.kind, thing=entry.thing, url_name=entry.url_name, url_arg=entry.url_arg, anchor=entry.anchor,
        owner=entry.owner.public_id, owner_name=entry.owner.name, language=entry.language,
        title=entry.title, body=entry.body, places=list(places), counties=sorted(counties),
        areas=list(entry.areas), cpv=list(entry.cpv), divisions=sorted({code[:2] for code in entry.cpv}),
        value_min=entry.value_min, value_max=entry.value_max, quarter=entry.quarter, stage=entry.stage,
        published_at=entry.published_at, changed_at=entry.changed_at, indexed_at=timezone.now(),
        search=_vector([*weighed, *codes]), titled=_vector((stem, "A") for stem, weight in weighed if weight in "AB"),
    )  # fmt: skip
    made.facets = facets.vector(made)
    return made


def _vector(weighed: Iterable[tuple[str, str]]) -> str:
    """Write stems with their weights as PostgreSQL reads a tsvector; stems are letters and digits only."""
    found: dict[str, list[str]] = {}
    for at, (stem, weight) in enumerate(weighed, 1):
        told = found.setdefault(stem, [])
        if len(told) < _MOST_PLACES:
            told.append(f"{min(at, 16_000)}{weight}")
    return " ".join(f"'{stem}':{','.join(told)}" for stem, told in found.items())


def _telling(text: str) -> list[str]:
    return [word[:100] for word in words(text) if word not in lexicon.common()]


def _names(entry: Entry) -> str:
    """Return what the codes of an entry are called, in both Norwegian languages."""
    names = [cpv.label(code, language) for code in entry.cpv for language in ("nb", "nn")]
    for language in ("nb", "nn"):
        with override(language):
            names += [str(fields.CHOICES["focus_areas"].get(area, "")) for area in entry.areas]
    return " ".join(dict.fromkeys(names))
