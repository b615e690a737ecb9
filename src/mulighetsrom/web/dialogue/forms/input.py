"""What is filled in about written input: by the municipality that asks, and by the company that answers."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.files import FileField
from mulighetsrom.web.common.forms import OneLine, Words
from mulighetsrom.web.common.opened import OpenedForm
from mulighetsrom.web.dialogue import marking
from mulighetsrom.web.dialogue.models import MOST_WORDS, Intake
from mulighetsrom.web.drafting import inputs, merging
from mulighetsrom.web.needs.forms.plan_inputs import Day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from django.forms.boundfield import BoundField

    from mulighetsrom.web.dialogue.models import Asked
    from mulighetsrom.web.drafting.fields import Content, Description

MOST_ASKED: Final = 20
"""How many questions a part may ask; ten are plenty."""
A_PAGE: Final = 300
"""How many words an answer may have, unless they say otherwise: a good page."""
MORE: Final = 3
"""How many empty rows stand below those that are written."""
READING_ENDS: Final = timedelta(days=365)
"""How long after the deadline secrets may be read, where nobody says otherwise."""


class ArrangeForm(OpenedForm):
    """The questions of a part, their word limits, and its rules."""

    late = forms.ChoiceField(
        label=_("What becomes of what comes after the deadline?"),
        help_text=_("The same for all, and everybody can read it beforehand."),
        choices=Intake.Late.choices,
        widget=forms.RadioSelect,
    )
    read_until_date = Day(
        label=_("Until when may business secrets be read?"),
        max_length=20,
        help_text=_(
            "Write it as 18.02.2027. After this day nobody opens them, except to decide an access request. "
            "Nothing is deleted by it."
        ),
    )

    def __init__(self, *args: Any, rows: int, deadline: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._deadline = deadline
        self.rows = min(rows + MORE, MOST_ASKED)
        for at in range(1, self.rows + 1):
            box = forms.Textarea(attrs={"rows": 2, "translate": "no"})
            self.fields[f"text-{at}"] = inputs.Text(most=1000, label=_("Question"), required=False, widget=box)
            self.fields[f"words-{at}"] = forms.IntegerField(
                label=_("Words at most"), required=False, min_value=1, max_value=MOST_WORDS, initial=A_PAGE,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )  # fmt: skip

    def numbered(self) -> Iterator[tuple[int, BoundField, BoundField]]:
        """Yield the rows: the number of a question, its text, its word limit."""
        for at in range(1, self.rows + 1):
            yield at, self[f"text-{at}"], self[f"words-{at}"]

    def asked(self) -> list[tuple[str, int]]:
        """Return the questions that are written."""
        told = self.cleaned_data
        rows = ((told[f"text-{at}"].strip(), told[f"words-{at}"]) for at in range(1, self.rows + 1))
        return [(text, words) for text, words in rows if text]

    def clean_read_until_date(self) -> date:
        until: date = self.cleaned_data["read_until_date"]
        first = self._deadline or timezone.localdate()
        if until <= first:
            raise ValidationError(_("It must be later than the deadline for input."))
        return until

    def clean(self) -> None:
        super().clean()
        told = self.cleaned_data
        for at in range(1, self.rows + 1):
            if told.get(f"text-{at}", "").strip() and not told.get(f"words-{at}") and f"words-{at}" not in self.errors:
                self.add_error(f"words-{at}", gettext("Say how many words an answer may have. 300 is a good page."))
        if not self.errors and not self.asked():
            self.add_error("text-1", gettext("Ask at least one question."))


class PaperForm(forms.Form):
    """A draft document to comment on."""

    file = FileField(label=_("File"), help_text=_("PDF, Word, Excel, OpenDocument or text, at most 20 MB."))
    title = OneLine(label=_("What is it?"), max_length=200)
    version = OneLine(label=_("Version"), max_length=20, help_text=_("Such as 0.8, or the day it was written."))
    may_change = Words(
        label=_("What may still change?"), max_length=1000, rows=3,
        help_text=_("Suppliers spend their time where it counts."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class InputForm(forms.Form):
    """A company's input as it is written. What is too long is told, and kept all the same."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    page = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def __init__(self, content: Content, of: Description, asked: Sequence[Asked], **kwargs: Any) -> None:
        marks = json.dumps(merging.marks(content, of), separators=(",", ":"))
        super().__init__(initial=content | {"seen": marks}, auto_id="%s", **kwargs)
        self._of, self._asked = of, asked
        for field in of.fields.values():
            self.fields[field.name] = inputs.made(field, of, language="")
            attrs = self.fields[field.name].widget.attrs
            del attrs["lang"]  # a company writes in the language it chooses
            attrs["translate"] = "no"
        for one in asked:
            self.fields[f"text-{one.number}"].help_text = gettext("At most %(count)s words.") % {
                "count": one.most_words
            }
            self.fields[f"reason-{one.number}"].help_text = gettext("Do not write the secret itself here.")
            self.fields[f"instead-{one.number}"].help_text = gettext(
                "Leave it empty, and what you marked is blacked out. Or write the answer so that others may read it."
            )

    def questions(self) -> Iterator[tuple[Asked, BoundField, list[BoundField], bool]]:
        """Yield each question, the box of its answer, those about its secrets, and whether to show these."""
        for one in self._asked:
            about = [self[f"reason-{one.number}"], self[f"instead-{one.number}"]]
            text = str(self[f"text-{one.number}"].value() or "")
            is_open = marking.is_marked(text) or any(box.value() or box.errors for box in about)
            yield one, self[f"text-{one.number}"], about, is_open

    def said(self) -> Content:
        """Return what can be kept of what was sent."""
        return {name: self.cleaned_data[name] for name in self._of.fields if name not in self.errors}

    def marks(self) -> merging.Marks:
        """Return the marks that the page was given, and what its writer chose where two had changed the same."""
        found = merging.read(self.cleaned_data.get("seen") or "")
        return found | dict(self._chosen())

    def _chosen(self) -> Iterator[tuple[str, str]]:
        said = self.said()
        for path in self._of.fields:
            if chosen := self.data.get(f"choose-{path}"):
                yield path, merging.mark(said.get(path)) if chosen == "theirs" else str(chosen)


class HandInForm(forms.Form):
    """The button that hands in, and which draft was seen."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=12)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ReaderForm(forms.Form):
    """Who may open what companies have marked."""

    person = forms.ChoiceField(label=_("Name somebody"))

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Choose")), *people]  # type: ignore[attr-defined] # a ChoiceField's
