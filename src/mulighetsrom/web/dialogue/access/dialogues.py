"""From the ids in an address to dialogues and their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common.errors import RefusedError
from mulighetsrom.web.dialogue.models import Dialogue, Part
from mulighetsrom.web.dialogue.queries import dialogues, impartiality
from mulighetsrom.web.drafting import access as drafting_access
from mulighetsrom.web.drafting import queries as drafting
from mulighetsrom.web.needs import access as needs

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.drafting.fields import Content


def public_dialogue(public_id: str, *, by: Actor) -> Dialogue:  # noqa: ARG001 - open to all, and says so here
    """Return a dialogue that everybody can read."""
    found = dialogues.public().filter(public_id=public_id).first() if public_id.isalnum() else None
    if not found:
        raise Http404
    return found


def public_part(public_id: str, part: str, *kinds: str, by: Actor) -> Part:
    """Return a part of a dialogue that everybody can read; of `kinds`, where some are named."""
    return _part(public_dialogue(public_id, by=by), part, kinds)


def own_dialogue(public_id: str, *, by: Actor, what: May = May.READ) -> Dialogue:
    """Return a dialogue of the actor's own with its invitation in work, where they may do `what` with it.

    Whoever has declared an interest in it is refused, and told why (forvaltningsloven § 6, FOA § 7-5).
    """
    found = own_or_out_of(public_id, by=by, what=what)
    if impartiality.is_shut_out(found, by.person):
        raise RefusedError(
            _(
                "You have declared an interest in this dialogue. You are out of the case unless somebody else decides "
                "otherwise."
            )
        )
    return found


def own_or_out_of(public_id: str, *, by: Actor, what: May) -> Dialogue:
    """Return an own dialogue also for whoever is out of the case: only for what they must see of that themselves."""
    return drafting_access.own(Dialogue.objects.all(), public_id, by=by, what=what, public=public_dialogue)


def companies_dialogue(public_id: str, *, by: Actor, what: May = May.READ) -> Dialogue:
    """Return an own dialogue, for those who read of it what companies do in it.

    An organisation that was only asked to stand behind it reads the invitation in work, and nothing of companies.
    """
    found = own_dialogue(public_id, by=by, what=what)
    if not stands_behind(found, by=by):
        raise PermissionDenied
    return found


def stands_behind(dialogue: Dialogue, *, by: Actor) -> bool:
    """Tell whether the actor's organisation owns a dialogue, or has consented to stand behind it."""
    return by.acting_for in {one.public_id for one in drafting.behind(dialogue)}


def own_part(public_id: str, part: str, *kinds: str, by: Actor, what: May = May.READ) -> Part:
    """Return a part of an own dialogue, where the actor may do `what` with it; of `kinds`, where some are named."""
    return _part(own_dialogue(public_id, by=by, what=what), part, kinds)


def companies_part(public_id: str, part: str, *kinds: str, by: Actor, what: May = May.READ) -> Part:
    """Return a part of an own dialogue, for those who read what companies do in it."""
    return _part(companies_dialogue(public_id, by=by, what=what), part, kinds)


def writer(*, by: Actor) -> Organisation:
    """Return the buyer that the actor writes invitations for."""
    return needs.writer(by=by)


def source(public_id: str, *, by: Actor) -> tuple[Dialogue, Content]:
    """Return a dialogue a new one may start from, and the text to copy: one's own in work, others' as public."""
    own = dialogues.of(by).filter(public_id=public_id).first() if public_id.isalnum() and may(by, May.READ) else None
    if own:
        return own, own.draft
    found = public_dialogue(public_id, by=by)
    version = drafting.newest(found)
    if not version:
        raise Http404
    return found, version.content


def for_system(public_id: str) -> Dialogue:
    """Return a dialogue for a task, which nobody in particular asked for."""
    return Dialogue.objects.select_related("owner", "responsible").get(public_id=public_id)


def _part(dialogue: Dialogue, part: str, kinds: tuple[Any, ...]) -> Part:
    found = dialogue.parts.filter(public_id=part).first() if part.isalnum() else None
    if not found or (kinds and found.kind not in kinds):
        raise Http404
    return found
