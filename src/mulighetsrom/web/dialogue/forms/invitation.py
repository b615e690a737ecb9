"""Where an invitation begins, and which needs it is about."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict
    from django.utils.safestring import SafeString

    from mulighetsrom.web.needs.models import Need


class Start(forms.Form):
    """Where a new invitation begins: empty, with a need, or with what another dialogue was like."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    copy = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)
    need = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)


class NeedsForm(forms.Form):
    """The needs that a dialogue is about."""

    needs = forms.MultipleChoiceField(
        label=_("The dialogue is about"),
        help_text=_("The published needs that suppliers read before they answer."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None, *, needs: Iterable[Need], chosen: Iterable[str]) -> None:
        super().__init__(data, initial={"needs": list(chosen)})
        self._needs = list(needs)
        field = self.fields["needs"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(need.public_id, _title(need)) for need in self._needs]

    def chosen(self) -> list[Need]:
        return [need for need in self._needs if need.public_id in self.cleaned_data["needs"]]


def _title(need: Need) -> SafeString:
    return format_html('<span translate="no">{}</span>', getattr(need, "public_title", ""))
