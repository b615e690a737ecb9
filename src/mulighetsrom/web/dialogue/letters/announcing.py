"""What can be told to everybody, whatever parts a dialogue has: a new version of the invitation, a deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulighetsrom.web.common import written
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.letters import Letter
from mulighetsrom.web.dialogue import named, opening
from mulighetsrom.web.dialogue.actions import invitation
from mulighetsrom.web.dialogue.fields import INVITATION
from mulighetsrom.web.dialogue.letters import to_everybody as announcing
from mulighetsrom.web.dialogue.queries import announcing as queries
from mulighetsrom.web.dialogue.told import Told
from mulighetsrom.web.drafting import comparing
from mulighetsrom.web.drafting import queries as drafting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.mail import Receiver
    from mulighetsrom.web.dialogue.models import Dialogue, Part, Version

VERSION: Final = invitation.LETTER
REMINDER: Final = "reminder"


def register() -> None:
    """Let these be told from the page of a dialogue's letters."""
    announcing.register(VERSION, announcing.Kind(
        name=gettext_lazy("New version of the invitation"), load=_version, opening=_about_version,
        facts=_version_facts, offers=_versions,
    ))  # fmt: skip
    announcing.register(REMINDER, announcing.Kind(
        name=gettext_lazy("Reminder of a deadline"), load=_part, opening=_about_deadline,
        facts=_deadline_facts, offers=_deadlines,
    ))  # fmt: skip


def page(dialogue: Dialogue) -> str:
    """Return the address of a dialogue's page, for a letter."""
    return absolute(reverse("dialogue:dialogue", args=[dialogue.public_id]))


def _version(dialogue: Dialogue, number: str) -> Version | None:
    version: Version | None = dialogue.versions.filter(number=int(number)).first()
    return version


def _versions(dialogue: Dialogue) -> Iterator[tuple[str, StrOrPromise]]:
    newest = drafting.newest(dialogue)
    if newest and newest.number > 1 and not queries.told(dialogue, VERSION, str(newest.number)).exists():
        yield str(newest.number), _("Version %(number)s of the invitation") % {"number": newest.number}


def _about_version(dialogue: Dialogue, version: Version) -> str:  # noqa: ARG001 - as a kind is asked
    return version.why or _(
        "We have published a new version of the invitation. Here is what is new, and where you read it."
    )


def _version_facts(dialogue: Dialogue, version: Version, to: Receiver) -> Letter:  # noqa: ARG001 - as above
    said = {"number": version.number, "moment": written.weekday_moment(version.published_at)}
    when = _("Version %(number)s was published %(moment)s.") % said
    way = reverse("dialogue:version", kwargs={"public_id": dialogue.public_id, "number": version.number})
    return Letter(
        subject=_("New version of the invitation: %(title)s") % {"title": version.content["title"]},
        greeting=_("Hello!"),
        paragraphs=[when, _what_is_new(dialogue, version)],
        button=(_("See what is new"), absolute(way)),
    )


def _what_is_new(dialogue: Dialogue, version: Version) -> str:
    before = dialogue.versions.filter(number__lt=version.number).order_by("-number").first()
    changed = comparing.differences(before.content, version.content, INVITATION) if before else []
    return _("New here: %(fields)s") % {"fields": " · ".join(str(one.label) for one in changed)} if changed else ""


def _part(dialogue: Dialogue, public_id: str) -> Part | None:
    part: Part | None = dialogue.parts.filter(public_id=public_id).select_related("dialogue").first()
    return part if part and part.deadline_at and opening.takes_part(part) else None


def _deadlines(dialogue: Dialogue) -> Iterator[tuple[str, StrOrPromise]]:
    for part in dialogue.parts.filter(deadline_at__gt=timezone.now()).order_by("deadline_at", "id"):
        if opening.takes_part(part):
            yield part.public_id, _("Remind of the deadline: %(part)s") % {"part": Told(part).name}


def _about_deadline(dialogue: Dialogue, part: Part) -> str:  # noqa: ARG001 - as above
    return _("We remind you of the deadline below. It is the same for everybody.")


def _deadline_facts(dialogue: Dialogue, part: Part, to: Receiver) -> Letter:  # noqa: ARG001 - as above
    assert part.deadline_at  # noqa: S101 - `_part` gives no other
    said = {"part": Told(part).name, "moment": written.weekday_moment(part.deadline_at)}
    return Letter(
        subject=_("Reminder of a deadline: %(title)s") % {"title": named.title(dialogue)},
        greeting=_("Hello!"),
        paragraphs=[_("%(part)s: the deadline is %(moment)s.") % said],
        button=(_("See the dialogue"), page(dialogue)),
    )
