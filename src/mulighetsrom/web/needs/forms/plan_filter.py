"""How a reader narrows a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.needs.fields import CHOICES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict


class PlanFilter(forms.Form):
    """Sent by GET, so that what it gives is an address too."""

    template_name = "components/filters.html"
    use_required_attribute = False

    def __init__(self, data: QueryDict, *, years: Iterable[str]) -> None:
        super().__init__(data)
        every = ("", _("All"))
        self.fields["omrade"] = forms.ChoiceField(
            label=_("Focus area"), required=False, choices=[every, *CHOICES["focus_areas"].items()]
        )
        self.fields["aar"] = forms.ChoiceField(
            label=_("Year"), required=False, choices=[every, *((year, year) for year in years)]
        )

    def chosen(self, name: str) -> str:
        """Return a choice; nothing where there is none that we know."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))
