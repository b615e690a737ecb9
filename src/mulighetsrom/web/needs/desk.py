"""What waits for somebody with the needs of their organisation, as lines of their desk and as work that they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common.registry import OpenWork, Task
from mulighetsrom.web.needs.actions import responsibility
from mulighetsrom.web.needs.models import Need
from mulighetsrom.web.needs.queries import desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.common.actor import Actor

Text = Need.Text


def waits(by: Actor) -> Iterator[Task]:
    """Yield what waits for a person, and what they can only wait for themselves."""
    if by.acting_for and may(by, May.READ):
        yield from _of_own_needs(by)
        yield from _for_the_organisation(by)


def _of_own_needs(by: Actor) -> Iterator[Task]:
    for need in desk.answered_for(by):
        if need.text == Text.DRAFT and need.returned:
            yield _task(need, _("Returned to you"), "needs:write")
        elif need.text == Text.DRAFT and need.stage != Need.Stage.DROPPED:
            yield _task(need, _("Draft"), "needs:write")
        if need.open_comments:
            yield _task(need, _("Comments from colleagues"), "needs:comments")
        if need.text == Text.FOR_APPROVAL:
            yield _task(need, _("Waiting for approval"), "needs:work", waits_for_others=True)
        if need.unanswered:
            yield _task(need, _("Asked to stand behind the need"), "needs:work", waits_for_others=True)
        if need.text == Text.APPROVED and not may(by, May.PUBLISH):
            yield _task(need, _("Waiting to be published"), "needs:work", waits_for_others=True)
        if need.quiet:
            yield _task(need, _("A year without news"), "needs:work")


def _for_the_organisation(by: Actor) -> Iterator[Task]:
    if may(by, May.APPROVE):
        for need in desk.for_approval(by):
            yield _task(need, _("Approval"), "needs:approve")
    if may(by, May.PUBLISH):
        for need in desk.to_publish(by):
            yield _task(need, _("Approved, to be published"), "needs:work")
    if may(by, May.CONSENT):
        for member in desk.to_join(by):
            title = member.work_title or _no_title()
            url = reverse("needs:work", args=[member.need.public_id])
            yield Task(title, url, _("Stand behind another's need"), verbatim=True)


def _task(need: Need, kind: str, url_name: str, *, waits_for_others: bool = False) -> Task:
    url = reverse(url_name, args=[need.public_id])
    return Task(_title(need), url, kind, waits_for_others=waits_for_others, verbatim=True)


def _title(need: Any) -> str:
    return need.work_title or need.public_title or _no_title()


def _no_title() -> str:
    return _("A need without a title")


def _found(person: str, organisation: str) -> Iterator[tuple[str, str]]:
    for need in desk.open_of(person, organisation):
        yield _title(need), reverse("needs:write", args=[need.public_id])


OPEN_WORK: Final = OpenWork(found=_found, move=responsibility.hand_over_all)
