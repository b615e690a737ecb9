"""What a text holds, as a table: the form, the page, the versions' differences and the copy all read it.

A text is kept as one JSON object, field by field as its `Description` says. Repeated fields are lists of objects.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from django_stubs_ext import StrOrPromise

Content = dict[str, Any]


class Kind(StrEnum):
    """How a field is written and shown."""

    LINE = "line"  # one line
    TEXT = "text"  # light text: paragraphs, headings, lists
    MAILBOX = "mailbox"
    AMOUNT = "amount"  # whole Norwegian kroner
    QUARTER = "quarter"  # such as 2027-Q3
    CHOICE = "choice"
    CHOICES = "choices"
    ROWS = "rows"  # a list of objects with fields of their own


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it is called, what to write in it, and how much at most (letters, or rows).

    `example` is shown to who asks for one; it is of no municipality and no product.
    """

    name: str
    kind: Kind
    label: StrOrPromise
    help: StrOrPromise = ""
    most: int = 4000
    required: bool = False
    rows: tuple[Field, ...] = ()
    example: StrOrPromise = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What stands together in the form: a field's name, or "effects.0.measure" for that of one row."""

    name: str
    title: StrOrPromise
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text's form is laid out: what publishes it, in the order it is written, and what is folded away."""

    numbered: tuple[Group, ...]
    folded: tuple[Group, ...]


class Description:
    """What one kind of text holds: `needed` fields publish it, the `further` ones may be left out.

    `choices` are the codes of the fields that are chosen from a few, and what readers call them; `names` does that for
    the fields with many codes. `belongs` are the fields that belong to one text alone, and that no other starts with.
    """

    def __init__(
        self,
        needed: Iterable[Field],
        further: Iterable[Field] = (),
        *,
        choices: Mapping[str, dict[str, StrOrPromise]],
        names: Mapping[str, Callable[[str], StrOrPromise]] | None = None,
        belongs: Iterable[str] = (),
    ) -> None:
        self.needed = tuple(needed)
        self.fields = {field.name: field for field in (*self.needed, *further)}
        self.choices = choices
        self.names = names or {}
        self.belongs = frozenset(belongs)

    def missing(self, content: Content) -> list[str]:
        """Return the fields without which the text cannot be published, as paths such as "effects.0.measure"."""
        return [path for field in self.needed for path in _missing(field, content.get(field.name))]

    def at(self, path: str) -> Field:
        """Return the field that a path leads to."""
        name, _at, inner = (*path.split("."), "", "")[:3]
        field = self.fields[name]
        return next((one for one in field.rows if one.name == inner), field)

    def copied(self, content: Content, **own: Any) -> Content:
        """Return a text that another can start from, with what is its `own`."""
        return {name: value for name, value in content.items() if name not in self.belongs} | own

    def word(self, name: str, code: str) -> StrOrPromise:
        """Return what readers call a code of a field; one that nobody knows is returned as it is."""
        if name in self.names:
            return self.names[name](code)
        return self.choices.get(name, {}).get(code, code)

    def has_rows(self, name: str) -> bool:
        """Tell whether a field is repeated."""
        return name in self.fields and self.fields[name].kind is Kind.ROWS


def _missing(field: Field, value: Any) -> Iterator[str]:
    if field.kind is not Kind.ROWS:
        yield from () if value else (field.name,)
        return
    needed = [inner.name for inner in field.rows if inner.required]
    for at, row in enumerate(value or [{}]):
        yield from (f"{field.name}.{at}.{name}" for name in needed if not row.get(name))
