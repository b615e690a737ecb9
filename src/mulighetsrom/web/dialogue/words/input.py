"""What the history and the log call what is done with written input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.dialogue.models import Opening

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

DEEDS: Final[dict[str, StrOrPromise]] = {
    "dialogue.input-arranged": _("%(who)s wrote what a dialogue asks for in writing."),
    "dialogue.paper-added": _("%(who)s added a draft document to a dialogue."),
    "dialogue.paper-removed": _("%(who)s removed a draft document from a dialogue."),
    "dialogue.input-begun": _("%(who)s began on written input."),
    "dialogue.input-handed-in": _("%(who)s handed in written input."),
    "dialogue.input-too-late": _("%(who)s tried to hand in written input after the deadline."),
    "dialogue.reader-named": _("%(who)s named somebody who may open business secrets."),
    "dialogue.reader-ended": _("%(who)s let somebody open business secrets no longer."),
    "dialogue.secret-opened": _("%(who)s opened what a company has marked as a business secret."),
}
LOG: Final[dict[str, StrOrPromise]] = {
    "input-handed-in": _("%(whom)s handed in written input number %(number)s to %(part)s. Fingerprint: %(hash)s."),
    "input-too-late": _("%(whom)s tried to hand in to %(part)s at %(at)s, after the deadline. It was not taken."),
    "reader-named": _("%(who)s let %(whom)s open business secrets."),
    "reader-ended": _("%(who)s let %(whom)s open business secrets no longer."),
    "secret-opened": _(
        "%(who)s opened business secrets (%(passages)s) of %(whom)s in the answer to question %(question)s, %(why)s."
    ),
}
CODES: Final[dict[str, Mapping[str, StrOrPromise]]] = {"secret-opened.why": dict(Opening.Why.choices)}
