"""One line of a plan: by when, and who."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.opened import OpenedForm
from mulighetsrom.web.dialogue import timeline
from mulighetsrom.web.dialogue.forms.moments import Moment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.http import QueryDict

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.dialogue.models import PlanLine


class PlanLineForm(OpenedForm):
    """The day is not asked for where it is the part's own."""

    due_at = Moment(label=_("To be done by"), deadline=True, enough=timedelta(0))
    responsible = forms.ChoiceField(label=_("Who does it?"))

    def __init__(self, data: QueryDict | None, *, line: PlanLine, people: Iterable[Person]) -> None:
        initial = {
            "due_at": line.due_at,
            "responsible": line.responsible.public_id,
            "seen": line.edit_version,
        }
        super().__init__(data, initial=initial)
        self._people = {one.public_id: one for one in [*people, line.responsible]}
        field = self.fields["responsible"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one.public_id, one.name) for one in self._people.values()]
        if line.kind in timeline.OF_PART:
            del self.fields["due_at"]

    def chosen(self) -> dict[str, Any]:
        """Return the day, None where it is the part's, and the person."""
        due: datetime | None = self.cleaned_data.get("due_at")
        return {"due_at": due, "responsible": self._people[self.cleaned_data["responsible"]]}
