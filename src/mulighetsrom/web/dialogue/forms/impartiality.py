"""What is declared of one's interests, and what is decided."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.dialogue.forms.contacts import Said
from mulighetsrom.web.dialogue.models import Declaration

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from mulighetsrom.web.accounts.models import Person


class DeclareForm(forms.Form):
    """Whether somebody has an interest, and which."""

    interest = forms.ChoiceField(
        label=_("Do you have an interest in who wins or what is bought?"), choices=Declaration.Interest.choices,
        widget=forms.RadioSelect,
        help_text=_("Family, friends, shares, a job or a seat on a board with somebody who may compete."),
    )  # fmt: skip
    text = Said(
        label=_("Which interest?"), max_length=2000, rows=3, required=False,
        help_text=_("Only if you have one. Administrators who decide read it."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean(self) -> dict[str, Any] | None:
        """Ask what the interest is; without one, nothing is kept."""
        said = super().clean() or self.cleaned_data
        if said.get("interest") == Declaration.Interest.SOME and not said.get("text"):
            self.add_error("text", _("Write which interest you have or may have."))
        if said.get("interest") == Declaration.Interest.NONE:
            said["text"] = ""
        return said


class DecideForm(forms.Form):
    """Whether somebody stays out, and why."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"), choices=Declaration.Decision.choices, widget=forms.RadioSelect
    )
    reason = Said(label=_("Why?"), max_length=2000, rows=3)


class DeputyForm(forms.Form):
    """Who answers for a dialogue from now on."""

    to = forms.ChoiceField(label=_("Who answers for the dialogue?"))

    def __init__(self, data: QueryDict | None, *, fit: Iterable[Person]) -> None:
        super().__init__(data)
        self.people = {one.public_id: one for one in fit}
        self.fields["to"].choices = [(id_, one.name) for id_, one in self.people.items()]  # type: ignore[attr-defined]

    def chosen(self) -> Person:
        return self.people[self.cleaned_data["to"]]
