"""What waits for somebody with texts of one kind, as lines of their desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common.registry import Task
from mulighetsrom.web.drafting import kinds, waiting
from mulighetsrom.web.drafting.models import Drafted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.actor import Actor

Text = Drafted.Text


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk of one kind of text, by its model's lower-case name. `says` are the words for what waits, by code, and
    `untitled` for a row without a title.
    """

    model: str
    says: Mapping[str, StrOrPromise]

    def of_own(self, row: Any, *, by: Actor) -> Iterator[Task]:
        """Yield what waits with a row of `waiting.answered_for`."""
        if row.text == Text.DRAFT:
            yield self.task(row, "returned" if row.returned else "draft", "write")
        if row.open_comments:
            yield self.task(row, "comments", "comments")
        if row.text == Text.FOR_APPROVAL:
            yield self.task(row, "for-approval", "work", waits_for_others=True)
        if row.unanswered:
            yield self.task(row, "asked", "work", waits_for_others=True)
        if row.text == Text.APPROVED and not may(by, May.PUBLISH):
            yield self.task(row, "approved", "work", waits_for_others=True)

    def for_the_organisation(self, rows: QuerySet[Any], *, by: Actor) -> Iterator[Task]:
        """Yield what anybody of an organisation may do who has the right to: approve, publish, consent."""
        if may(by, May.APPROVE):
            yield from (self.task(row, "approve", "approve") for row in waiting.for_approval(rows, by))
        if may(by, May.PUBLISH):
            yield from (self.task(row, "publish", "work") for row in waiting.to_publish(rows, by))
        if may(by, May.CONSENT):
            yield from (self.task(row, "join", "work") for row in waiting.to_join(rows, by))

    def task(self, row: Any, what: str, page: str, **more: Any) -> Task:
        """Return one line of a desk about a row."""
        url = kinds.named(self.model).page(row, page)
        return Task(self.title(row), url, str(self.says[what]), verbatim=True, **more)

    def title(self, row: Any) -> str:
        """Return what its people call a row of `waiting.titled`."""
        return row.work_title or row.public_title or str(self.says["untitled"])
