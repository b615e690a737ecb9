"""What equal treatment still lacks in a dialogue: told to one and not yet to all, a letter that came back.

A theme adds what it can find to `finders`, and to `receivers` what a municipality may know of whom a kind of letter was
for, when the app begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.common import written
from mulighetsrom.web.dialogue.queries import contacts, letters
from mulighetsrom.web.drafting import queries as drafting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.models import Mail
    from mulighetsrom.web.dialogue.models import Dialogue


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is lacking: what, why it matters or what is known of it, and where it is put right.

    A `verbatim` text is what somebody wrote.
    """

    title: StrOrPromise
    text: StrOrPromise
    url: str = ""
    way: StrOrPromise = ""
    verbatim: bool = False


finders: Final[list[Callable[[Dialogue], Iterable[Gap]]]] = []
receivers: Final[dict[str, Callable[[Mail], str]]] = {}
"""By a letter's kind: whom it was for, such as a company's name; empty where the municipality must not know."""


def found(dialogue: Dialogue) -> list[Gap]:
    """Return everything that equal treatment lacks in a dialogue now."""
    return [gap for find in finders for gap in find(dialogue)]


def told_to_one(dialogue: Dialogue) -> Iterator[Gap]:
    """Yield the contacts in which a company learned what not everybody has been told."""
    for one in contacts.told_to_one(dialogue):
        told = {"company": one.company, "day": written.day(one.date)}
        yield Gap(
            _("Told to one, not yet to all: %(company)s, %(day)s") % told,
            one.given,
            reverse("dialogue:contact", args=[dialogue.public_id, one.address]),
            _("Tell everybody"),
            verbatim=True,
        )


def came_back(dialogue: Dialogue) -> Iterator[Gap]:
    """Yield the letters that did not arrive, until somebody has been reached in another way."""
    for mail in letters.came_back(dialogue):
        to = receiver(dialogue, mail)
        yield Gap(
            _("A letter came back: to %(to)s, posted %(day)s")
            % {"to": to or _("somebody whose name is not shown"), "day": written.local_day(mail.waits_since)},
            _("Whoever did not get it knows less than the others. Reach them in another way, and note it."),
            f"{reverse('dialogue:note_contact', args=[dialogue.public_id])}?brev={mail.public_id}",
            _("Note how they were reached"),
        )


def out_of_reach(dialogue: Dialogue) -> Iterator[Gap]:
    """Yield the companies whose letters go to nobody, since all who acted for them have left."""
    for company in letters.out_of_reach(dialogue):
        yield Gap(
            _("Nobody acts for %(company)s here any more") % {"company": company.name},
            _("Our e-mails about the dialogue reach nobody there. Tell the company in another way, and note it."),
            reverse("dialogue:note_contact", args=[dialogue.public_id]),
            _("Note how they were reached"),
        )


def altered(dialogue: Dialogue) -> Iterator[Gap]:
    """Yield the notes of contacts that are no longer as the log says that they were written."""
    for one in contacts.changed(dialogue):
        yield Gap(
            _("A note was changed past the log: %(company)s, %(day)s")
            % {"company": one.called, "day": written.day(one.date)},
            _("What stands there now is not what was noted. Ask whoever runs the installation for a backup."),
            reverse("dialogue:contact", args=[dialogue.public_id, one.address]),
            _("See the note"),
        )
    for public_id in contacts.gone(dialogue):
        yield Gap(
            _("A note is gone: %(id)s") % {"id": public_id},
            _("The log tells of it, and it is not there. Ask whoever runs the installation for a backup."),
        )


def receiver(dialogue: Dialogue, mail: Mail) -> str:
    """Return whom a letter was for, as far as the municipality may know: its own people, and whom a theme tells."""
    if mail.kind in receivers:
        return receivers[mail.kind](mail)
    members = (one.person for organisation in drafting.behind(dialogue) for one in people.members(organisation))
    return next((one.name for one in members if one.public_id == mail.receiver), "")
