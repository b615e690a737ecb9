"""What is filled in about a contact meeting."""

from __future__ import annotations

import re
import uuid
from datetime import time
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.validators import URLValidator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common import markup, written
from mulighetsrom.web.common.forms import OneLine
from mulighetsrom.web.common.opened import OpenedForm
from mulighetsrom.web.needs.forms.plan_inputs import Day
from mulighetsrom.web.needs.models import Contribution, SignUp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict
    from django.utils.safestring import SafeString

    from mulighetsrom.web.needs.models import Line, Meeting

MOST_ITEMS: Final = 40
LONGEST_ITEM: Final = 200
_ITEM: Final = re.compile(r"(?P<hour>[0-9]{1,2})[.:](?P<minute>[0-9]{2})\s+(?P<what>\S.*)")
_THEIRS: Final = '<span translate="no">{}</span> <span class="small">{}</span>'


class Programme(forms.CharField):
    """One item a line: a time, and what happens."""

    def to_python(self, value: Any) -> str:
        return markup.tidy(str(value or "")).strip()

    def clean(self, value: Any) -> Any:
        items = [_item(line.strip()) for line in super().clean(value).splitlines() if line.strip()]
        if len(items) > MOST_ITEMS or any(len(what) > LONGEST_ITEM for _at, what in items):
            raise forms.ValidationError(
                _("Write at most %(most)s lines, none longer than %(longest)s characters."),
                params={"most": MOST_ITEMS, "longest": LONGEST_ITEM},
            )
        return items

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(f"{at} {what}" for at, what in value) if isinstance(value, list) else value


def _item(line: str) -> list[str]:
    found = _ITEM.fullmatch(line)
    try:
        at = time(int(found["hour"]), int(found["minute"])) if found else None
    except ValueError:
        at = None
    if not found or at is None:
        raise forms.ValidationError(_("Begin each line with a time, as “09:00 Welcome”."))
    return [f"{at:%H:%M}", found["what"]]


class MeetingForm(OpenedForm):
    """When and where, what happens, and which lines are presented."""

    date = Day(label=_("Day"), max_length=20, help_text=_("Write it as 18.02.2027."))
    starts = forms.TimeField(
        label=_("Starts"), help_text=_("Write it as 09:00."), widget=forms.TimeInput(format="%H:%M")
    )
    ends = forms.TimeField(label=_("Ends"), widget=forms.TimeInput(format="%H:%M"))
    place = forms.CharField(label=_("Place"), max_length=500, required=False)
    stream = forms.CharField(
        label=_("Address of the stream"), max_length=500, required=False, validators=[URLValidator(schemes=["https"])]
    )
    text = forms.CharField(
        label=_("About the meeting"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 4, "translate": "no"}),
    )  # fmt: skip
    programme = Programme(
        label=_("Programme"), max_length=10_000, required=False, help_text=_("One item a line, as “09:00 Welcome”."),
        widget=forms.Textarea(attrs={"rows": 8, "translate": "no"}),
    )  # fmt: skip
    contributions_until = Day(
        label=_("Companies can contribute until"), max_length=20, help_text=_("A day after the meeting, as 18.02.2027.")
    )
    lines = forms.MultipleChoiceField(
        label=_("Which plans are presented?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, data: QueryDict | None, *, meeting: Meeting | None, lines: Iterable[Line]) -> None:
        super().__init__(data, initial=_initial(meeting) if meeting else None)
        self._lines = list(lines)
        field = self.fields["lines"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(line.public_id, _choice(line)) for line in self._lines]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("starts") and said.get("ends") and said["starts"] >= said["ends"]:
            self.add_error("ends", _("The meeting ends before it starts."))
        if said.get("date") and said.get("contributions_until") and said["contributions_until"] < said["date"]:
            self.add_error("contributions_until", _("Companies must be able to contribute at the meeting."))
        return said

    def columns(self) -> dict[str, Any]:
        names = ("date", "starts", "ends", "place", "stream", "text", "programme", "contributions_until")
        return {name: self.cleaned_data[name] for name in names}

    def shown(self, name: str) -> str:
        """Return what stands in a field; lines by their titles, the programme as it is written."""
        value = self[name].value() or []
        if name == "lines":
            return "\n".join(line.title for line in self._lines if line.public_id in value)
        return super().shown(name)

    def chosen(self) -> list[Line]:
        return [line for line in self._lines if line.public_id in self.cleaned_data["lines"]]


class SignUpForm(forms.Form):
    """Who comes, and how. Of somebody who has logged in we know name and address."""

    name = OneLine(label=_("Name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, help_text=_("You get an e-mail to confirm that you come.")
    )
    company = OneLine(label=_("Company or organisation"), max_length=200, required=False)
    how = forms.ChoiceField(label=_("How do you take part?"), choices=SignUp.How.choices, widget=forms.RadioSelect)
    access_needs = forms.CharField(
        label=_("What do you need to take part?"), max_length=500, required=False,
        help_text=_("Such as a sign language interpreter. Deleted 30 days after the meeting."),
    )  # fmt: skip
    listed = forms.BooleanField(label=_("Show my name and company among those who come"), required=False)

    def __init__(self, data: QueryDict | None, *, guest: bool) -> None:
        super().__init__(data)
        if not guest:
            del self.fields["name"], self.fields["email"]


class ContributionForm(forms.Form):
    """A company's challenge or offer."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=Contribution.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What do you want to say?"), max_length=3000,
        help_text=_("Everybody can read it. Write no business secrets, and nothing about people."),
        widget=forms.Textarea(attrs={"rows": 8, "translate": "no"}),
    )  # fmt: skip
    named = forms.BooleanField(
        label=_("Show the name of the company"), required=False, help_text=_("Otherwise it says “a supplier”.")
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class TextForm(OpenedForm):
    """An answer, or an outcome."""

    text = forms.CharField(
        label=_("Text"), max_length=2000, help_text=_("Everybody can read it."),
        widget=forms.Textarea(attrs={"rows": 8, "translate": "no"}),
    )  # fmt: skip


def _choice(line: Line) -> SafeString:
    return format_html(_THEIRS, line.title, written.quarter(line.quarter))


def _initial(meeting: Meeting) -> dict[str, Any]:
    names = ("date", "starts", "ends", "place", "stream", "text", "programme", "contributions_until")
    chosen = [one.line.public_id for one in meeting.presented.select_related("line")]
    return {name: getattr(meeting, name) for name in names} | {"lines": chosen, "seen": meeting.edit_version}
