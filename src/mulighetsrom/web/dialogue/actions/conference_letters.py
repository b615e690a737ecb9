"""Puts the letters about a conference or a workshop in the post; `letters_of_conference` writes them when they go."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from mulighetsrom.web.common import mail
from mulighetsrom.web.common.kernel import inside_action
from mulighetsrom.web.common.mail import Envelope
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.letters import to_everybody as announcing
from mulighetsrom.web.dialogue.models import SignUp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from mulighetsrom.web.dialogue.models import Dialogue, Part, Participant

CONFIRM, RECEIPT, MOVED_UP, WITHDRAWN = (
    f"dialogue.sign-up-{kind}" for kind in ("confirm", "receipt", "moved-up", "withdrawn")
)
ABOUT_SIGN_UPS: Final = (CONFIRM, RECEIPT, WITHDRAWN)


@inside_action
def confirm(sign_up: SignUp) -> None:
    """Ask a guest to confirm the address. Raises mail.WrongAddressError."""
    to = mail.Receiver(sign_up.email, sign_up.language)
    mail.post(CONFIRM, to=to, sender=announcing.sender(sign_up.part.dialogue), about=sign_up)


@inside_action
def receipt(sign_up: SignUp, once: str) -> None:
    """Tell who has signed up what came of it; `once` tells what was added later apart."""
    _post(RECEIPT, sign_up, once)


@inside_action
def withdrawn(sign_up: SignUp, once: str) -> None:
    """Confirm that somebody has withdrawn."""
    _post(WITHDRAWN, sign_up, once)


@inside_action
def moved_up(people: Iterable[Participant]) -> None:
    """Tell each of those who got a seat from the waiting list."""
    moved = list(people)
    both = zip(moved, each(one.sign_up for one in moved), strict=True)
    sender = announcing.sender
    mail.post_many(
        MOVED_UP, [Envelope(to, sender(one.sign_up.part.dialogue), one) for one, found in both for to in found]
    )


def receivers(dialogue: Dialogue, part: Part | None) -> Iterator[mail.Receiver]:
    """Yield who has signed up for an event of a dialogue and not withdrawn, also who waits: what `audience` asks."""
    yield from chain.from_iterable(each(_confirmed(dialogue, part).filter(withdrawn_at=None)))


def withdrew(dialogue: Dialogue, part: Part | None) -> Iterator[mail.Receiver]:
    """Yield who had signed up and has withdrawn: what `audience` asks for who has left."""
    yield from chain.from_iterable(each(_confirmed(dialogue, part).exclude(withdrawn_at=None)))


def each(sign_ups: Iterable[SignUp]) -> list[list[mail.Receiver]]:
    """Return for each sign-up whom letters about it go to; nobody once it is forgotten."""
    found = list(sign_ups)
    speaking = iter(audience.speaking((one.person, one.organisation) for one in found if one.person))
    return [next(speaking) if one.person else _guest(one) for one in found]


def _guest(sign_up: SignUp) -> list[mail.Receiver]:
    return [mail.Receiver(sign_up.email, sign_up.language)] if sign_up.email else []


def _confirmed(dialogue: Dialogue, part: Part | None) -> QuerySet[SignUp]:
    of = SignUp.objects.filter(part=part) if part else SignUp.objects.filter(part__dialogue=dialogue)
    found = of.filter(forgotten_at=None).exclude(confirmed_at=None)
    return found.select_related("person", "organisation").order_by("id")


def _post(kind: str, sign_up: SignUp, once: str) -> None:
    sender = announcing.sender(sign_up.part.dialogue)
    [receivers_] = each([sign_up])
    mail.post_many(kind, [Envelope(to, sender, sign_up, once) for to in receivers_])
