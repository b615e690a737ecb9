"""From the ids in an address to needs and plan lines, for those who may see them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404

from mulighetsrom.web.accounts import access
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.drafting import queries as drafting
from mulighetsrom.web.needs import asking, stages
from mulighetsrom.web.needs.models import (
    Attachment,
    Contribution,
    Line,
    Meeting,
    Member,
    Need,
    PlanImport,
    Presented,
    Question,
    SignUp,
)
from mulighetsrom.web.needs.queries import meeting as meetings
from mulighetsrom.web.needs.queries import needs, plan, writing

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.drafting.fields import Content

SIGN_UP: Final = signing.TimestampSigner(salt="needs.sign-up", sep=".")
"""Signs what the link of a sign-up's letter holds: with no ":", so that `common.logs` knows it for a secret."""
SIGN_UP_GOOD_FOR: Final = timedelta(days=2)
"""How long the link in a letter confirms an address."""
OF_MEMBERS: Final = frozenset({May.READ, May.COMMENT, May.APPROVE, May.CONSENT})
"""What those of an organisation that stands behind another's need may do with it."""


def public_need(public_id: str, *, by: Actor) -> Need:  # noqa: ARG001 - open to all, and says so here
    """Return a need that everybody can read."""
    found = needs.public().filter(public_id=public_id).first() if public_id.isalnum() else None
    if not found:
        raise Http404
    return found


def own_need(public_id: str, *, by: Actor, what: May = May.READ) -> Need:
    """Return a need of the organisation the actor acts for, with its text in work, where they may do `what` with it.

    Those of an organisation that stands behind another's need may read, comment and approve; the owner leads. To
    everybody else it is not there, unless it is public: then it is refused.
    """
    if not by.person:
        raise access.LoginNeededError
    found = needs.of(by).filter(public_id=public_id).first() if public_id.isalnum() else None
    if not found or not may(by, May.READ):
        public_need(public_id, by=by)
        raise PermissionDenied
    leads = found.owner.public_id == by.acting_for
    if not may(by, what) or not (leads or what in OF_MEMBERS):
        raise PermissionDenied
    return found


def going_need(public_id: str, *, by: Actor, what: May) -> Need:
    """Return an own need that can go its way: a template is a shape for needs, shown to nobody and never published."""
    found = own_need(public_id, by=by, what=what)
    if found.is_template:
        raise Http404
    return found


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


def asked_member(public_id: str, *, by: Actor) -> Member:
    """Return the asking that the actor's organisation has got to stand behind a need, where they may answer it."""
    return _member(public_id, Member.State.ASKED, by=by)


def consented_member(public_id: str, *, by: Actor) -> Member:
    """Return the consent of the actor's organisation to stand behind a need, where they may withdraw it."""
    return _member(public_id, Member.State.CONSENTED, by=by)


def _member(public_id: str, state: Member.State, *, by: Actor) -> Member:
    need = own_need(public_id, by=by, what=May.CONSENT)
    found = need.members.filter(organisation__public_id=by.acting_for, state=state).first()
    if not found:
        raise PermissionDenied
    return found


def for_system(public_id: str) -> Need:
    """Return a need for a task, which nobody in particular asked for."""
    return Need.objects.select_related("owner", "responsible").get(public_id=public_id)


# --- plans ------------------------------------------------------------------------------------------------------------


def buyer(public_id: str, *, by: Actor) -> Organisation:
    """Return an organisation that can have a plan; that it is here, is no secret."""
    found = access.organisation(public_id, by=by)
    if found.is_supplier:
        raise Http404
    return found


def reads_plan_of(organisation: Organisation, *, by: Actor) -> bool:
    """Tell whether an actor sees the whole of an organisation's plan."""
    return access.is_in(organisation, by=by) and may(by, May.READ)


def planner(public_id: str, *, by: Actor, what: May = May.PLAN) -> Organisation:
    """Return the organisation whose plan the actor may write (or do `what` with)."""
    found = buyer(public_id, by=by)
    access.require(what, by=by)
    if not access.is_in(found, by=by):
        raise PermissionDenied
    return found


def own_line(organisation: str, public_id: str, *, by: Actor, what: May = May.PLAN) -> Line:
    """Return a line of the plan that the actor may write."""
    owner = planner(organisation, by=by, what=what)
    found = plan.of(by).filter(public_id=public_id, owner=owner).first() if public_id.isalnum() else None
    if not found:
        raise Http404
    return found


def plan_import(organisation: str, public_id: str, *, by: Actor) -> PlanImport:
    """Return the rows of a file that the actor has sent for a plan they may write."""
    owner = planner(organisation, by=by)
    mine = PlanImport.objects.filter(owner=owner, person__public_id=by.person).select_related("owner")
    found = mine.filter(public_id=public_id).first() if public_id.isalnum() else None
    if not found:
        raise Http404
    return found


# --- contact meetings -------------------------------------------------------------------------------------------------


def meeting(public_id: str, *, by: Actor) -> Meeting:
    """Return a meeting that was announced, and to its own people also one that was not."""
    if not public_id.isalnum():
        raise Http404
    found = meetings.announced().filter(public_id=public_id).first()
    if not found and may(by, May.READ):
        own = Meeting.objects.filter(owner__public_id=by.acting_for or "").select_related("owner", "responsible")
        found = own.filter(public_id=public_id).first()
    if not found:
        raise Http404
    return found


def own_meeting(public_id: str, *, by: Actor, what: May = May.PLAN) -> Meeting:
    """Return a meeting that the actor may write about."""
    if not by.person:
        raise access.LoginNeededError
    found = meeting(public_id, by=by)
    if not access.is_in(found.owner, by=by) or not may(by, what):
        raise PermissionDenied
    return found


def presented(found: Meeting, line: str) -> Presented:
    """Return a line that a meeting presents."""
    shown = meetings.presented(found).filter(line__public_id=line).first() if line.isalnum() else None
    if not shown:
        raise Http404
    return shown


def contributor(*, by: Actor) -> Organisation:
    """Return the company that the actor contributes for."""
    company = access.own(May.OFFER, by=by)
    if not company.is_supplier:
        raise PermissionDenied
    return company


def contribution(found: Meeting, public_id: str) -> Contribution:
    """Return a contribution to a meeting."""
    all_ = Contribution.objects.filter(presented__meeting=found)
    one = all_.select_related("presented__meeting__owner", "presented__line", "company", "by")
    kept = one.filter(public_id=public_id).first() if public_id.isalnum() else None
    if not kept:
        raise Http404
    return kept


def sign_up(found: Meeting, secret: str) -> SignUp | None:
    """Return the sign-up that a letter's link is about; None once the link is too old, or the sign-up is forgotten."""
    try:
        public_id = SIGN_UP.unsign(secret, max_age=SIGN_UP_GOOD_FOR)
    except signing.SignatureExpired:
        return None
    except signing.BadSignature:
        raise Http404 from None
    return SignUp.objects.filter(meeting=found, public_id=public_id).first()


# --- questions --------------------------------------------------------------------------------------------------------


def question(need: str, public_id: str, *, by: Actor) -> Question:
    """Return a question to a need of the organisation the actor acts for, where they may answer.

    To everybody else it is not there, whether it has been answered or not: they have the page of the questions.
    """
    if not by.person:
        raise access.LoginNeededError
    found = _question(need, public_id)
    if found.state == Question.State.UNCONFIRMED or found.need.owner.public_id != by.acting_for:
        raise Http404
    if not may(by, May.ANSWER):
        raise PermissionDenied
    return found


def question_of_guest(need: str, public_id: str, code: str, *, by: Actor) -> Question:  # noqa: ARG001 - by the code
    """Return a question for whoever holds the letter that went to its asker."""
    found = _question(need, public_id)
    if not found.address or not asking.is_code(found, code):
        raise Http404
    return found


def answers_for(need: Need, *, by: Actor) -> bool:
    """Tell whether the actor may answer the questions about a need."""
    return access.is_in(need.owner, by=by) and may(by, May.ANSWER)


def _question(need: str, public_id: str) -> Question:
    ids_are_ids = need.isalnum() and public_id.isalnum()
    found = Question.objects.filter(need__public_id=need, public_id=public_id) if ids_are_ids else None
    question = found.select_related("need", "need__owner", "address", "asker").first() if found is not None else None
    if not question:
        raise Http404
    return question
