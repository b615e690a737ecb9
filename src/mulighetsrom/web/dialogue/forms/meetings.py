"""What a municipality fills in about its one-to-one meetings."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common import written
from mulighetsrom.web.common.forms import Words
from mulighetsrom.web.dialogue import timetable
from mulighetsrom.web.dialogue.forms.moments import Moment
from mulighetsrom.web.dialogue.models import Meetings, TeamMember
from mulighetsrom.web.dialogue.timetable import Asked, Lunch, Span, TimetableError
from mulighetsrom.web.drafting import amounts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.http import QueryDict
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.dialogue.models import Part

WRONG: Final[dict[str, StrOrPromise]] = {
    "empty": _("There must be at least one day, one team and one meeting."),
    "too-many": _("That is more than 500 times. Make fewer."),
    "lunch": _("The break ends before it begins."),
    "no-such-time": _("There is no such time on %(day)s: the clock is put forward to summer time."),
    "too-late": _("The meetings of %(day)s would go on after midnight."),
}
CLOCK: Final = _("Write it as 09:00.")


def clock(label: StrOrPromise, *, required: bool = True) -> forms.TimeField:
    return forms.TimeField(
        label=label, help_text=CLOCK, required=required, widget=forms.TimeInput(format="%H:%M", attrs={"maxlength": 8})
    )


class Days(forms.CharField):
    """Days, one a line or parted by commas, each as 18.02.2027."""

    def clean(self, value: Any) -> Any:
        told = super().clean(value).replace(",", "\n").replace(";", "\n").splitlines()
        try:
            return tuple(amounts.day(one) for one in told if one.strip())
        except amounts.UnreadableError as error:
            raise forms.ValidationError(str(error)) from error


class Times(forms.Form):
    """When meetings are held: days, the first, how many, around lunch. A slice of two forms."""

    days = Days(
        label=_("Days"), max_length=400, help_text=_("One a line, each as 18.02.2027."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    first = clock(_("The first meeting begins"))
    each_day = forms.IntegerField(
        label=_("Meetings a day for each team"), min_value=1, max_value=40,
        help_text=_("A team that meets more than six companies a day listens badly to the last."),
    )  # fmt: skip
    lunch_starts = clock(_("A break begins"), required=False)
    lunch_ends = clock(_("The break ends"), required=False)

    def spans(self, *, length: int, pause: int, teams: int) -> list[Span]:
        """Return the times that were asked for, none where they cannot be made: then the form says why."""
        said = self.cleaned_data
        lunch = Lunch(said["lunch_starts"], said["lunch_ends"]) if said.get("lunch_starts") else None
        asked = Asked(
            said["days"], said["first"], timedelta(minutes=length), timedelta(minutes=pause), said["each_day"], teams,
            lunch,
        )  # fmt: skip
        try:
            return timetable.times(asked)
        except TimetableError as error:
            self.add_error("days", WRONG[error.code] % {"day": written.day(error.day) if error.day else ""})
            return []

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if bool(said.get("lunch_starts")) is not bool(said.get("lunch_ends")):
            self.add_error("lunch_ends", _("Write both when the break begins and when it ends."))
        return said


class SetUpForm(Times):
    """All that is asked before there are times."""

    field_order = ("length", "pause", "teams")

    length = forms.IntegerField(
        label=_("Minutes for each meeting"), min_value=5, max_value=480, initial=60,
        help_text=_("The same for all. One hour is usual."),
    )  # fmt: skip
    pause = forms.IntegerField(
        label=_("Minutes of pause after each"), min_value=0, max_value=240, initial=15,
        help_text=_("To write down what was said, and to be on time for the next."),
    )  # fmt: skip
    teams = forms.IntegerField(
        label=_("Teams that meet companies at the same time"), min_value=1, max_value=20, initial=1,
        help_text=_("In each at least one who asks and one who takes the minutes."),
    )  # fmt: skip
    missed = forms.ChoiceField(
        label=_("If a company does not come"), choices=Meetings.Missed.choices, initial=Meetings.Missed.LOST,
        widget=forms.RadioSelect, help_text=_("Everybody reads the rule before they ask."),
    )  # fmt: skip
    confirm_days = forms.IntegerField(
        label=_("Working days to confirm the minutes"), min_value=1, max_value=30, initial=5,
        help_text=_("How long a company has to say what is secret, before anything is shared."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, data: QueryDict | None, *, part: Part, made: Meetings | None) -> None:
        self.part = part
        self.made: list[Span] = []
        super().__init__(data, initial=_initial(part, made))

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not self.errors:
            numbers = {name: said[name] for name in ("length", "pause", "teams")}
            self.made = self.spans(**numbers)
            until = self.part.deadline_at
            if self.made and until and self.made[0].starts < until:
                told = {"deadline": written.weekday_moment(until)}
                self.add_error(
                    "days", _("Companies can ask until %(deadline)s. The first meeting is before that.") % told
                )
        return said

    def columns(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("length", "pause", "teams", "missed", "confirm_days")}


class TimesForm(Times):
    """More times, as long as those that are there; a later deadline once wishes are frozen."""

    deadline = Moment(label=_("New deadline for wishes, for all"), deadline=True)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, data: QueryDict | None, *, meetings: Meetings) -> None:
        self.meetings = meetings
        self.made: list[Span] = []
        super().__init__(data)
        if meetings.state != Meetings.State.FROZEN:
            del self.fields["deadline"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        row = self.meetings
        if not self.errors:
            self.made = self.spans(length=row.length, pause=row.pause, teams=row.teams)
            must_lie_ahead(self, "days", self.made)
        if said.get("deadline"):
            self._must_be_a_deadline(said["deadline"])
        return said

    def _must_be_a_deadline(self, deadline: Any) -> None:
        first = min(one.starts_at for one in self.meetings.slots.all())
        starts = [one for one in (self.meetings.part.starts_at, first) if one]
        if deadline <= timezone.now() or deadline > min(starts):
            self.add_error("deadline", _("The deadline must lie ahead, and before the first meeting."))


class QuestionsForm(forms.Form):
    """What every company is asked."""

    text = Words(
        label=_("What do you ask every company?"), max_length=4000, rows=8,
        help_text=_("The same for all, and for everybody to read. It is published once, and cannot be changed after."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class DrawForm(forms.Form):
    """Why no times are added, where more ask than there is room."""

    reason = Words(
        label=_("Why can you not add times for all?"), max_length=1000, rows=3,
        help_text=_("Everybody can read it beside the draw."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, data: QueryDict | None, *, full: bool) -> None:
        super().__init__(data)
        if not full:
            del self.fields["reason"]


class MemberForm(forms.Form):
    """Who sits in a team, and what they do there."""

    person = forms.ChoiceField(label=_("Who?"))
    team = forms.TypedChoiceField(label=_("In which team?"), coerce=int)
    role = forms.ChoiceField(label=_("What do they do?"), choices=TeamMember.Role.choices, widget=forms.RadioSelect)

    def __init__(self, data: QueryDict | None, *, people: Iterable[Person], teams: int) -> None:
        super().__init__(data)
        self._people = {one.public_id: one for one in people}
        choose(self, "person", [(one.public_id, one.name) for one in self._people.values()])
        choose(self, "team", [(number, str(number)) for number in range(1, teams + 1)])
        if teams == 1:
            self.fields["team"].widget = forms.HiddenInput()
            self.initial["team"] = 1

    def chosen(self) -> Person:
        return self._people[self.cleaned_data["person"]]


def must_lie_ahead(form: forms.Form, field: str, spans: list[Span]) -> None:
    if spans and min(one.starts for one in spans) <= timezone.now():
        form.add_error(field, _("That has passed already."))


def choose(form: forms.Form, name: str, choices: list[tuple[Any, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def _initial(part: Part, made: Meetings | None) -> dict[str, Any]:
    if not made:
        day = timezone.localtime(part.starts_at) if part.starts_at else None
        return {"days": f"{day:%d.%m.%Y}", "first": day.time()} if day else {}
    slots = list(made.slots.order_by("starts_at"))
    days: dict[date, int] = {}
    for slot in slots:
        day_ = timezone.localtime(slot.starts_at).date()
        days[day_] = days.get(day_, 0) + 1
    numbers = {name: getattr(made, name) for name in ("length", "pause", "teams", "missed", "confirm_days")}
    if not slots:
        return numbers
    written_days = "\n".join(f"{one:%d.%m.%Y}" for one in days)
    first = timezone.localtime(slots[0].starts_at).time()
    return numbers | {"days": written_days, "first": first, "each_day": max(days.values()) // made.teams}
