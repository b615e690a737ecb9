"""A need's way: comments, approval, publishing, and what becomes of it, by the steps of `stages`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Max
from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit, kernel, outbox
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.needs import fields, index, stages
from mulighetsrom.web.needs.models import Approval, Comment, Member, Need, Round, Version, VoiceCheck
from mulighetsrom.web.needs.queries import life, writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor


IN_WORK: Final = frozenset({Need.Text.DRAFT, Need.Text.IN_COMMENTS})
"""How far a text may have come and still be open to more organisations."""


class NotReadyError(Exception):
    """Raised when a text cannot go on yet; `missing` are the fields without which it cannot be published."""

    def __init__(self, code: str, missing: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code, self.missing = code, list(missing)


# --- comments -----------------------------------------------------------------------------------------------------


@action
def comment(*, need: Need, field: str, text: str, by: Actor) -> Comment:
    """Say something about one field of a text in work."""
    author = accounts.me(by=by)
    said = Comment.objects.create(
        need=need,
        field=field,
        text=text,
        author=author,
        author_name=author.name,
        organisation=accounts.acting_for(by=by),
    )
    audit.record("need.commented", about=need, by=by, comment=said.public_id)
    outbox.add("need-commented", about=said)
    return said


@action
def resolve(*, comment: Comment, by: Actor) -> None:
    """Take a comment off the list: it has been dealt with."""
    waiting = Comment.objects.filter(pk=comment.pk, resolved_at=None)
    if waiting.update(resolved_at=timezone.now(), resolved_by=accounts.me(by=by)):
        audit.record("need.comment-resolved", about=comment.need, by=by, comment=comment.public_id)


@action
def ask_for_comments(*, need: Need, by: Actor) -> None:
    """Show a draft to the colleagues."""
    kernel.move(need, "ask_for_comments", table=stages.TEXT, field="text", by=by)
    outbox.add("need-for-comments", about=need)


# --- approval -----------------------------------------------------------------------------------------------------


@action
def ask_for_approval(*, need: Need, by: Actor) -> Round:
    """Ask those who approve, of every organisation behind the need, to approve exactly this text."""
    _lock(need)
    _must_be_whole(need)
    kernel.move(need, "ask_for_approval", table=stages.TEXT, field="text", by=by)
    last = need.rounds.aggregate(last=Max("number"))["last"] or 0
    asked = Round.objects.create(
        need=need, number=last + 1, content_hash=life.fingerprint(need.draft), asked_by=accounts.me(by=by)
    )
    outbox.add("need-for-approval", about=need)
    return asked


@action
def approve(*, need: Need, round_: Round, note: str = "", by: Actor) -> None:
    """Approve the text of a round for one's organisation; with the last approval that is needed, it is approved."""
    _decide(need, round_, Approval.Decision.APPROVED, note, by)
    if not any(life.lacking(round_).values()):
        kernel.move(need, "approve", table=stages.TEXT, field="text", by=by)
        outbox.add("need-approved", about=need)


@action
def return_(*, need: Need, round_: Round, note: str, by: Actor) -> None:
    """Return the text of a round to those who write it, with a note that says why."""
    _decide(need, round_, Approval.Decision.RETURNED, note, by)
    kernel.move(need, "return", table=stages.TEXT, field="text", by=by)
    outbox.add("need-returned", about=need)


@action
def take_back(*, need: Need, by: Actor) -> None:
    """Take a text back into work; what was approved of it, is approved no more."""
    kernel.move(need, "take_back", table=stages.TEXT, field="text", by=by)


def _decide(need: Need, round_: Round, decision: Approval.Decision, note: str, by: Actor) -> None:
    _lock(need)
    if need.text != Need.Text.FOR_APPROVAL or life.newest_round(need) != round_:
        raise kernel.StageConflictError(f"{need.public_id} is not in this round of approval")
    person = accounts.me(by=by)
    if life.has_decided(round_, person):
        raise NotReadyError("decided-already")
    Approval.objects.create(
        round=round_,
        organisation=accounts.acting_for(by=by),
        person=person,
        person_name=person.name,
        decision=decision,
        note=note,
    )
    audit.record(f"need.{decision}", about=need, by=by, round=round_.number)


def _lock(need: Need) -> None:
    """See the need as it is now, and let nobody change it meanwhile: of two approvers, the second sees the first."""
    need.refresh_from_db(from_queryset=Need.objects.select_for_update())


def _must_be_whole(need: Need) -> None:
    if missing := fields.missing(need.draft):
        raise NotReadyError("missing", missing)
    if not life.voices_are_checked(need):
        raise NotReadyError("voices")
    if life.unanswered(need).exists():
        raise NotReadyError("members")


# --- publishing, and after ----------------------------------------------------------------------------------------


@action
def publish(*, need: Need, why: str = "", by: Actor) -> Version:
    """Let everybody read the approved text, at one moment. `why` tells readers what is new in a later version."""
    _lock(need)
    _must_be_whole(need)
    newest = life.newest_round(need)
    if newest is None or newest.content_hash != life.fingerprint(need.draft) or any(life.lacking(newest).values()):
        raise NotReadyError("not-approved")
    if need.stage == Need.Stage.UNPUBLISHED:
        kernel.move(need, "publish", table=stages.STAGE, by=by)
    kernel.move(need, "publish", table=stages.TEXT, field="text", by=by)
    person = accounts.me(by=by)
    last = need.versions.aggregate(last=Max("number"))["last"] or 0
    version = Version.objects.create(
        need=need,
        number=last + 1,
        content=_snapshot(need),
        why=why,
        published_by=person,
        published_by_name=person.name,
    )
    outbox.add("need-published", about=need, version=version.number)
    index.put_need(need)
    return version


@action
def go_on(*, need: Need, intention: str, by: Actor) -> None:
    """Take a public need a step further: into dialogue, procurement, contract, use."""
    mark(need=need, intention=intention, by=by)


@action
def drop(*, need: Need, reason: str, by: Actor) -> None:
    """Say openly that nothing will come of a need, and why."""
    kernel.move(need, "drop", table=stages.STAGE, by=by, dropped_reason=reason)
    outbox.add("need-moved", about=need, stage=need.stage)
    index.put_need(need)


@kernel.inside_action
def mark(*, need: Need, intention: str, by: Actor) -> None:
    """Take a public need a step further as part of what a slice above does, such as announcing a dialogue."""
    if intention in {"publish", "drop"}:
        raise kernel.StageConflictError(f"{intention} is an action of its own")
    kernel.move(need, intention, table=stages.STAGE, by=by)
    outbox.add("need-moved", about=need, stage=need.stage)
    index.put_need(need)


def _snapshot(need: Need) -> dict[str, Any]:
    """Return what everybody will read: the text, and who stands behind it by the names of today."""
    return {**writing.snapshot(need), "behind": [one.name for one in life.behind(need)]}


# --- several behind one need --------------------------------------------------------------------------------------


@action
def ask_member(*, need: Need, organisation: Organisation, by: Actor) -> Member:
    """Ask another organisation to stand behind a need that has not been published yet."""
    if need.text not in IN_WORK or organisation == need.owner:
        raise NotReadyError("not-now")
    member, _made = Member.objects.get_or_create(
        need=need, organisation=organisation, defaults={"asked_by": accounts.me(by=by)}
    )
    audit.record("need.member-asked", about=need, by=by, organisation=organisation.public_id)
    outbox.add("need-member-asked", about=member)
    return member


@action
def answer_as_member(*, member: Member, consents: bool, by: Actor) -> None:
    """Consent to stand behind a need, or decline, with one's name and the day."""
    person = accounts.me(by=by)
    state = Member.State.CONSENTED if consents else Member.State.DECLINED
    answer = {"state": state, "answered_by": person, "answered_by_name": person.name, "answered_at": timezone.now()}
    if not Member.objects.filter(pk=member.pk, state=Member.State.ASKED).update(**answer):
        raise kernel.StageConflictError(f"{member.public_id} has been answered")
    audit.record(f"need.member-{state}", about=member.need, by=by, organisation=member.organisation.public_id)
    outbox.add("need-member-answered", about=member)


@action
def let_answer_for(*, need: Need, organisation: Organisation, by: Actor) -> None:
    """Name the one organisation that answers for archive, personal data and access requests."""
    if organisation not in life.behind(need):
        raise NotReadyError("not-behind")
    Need.objects.filter(pk=need.pk).update(answers_for=organisation)
    audit.record("need.answers-for", about=need, by=by, organisation=organisation.public_id)


@action
def number_case(*, need: Need, case_number: str, by: Actor) -> None:
    """Note the owner's own case number, by which its archive knows the need."""
    Need.objects.filter(pk=need.pk).update(case_number=case_number)
    audit.record("need.case-numbered", about=need, by=by)


@action
def check_voices(*, need: Need, by: Actor) -> None:
    """Say that one has read the quotes, and that nobody can be known by them."""
    person = accounts.me(by=by)
    read = VoiceCheck(need=need, voices_hash=life.fingerprint(need.draft.get("voices")), by=person, by_name=person.name)
    VoiceCheck.objects.bulk_create([read], ignore_conflicts=True)
    audit.record("need.voices-checked", about=need, by=by)
