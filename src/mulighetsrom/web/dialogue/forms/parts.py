"""A part of a dialogue while it is written."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.forms import OneLine, Words
from mulighetsrom.web.common.opened import OpenedForm
from mulighetsrom.web.dialogue import readiness
from mulighetsrom.web.dialogue.forms.moments import Moment
from mulighetsrom.web.dialogue.models import Part
from mulighetsrom.web.dialogue.places import DEADLINES
from mulighetsrom.web.needs.forms.meeting import Programme

if TYPE_CHECKING:
    from django.http import QueryDict

ALL: Final = ("title", "text", "deadline_at")
HELD: Final = ("starts_at", "ends_at", "how", "place")
WITH_PROGRAMME: Final = ("stream", "programme")
OF: Final[dict[str, tuple[str, ...]]] = {
    Part.Kind.CONFERENCE: (*ALL, *HELD, *WITH_PROGRAMME),
    Part.Kind.WORKSHOP: (*ALL, *HELD, *WITH_PROGRAMME),
    Part.Kind.MEETINGS: (*ALL, *HELD),
    Part.Kind.INPUT: ALL,
    Part.Kind.COMMENTS: ALL,
}
"""What is filled in about each kind of part."""


class Speakers(Programme):
    """A programme with who speaks: one item a line, as “09:00 Nights at home | Bente Behov, home care”."""

    def clean(self, value: Any) -> list[dict[str, str]]:
        return [{"at": at, **_parted(words)} for at, words in super().clean(value)]

    def prepare_value(self, value: Any) -> Any:
        lines = (
            [f"{row['at']} {row['what']}{' | ' if row['who'] else ''}{row['who']}" for row in value]
            if isinstance(value, list)
            else None
        )
        return value if lines is None else "\n".join(lines)


class PartForm(OpenedForm):
    """What a part is called, when and where it is held, and until when one signs up or answers."""

    title = OneLine(
        label=_("What it is called"), help_text=_("Leave it empty to call it what it is."), max_length=120,
        required=False,
    )  # fmt: skip
    starts_at = Moment(label=_("Begins"), required=False)
    ends_at = Moment(label=_("Ends"), required=False)
    deadline_at = Moment(label=_("Deadline"), deadline=True, required=False)
    how = forms.ChoiceField(
        label=_("Where is it held?"), choices=Part.How.choices, required=False, widget=forms.RadioSelect
    )
    place = OneLine(
        label=_("Place"), help_text=_("The address and the room, and how to get in without steps."), max_length=300,
        required=False,
    )  # fmt: skip
    stream = OneLine(
        label=_("Address of the stream"), help_text=_("Shown to those who have signed up."), max_length=500,
        required=False, validators=[URLValidator(schemes=["https"])],
    )  # fmt: skip
    programme = Speakers(
        label=_("Programme"),
        help_text=_("One item a line, with who speaks after a bar: “09:00 Nights at home | Bente Behov, home care”."),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "translate": "no"}),
    )
    text = Words(
        label=_("Good to know"), help_text=_("What one should read or bring, and what will happen."), rows=5,
        max_length=3000, required=False,
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, data: QueryDict | None, *, part: Part) -> None:
        names = OF[part.kind]
        initial = {name: getattr(part, name) for name in names} | {"seen": part.edit_version}
        super().__init__(data, initial=initial)
        self._names = names
        for name in set(self.fields) - {*names, "seen", "key"}:
            del self.fields[name]
        self.fields["deadline_at"].label = DEADLINES[part.kind]
        for name in (*readiness.NEEDED[part.kind], "ends_at"):
            if name in self.fields:
                self.fields[name].needed = True  # type: ignore[attr-defined] # the templates say so at its label

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        starts, ends, until = (said.get(name) for name in ("starts_at", "ends_at", "deadline_at"))
        if bool(starts) is not bool(ends):
            self.add_error("ends_at" if starts else "starts_at", _("Write both when it begins and when it ends."))
        if starts and ends and starts >= ends:
            self.add_error("ends_at", _("It ends before it begins."))
        if starts and until and until > starts:
            self.add_error("deadline_at", _("The deadline comes after it begins."))
        return said

    def columns(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._names}


def _parted(words: str) -> dict[str, str]:
    what, _bar, who = words.partition("|")
    return {"what": what.strip(), "who": who.strip()}
