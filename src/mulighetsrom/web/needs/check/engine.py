"""The need check: explainable hints about a description, which never stop anybody."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from mulighetsrom.web.drafting.fields import Kind
from mulighetsrom.web.needs.check import finders
from mulighetsrom.web.needs.check.finding import Rule
from mulighetsrom.web.needs.check.text import sentences
from mulighetsrom.web.needs.check.vocabulary import listed
from mulighetsrom.web.needs.fields import NEED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mulighetsrom.web.drafting.fields import Content, Field
    from mulighetsrom.web.needs.check.finding import Finding
    from mulighetsrom.web.needs.check.text import Sentence

_QUOTED: Final = {"voices"}  # what others said is theirs


def check(content: Content, language: str | None = None) -> list[Finding]:
    """Return what to look at in a description, in the order of the form.

    The language is the description's own unless said; of English only what holds in any language is looked for. No more
    of a field is read than it may hold, so that the work has an upper bound.
    """
    texts = dict(_texts(content))
    spoken = language or str(content.get("language") or "nb")
    read = {field: sentences(text) for field, text in texts.items()}
    order = {field: at for at, field in enumerate(_order(content))}
    found = sorted(_found(content, read, spoken), key=lambda one: (order[one.field], one.start, one.rule))
    return [replace(one, words=texts.get(one.field, "")[one.start : one.end]) for one in found]


def _found(content: Content, read: Mapping[str, Sequence[Sentence]], language: str) -> Iterator[Finding]:
    known = finders.known_names(Rule.FORMAT, read, listed("format", "names"))
    formats = _distinct(chain(known, finders.by_phrases(Rule.FORMAT, read, language)))
    names = [*formats, *_beside(formats, _distinct(finders.brands(read, language)))]
    yield from names
    yield from finders.effects_without_measure(read, _rows(content, "effects"))
    yield from finders.requirements_without_reason(read, _rows(content, "requirements"))
    yield from finders.long_sentences(read)
    if language != "en":
        yield from finders.by_phrases(Rule.DELIVERED, read, language)
        yield from _beside(names, finders.by_phrases(Rule.SOLUTION, read, language))
        jargon = chain(finders.by_phrases(Rule.JARGON, read, language), finders.abbreviations(read))
        yield from _beside(names, _distinct(jargon))


def _distinct(found: Iterator[Finding]) -> list[Finding]:
    """Keep the longest of findings of one rule that overlap."""
    kept: list[Finding] = []
    for one in sorted(found, key=lambda one: (one.field, one.start, -one.end)):
        if not (kept and kept[-1].field == one.field and one.start < kept[-1].end):
            kept.append(one)
    return kept


def _beside(names: Sequence[Finding], found: Iterator[Finding] | Sequence[Finding]) -> Iterator[Finding]:
    """Leave out what is nothing but a name or a format that is already found."""
    taken: dict[str, list[Finding]] = {}
    for name in names:
        taken.setdefault(name.field, []).append(name)
    for one in found:
        if not any(name.start <= one.start and one.end <= name.end for name in taken.get(one.field, ())):
            yield one


def _texts(content: Content) -> Iterator[tuple[str, str]]:
    for field in NEED.fields.values():
        value = content.get(field.name)
        if field.kind in {Kind.LINE, Kind.TEXT} and isinstance(value, str):
            yield field.name, value[: field.most]
        elif field.kind is Kind.ROWS and field.name not in _QUOTED:
            for at in range(_rows(content, field.name)):
                yield from _cells(field, at, content[field.name][at])


def _cells(field: Field, at: int, row: object) -> Iterator[tuple[str, str]]:
    for inner in field.rows:
        value = row.get(inner.name) if isinstance(row, dict) else None
        if isinstance(value, str):
            yield f"{field.name}.{at}.{inner.name}", value[: inner.most]


def _rows(content: Content, name: str) -> int:
    rows = content.get(name)
    return min(len(rows), NEED.fields[name].most) if isinstance(rows, list) else 0


def _order(content: Content) -> Iterator[str]:
    for field in NEED.fields.values():
        if field.kind is Kind.ROWS:
            yield from (
                f"{field.name}.{at}.{one.name}" for at in range(_rows(content, field.name)) for one in field.rows
            )
        else:
            yield field.name
