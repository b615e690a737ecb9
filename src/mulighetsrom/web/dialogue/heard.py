"""What a summary holds, and whether it names somebody who took part: what was heard is told, not from whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.dialogue import log, took_part
from mulighetsrom.web.dialogue.models import Entry
from mulighetsrom.web.drafting.fields import Description, Field, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mulighetsrom.web.dialogue.models import Dialogue
    from mulighetsrom.web.drafting.fields import Content

MOST: Final = 30
SUMMARY: Final = Description(
    (
        Field("intro", Kind.TEXT, _("In short"), _("Who took part, without names, and what it was about."), 2000),
        Field("rows", Kind.ROWS, _("What we heard, and what we change"), "", MOST, True, rows=(
            Field("heard", Kind.TEXT, _("What we heard"), "", 2000, True),
            Field("change", Kind.TEXT, _("What we change"), "", 2000),
        )),
    ),
    choices={},
)  # fmt: skip
_FORMS: Final = re.compile(
    r"[\s,]+(?:ASA?|A/S|SA|ANS|DA|ENK|NUF|BA|KS|AB|APS|OY|LTD|LIMITED|GMBH|INC)\.?$", re.IGNORECASE
)
_SHORTEST: Final = 3


def named(dialogue: Dialogue, content: Content) -> list[str]:
    """Return the names of those who took part that a summary gives away, in whichever form, each once."""
    text = "\n".join(
        [content.get("intro", ""), *(f"{row['heard']}\n{row['change']}" for row in content.get("rows", []))]
    )
    return [name for name in participants(dialogue) if stands_in(name, text)]


def participants(dialogue: Dialogue) -> list[str]:
    """Return what those are called who took part, as the themes and the log know them."""
    written = Entry.objects.filter(dialogue=dialogue).exclude(whom="").values_list("whom", flat=True).distinct()
    known = log.names(dialogue)
    names = [*(one.name for one in took_part.everybody(dialogue)), *(known[one] for one in written if one in known)]
    return sorted(dict.fromkeys(names), key=str.casefold)


def stands_in(name: str, text: str) -> bool:
    """Tell whether a text names somebody, with or without what a company's form is called, and in the genitive.

    A name of one word counts with its own capitals only: "Trygg" is a company, "trygg" is not.
    """
    words = _FORMS.sub("", " ".join(name.split())).split()
    if len("".join(words)) < _SHORTEST:
        words = name.split()
    pattern = rf"(?<!\w){_joined(words)}(?:['’]?s)?(?!\w)"
    return re.search(pattern, text, re.IGNORECASE if len(words) > 1 else 0) is not None


def _joined(words: Iterable[str]) -> str:
    return r"\s+".join(map(re.escape, words))
