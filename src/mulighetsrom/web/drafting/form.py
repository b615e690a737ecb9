"""The form in which a text is written, made of its table of fields."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.forms import OneLine
from mulighetsrom.web.drafting import inputs, merging, places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.core.files.uploadedfile import UploadedFile
    from django.forms.boundfield import BoundField
    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.drafting.fields import Content, Description, Field, Group
    from mulighetsrom.web.drafting.kinds import Kind


@dataclass(frozen=True, slots=True)
class Row:
    """One of several in the form, and how it is called when it is to be removed."""

    number: int
    name: str
    boxes: list[BoundField]


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part of the form, or one that is folded away: `add` is the field that one more can be added to."""

    number: int
    group: Group
    boxes: list[BoundField]
    rows: list[Row]
    add: str = ""
    label: StrOrPromise = ""
    open: bool = False


class Writing(forms.Form):
    """A text for writing. What is not valid is left as it was; everything else is kept."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    page = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    cpv_search = OneLine(
        label=_("Search in plain words"),
        help_text=_("One word is enough, such as “food”, “school” or “alarm”."),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    another_place = OneLine(
        label=_("Another municipality"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"list": "municipalities", "autocomplete": "off"}),
    )

    def __init__(
        self,
        content: Content,
        kind: Kind,
        *,
        people: Mapping[str, str],
        own_place: str,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        one_more: str = "",
        search: str = "",
        remove: str = "",
    ) -> None:
        marks = json.dumps(merging.marks(content, kind.of), separators=(",", ":"))  # without a space: nobody's words
        first = _flat(content, kind.of) | {"seen": marks, "cpv_search": search}
        self._sent = data
        super().__init__(data, files, initial=first, auto_id="%s")
        self._before, self._own_place, self._one_more, self._remove = content, own_place, one_more, remove
        self._of, self._layout = kind.of, kind.layout
        for box in self.fields.values():
            inputs.dressed(box)
        for field in kind.of.fields.values():
            self._add(field)
        self.fields["responsible"] = inputs.dressed(
            forms.ChoiceField(
                label=_("Responsible person"),
                help_text=kind.says["responsible"],
                choices=list(people.items()),
                required=False,
            )
        )

    # what was said

    def said(self) -> Content:
        """Return what can be kept of what was sent; fields that cannot are left out."""
        wrong = self.errors
        found: Content = {}
        for field in self._of.fields.values():
            if field.rows:
                if not any(name in wrong for name in self._names(field)):
                    found[field.name] = [row for row in self._said_rows(field) if row]
            elif field.name not in wrong:
                found[field.name] = self.cleaned_data.get(field.name)
        if another := self.cleaned_data.get("another_place"):
            found["places"] = [*dict.fromkeys((*found.get("places", ()), another))]
        found["responsible"] = self.cleaned_data.get("responsible") or self._before.get("responsible")
        return found

    def clean_another_place(self) -> str:
        typed = self.cleaned_data["another_place"]
        found = places.typed(typed) if typed else None
        if typed and not found:
            raise ValidationError(_("We know no municipality that is called “%(name)s”."), params={"name": typed})
        return found.number if found else ""

    def marks(self) -> merging.Marks:
        """Return the marks that the page was given, and what its writer chose where two had changed the same."""
        found = merging.read(self.cleaned_data.get("seen") or "")
        return found | dict(self._chosen())

    def _chosen(self) -> Iterator[tuple[str, str]]:
        """Yield a mark that makes a choice true: theirs is kept of what I did not touch, mine of what they did not."""
        marks = merging.marks(self.said(), self._of)
        for name, value in self.data.items():
            path = name.removeprefix("choose-")
            if path == name or path not in marks:
                continue
            yield path, marks[path] if value == "theirs" else str(value)

    def _said_rows(self, field: Field) -> Iterator[Content]:
        for at in range(self._count(field)):
            if f"{field.name}.{at}" == self._remove:
                continue
            row = {inner.name: self.cleaned_data.get(f"{field.name}-{at}-{inner.name}") for inner in field.rows}
            written = {name: value for name, value in row.items() if value}
            yield {} if set(written) <= {"whose"} else written

    # the boxes

    def _add(self, field: Field) -> None:
        language = self._before.get("language") or "nb"
        if not field.rows:
            self.fields[field.name] = inputs.made(
                field, self._of, language=language, chosen=self._now(field), found=self._offered(field.name)
            )
            return
        for at in range(self._count(field)):
            for inner in field.rows:
                self.fields[f"{field.name}-{at}-{inner.name}"] = inputs.made(inner, self._of, language=language)

    def _now(self, field: Field) -> list[str]:
        """Return the codes that are chosen, and of those that were sent the ones there are."""
        value = self._before.get(field.name) or []
        kept = [value] if isinstance(value, str) else list(value) if isinstance(value, list) else []
        sent = self._sent.getlist(field.name) if self._sent and field.name in {"cpv", "places"} else []
        return [*kept, *(code for code in sent[: field.most] if inputs.is_known(field.name, code))]

    def _offered(self, name: str) -> list[str]:
        if name == "cpv":
            search = self.data.get("cpv_search", "") if self.is_bound else self.initial["cpv_search"]
            return inputs.searched(search[:100], get_language() or "nb")
        return inputs.places_near(self._own_place) if name == "places" else []

    def _count(self, field: Field) -> int:
        """Return how many rows the form has of a field: those that were sent, or are there, and the one more."""
        if self.is_bound:
            pattern = re.compile(rf"{field.name}-([0-9]{{1,2}})-\w+")
            sent = [int(found[1]) + 1 for name in self.data if (found := pattern.fullmatch(name))]
            return min(max([1 if field.required else 0, *sent]), field.most)
        rows = len(self._before.get(field.name) or []) + (self._one_more == field.name)
        return min(max(1 if field.required else 0, rows), field.most)

    def _names(self, field: Field) -> list[str]:
        return [f"{field.name}-{at}-{inner.name}" for at in range(self._count(field)) for inner in field.rows]

    # the parts of the page

    def numbered(self) -> list[Part]:
        """Return the parts that publish the text."""
        return [
            Part(number, group, [self[name.replace(".", "-")] for name in group.fields], [])
            for number, group in enumerate(self._layout.numbered, 1)
        ]

    def folded(self) -> list[Part]:
        """Return the parts that may be left out."""
        return [self._part(group) for group in self._layout.folded]

    def _part(self, group: Group) -> Part:
        repeated = next((self._of.fields[name] for name in group.fields if self._of.has_rows(name)), None)
        boxes = [self[name.replace(".", "-")] for name in group.fields if not self._of.has_rows(name)]
        rows = self._rows(repeated, beyond=1 if boxes else 0) if repeated else []
        written = (self[name].value() or self[name].errors for name in _names(boxes, rows))
        return Part(
            number=0,
            group=group,
            boxes=boxes,
            rows=rows,
            add=repeated.name if repeated and self._count(repeated) < repeated.most else "",
            label=repeated.rows[0].label if repeated else "",
            open=any(written) or bool(rows) or (group.name == "cpv" and bool(self["cpv_search"].value())),
        )

    def _rows(self, field: Field, *, beyond: int) -> list[Row]:
        return [
            Row(at + 1, f"{field.name}.{at}", [self[f"{field.name}-{at}-{inner.name}"] for inner in field.rows])
            for at in range(beyond, self._count(field))
        ]


def _names(boxes: list[BoundField], rows: list[Row]) -> Iterator[str]:
    """Yield the names of a part's fields, but for those that are filled in from the beginning, and so open nothing."""
    every = (box.name for box in (*boxes, *(box for row in rows for box in row.boxes)))
    yield from (name for name in every if name not in {"language", "places"})


def _flat(content: Content, of: Description) -> dict[str, Any]:
    """Return a text as the form's first values, rows by their numbers."""
    found: dict[str, Any] = {}
    for name, value in content.items():
        if of.has_rows(name):
            found |= {f"{name}-{at}-{inner}": text for at, row in enumerate(value) for inner, text in row.items()}
        else:
            found[name] = value
    return found
