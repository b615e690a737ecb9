"""A day and a time in one field, whose weekday is said back and whose oddities are told beside it."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common import written
from mulighetsrom.web.common.forms import Field
from mulighetsrom.web.dialogue import caution, timetable
from mulighetsrom.web.drafting import amounts

NOON: Final = "12:00"
_TIME: Final = re.compile(r"(?:kl\.?\s*)?(?P<hour>[0-9]{1,2})(?:[.:]?(?P<minute>[0-9]{2}))?", re.IGNORECASE)


class DayAndTime(forms.MultiWidget):
    """Two inputs of text: a browser's own would show the browser's own order of day and month."""

    template_name = "dialogue/day_and_time.html"
    use_fieldset = True

    def __init__(self, *, usual: str = "") -> None:
        self.usual = usual
        super().__init__(
            [forms.TextInput({"maxlength": 20, "autocomplete": "off"}), forms.TextInput({"maxlength": 10})]
        )

    def decompress(self, value: Any) -> list[str]:
        """Return what stands in the two for a moment."""
        if not isinstance(value, datetime):
            return ["", self.usual]
        local = timezone.localtime(value)
        return [f"{local:%d.%m.%Y}", f"{local:%H:%M}"]

    def format_value(self, value: Any) -> str:
        """Return both as one text, for whoever compares two forms."""
        day, at = value if isinstance(value, list) else self.decompress(value)
        return f"{day} {at}" if day else ""


class BoundMoment(Field):
    """The field in its form: what was written, said back."""

    field: Moment

    @property
    def moment(self) -> datetime | None:
        """Return the moment that stands in the field now, None where there is none."""
        value = self.value()
        try:
            return value if isinstance(value, datetime) or not value else self.field.clean(value)
        except forms.ValidationError:
            return None

    @property
    def said_back(self) -> str:
        return written.weekday_moment(self.moment) if self.moment else ""

    @property
    def cautions(self) -> list[Any]:
        """Return what is better thought over once more, in sentences."""
        return list(self.field.cautions(self.moment)) if self.moment else []


class Moment(forms.MultiValueField):
    """A moment by Norway's clock. A deadline is at 12:00 unless another time is written.

        deadline_at = Moment(label=_("Deadline"), deadline=True)

    `told` is when suppliers are told of it, which their time is counted from, now where it is None; `enough` is what
    they need. Of a time that the clock shows twice the later moment counts: nobody is shut out an hour early.
    """

    widget: DayAndTime
    bound_field_class = BoundMoment

    def __init__(
        self, *, deadline: bool = False, told: datetime | None = None, enough: timedelta = caution.ENOUGH, **more: Any
    ) -> None:
        self.deadline, self.told, self.enough = deadline, told, enough
        both = (forms.CharField(required=False), forms.CharField(required=False))
        more = {"template_name": "dialogue/moment.html", "help_text": HELP} | more
        super().__init__(both, widget=DayAndTime(usual=NOON if deadline else ""), require_all_fields=False, **more)

    def compress(self, data_list: list[str]) -> datetime | None:
        """Read the two. Raises ValidationError."""
        day, at = data_list or ["", ""]
        if not day and at in {"", self.widget.usual}:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        if not day or not (at or self.deadline):
            raise forms.ValidationError(_("Write both the day and the time, as 18.02.2027 and 12:00."))
        return _moment(day, at or NOON)

    def cautions(self, moment: datetime) -> list[Any]:
        """Return what is better thought over once more about a moment, in sentences."""
        told = self.told or timezone.now()
        codes = caution.of_moment(moment, deadline=self.deadline, told=told, enough=self.enough)
        return [caution.SAYS[code] for code in codes]


HELP: Final = _("Write the day as 18.02.2027, and the time as 12:00.")


def _moment(day: str, at: str) -> datetime:
    try:
        return timetable.moment(amounts.day(day), _time(at).replace(fold=1))
    except amounts.UnreadableError as error:
        raise forms.ValidationError(str(error)) from error
    except timetable.TimetableError as error:
        raise forms.ValidationError(
            _("There is no such time on that day: the clock is put forward to summer time. Write another.")
        ) from error


def _time(text: str) -> time:
    found = _TIME.fullmatch(text.strip())
    try:
        return time(int(found["hour"]), int(found["minute"] or 0)) if found else _no_time()
    except ValueError:
        return _no_time()


def _no_time() -> time:
    raise forms.ValidationError(_("This is not a time. Write it as 12:00."))
