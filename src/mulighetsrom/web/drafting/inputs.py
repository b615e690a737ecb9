"""What one field of a text becomes in a form: nothing is refused but what cannot be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.notices.reference import cpv
from mulighetsrom.web.common import markup, written
from mulighetsrom.web.drafting import amounts, places
from mulighetsrom.web.drafting.fields import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.drafting.fields import Description, Field

TEMPLATE: Final = "drafting/field.html"
YEARS_AHEAD: Final = 8
_TOO_LONG: Final = _(
    "This has %(show_value)d characters, and there is room for %(limit_value)d. Shorten it, and it will be kept."
)


class Text(forms.CharField):
    """Light text. Its box has no `maxlength`: a browser would cut off what is pasted, without a word."""

    widget: type[forms.Widget] = forms.Textarea

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(max_length=most, strip=False, error_messages={"max_length": _TOO_LONG}, **kwargs)

    def to_python(self, value: Any) -> str:
        return markup.tidy(str(value or ""))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class Line(Text):
    """Text without breaks."""

    widget: type[forms.Widget] = forms.TextInput

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class Mailbox(Line):
    """An e-mail address; it may be missing, but not be anything else."""

    widget: type[forms.Widget] = forms.EmailInput

    def validate(self, value: str) -> None:
        super().validate(value)
        if value:
            forms.EmailField(
                error_messages={"invalid": _("This is not an e-mail address. Write it as post@example.no.")}
            ).clean(value)


class Amount(forms.CharField):
    """Whole kroner, written as people write them."""

    widget = forms.TextInput

    def prepare_value(self, value: Any) -> Any:
        return written.number(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        try:
            return amounts.kroner(text) if text else None
        except amounts.UnreadableError as unreadable:
            raise ValidationError(str(unreadable)) from unreadable


class Codes(forms.MultipleChoiceField):
    """Some of many codes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def clean(self, value: Any) -> list[str]:
        chosen: list[str] = super().clean(value)
        if len(chosen) > self.most:
            raise ValidationError(_("Choose at most %(most)s."), params={"most": self.most})
        return chosen


def made(
    field: Field, of: Description, *, language: str, chosen: Iterable[str] = (), found: Iterable[str] = ()
) -> forms.Field:
    """Return the form's field for one of a description's; for `CHOICES` with what is chosen and what may be."""
    box = _made(field, of, [*dict.fromkeys((*chosen, *found))])
    if field.kind in {Kind.LINE, Kind.TEXT}:
        box.widget.attrs |= {"lang": language, "spellcheck": "true"}
    return dressed(box, example=field.example)


def dressed(field: forms.Field, *, example: StrOrPromise = "") -> forms.Field:
    """Let our template draw a field, with an example for who asks for one."""
    field.template_name = TEMPLATE  # type: ignore[attr-defined] # the stubs do not know it
    field.example = example  # type: ignore[attr-defined] # for our template
    return field


def _made(field: Field, of: Description, codes: list[str]) -> forms.Field:
    common: dict[str, Any] = {"label": field.label, "help_text": field.help, "required": False}
    match field.kind:
        case Kind.TEXT:
            return Text(most=field.most, widget=forms.Textarea(attrs={"rows": _rows(field.most)}), **common)
        case Kind.LINE:
            return Line(most=field.most, **common)
        case Kind.MAILBOX:
            return Mailbox(most=field.most, widget=forms.EmailInput(attrs={"autocomplete": "off"}), **common)
        case Kind.AMOUNT:
            return Amount(widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **common)
        case Kind.QUARTER | Kind.CHOICE:
            offered = _quarters(codes) if field.kind is Kind.QUARTER else of.choices[field.name].items()
            return forms.ChoiceField(choices=[("", _("Not chosen")), *offered], **common)
        case _choices:
            return Codes(most=field.most, choices=choices(of, field.name, codes), **common)


def choices(of: Description, name: str, codes: Iterable[str]) -> list[tuple[str, StrOrPromise]]:
    """Return codes with what readers call them: all there are of the few, those given of the many."""
    return list(of.choices[name].items()) if name in of.choices else [(code, of.word(name, code)) for code in codes]


def searched(text: str, language: str) -> list[str]:
    """Return the CPV codes whose names hold every word of a text, the widest first."""
    asked = text.lower().split()
    found = []
    for code, names in cpv.names().items():
        called = " ".join(filter(None, (names.get(language), names.get("nb"), names.get("en")))).lower()
        if asked and all(_is_in(word, called) for word in asked):
            found.append(code.ljust(8, "0"))
    return sorted(found, key=lambda code: (len(code.rstrip("0")), code))[:20]


def _is_in(word: str, called: str) -> bool:
    """Tell whether a name has a word that begins so; of longer ones also one that holds it, as words are joined."""
    return f" {word}" in f" {called}" or (len(word) >= 4 and word in called)  # noqa: PLR2004 - "mat" is in "automat"


def places_near(own: str) -> list[str]:
    """Return the municipalities to offer: the owner's own, and those around it."""
    return [*([own] if own else []), *places.near(own)]


def is_known(name: str, code: str) -> bool:
    """Tell whether there is such a code in one of the fields with many."""
    if name == "cpv":
        return code.isascii() and cpv.label(code, "nb") != code
    return places.by_number(code) is not None


def _quarters(kept: list[str]) -> list[tuple[str, str]]:
    first = timezone.localdate().year
    ahead = [f"{year}-Q{quarter}" for year in range(first, first + YEARS_AHEAD) for quarter in range(1, 5)]
    return [(code, written.quarter(code)) for code in sorted({*kept, *ahead})]


def _rows(most: int) -> int:
    return 3 if most <= 1000 else 6 if most <= 4000 else 12  # noqa: PLR2004 - what is long is given room
