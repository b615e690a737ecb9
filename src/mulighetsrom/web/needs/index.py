"""What the search finds: written here and nowhere else, from public columns only, with what made them public.

Each kind of thing is a `Source`. A slice above registers its own (`register`) and calls `put` or `drop` inside its
action; `rebuild` makes everything again, while people search and publish.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import override

from mulighetsrom.notices.reference import cpv
from mulighetsrom.web.common import markup
from mulighetsrom.web.common.kernel import inside_action
from mulighetsrom.web.drafting import queries as drafting
from mulighetsrom.web.needs import fields
from mulighetsrom.web.needs.finding import facets, lexicon
from mulighetsrom.web.needs.finding.letters import words
from mulighetsrom.web.needs.lines import public_view
from mulighetsrom.web.needs.models import Document, Word
from mulighetsrom.web.needs.queries import needs, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.drafting.fields import Content
    from mulighetsrom.web.needs.models import Line, Need

PUBLIC: Final[dict[str, tuple[str, ...]]] = {
    "needs.Version.content": (
        *("language", "title", "who", "how_many", "situation", "effects.effect", "effects.measure", "effects.target"),
        *("ask", "requirements.text", "requirements.reason", "tried", "voices.quote", "volume", "time", "starts"),
        *("budget_min", "budget_max", "climate", "security", "universal_design", "focus_areas", "cpv", "places"),
    ),
    "needs.Version": ("published_at",),
    "needs.Need": ("public_id", "stage", "owner"),
    "needs.lines.LineView": (
        *("public_id", "owner", "title", "text", "quarter", "value_min", "value_max", "focus_area", "cpv", "state"),
        *("published_at", "changed_at"),
    ),
    "accounts.Organisation": ("public_id", "name", "municipality", "county", "language"),
}
"""Everything that the search knows anything of; a line is read by its public view, which has nothing internal."""

_TEXTS: Final = tuple(
    name for name in PUBLIC["needs.Version.content"]
    if name not in {"language", "title", "starts", "budget_min", "budget_max", "focus_areas", "cpv", "places"}
)  # fmt: skip
_LOCK: Final = 0x5EA5C4  # any number that nobody else locks by
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


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of thing: the ids of all that are public, and the entry of one; None if it is not public."""

    kind: str
    ids: Callable[[], Iterable[str]]
    entry: Callable[[str], Entry | None]


_sources: Final[dict[str, Source]] = {}


def register(source: Source) -> None:
    """Let the search find a further kind of thing, and make its documents again in a rebuild."""
    _sources[source.kind] = source


# --- one thing ----------------------------------------------------------------------------------------------------


@inside_action
def put_need(need: Need) -> None:
    """Let the search find a need as everybody can read it now, or no more."""
    _put_or_drop("need", need.public_id, need_entry)


@inside_action
def put_line(line: Line) -> None:
    """Let the search find what is public of a plan line, or no more."""
    _put_or_drop("line", line.public_id, line_entry)


@inside_action
def put(entry: Entry) -> None:
    """Let the search find this, in place of what it knew of the same thing."""
    put_many([entry])


@inside_action
def put_many(entries: Sequence[Entry]) -> None:
    """Let the search find all of these, each in place of what it knew of the same thing."""
    _one_at_a_time()
    said = words_of(entries)
    learn(said)
    parts = _parts(said)
    columns = [one.name for one in Document._meta.fields if one.name not in {"id", "kind", "thing"}]  # noqa: SLF001 - public
    Document.objects.bulk_create(
        [document(entry, parts) for entry in entries],
        update_conflicts=True, unique_fields=["kind", "thing"], update_fields=columns,
    )  # fmt: skip


@inside_action
def drop(kind: str, thing: str) -> None:
    """Let the search find this no more."""
    Document.objects.filter(kind=kind, thing=thing).delete()


def _put_or_drop(kind: str, thing: str, read: Callable[[str], Entry | None]) -> None:
    _one_at_a_time()
    if entry := read(thing):
        put(entry)
    else:
        drop(kind, thing)


def _one_at_a_time() -> None:
    """Wait until whoever writes for the search is done: what is read after this is the newest there is.

    So a rebuild never puts an older text in the place of one that is published meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


# --- everything ---------------------------------------------------------------------------------------------------


def rebuild() -> int:
    """Make every document again; return how many there are. Safe while people search and publish.

    Twice over: what stands first in the order may be a compound of what stands last.
    """
    began = timezone.now()
    for _first_for_the_words in range(2):
        put_everything()
        relearn()
    Document.objects.filter(indexed_at__lt=began).delete()
    count()
    return Document.objects.count()


def put_everything() -> None:
    """Put what every source has, each in a transaction of its own."""
    for source in _sources.values():
        for thing in list(source.ids()):
            with transaction.atomic():
                _put_or_drop(source.kind, thing, source.entry)


def relearn() -> None:
    """Take the known words apart again, by what is known now."""
    stems = lexicon.seeds() | set(Word.objects.values_list("stem", flat=True))
    changed = []
    for word in Word.objects.order_by("word").iterator():
        parts = _unique(lexicon.parts(word.word.replace("-", ""), stems) + _hyphenated(word.word))
        if parts != word.parts:
            word.parts = parts
            changed.append(word)
    Word.objects.bulk_update(changed, ["parts"], batch_size=500)


def count() -> None:
    """Count in how many documents each word's stem stands, and forget the words of none."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH found AS (SELECT word AS stem, ndoc FROM ts_stat('SELECT search FROM needs_document'))
            UPDATE needs_word SET count = found.ndoc FROM found WHERE found.stem = needs_word.stem
            """
        )
        cursor.execute(
            """
            DELETE FROM needs_word WHERE stem NOT IN (SELECT word FROM ts_stat('SELECT search FROM needs_document'))
            """
        )


# --- words --------------------------------------------------------------------------------------------------------


def learn(said: Iterable[str]) -> None:
    """Know these folded words from now on, and what they are made of."""
    new = set(said) - set(Word.objects.filter(word__in=list(said)).values_list("word", flat=True))
    tried = {lexicon.root(part) for word in new for cut in lexicon.cuts(word.replace("-", "")) for part in cut}
    known = lexicon.seeds() | set(Word.objects.filter(stem__in=tried).values_list("stem", flat=True))
    known |= {lexicon.root(word) for word in new}
    made = [
        Word(word=word, stem=lexicon.root(word.replace("-", "")),
             parts=_unique(lexicon.parts(word.replace("-", ""), known) + _hyphenated(word)))
        for word in sorted(new)
    ]  # fmt: skip
    Word.objects.bulk_create(made, ignore_conflicts=True)


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
    places = entry.places or tuple(filter(None, [entry.owner.municipality]))
    counties = {one[:2] for one in places} | set(filter(None, [entry.owner.county]))
    made = Document(
        kind=entry.kind, thing=entry.thing, url_name=entry.url_name, url_arg=entry.url_arg, anchor=entry.anchor,
        owner=entry.owner.public_id, owner_name=entry.owner.name, language=entry.language,
        title=entry.title, body=entry.body, places=list(places), counties=sorted(counties),
        areas=list(entry.areas), cpv=list(entry.cpv), divisions=sorted({code[:2] for code in entry.cpv}),
        value_min=entry.value_min, value_max=entry.value_max, quarter=entry.quarter, stage=entry.stage,
        published_at=entry.published_at, changed_at=entry.changed_at, indexed_at=timezone.now(),
        search=_vector(weighed), titled=_vector((stem, "A") for stem, weight in weighed if weight in "AB"),
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


def words_of(entries: Iterable[Entry]) -> set[str]:
    """Return the folded words that tell something of these."""
    return {word for one in entries for word in _telling(f"{one.title} {one.body} {_names(one)}")}


def _parts(said: Iterable[str]) -> dict[str, list[str]]:
    return dict(Word.objects.filter(word__in=list(said)).values_list("word", "parts"))


def _names(entry: Entry) -> str:
    """Return what the codes of an entry are called, in both Norwegian languages."""
    names = [cpv.label(code, language) for code in entry.cpv for language in ("nb", "nn")]
    for language in ("nb", "nn"):
        with override(language):
            names += [str(fields.CHOICES["focus_areas"].get(area, "")) for area in entry.areas]
    return " ".join(dict.fromkeys(names))


def _hyphenated(word: str) -> list[str]:
    """Return the stems of what a hyphen joins: e-helse has helse in it."""
    return [lexicon.root(part) for part in word.split("-") if len(part) > 1] if "-" in word else []


def _unique(said: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(said))


# --- needs and plan lines -----------------------------------------------------------------------------------------


def need_entry(public_id: str) -> Entry | None:
    """Return what everybody can read of a need."""
    need = needs.public().filter(public_id=public_id).first()
    version = drafting.newest(need) if need else None
    if not need or not version:
        return None
    told = version.content
    return Entry(
        kind="need", thing=need.public_id, url_name="needs:need", url_arg=need.public_id,
        owner=need.owner, language=told.get("language") or "nb", title=told.get("title", ""),
        body="\n".join(filter(None, (markup.plain(text) for text in _said(told)))),
        places=tuple(told.get("places") or ()), areas=tuple(told.get("focus_areas") or ()),
        cpv=tuple(told.get("cpv") or ()), value_min=told.get("budget_min"), value_max=told.get("budget_max"),
        quarter=told.get("starts") or "", stage=need.stage,
        published_at=version.published_at, changed_at=version.published_at,
    )  # fmt: skip


def line_entry(public_id: str) -> Entry | None:
    """Return what is public of a plan line: what its public view shows."""
    line = plan.published().filter(public_id=public_id).first()
    if not line:
        return None
    told = public_view(line)
    return Entry(
        kind="line", thing=told.public_id, url_name="needs:plan", url_arg=told.owner, anchor=told.public_id,
        owner=line.owner, language=line.owner.language, title=told.title, body=told.text,
        areas=tuple(filter(None, [told.focus_area])), cpv=told.cpv, value_min=told.value_min,
        value_max=told.value_max, quarter=told.quarter, stage=told.state,
        published_at=line.published_at or told.changed_at, changed_at=told.changed_at,
    )  # fmt: skip


def _said(content: Content) -> Iterator[str]:
    for name in _TEXTS:
        field, _, inner = name.partition(".")
        if inner:
            yield from (str(row.get(inner) or "") for row in content.get(field) or ())
        else:
            yield str(content.get(field) or "")


register(Source("need", lambda: needs.public().values_list("public_id", flat=True), need_entry))
register(Source("line", lambda: plan.published().values_list("public_id", flat=True), line_entry))
