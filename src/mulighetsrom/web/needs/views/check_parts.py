"""What the need check puts on the pages of a need: a quiet line, never a stop sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.template.loader import render_to_string

from mulighetsrom.web.needs.check.advice import ADVICE
from mulighetsrom.web.needs.queries import check

if TYPE_CHECKING:
    from django.forms import Form
    from django.utils.safestring import SafeString

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.needs.check.advice import Advice
    from mulighetsrom.web.needs.models import Need

PLACES: Final = ("needs:write", "needs:work", "needs:approve")


@dataclass(frozen=True, slots=True)
class Hint:
    """What a field of the form keeps folded beneath it."""

    advice: Advice
    words: str
    language: str


def put_hints(form: Form, need: Need) -> None:
    """Lay what the check finds in the saved text beside the fields that it is about."""
    language = need.draft.get("language") or "nb"
    for one in check.of_need(need).open:
        field = form.fields.get(one.field.replace(".", "-"))
        if field:
            hints = [*getattr(field, "hints", ()), Hint(ADVICE[one.rule], one.words, language)]
            field.hints = hints  # type: ignore[attr-defined] # for our template


def hint(request: Request, need: Need) -> SafeString:
    """Return the line "3 things to look at", with what they are; its reader may read the text in work."""
    found = check.summary(check.of_need(need).open)
    context = {
        "need": need,
        "count": sum(found.values()),
        "names": [ADVICE[rule].name for rule in found],
    }
    return render_to_string("needs/check_hint.html", context, request)
