"""What the need check puts on the pages of a need: a quiet line, never a stop sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.template.loader import render_to_string
from django.utils.translation import gettext, ngettext

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


def hints(need: Need) -> dict[str, list[Hint]]:
    """Return what the check finds in the saved text, by the box of the form that it is about."""
    found: dict[str, list[Hint]] = {}
    language = need.draft.get("language") or "nb"
    for one in check.of_need(need).open:
        found.setdefault(one.field.replace(".", "-"), []).append(Hint(ADVICE[one.rule], one.words, language))
    return found


def put_hints(form: Form, need: Need) -> None:
    """Lay what the check finds in the saved text beneath the fields that it is about."""
    for name, found in hints(need).items():
        if field := form.fields.get(name):
            field.below = _written(found)  # type: ignore[attr-defined] # for our template


def refreshed(request: Request, need: Need) -> dict[str, Any]:
    """Return what a page that stays open while its text is saved shows of the check now: in boxes, in all, in words."""
    found = hints(need)
    count = sum(map(len, found.values()))
    said = ngettext("%(count)s thing to look at", "%(count)s things to look at", count) % {"count": count}
    return {
        "hints": {name: _written(one) for name, one in found.items()},
        "look": hint(request, need),
        "count": said if count else gettext("Nothing to look at"),
    }


def hint(request: Request, need: Need) -> SafeString:
    """Return the line "3 things to look at", with what they are; its reader may read the text in work."""
    found = check.summary(check.of_need(need).open)
    context = {
        "need": need,
        "count": sum(found.values()),
        "names": [ADVICE[rule].name for rule in found],
    }
    return render_to_string("needs/check_hint.html", context, request)


def _written(found: list[Hint]) -> SafeString:
    return render_to_string("needs/hints.html", {"hints": found})
