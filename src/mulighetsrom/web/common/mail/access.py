"""Who may look into the post: in a demo everybody at its machine, else an operator, never into what is secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from mulighetsrom.installation import config
from mulighetsrom.web.common import registry
from mulighetsrom.web.common.models import Mail

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mulighetsrom.web.common.actor import Actor


def letters(*, by: Actor) -> QuerySet[Mail]:
    """Return the letters that somebody may see, newest first. Raises Http404 for who may see none."""
    newest = Mail.objects.order_by("-waits_since", "-id")
    if config.current().demo:
        return newest
    if "operator" not in by.roles:
        raise Http404
    return newest.exclude(kind__in=registry.secret_letters)


def letter(public_id: str, *, by: Actor) -> Mail:
    """Return one letter. Raises Http404."""
    mail = letters(by=by).filter(public_id=public_id).first() if public_id.isalnum() else None
    if mail is None:
        raise Http404
    return mail
