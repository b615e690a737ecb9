"""What is filled in about a plan: a line, a reason, and how a reader narrows the plan."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.notices.reference import cpv
from mulighetsrom.web.common import written
from mulighetsrom.web.needs import amounts, lines, wording
from mulighetsrom.web.needs.fields import CHOICES
from mulighetsrom.web.needs.models import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.forms.boundfield import BoundField
    from django.http import QueryDict
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.needs.models import Need

T = TypeVar("T")

MOST_CPV: Final = 10
YEARS_AHEAD: Final = 10
LONGEST_AMOUNT: Final = 40


class Amount(forms.CharField):
    """Whole kroner, in any of the ways that people write them."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return _read(amounts.kroner, text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return wording.plain_amount(value) if isinstance(value, int) else value


class Day(forms.CharField):
    """A day, as 18.02.2027: a date input of the browser's shows the browser's own order of day and month."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return _read(amounts.day, text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d.%m.%Y}" if hasattr(value, "strftime") else value


class Codes(forms.CharField):
    """CPV codes, parted by spaces or commas."""

    def clean(self, value: Any) -> Any:
        return _read(codes, super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


def codes(text: str) -> list[str]:
    """Read CPV codes, with or without their check digit. Raises UnreadableError."""
    given = text.replace(",", " ").replace(";", " ").split()
    wrong = [code for code in given if not cpv.CODE.fullmatch(code)]
    if wrong:
        raise amounts.UnreadableError(
            _("“%(code)s” is not a CPV code. It has eight digits, as 85312000.") % {"code": wrong[0][:20]}
        )
    if len(given) > MOST_CPV:
        raise amounts.UnreadableError(_("At most %(most)s codes.") % {"most": MOST_CPV})
    return list(dict.fromkeys(code[:8] for code in given))


def _read(read: Callable[[str], T], text: str) -> T:
    try:
        return read(text)
    except amounts.UnreadableError as error:
        raise forms.ValidationError(str(error)) from error


class LineForm(forms.Form):
    """A plan line: each part with a box that keeps it internal."""

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
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
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
        new = {"probability": Line.Probability.MEDIUM, "responsible": me}
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

    def opened_again(self, seen: int) -> None:
        """Let what was filled in be sent once more, now that its writer has seen what another saved."""
        sent = cast("QueryDict", self.data).copy()
        sent["seen"] = str(seen)
        self.data = sent


class ReasonForm(forms.Form):
    """Why a line is dropped or taken up again."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Shown to everybody beside the line. Write so that a company understands what to expect."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "translate": "no"}),
    )


class PlanFilter(forms.Form):
    """How a reader narrows a plan: sent by GET, so that what it gives is an address too."""

    template_name = "components/filters.html"
    use_required_attribute = False

    omrade = forms.ChoiceField(label=_("Focus area"), required=False)
    aar = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, data: QueryDict, *, years: Iterable[str]) -> None:
        super().__init__(data)
        self.fields["omrade"] = forms.ChoiceField(
            label=_("Focus area"), required=False, choices=[("", _("All")), *CHOICES["focus_areas"].items()]
        )
        self.fields["aar"] = forms.ChoiceField(
            label=_("Year"), required=False, choices=[("", _("All")), *((year, year) for year in years)]
        )

    def chosen(self, name: str) -> str:
        """Return a choice; nothing where there is none that we know."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


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


def differences(form: LineForm, line: Line) -> Mapping[str, tuple[str, str]]:
    """Return what is saved of a line now and what the form has, for each field where the two are not the same."""
    saved, ours = LineForm(None, line=line, people=form._people, needs=form._needs), form  # noqa: SLF001 - the same class
    names = [name for name in form.fields if name not in {"seen", "key", "reason"}]
    both = {name: (_shown(saved, name), _shown(ours, name)) for name in names}
    return {name: pair for name, pair in both.items() if pair[0] != pair[1]}


def _shown(form: LineForm, name: str) -> str:
    value, field = form[name].value(), form.fields[name]
    if name == "internal":
        return ", ".join(str(lines.NAMES[part]) for part in lines.PARTS if part in (value or []))
    if isinstance(field, forms.BooleanField):
        return str(_("Yes") if value else _("No"))
    if isinstance(field, forms.ChoiceField):
        return str(dict(_flat(field.choices)).get(value or "", value))
    return str(value or "").replace("\r\n", "\n").strip()


def _flat(choices: Any) -> Iterable[tuple[Any, Any]]:
    for value, label in choices:
        yield from label if isinstance(label, list) else [(value, label)]


def _title(need: Need) -> str:
    return str(need.draft.get("title") or need.public_id)


def _named(found: Iterable[Any], public_id: str) -> Any:
    return next((one for one in found if one.public_id == public_id), None)
