"""A form of something that others may save while one writes: what was typed stays, beside what is saved now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext as _

from mulighetsrom.web.common.components import Cell, Column, Notice, Table, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.http import HttpRequest, QueryDict
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.tenancy import Editable


class OpenedForm(forms.Form):
    """`seen` is the edit version that the form was opened at."""

    not_compared: ClassVar = frozenset({"seen", "key"})

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    @property
    def was_seen(self) -> int:
        """Return the edit version that its writer saw; none is as good as one that is long gone."""
        return self.cleaned_data.get("seen") or 0

    def opened_again(self, seen: int) -> None:
        """Let what was typed be sent once more, now that its writer sees what another has saved."""
        sent = cast("QueryDict", self.data).copy()
        sent["seen"] = str(seen)
        self.data = sent

    def differences(self, saved: OpenedForm) -> Iterator[tuple[StrOrPromise, str, str]]:
        """Yield each field where what is saved is not what was typed: its label, what is saved, what was typed."""
        for name in (name for name in self.fields if name not in self.not_compared):
            theirs, ours = saved.shown(name), self.shown(name)
            if theirs != ours and self.cleaned_data.get(name) != saved.initial.get(name):
                yield self.label_of(name), theirs, ours

    def label_of(self, name: str) -> StrOrPromise:
        return self[name].label

    def shown(self, name: str) -> str:
        """Return what stands in a field, as text."""
        value, field = self[name].value(), self.fields[name]
        if isinstance(field, forms.BooleanField):
            return _("Yes") if value else _("No")
        if isinstance(field, forms.ChoiceField):
            return str(dict(_flat(field.choices)).get(value or "", value))
        return str(field.widget.format_value(value) or "").replace("\r\n", "\n").strip()


def seen(request: HttpRequest) -> int:
    """Return the edit version of what a button stood beside, 0 where it said none."""
    form = OpenedForm(request.POST)
    form.is_valid()
    return form.was_seen


def conflict(form: OpenedForm, now: OpenedForm, saved: Editable) -> dict[str, Any]:
    """Return the notice and the table for the page; the form can be sent once more, and is saved over `saved` then."""
    rows = [
        [Cell(label), Cell(theirs or "–", verbatim=True), Cell(ours or "–", verbatim=True)]
        for label, theirs, ours in form.differences(now)
    ]
    form.opened_again(saved.edit_version)
    columns = [Column(_("Field")), Column(_("Saved by somebody else")), Column(_("Written by you"))]
    return {"notice": notice(), "table": Table(_("Where the two differ"), columns, rows)}


def notice() -> Notice:
    return Notice(
        _("Somebody else has saved this while you wrote."),
        _("Nothing of theirs is overwritten yet. Compare, correct what you wrote, and save again."),
        Tone.WARNING,
    )


def _flat(choices: Any) -> Iterable[tuple[Any, Any]]:
    for value, label in choices:
        yield from label if isinstance(label, list) else [(value, label)]
