"""Letters to everybody who takes part: shown before they go, with an opening that somebody may write.

Below the opening, which is in the dialogue's language, stand facts that are written for each receiver in theirs, when
the letter goes. A theme adds a kind of letter with `register`. It is sent by `actions.announcing.announce` inside the
action that it tells of, or from a page of its own where the kind `offers` something to tell.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from mulighetsrom.web.common.mail import Receiver, Sender
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.models import Announcement, Dialogue
from mulighetsrom.web.drafting import queries as drafting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.letters import Letter
    from mulighetsrom.web.common.models import Mail

LETTER: Final = "dialogue.announcement"
TO_ASKER: Final = "dialogue.announcement-to-asker"
"""The same letter to somebody who only asked: whoever looks after the post does not get to see who that is."""


def everybody(dialogue: Dialogue, about: Any) -> Sequence[Receiver]:  # noqa: ARG001 - as a kind's `to` is asked
    """Return all who take part in a dialogue."""
    return audience.of(dialogue)


def everybody_ever(dialogue: Dialogue, about: Any) -> Sequence[Receiver]:  # noqa: ARG001 - likewise
    """Return all who take part in a dialogue, and who did before they withdrew."""
    return audience.ever(dialogue)


@dataclass(frozen=True, slots=True)
class Kind:
    """A letter to many about one thing.

    `load(dialogue, id)` returns the thing, None where it is no longer right to tell of it. `opening(dialogue, thing)`
    proposes how the letter begins. `facts(dialogue, thing, receiver)` is the rest of it, with its subject and button.
    `offers(dialogue)` yields the id and the name of all that may be told from the letters' own page now.
    """

    name: StrOrPromise
    load: Callable[[Dialogue, str], Any]
    opening: Callable[[Dialogue, Any], str]
    facts: Callable[[Dialogue, Any, Receiver], Letter]
    to: Callable[[Dialogue, Any], Sequence[Receiver]] = everybody
    offers: Callable[[Dialogue], Iterable[tuple[str, StrOrPromise]]] | None = None


kinds: dict[str, Kind] = {}
names: dict[str, StrOrPromise] = {}
"""What each kind of letter is called, for the log."""


def register(code: str, kind: Kind) -> None:
    """Add a kind of letter; `code` is kept with every letter that was sent."""
    kinds[code], names[code] = kind, kind.name


@dataclass(frozen=True, slots=True)
class Shown:
    """A letter as it stands in one of the receivers' languages, and how many get it so."""

    language: str
    letter: Letter
    count: int


def shown(code: str, dialogue: Dialogue, about: Any, opening: str) -> list[Shown]:
    """Return the letter in each language that somebody gets it in; in the dialogue's own where nobody does."""
    known = kinds[code].to(dialogue, about)
    receivers = [*known, *audience.hidden(dialogue, known)]
    counts = Counter(one.language for one in receivers) or Counter({language(dialogue): 0})
    first = {one.language: one for one in reversed(receivers)}
    return [
        Shown(one, _fixed(code, dialogue, about, opening, first.get(one, Receiver("", one))), counts[one])
        for one, _name in settings.LANGUAGES
        if one in counts
    ]


def proposed(code: str, dialogue: Dialogue, about: Any) -> str:
    """Return how a letter begins if nobody changes it."""
    with override(language(dialogue)):
        return kinds[code].opening(dialogue, about)


def language(dialogue: Dialogue) -> str:
    """Return the language that a dialogue is written in."""
    version = drafting.newest(dialogue)
    content = version.content if version else dialogue.draft
    return content.get("language") or settings.LANGUAGE_CODE


def sender(dialogue: Dialogue) -> Sender:
    """Return in whose name letters about a dialogue go."""
    return Sender(dialogue.owner.name, dialogue.owner.mailbox)


def letter(mail: Mail) -> Letter | None:
    """Write a letter that waits; None where what it tells is no longer so."""
    row = Announcement.objects.select_related("dialogue__owner").get(public_id=mail.about_id)
    about = kinds[row.kind].load(row.dialogue, row.about)
    if about is None:
        return None
    return composed(row.kind, row.dialogue, about, row.opening, Receiver(mail.address, mail.language, mail.receiver))


def composed(code: str, dialogue: Dialogue, about: Any, opening: str, to: Receiver) -> Letter:
    """Return a letter to one receiver, in the language that is active."""
    told = kinds[code].facts(dialogue, about, to)
    begun = [one.strip() for one in opening.replace("\r\n", "\n").split("\n\n") if one.strip()]
    why = told.why or _(
        "You get this because you take part in the dialogue, or have asked or answered something there."
    )
    return replace(told, paragraphs=[*begun, *told.paragraphs], why=why)


def _fixed(code: str, dialogue: Dialogue, about: Any, opening: str, to: Receiver) -> Letter:
    """Return a letter whose words stay in the receiver's language when the page is written in another."""
    with override(to.language):
        one = composed(code, dialogue, about, opening, to)
        button = (str(one.button[0]), one.button[1]) if one.button else None
        paragraphs = [str(paragraph) for paragraph in one.paragraphs]
        return replace(one, subject=str(one.subject), paragraphs=paragraphs, button=button, why=str(one.why))
