"""What is asked when a public dialogue is changed or cancelled."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.forms import Words
from mulighetsrom.web.dialogue import changing, readiness
from mulighetsrom.web.dialogue.forms.announcing import LetterForm
from mulighetsrom.web.dialogue.forms.parts import PartForm
from mulighetsrom.web.needs.forms.plan_inputs import Day

if TYPE_CHECKING:
    from datetime import date

    from django.http import QueryDict

    from mulighetsrom.web.dialogue.models import Part

ASKED = ("reason", "opening", "shown")


class ReasonForm(LetterForm):
    """Why something is changed or cancelled, and how the letter to everybody begins."""

    reason = Words(
        label=_("Why?"), rows=4, max_length=1000,
        help_text=_("Shown to everybody on the page of the dialogue, and in the e-mail."),
    )  # fmt: skip
    field_order = (*ASKED, "key")


class ChangeForm(PartForm, ReasonForm):  # type: ignore[misc] # a declared field is no attribute of a form
    """A public part: what is otherwise from now on, for all."""

    not_compared: ClassVar = frozenset({"seen", "key", *ASKED})

    def __init__(self, data: QueryDict | None, *, part: Part, opening: str = "") -> None:
        super().__init__(data, part=part)
        self.part = part
        self.initial["opening"] = opening
        for name in ASKED:  # a part's own form knows nothing of them
            self.fields[name] = copy.deepcopy(self.base_fields[name])
        for name in readiness.NEEDED[part.kind]:
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not self.errors:
            self.refuse(changing.refused(self.part, self.columns(), timezone.now()))
        if not self.errors and not self._is_sent_again() and not changing.differences(self.part, self.columns()):
            self.add_error(None, _("Nothing is changed yet."))
        return said

    def _is_sent_again(self) -> bool:
        """Tell whether the part has been changed since the form was opened: by this very form, as far as we know."""
        return self.was_seen != self.part.edit_version

    def refuse(self, code: str) -> None:
        """Say at its field why the part cannot be changed so; an empty code says nothing."""
        if code:
            self.add_error(*changing.REFUSED[code])


class CorrectedForm(forms.Form):
    """On which day the notice on Doffin was corrected."""

    corrected = Day(label=_("Corrected on Doffin on"), max_length=20, help_text=_("Write it as 18.02.2027."))

    def clean_corrected(self) -> date:
        day: date = self.cleaned_data["corrected"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day
