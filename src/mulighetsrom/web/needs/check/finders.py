"""What looks for each rule: pure functions from a description to findings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from mulighetsrom.web.needs.check import vocabulary
from mulighetsrom.web.needs.check.finding import Finding, Rule
from mulighetsrom.web.needs.check.phrases import Book
from mulighetsrom.web.needs.check.vocabulary import CLASSES, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mulighetsrom.web.needs.check.text import Sentence, Word

    Read = Mapping[str, Sequence[Sentence]]

MOST_WORDS: Final = 35
"""A sentence with more words than this is long."""

_LISTING: Final = 6  # commas from which a long sentence is a list, which reads well
_SHORT_REASON: Final = 3
_WORDY_REASON: Final = 7
_ABBREVIATION: Final = range(2, 7)  # letters
_BRAND_FIELDS: Final = ("title", "effects.effect", "ask", "requirements.text")
_JARGON_FIELDS: Final = ("title", "who", "situation", "effects.effect", "ask")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Phrases to find in some fields, unless others stand in the same sentence; `verbless` only where no verb does."""

    fields: frozenset[str]
    find: Book
    unless: Book
    verbless: bool


@cache
def patterns(rule: Rule, language: str) -> tuple[Pattern, ...]:
    """Return the phrases of a rule that hold in a language."""
    data = vocabulary.rule(rule)
    sections = ("any", "english") if language == "en" else ("any", "norwegian", language)
    return tuple(
        Pattern(
            fields=frozenset(told["in"]),
            find=Book(told["find"]),
            unless=Book(told.get("unless", ())),
            verbless=told.get("without") == "verb",
        )
        for section in sections
        for told in data.get(section, ())
    )


def of_column(path: str) -> str:
    """Return a path without its row: "effects.0.measure" is "effects.measure"."""
    return ".".join(part for part in path.split(".") if not part.isdigit())


def by_phrases(rule: Rule, read: Read, language: str) -> Iterator[Finding]:
    """Find the phrases of a rule, each stretch of a sentence once."""
    for field, sentences in read.items():
        here = [one for one in patterns(rule, language) if of_column(field) in one.fields]
        for sentence in sentences if here else ():
            spans = [span for one in here for span in _spans(one, sentence)]
            yield from (_mark(rule, field, sentence.words[start:end]) for start, end in _apart(spans))


def _spans(pattern: Pattern, sentence: Sentence) -> Iterator[tuple[int, int]]:
    if pattern.verbless and any(CLASSES["verb"](word) for word in sentence.words):
        return
    spans = list(pattern.find.found(sentence, CLASSES))
    if spans and not pattern.unless.is_in(sentence, CLASSES):
        yield from spans


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that overlap."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def known_names(rule: Rule, read: Read, names: frozenset[str]) -> Iterator[Finding]:
    """Find names of a list where the text asks for something."""
    for field, sentences in read.items():
        if of_column(field) in _BRAND_FIELDS:
            for sentence in sentences:
                yield from (_mark(rule, field, [word]) for word in sentence.words if _is_listed(word, names))


def _is_listed(word: Word, names: frozenset[str]) -> bool:
    lower = word.lower
    written_as_name = lower[0] == "." or any(letter.isupper() for letter in word.text)
    return written_as_name and (lower in names or lower.split("-")[0] in names or lower.removesuffix("s") in names)


def brands(read: Read, language: str) -> Iterator[Finding]:
    """Find product names and makes: those that are known, and those that are written as one."""
    yield from known_names(Rule.BRAND, read, listed("brand", "names"))
    for field, sentences in read.items():
        here = [one for one in patterns(Rule.BRAND, language) if of_column(field) in one.fields]
        for sentence in sentences if here else ():
            for start, end in _apart([span for one in here for span in _spans(one, sentence)]):
                yield from _names_in(field, sentence.words[start:end])


def _names_in(field: str, words: Sequence[Word]) -> Iterator[Finding]:
    """Mark the name alone, not the company that gave it away."""
    named = [at for at, word in enumerate(words) if any(letter.isupper() for letter in word.text)]
    if named:
        yield _mark(Rule.BRAND, field, words[named[0] : named[-1] + 1])


def abbreviations(read: Read) -> Iterator[Finding]:
    """Find abbreviations that few know and the text does not explain."""
    explained = {word.lower for sentences in read.values() for one in sentences for word in _explained(one)}
    for field, sentences in read.items():
        if of_column(field) not in _JARGON_FIELDS:
            continue
        for sentence in sentences:
            for word in () if _shouts(sentence) else sentence.words:
                if _is_abbreviation(word) and word.lower not in explained:
                    yield _mark(Rule.JARGON, field, [word])


def _explained(sentence: Sentence) -> Iterator[Word]:
    """Yield the abbreviations beside a bracket: "personlig assistanse (BPA)", "BPA (personlig assistanse)"."""
    words = sentence.words
    for at, word in enumerate(words):
        before, after = words[at - 1].text if at else "", words[at + 1].text if at + 1 < len(words) else ""
        if before == "(" or after == "(":
            yield word


def _shouts(sentence: Sentence) -> bool:
    written = [word for word in sentence.words if word.text.isalpha() and len(word.text) > 1]
    return len(written) > 1 and sum(word.text.isupper() for word in written) * 2 > len(written)


def _is_abbreviation(word: Word) -> bool:
    return any(_is_unknown(part) for part in word.text.replace("/", "-").split("-")[:2])


def _is_unknown(part: str) -> bool:
    letters = part.isalpha() and len(part) in _ABBREVIATION and part[0].isupper() and part[-1].isupper()
    lower = part.lower()
    taken = any(
        lower in listed(name, key)
        for name, key in (("jargon", "known"), ("brand", "national"), ("brand", "names"), ("format", "names"))
    )
    return letters and not taken


def long_sentences(read: Read) -> Iterator[Finding]:
    """Find sentences that are long and no list."""
    for field, sentences in read.items():
        for sentence in sentences:
            if sentence.count > MOST_WORDS and sum(word.text == "," for word in sentence.words) < _LISTING:
                yield _mark(Rule.LONG_SENTENCE, field, sentence.words)


def effects_without_measure(read: Read, rows: int) -> Iterator[Finding]:
    """Find effects whose measure is missing, or praise, or a step on the way."""
    for row in range(rows):
        effect, measure = (_words(read, f"effects.{row}.{name}") for name in ("effect", "measure"))
        quantities = [*_words(read, f"effects.{row}.baseline"), *_words(read, f"effects.{row}.target")]
        if effect and not measure:
            yield Finding(Rule.NO_MEASURE, f"effects.{row}.measure", 0, 0, "")
        elif effect and not _counts([*measure, *quantities]) and _says_nothing(effect, measure):
            yield _mark(Rule.NO_MEASURE, f"effects.{row}.measure", measure)


def _counts(words: Sequence[Word]) -> bool:
    return any(CLASSES["number"](word) or CLASSES["counts"](word) for word in words)


def _says_nothing(effect: Sequence[Word], measure: Sequence[Word]) -> bool:
    repeats = {word.lower for word in measure} <= {word.lower for word in effect}
    return repeats or len(measure) == 1 or any(CLASSES["praise"](word) for word in measure)


def requirements_without_reason(read: Read, rows: int) -> Iterator[Finding]:
    """Find absolute requirements whose reason is missing, a wish or a habit."""
    for row in range(rows):
        text, reason = (_words(read, f"requirements.{row}.{name}") for name in ("text", "reason"))
        if text and not reason:
            yield Finding(Rule.NO_REASON, f"requirements.{row}.reason", 0, 0, "")
        elif text and _is_hollow(reason):
            yield _mark(Rule.NO_REASON, f"requirements.{row}.reason", reason)


def _is_hollow(reason: Sequence[Word]) -> bool:
    grounded = any(CLASSES["ground"](word) or word.text[0].isdigit() for word in reason)
    if grounded or len(reason) > _WORDY_REASON:
        return False
    says_a_fact = any(CLASSES["verb"](word) for word in reason)
    return any(CLASSES["hollow"](word) for word in reason) or (len(reason) <= _SHORT_REASON and not says_a_fact)


def _words(read: Read, field: str) -> list[Word]:
    return [word for sentence in read.get(field, ()) for word in sentence.words]


def _mark(rule: Rule, field: str, words: Sequence[Word]) -> Finding:
    return Finding(rule, field, words[0].start, words[-1].end, "")
