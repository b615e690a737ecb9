"""What a municipality fills in about one meeting that has its time."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.forms import OneLine, Words
from mulighetsrom.web.dialogue.forms.meetings import choose, must_lie_ahead
from mulighetsrom.web.dialogue.forms.moments import Moment
from mulighetsrom.web.dialogue.models import Request
from mulighetsrom.web.dialogue.timetable import Span

if TYPE_CHECKING:
    from django.http import QueryDict

    from mulighetsrom.web.dialogue.models import Meetings


class OneTime(forms.Form):
    """One time for one team, as long as the others."""

    at = Moment(label=_("When?"))
    team = forms.TypedChoiceField(label=_("With which team?"), coerce=int)

    def __init__(self, data: QueryDict | None, *, meetings: Meetings, **more: Any) -> None:
        super().__init__(data, **more)
        self.meetings = meetings
        self.span: Span | None = None
        choose(self, "team", [(number, str(number)) for number in range(1, meetings.teams + 1)])
        if meetings.teams == 1:
            self.fields["team"].widget = forms.HiddenInput()
            self.initial["team"] = 1

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("at") and said.get("team"):
            self.span = Span(said["team"], said["at"], said["at"] + timedelta(minutes=self.meetings.length))
            must_lie_ahead(self, "at", [self.span])
        return said


class MoveForm(OneTime):
    """When a meeting is instead, and why."""

    reason = Words(
        label=_("Why is it moved?"), max_length=1000, rows=3, help_text=_("The company reads it, and it is kept.")
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class CancelForm(forms.Form):
    """Why a meeting is cancelled."""

    reason = Words(
        label=_("Why is it cancelled?"), max_length=1000, rows=3, help_text=_("The company reads it, and it is kept.")
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class MissedForm(OneTime):
    """A time for the next in line instead of the one that nobody came to."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, data: QueryDict | None, *, meetings: Meetings) -> None:
        super().__init__(data, meetings=meetings)
        at = self.fields["at"]
        at.required, at.label = False, _("A new time for the next in drawn order")


class LinkForm(forms.Form):
    """The video room of one meeting."""

    link = OneLine(
        label=_("Address of the video room"), max_length=500, required=False,
        validators=[URLValidator(schemes=["https"])],
        help_text=_("Only this company and your own people see it."),
    )  # fmt: skip


class CorrectForm(forms.Form):
    """Why what was noted of a meeting is taken back."""

    why = forms.ChoiceField(
        label=_("Why is it taken back?"), choices=Request.Corrected.choices, widget=forms.RadioSelect,
        help_text=_("It is kept in the log, beside what was noted."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
