"""What the history and the log call the steps of an access request, and what it keeps about people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.personal import Personal
from mulighetsrom.web.dialogue.actions import access_request as actions
from mulighetsrom.web.dialogue.queries import access_request as queries

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DEEDS: Final[dict[str, StrOrPromise]] = {
    "dialogue.access-registered": _("%(who)s registered an access request."),
    "accessrequest.gather": _("%(who)s gathered the documents of an access request."),
    "accessrequest.hear": _("%(who)s put an access request to the companies."),
    "dialogue.access-answered": _("%(who)s answered an access request for a company."),
    "accessrequest.decide": _("%(who)s decided an access request."),
}
LOG: Final[dict[str, StrOrPromise]] = {
    "access-registered": _("%(who)s registered an access request that came %(received)s."),
    "access-gathered": _(
        "%(who)s gathered documents (%(documents)s) for an access request. Claimed secret: %(claims)s."
    ),
    "access-put": _("%(who)s put an access request to %(whom)s, to be answered before %(deadline)s."),
    "access-answered": _("%(whom)s holds on to %(holds)s of %(of)s passages that an access request is about."),
    "access-silent": _("%(whom)s did not answer an access request by the deadline."),
    "access-decided": _(
        "%(who)s decided an access request. Withheld: %(withheld)s. Released: %(released)s. Copy from %(copy)s."
    ),
}
KINDS: Final = (
    Personal(
        what="Who asks for access to documents of a dialogue, where they say it",
        whose="whoever asks",
        why="to answer them; nobody has to say who they are",
        controller="the body that answers for the dialogue",
        kept="`dialogue.actions.access_request.REQUESTER_KEPT` (365 days) after the decision, unless there is a hold",
        fields=("dialogue.AccessRequest.requester",),
        purge=actions.forget,
    ),
    Personal(
        what="What is asked for, what companies hold on to and why, what is decided, and by whom",
        whose="who works for a municipality or a company, and whoever is written about",
        why="an access request must be accounted for, and can be complained of",
        controller="the body that answers for the dialogue",
        kept="always",
        fields=(
            "dialogue.AccessRequest.what",
            "dialogue.AccessRequest.registered_by",
            "dialogue.AccessRequest.decided_by",
            "dialogue.Hearing.answered_by",
            "dialogue.Claim.why",
            "dialogue.Claim.reason",
        ),
        export=queries.handled_by,
    ),
)
NOT_PERSONAL: Final = {
    "dialogue.AccessRequest.public_id",
    "dialogue.AccessRequest.state",
    "dialogue.Gathered.key",
    "dialogue.Hearing.public_id",
    "dialogue.Claim.public_id",
    "dialogue.Claim.document",
    "dialogue.Claim.key",
    "dialogue.Claim.decision",
    "dialogue.Claim.basis",
    "dialogue.Claim.stands",
}
