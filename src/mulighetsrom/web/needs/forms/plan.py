"""What is filled in about a line of a plan."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common import written
from mulighetsrom.web.common.opened import OpenedForm
from mulighetsrom.web.needs import lines
from mulighetsrom.web.needs.fields import CHOICES
from mulighetsrom.web.needs.forms.plan_inputs import Amount, Codes, Day
from mulighetsrom.web.needs.models import Line
from mulighetsrom.web.needs.queries.plan import this_quarter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.forms.boundfield import BoundField
    from django.http import QueryDict
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.needs.models import Need

YEARS_AHEAD: Final = 10
LONGEST_AMOUNT: Final = 40


class LineForm(OpenedForm):
    """A plan line: each part with a box that keeps it internal."""

    not_compared = OpenedForm.not_compared | {"reason"}

    title = forms.CharField(
        label=_("Title"),
        help_text=_("What residents will feel, in one line. Always shown to everybody once the line is published."),
        max_length=200,
    )
    text = forms.CharField(
        label=_("In short"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "translate": "no"}),
    )
    quarter = forms.ChoiceField(label=_("Quarter"), help_text=_("When you expect to announce the competition."))
    probability = forms.ChoiceField(label=_("Probability"), choices=Line.Probability.choices)
    value_min = Amount(
        label=_("Value, from (NOK)"),
        max_length=LONGEST_AMOUNT,
        required=False,
        help_text=_("Over the whole contract, without VAT. Write it as 2 500 000 or 2,5 mill."),
    )
    value_max = Amount(label=_("Value, to (NOK)"), max_length=LONGEST_AMOUNT, required=False)
    focus_area = forms.ChoiceField(label=_("Focus area"), required=False)
    need = forms.ChoiceField(
        label=_("Need"), required=False, help_text=_("Others see the need only when it is published.")
    )
    cpv = Codes(label=_("What it is about (CPV)"), max_length=200, required=False, help_text=_("Such as 85312000."))
    depends_on_decision = forms.BooleanField(label=_("Depends on a political decision"), required=False)
    decision_date = Day(
        label=_("Day of the decision"), max_length=20, required=False, help_text=_("Write it as 18.02.2027.")
    )
    internal = forms.MultipleChoiceField(required=False, choices=[(part, part) for part in lines.PARTS])
    responsible = forms.ChoiceField(label=_("Who answers for it"))
    reason = forms.CharField(
        label=_("Why is it changed?"),
        help_text=_(
            "Needed when title, quarter, probability or value changes. "
            "It is shown to everybody beside what was changed, unless that is internal."
        ),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "translate": "no"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        line: Line | None,
        people: Iterable[Person],
        needs: Iterable[Need],
        me: str = "",
    ) -> None:
        new = {"probability": Line.Probability.MEDIUM, "responsible": me, "quarter": this_quarter()}
        super().__init__(data, initial=initial(line) if line else new)
        self.line, self._needs, self._people = line, list(needs), list(people)
        self._choose("quarter", quarters(line.quarter if line else ""))
        self._choose("focus_area", [("", _("None of these")), *CHOICES["focus_areas"].items()])
        self._choose("need", [("", _("No need")), *((one.public_id, _title(one)) for one in self._needs)])
        self._choose("responsible", [(one.public_id, one.name) for one in self._people])
        if not line or not line.published_at:
            del self.fields["reason"]

    def _choose(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @property
    def parts(self) -> list[tuple[str, StrOrPromise, list[BoundField], bool]]:
        """The fields in order, part by part: the part's code and name, its fields, whether it is kept internal."""
        kept = self["internal"].value() or []
        each = lines.PARTS.items()
        return [(part, lines.NAMES[part], [self[one] for one in columns], part in kept) for part, columns in each]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        low, high = said.get("value_min"), said.get("value_max")
        if low is not None and high is not None and low > high:
            self.add_error("value_max", _("The highest value is lower than the lowest."))
        if said.get("decision_date"):
            said["depends_on_decision"] = True
        return said

    def columns(self) -> dict[str, Any]:
        """Return what was filled in, as the columns of a line."""
        said = {name: self.cleaned_data[name] for part in lines.PARTS.values() for name in part}
        return said | {
            "title": self.cleaned_data["title"],
            "internal": [part for part in lines.PARTS if part in self.cleaned_data["internal"]],
            "need": _named(self._needs, said["need"]),
            "responsible": _named(self._people, self.cleaned_data["responsible"]),
        }

    def label_of(self, name: str) -> StrOrPromise:
        return lines.INTERNAL if name == "internal" else super().label_of(name)

    def shown(self, name: str) -> str:
        if name != "internal":
            return super().shown(name)
        kept = self[name].value() or []
        return ", ".join(str(lines.NAMES[part]) for part in lines.PARTS if part in kept)


def initial(line: Line) -> dict[str, Any]:
    """Return a line as the form has it."""
    return {
        "title": line.title,
        **{name: getattr(line, name) for part in lines.PARTS.values() for name in part},
        "need": line.need.public_id if line.need else "",
        "internal": line.internal,
        "responsible": line.responsible.public_id,
        "seen": line.edit_version,
    }


def quarters(kept: str) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Return the quarters to choose from, by year: from the last year on, and the one that is kept already."""
    first = timezone.localdate().year - 1
    years = sorted({*range(first, first + YEARS_AHEAD + 2), *([int(kept[:4])] if kept else [])})
    each = {year: [f"{year}-Q{number}" for number in range(1, 5)] for year in years}
    return [(year, [(one, written.quarter(one)) for one in of]) for year, of in each.items()]


def _title(need: Need) -> str:
    return str(need.draft.get("title") or need.public_id)


def _named(found: Iterable[Any], public_id: str) -> Any:
    return next((one for one in found if one.public_id == public_id), None)
