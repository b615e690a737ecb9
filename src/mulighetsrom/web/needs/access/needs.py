"""From the ids in an address to needs and their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from mulighetsrom.web.accounts import access
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.drafting import access as drafting_access
from mulighetsrom.web.drafting import queries as drafting
from mulighetsrom.web.needs import stages
from mulighetsrom.web.needs.models import (
    Attachment,
    Need,
)
from mulighetsrom.web.needs.queries import needs, writing

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.drafting.fields import Content


def public_need(public_id: str, *, by: Actor) -> Need:  # noqa: ARG001 - open to all, and says so here
    """Return a need that everybody can read."""
    found = needs.public().filter(public_id=public_id).first() if public_id.isalnum() else None
    if not found:
        raise Http404
    return found


def own_need(public_id: str, *, by: Actor, what: May = May.READ) -> Need:
    """Return a need of the actor's own with its text in work, where they may do `what` with it."""
    return drafting_access.own(Need.objects.all(), public_id, by=by, what=what, public=public_need)


def writer(*, by: Actor) -> Organisation:
    """Return the buyer that the actor writes needs for."""
    owner = access.own(May.WRITE, by=by)
    if owner.is_supplier:
        raise PermissionDenied
    return owner


def source(public_id: str, *, by: Actor) -> tuple[Need, Content]:
    """Return a need that a new one may start from, and the text to copy: one's own in work, others' as public."""
    own = needs.of(by).filter(public_id=public_id).first() if public_id.isalnum() and may(by, May.READ) else None
    if own:
        return own, own.draft
    need = public_need(public_id, by=by)
    version = drafting.newest(need)
    if not version:
        raise Http404
    return need, version.content


def attachment(public_id: str, file_id: str, *, by: Actor) -> Attachment:
    """Return a file of a need: for everybody where the newest version names it, else for the need's own people only."""
    ids_are_ids = public_id.isalnum() and file_id.isalnum()
    hangs = Attachment.objects.filter(need__public_id=public_id, file__public_id=file_id) if ids_are_ids else None
    found = hangs.select_related("need", "file").first() if hangs is not None else None
    if not found:
        raise Http404
    version = drafting.newest(found.need) if found.need.stage in stages.PUBLIC else None
    is_public = version is not None and file_id in writing.named(version)
    if not is_public and not (may(by, May.READ) and needs.of(by).filter(pk=found.need_id).exists()):
        raise Http404
    return found


def own_attachment(need: Need, file_id: str, *, by: Actor) -> Attachment:  # noqa: ARG001 - the need was asked for `by`
    """Return a file that belongs to the text in work of a need that was loaded for writing."""
    found = next((one for one in writing.attachments(need) if one.file and one.file.public_id == file_id), None)
    if not found:
        raise Http404
    return found


def own_template(public_id: str, *, by: Actor) -> Need:
    """Return a template of the organisation that the actor writes for."""
    writer(by=by)
    found = needs.templates(by).filter(public_id=public_id).first() if public_id.isalnum() else None
    if not found:
        raise Http404
    return found


def for_system(public_id: str) -> Need:
    """Return a need for a task, which nobody in particular asked for."""
    return Need.objects.select_related("owner", "responsible").get(public_id=public_id)
