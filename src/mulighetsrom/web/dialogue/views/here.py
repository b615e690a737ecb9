"""Beside the figures of official notices: the dialogues that are held here, counted apart from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from mulighetsrom.web.accounts.queries import organisations
from mulighetsrom.web.dialogue import tally
from mulighetsrom.web.dialogue.queries import closing, dialogues

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from mulighetsrom.web.common.http import Request

ALWAYS: Final = frozenset({"pagar", "besvart", "ubesvart"})
"""The groups that are told with nothing in them, too."""
ORDER: Final = ("pagar", "venter", "besvart", "ubesvart", "avlyst")


def of_municipality(request: Request, number: str) -> SafeString | None:
    """Count a municipality's public dialogues by what came of them; nothing where it has none.

    A notice that announces one of them is among the notices, and the dialogue is not: nothing is counted twice.
    """
    owner = organisations.of_municipality(number)
    told = list(closing.told_by(owner)) if owner else []
    if not owner or not told:
        return None
    found, url = tally.of(told, timezone.now()), reverse("dialogue:answers_of", args=[owner.public_id])
    counts = [(name, tally.GROUPS[name][0], len(found.groups[name])) for name in ORDER]
    context = {
        "groups": [(label, count, f"{url}#{name}") for name, label, count in counts if count or name in ALWAYS],
        "announced": sum(bool(one.doffin_number) for one in told),
        "all": len(told),
        "url": url,
    }
    return render_to_string("dialogue/here.html", context, request)


def everywhere(request: Request) -> SafeString | None:
    """Lead from the country's figures to the dialogues that are held here."""
    public = dialogues.public().count()
    context = {"open": dialogues.open_now().count(), "all": public}
    return render_to_string("dialogue/here_all.html", context, request) if public else None
