"""What a reader may narrow a table by: forms sent with GET, so that what they give is an address too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from mulighetsrom.notices.reference.names import sort_key
from mulighetsrom.web.insights.queries import country

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from mulighetsrom.web.insights.queries.country import Line

MOST: Final = 100_000


class Municipalities(forms.Form):
    """The table of all municipalities. What cannot be understood is told beside its field, and filters nothing."""

    template_name = "components/filters.html"
    use_required_attribute = False

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False)
    fylke = forms.ChoiceField(label=_("County"), required=False)
    navn = forms.CharField(label=_("Name of the municipality"), max_length=100, required=False)
    minst = forms.IntegerField(label=_("Fewest competitions"), min_value=0, max_value=MOST, required=False)
    funn = forms.BooleanField(label=_("Only those with notices"), required=False)
    sorter = forms.ChoiceField(
        choices=[(sign + by, by) for by in country.ORDERS for sign in ("", "-")],
        widget=forms.HiddenInput,
        required=False,
    )

    def __init__(self, data: QueryDict, *, years: Iterable[int], year: int, lines: Iterable[Line]) -> None:
        """Offer the years there are, `year` unless another is asked for, and the counties of the municipalities."""
        super().__init__({"year": year} | data.dict())
        counties = {line.municipality.county_number: line.county for line in lines}
        choices = sorted(counties.items(), key=lambda county: sort_key(county[1]))
        cast("forms.ChoiceField", self.fields["year"]).choices = [(one, one) for one in sorted(years, reverse=True)]
        cast("forms.ChoiceField", self.fields["fylke"]).choices = [("", _("All counties")), *choices]

    @property
    def wanted(self) -> country.Wanted:
        """What the reader asked for, of what could be understood."""
        self.is_valid()
        said = self.cleaned_data
        return country.Wanted(
            county=said.get("fylke") or "",
            name=said.get("navn") or "",
            fewest=said.get("minst") or 0,
            found=bool(said.get("funn")),
            order=said.get("sorter") or "name",
        )
