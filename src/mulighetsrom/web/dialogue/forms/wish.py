"""What a company fills in when it asks for a meeting."""

from __future__ import annotations

import uuid
from collections import defaultdict
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common import written
from mulighetsrom.web.common.forms import Words
from mulighetsrom.web.common.opened import OpenedForm
from mulighetsrom.web.dialogue.models import Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from mulighetsrom.web.dialogue.models import Meetings, Request, Slot

RANKED: Final = ("first", "second", "third")
MOST_PEOPLE, MOST_COMPANIES, LONGEST = 8, 10, 150


class Lines(Words):
    """One thing a line, at most so many."""

    def __init__(self, *, most: int, **told: Any) -> None:
        super().__init__(rows=3, **told)
        self.most = most

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > self.most or any(len(line) > LONGEST for line in lines):
            raise forms.ValidationError(
                _("Write at most %(most)s lines, none longer than %(longest)s characters."),
                params={"most": self.most, "longest": LONGEST},
            )
        return lines

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class WishForm(OpenedForm):
    """Times from the most wished on, other times, who comes."""

    first = forms.ChoiceField(label=_("The time you wish most"))
    second = forms.ChoiceField(label=_("Second"), required=False)
    third = forms.ChoiceField(label=_("Third"), required=False)
    any_time = forms.BooleanField(
        label=_("We can come at any other time too, also at times that are added later"), required=False,
        help_text=_("Then you get a meeting whenever there is room."),
    )  # fmt: skip
    can = forms.MultipleChoiceField(
        label=_("Or: other times you can come"), required=False, widget=forms.CheckboxSelectMultiple
    )
    how = forms.ChoiceField(label=_("How do you want to meet?"), widget=forms.RadioSelect)
    people = Lines(
        label=_("Who comes?"), max_length=2000, most=MOST_PEOPLE,
        help_text=_("One a line, with what they do: “Kari Nordmann, product manager”. Only the municipality sees it."),
    )  # fmt: skip
    group = Lines(
        label=_("Companies that come together with you"), max_length=2000, most=MOST_COMPANIES, required=False,
        help_text=_("One a line. A group of companies asks once."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self, data: QueryDict | None, *, meetings: Meetings, slots: Iterable[Slot], request: Request | None
    ) -> None:
        self._times: dict[str, list[str]] = defaultdict(list)
        labels: dict[str, str] = {}
        for slot in sorted(slots, key=lambda one: (one.starts_at, one.public_id)):
            value = f"{slot.starts_at.astimezone(UTC):%Y%m%dT%H%MZ}"
            self._times[value].append(slot.public_id)
            labels[value] = written.weekday_moment(slot.starts_at)
        super().__init__(data, initial=self._initial(request))
        self._offer(list(labels.items()), meetings.part.how)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        wished = [said[name] for name in RANKED if said.get(name)]
        if len(set(wished)) < len(wished):
            self.add_error("second", _("You have chosen the same time twice."))
        return said

    def columns(self) -> dict[str, Any]:
        """Return the wish as it is kept: each time as all who are free then, whichever team."""
        said = self.cleaned_data
        wished = [said[name] for name in RANKED if said.get(name)]
        can = [] if said["any_time"] else [value for value in said["can"] if value not in wished]
        return {
            "ranked": [slot for value in wished for slot in self._times[value]],
            "can": [slot for value in can for slot in self._times[value]],
            "any_time": said["any_time"],
            "how": said["how"],
            "people": [_person(line) for line in said["people"]],
            "group": said["group"],
        }

    def _offer(self, choices: list[tuple[str, str]], how: str) -> None:
        for name in (*RANKED, "can"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices if name == "can" else [("", "–"), *choices]
        field = self.fields["how"]
        offered = [
            (value, label)
            for value, label in ((Part.How.PHYSICAL, _("In a room")), (Part.How.VIDEO, _("By video")))
            if how in {value, Part.How.BOTH}
        ]
        if isinstance(field, forms.ChoiceField):
            field.choices = offered
        if len(offered) == 1:
            field.widget = forms.HiddenInput()
            self.initial["how"] = offered[0][0]

    def _initial(self, request: Request | None) -> dict[str, Any]:
        if not request:
            return {}
        of = {slot: value for value, slots in self._times.items() for slot in slots}
        wished = list(dict.fromkeys(of[slot] for slot in request.ranked if slot in of))
        told: dict[str, Any] = dict(zip(RANKED, wished, strict=False))
        return told | {
            "can": list(dict.fromkeys(of[slot] for slot in request.can if slot in of)),
            "any_time": request.any_time,
            "how": request.how,
            "people": [", ".join(filter(None, (one["name"], one["role"]))) for one in request.people],
            "group": request.group,
            "seen": request.edit_version,
        }


def _person(line: str) -> dict[str, str]:
    name, _comma, role = line.partition(",")
    return {"name": name.strip(), "role": role.strip()}
