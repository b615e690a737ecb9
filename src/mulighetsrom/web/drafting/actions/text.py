"""A text's way: saved as one types, commented, approved as it stands, published in versions; by the steps of `stages`.

What is recorded and told is named by the row's kind, such as "need.approved" and "dialogue.approved".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common import audit, kernel, outbox
from mulighetsrom.web.common.kernel import action, inside_action
from mulighetsrom.web.drafting import merging, queries, stages
from mulighetsrom.web.drafting.actions.shared import lock, move, name
from mulighetsrom.web.drafting.kinds import NotReadyError, kind_of
from mulighetsrom.web.drafting.models import Approval, Drafted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.drafting.fields import Content
    from mulighetsrom.web.drafting.merging import Conflict
    from mulighetsrom.web.drafting.models import Comment, Round, Version

Text = Drafted.Text


class TextClosedError(kernel.StageConflictError):
    """Raised when a text waits for approval or has got it: somebody has to take it back before it is changed."""


# --- writing ----------------------------------------------------------------------------------------------------------


@action
def save(*, row: Drafted, said: Content, seen: Mapping[str, str], page: UUID | None, by: Actor) -> list[Conflict]:
    """Save what somebody wrote, joined with what others saved since they opened it.

    Where both changed the same field, theirs stays and the field is returned: its writer must choose. A text as it was
    published becomes a draft again. Raises TextClosedError.
    """
    row = _locked_open(row)
    now = queries.whole(row)
    alone = page is not None and page == row.draft_page
    content, conflicts = merging.merged(said, now, kind_of(row).of, seen=seen, alone=alone)
    if content != now:
        # Only a page that shows all that is saved now may later count what is saved as its own.
        whole = all(content.get(name) == (value or None) for name, value in said.items())
        _keep(row, content, page if whole else None, by=by)
    return conflicts


@inside_action
def opened(row: Drafted, *, by: Actor) -> Any:
    """Return a row locked and as it is now, its text open for a change; raises TextClosedError."""
    row = _locked_open(row)
    if row.text == Text.PUBLISHED:
        move(row, "edit", by=by)
    return row


def _keep(row: Drafted, content: Content, page: UUID | None, *, by: Actor) -> None:
    if row.text == Text.PUBLISHED:
        move(row, "edit", by=by)
    last = queries.last_written(row)
    if not last or last.by != by.person:  # once for whoever takes over, not for every few letters
        audit.record(f"{name(row)}.write", about=row, by=by)
    responsible = Person.objects.get(public_id=content["responsible"])
    draft = {name: value for name, value in content.items() if name != "responsible"}
    kernel.save_edit(
        row, seen=row.edit_version, draft=draft, draft_page=page, responsible=responsible, changed_at=timezone.now()
    )


# --- comments ---------------------------------------------------------------------------------------------------------


@action
def comment(*, row: Drafted, field: str, text: str, by: Actor) -> Comment:
    """Say something about one field of a text in work."""
    author = accounts.me(by=by)
    said: Comment = row.comments.create(
        field=field,
        text=text,
        author=author,
        author_name=author.name,
        organisation=accounts.acting_for(by=by),
    )
    audit.record(f"{name(row)}.commented", about=row, by=by, comment=said.public_id)
    outbox.add(f"{name(row)}-commented", about=said)
    return said


@action
def resolve(*, row: Drafted, comment: Comment, by: Actor) -> None:
    """Take a comment off the list: it has been dealt with."""
    waiting = row.comments.filter(pk=comment.pk, resolved_at=None)
    if waiting.update(resolved_at=timezone.now(), resolved_by=accounts.me(by=by)):
        audit.record(f"{name(row)}.comment-resolved", about=row, by=by, comment=comment.public_id)


@action
def ask_for_comments(*, row: Drafted, by: Actor) -> None:
    """Show a draft to the colleagues."""
    move(row, "ask_for_comments", by=by)
    outbox.add("text-for-comments", about=row, kind=name(row))


# --- approval ---------------------------------------------------------------------------------------------------------


@action
def ask_for_approval(*, row: Drafted, by: Actor) -> Round:
    """Ask those who approve, of every organisation behind the text, to approve exactly this text."""
    lock(row)
    _must_be_whole(row)
    move(row, "ask_for_approval", by=by)
    asked: Round = row.rounds.create(
        number=_next(row.rounds), content_hash=_fingerprint(row), asked_by=accounts.me(by=by)
    )
    outbox.add("text-for-approval", about=row, kind=name(row))
    return asked


@action
def approve(*, row: Drafted, round_: Round, note: str = "", by: Actor) -> None:
    """Approve the text of a round for one's organisation; with the last approval that is needed, it is approved."""
    _decide(row, round_, Approval.Decision.APPROVED, note, by)
    if not any(queries.lacking(row, round_).values()):
        move(row, "approve", by=by)
        outbox.add("text-approved", about=row, kind=name(row))


@action
def return_(*, row: Drafted, round_: Round, note: str, by: Actor) -> None:
    """Return the text of a round to those who write it, with a note that says why."""
    _decide(row, round_, Approval.Decision.RETURNED, note, by)
    move(row, "return", by=by)
    outbox.add("text-returned", about=row, kind=name(row))


@action
def take_back(*, row: Drafted, by: Actor) -> None:
    """Take a text back into work; what was approved of it, is approved no more."""
    move(row, "take_back", by=by)


def _decide(row: Drafted, round_: Round, decision: Approval.Decision, note: str, by: Actor) -> None:
    lock(row)
    if row.text != Text.FOR_APPROVAL or queries.newest_round(row) != round_:
        raise kernel.StageConflictError(f"{row.public_id} is not in this round of approval")
    person = accounts.me(by=by)
    if queries.has_decided(round_, person):
        raise NotReadyError("decided-already")
    round_.approvals.create(
        organisation=accounts.acting_for(by=by),
        person=person,
        person_name=person.name,
        decision=decision,
        note=note,
    )
    audit.record(f"{name(row)}.{decision}", about=row, by=by, round=round_.number)


# --- publishing -------------------------------------------------------------------------------------------------------


@inside_action
def publish(row: Drafted, *, why: str, by: Actor) -> Version:
    """Make a version of the approved text; what else publishing means is done by the slice, in the same action.

    Raises NotReadyError where the text is not whole, or not the one that was approved.
    """
    lock(row)
    _must_be_whole(row)
    newest = queries.newest_round(row)
    if newest is None or newest.content_hash != _fingerprint(row) or any(queries.lacking(row, newest).values()):
        raise NotReadyError("not-approved")
    move(row, "publish", by=by)
    person = accounts.me(by=by)
    content = kind_of(row).snapshot(row) | {"behind": [one.name for one in queries.behind(row)]}
    version: Version = row.versions.create(
        number=_next(row.versions), content=content, why=why, published_by=person, published_by_name=person.name
    )
    return version


# --- what they share --------------------------------------------------------------------------------------------------


def _locked_open(row: Drafted) -> Drafted:
    locked: Drafted = type(row)._base_manager.select_for_update().get(pk=row.pk)  # noqa: SLF001 - Django's public name
    if locked.text not in stages.OPEN:
        raise TextClosedError(locked.text)
    return locked


def _must_be_whole(row: Drafted) -> None:
    kind = kind_of(row)
    if missing := kind.of.missing(row.draft):
        raise NotReadyError("missing", missing)
    kind.must_be_ready(row)
    if queries.unanswered(row).exists():
        raise NotReadyError("members")


def _fingerprint(row: Drafted) -> str:
    return queries.fingerprint(kind_of(row).snapshot(row))


def _next(numbered: Any) -> int:
    return (numbered.aggregate(last=Max("number"))["last"] or 0) + 1
