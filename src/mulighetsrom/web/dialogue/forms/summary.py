"""What was heard, point by point, and its publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common import markup
from mulighetsrom.web.common.forms import OneLine, Words
from mulighetsrom.web.common.opened import OpenedForm
from mulighetsrom.web.dialogue.forms.announcing import LetterForm
from mulighetsrom.web.dialogue.heard import MOST, SUMMARY

if TYPE_CHECKING:
    from django.http import QueryDict

    from mulighetsrom.web.dialogue.models import Summary
    from mulighetsrom.web.drafting.fields import Content

EMPTY = 2
"""How many empty points stand below those that are written; saved, there are so many again."""


class SummaryForm(OpenedForm):
    """What was heard and what changes, as pairs; a pair that is empty is left out."""

    intro = Words(label=SUMMARY.fields["intro"].label, help_text=SUMMARY.fields["intro"].help, max_length=2000, rows=3,
                  required=False)  # fmt: skip

    def __init__(self, data: QueryDict | None, *, summary: Summary, points: int = 0) -> None:
        rows = summary.draft.get("rows", [])
        super().__init__(data, initial=_initial(summary, rows))
        sent = sum(name.startswith("heard-") for name in data) if data else 0
        self.points = range(1, min(MOST, max(sent, points, len(rows) + EMPTY)) + 1)
        for number in self.points:
            said = {"number": number}
            self.fields[f"heard-{number}"] = _words(gettext("%(number)s. What we heard") % said)
            self.fields[f"change-{number}"] = _words(gettext("%(number)s. What we change, or why not") % said)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for number in self.points:
            if said.get(f"change-{number}") and not said.get(f"heard-{number}"):
                self.add_error(f"heard-{number}", _("Write what you heard that this comes from."))
        return said

    def content(self) -> Content:
        """Return the summary as it is kept."""
        said = {name: markup.tidy(str(value or "")) for name, value in self.cleaned_data.items() if name != "seen"}
        pairs = [{"heard": said[f"heard-{one}"], "change": said[f"change-{one}"]} for one in self.points]
        return {"intro": said["intro"], "rows": [pair for pair in pairs if pair["heard"]]}


class PublishSummaryForm(LetterForm):
    """What readers of an earlier version are told, and that a name is meant."""

    field_order = ("why", "names_are_meant", "opening", "shown", "key")

    why = OneLine(label=_("What is new in this version?"), max_length=500)
    names_are_meant = forms.BooleanField(label=_("I have read it: the names may stand"))

    def __init__(self, data: QueryDict | None, *, is_first: bool, names: list[str], seen: int, opening: str) -> None:
        super().__init__(data, initial={"opening": opening})
        self.depends_on = f"{seen} {names}"
        if is_first:
            del self.fields["why"]
        if not names:
            del self.fields["names_are_meant"]


def _words(label: str) -> Words:
    return Words(label=label, max_length=2000, rows=3, required=False)


def _initial(summary: Summary, rows: list[dict[str, str]]) -> dict[str, Any]:
    pairs = {f"{name}-{number}": row[name] for number, row in enumerate(rows, 1) for name in ("heard", "change")}
    return {"intro": summary.draft.get("intro", ""), "seen": summary.edit_version or None, **pairs}
