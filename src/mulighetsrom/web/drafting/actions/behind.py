"""Several organisations behind one text: who is asked, who consents, and who answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit, kernel, outbox
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.drafting import queries, stages
from mulighetsrom.web.drafting.actions.shared import lock, move, name
from mulighetsrom.web.drafting.kinds import NotReadyError

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.drafting.models import Drafted, Member


@action
def ask_member(*, row: Drafted, organisation: Organisation, by: Actor) -> Member:
    """Ask another organisation to stand behind a text that has not been published yet."""
    lock(row)
    if row.text not in stages.IN_WORK or organisation == row.owner:
        raise NotReadyError("not-now")
    member: Member
    member, _made = row.members.get_or_create(organisation=organisation, defaults={"asked_by": accounts.me(by=by)})
    audit.record(f"{name(row)}.member-asked", about=row, by=by, organisation=organisation.public_id)
    outbox.add("text-member-asked", about=row, kind=name(row), member=member.public_id)
    return member


@action
def answer_as_member(*, row: Drafted, member: Member, consents: bool, by: Actor) -> None:
    """Consent to stand behind a text, or decline, with one's name and the day."""
    _answer(row, member, "consent" if consents else "decline", by=by)


@action
def withdraw_as_member(*, row: Drafted, member: Member, by: Actor) -> None:
    """Stand behind a text no more, with one's name and the day.

    What was approved, or waited for approval, was the text of all of them: it is a draft again. What is published
    stays as it was, and the next version is without the organisation.
    """
    lock(row)
    _answer(row, member, "withdraw", by=by)
    if row.answers_for == member.organisation:
        type(row)._base_manager.filter(pk=row.pk).update(answers_for=row.owner)  # noqa: SLF001 - Django's public name
        audit.record(f"{name(row)}.answers-for", about=row, by=by, organisation=row.owner.public_id)
    if row.text in stages.APPROVING:
        move(row, "take_back", by=by)


def _answer(row: Drafted, member: Member, intention: str, *, by: Actor) -> None:
    person = accounts.me(by=by)
    state = stages.MEMBER.get((member.state, intention))
    answer = {"state": state, "answered_by": person, "answered_by_name": person.name, "answered_at": timezone.now()}
    if state is None or not row.members.filter(pk=member.pk, state=member.state).update(**answer):
        raise kernel.StageConflictError(f"{member.public_id}: {intention} from {member.state}")
    audit.record(f"{name(row)}.member-{state}", about=row, by=by, organisation=member.organisation.public_id)
    outbox.add("text-member-answered", about=row, kind=name(row), member=member.public_id)


@action
def let_answer_for(*, row: Drafted, organisation: Organisation, by: Actor) -> None:
    """Name the one organisation that answers for archive, personal data and access requests."""
    if organisation not in queries.behind(row):
        raise NotReadyError("not-behind")
    type(row)._base_manager.filter(pk=row.pk).update(answers_for=organisation)  # noqa: SLF001 - Django's public name
    audit.record(f"{name(row)}.answers-for", about=row, by=by, organisation=organisation.public_id)


@action
def number_case(*, row: Drafted, case_number: str, by: Actor) -> None:
    """Note the owner's own case number, by which its archive knows the row."""
    type(row)._base_manager.filter(pk=row.pk).update(case_number=case_number)  # noqa: SLF001 - Django's public name
    audit.record(f"{name(row)}.case-numbered", about=row, by=by)
