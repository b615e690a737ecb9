"""What is filled in about a conference or a workshop: who comes, and how many can."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.files import FileField
from mulighetsrom.web.common.forms import OneLine, Words
from mulighetsrom.web.dialogue.models import Seats, SignUp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.forms import BoundField
    from django.http import QueryDict

ROWS: Final = 5
"""How many people the form has room for; more are added on the page of the sign-up."""
MOST_SEATS: Final = 10_000


class PeopleForm(forms.Form):
    """Who comes, with their role, and how: as many rows as there may be people. Empty ones are left out."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, data: QueryDict | None, *, ways: Sequence[Seats.How], me: str = "", rows: int = ROWS) -> None:
        super().__init__(data)
        self._ways, self._rows = ways, range(rows)
        for at in self._rows:
            self.fields |= _row(at, ways)
        self.fields["name_0"].initial = me

    @property
    def rows(self) -> list[list[BoundField]]:
        """Return the fields of each row."""
        return [[self[name] for name in self._names(at)] for at in self._rows]

    @property
    def first(self) -> list[BoundField]:
        return self.rows[0]

    @property
    def more(self) -> list[list[BoundField]]:
        return self.rows[1:]

    @property
    def more_is_filled(self) -> bool:
        """Tell whether the rows after the first hold something, and must be seen."""
        return any(self.data.get(f"{name}_{at}") for at in self._rows[1:] for name in ("name", "role"))

    def people(self) -> list[dict[str, str]]:
        """Return each who comes: name, role, how."""
        return [self._person(at) for at in self._rows if self.cleaned_data[f"name_{at}"]]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for at in self._rows[1:]:
            if said.get(f"role_{at}") and not said.get(f"name_{at}"):
                self.add_error(f"name_{at}", _("Write the name, or take the role away."))
        return said

    def _person(self, at: int) -> dict[str, str]:
        how = self.cleaned_data.get(f"how_{at}") or self._ways[0].value
        return {"name": self.cleaned_data[f"name_{at}"], "role": self.cleaned_data[f"role_{at}"], "how": how}

    def _names(self, at: int) -> Iterator[str]:
        yield from (name for kind in ("name", "role", "how") if (name := f"{kind}_{at}") in self.fields)


class SignUpForm(PeopleForm):
    """A sign-up. Of somebody who has logged in we know the address, of who acts for a company here its name."""

    company = OneLine(label=_("Company or organisation"), max_length=200)
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We send you an e-mail to confirm the sign-up with, and what changes later."),
    )  # fmt: skip
    needs = Words(
        label=_("What do you need to take part?"), rows=3, max_length=500, required=False,
        help_text=_(
            "Such as a step-free way in, a sign language interpreter or captions. Only those who arrange it read it, "
            "and it is deleted 30 days after the event."
        ),
    )  # fmt: skip
    shown = forms.ChoiceField(
        label=_("What may everybody see on the page?"), choices=SignUp.Shown.choices, widget=forms.RadioSelect,
        initial=SignUp.Shown.NOBODY, help_text=_("It helps companies that want to find others to work with."),
    )  # fmt: skip

    def __init__(
        self, data: QueryDict | None, *, ways: Sequence[Seats.How], guest: bool, company: str = "", me: str = ""
    ) -> None:
        super().__init__(data, ways=ways, me=me)
        if not guest:
            del self.fields["email"]
        if company:
            del self.fields["company"]
        self.order_fields(["company", "email", *(field.name for row in self.rows for field in row)])

    @property
    def who(self) -> list[BoundField]:
        """Return what is asked before the people."""
        return [self[name] for name in ("company", "email") if name in self.fields]


class SeatsForm(forms.Form):
    """How many can come in each way."""

    def __init__(self, data: QueryDict | None, *, seats: Sequence[Seats]) -> None:
        super().__init__(data)
        labels = {Seats.How.ROOM: _("Places in the room"), Seats.How.STREAM: _("Places by the stream")}
        for one in seats:
            how = Seats.How(one.how)
            self.fields[how.value] = forms.IntegerField(
                label=labels[how], min_value=1, max_value=MOST_SEATS, required=False, initial=one.capacity,
                help_text=_("Leave it empty where there is no limit."),
            )  # fmt: skip


class MaterialForm(forms.Form):
    """What was shown, or what came out of it: a file, a text, or both."""

    name = OneLine(
        label=_("What this is called"), max_length=200, required=False,
        help_text=_("Such as “Slides about the need”, “Result of the workshop” or “Recording, with captions”."),
    )  # fmt: skip
    file = FileField(label=_("File"), required=False, help_text=_("At most 20 MB."))
    text = Words(
        label=_("Text"), rows=8, max_length=6000, required=False,
        help_text=_("Write “## ” before a heading and “- ” before a point. Everybody gets to read it."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not said.get("file") and not said.get("text") and "file" not in self.errors:
            self.add_error("file", _("Choose a file, or write a text."))
        if not said.get("name") and not said.get("file"):
            self.add_error("name", _("Say what the text is called."))
        return said

    def title(self) -> str:
        """Return what it is called: by its writer, else by its file."""
        said = self.cleaned_data
        return str(said["name"] or said["file"].name)


def _row(at: int, ways: Sequence[Seats.How]) -> dict[str, forms.Field]:
    row: dict[str, forms.Field] = {
        f"name_{at}": OneLine(label=_("Name"), max_length=150, required=at == 0),
        f"role_{at}": OneLine(label=_("Role"), max_length=100, required=False),
    }
    if len(ways) > 1:
        row[f"how_{at}"] = forms.ChoiceField(
            label=_("How do you take part?"), choices=[(way.value, way.label) for way in ways], initial=ways[0].value,
            widget=forms.RadioSelect, required=at == 0,
        )  # fmt: skip
    return row
