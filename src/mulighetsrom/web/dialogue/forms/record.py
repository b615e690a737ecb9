"""What is filled in about those who took part, and about what an archive was given."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.forms import OneLine
from mulighetsrom.web.common.opened import OpenedForm
from mulighetsrom.web.dialogue.forms.contacts import Said
from mulighetsrom.web.dialogue.models import Adviser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from mulighetsrom.web.dialogue.models import Archived

_THEIRS: Final = '<span translate="no">{}</span>'
COLUMNS: Final = ("advantage", "why", "measure")


class AdviserForm(forms.Form):
    """Somebody who advised and whom no part of the dialogue knows."""

    name = OneLine(
        label=_("Who?"), max_length=200, help_text=_("The company or the consultant."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "translate": "no"}),
    )  # fmt: skip
    role = OneLine(
        label=_("What have they done?"), max_length=500, help_text=_("Such as: wrote the market analysis."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "translate": "no"}),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class AssessForm(OpenedForm):
    """What advantage somebody has of having taken part, and what is done about it."""

    advantage = forms.ChoiceField(
        label=_("Do they have an advantage if they compete?"),
        choices=Adviser.Advantage.choices,
        widget=forms.RadioSelect,
    )
    why = Said(
        label=_("Why?"), max_length=2000, rows=3,
        help_text=_("What they learned or influenced, and what the others know."),
    )  # fmt: skip
    measure = Said(
        label=_("What do you do about it?"), max_length=2000, rows=3, required=False,
        help_text=_("Such as: everything said is shared with all, and the deadline for tenders is two weeks longer."),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None, *, row: Adviser | None) -> None:
        seen = {"seen": row.edit_version} if row else {}
        super().__init__(data, initial=seen | {name: getattr(row, name) for name in COLUMNS if row})

    def clean(self) -> dict[str, Any] | None:
        """Ask for the measures that level an advantage out."""
        said = super().clean() or self.cleaned_data
        if said.get("advantage") == Adviser.Advantage.LEVELLED and not said.get("measure"):
            self.add_error("measure", _("Write what levels the advantage out."))
        return said

    def columns(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in COLUMNS}


class NumbersForm(forms.Form):
    """The number that each document of a package has in the archive's journal."""

    def __init__(self, data: QueryDict | None, *, rows: Sequence[Archived]) -> None:
        super().__init__(data)
        for row in rows:
            self.fields[f"n{row.pk}"] = OneLine(
                label=format_html(_THEIRS, row.title), max_length=60, required=False, initial=row.journal_number,
                widget=forms.TextInput(attrs={"autocomplete": "off", "translate": "no"}),
            )  # fmt: skip

    def numbers(self) -> dict[int, str]:
        return {int(name[1:]): value for name, value in self.cleaned_data.items()}
