"""What waits for somebody with the needs of their organisation, as lines of their desk and as work that they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common.registry import OpenWork, Task
from mulighetsrom.web.drafting.desk import Desk
from mulighetsrom.web.needs.actions import responsibility
from mulighetsrom.web.needs.models import Need
from mulighetsrom.web.needs.queries import desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.actor import Actor

SAYS: Final[dict[str, StrOrPromise]] = {
    "untitled": _("A need without a title"),
    "draft": _("Draft"),
    "returned": _("Returned to you"),
    "comments": _("Comments from colleagues"),
    "for-approval": _("Waiting for approval"),
    "asked": _("Asked to stand behind the need"),
    "approved": _("Waiting to be published"),
    "quiet": _("A year without news"),
    "approve": _("Approval"),
    "publish": _("Approved, to be published"),
    "join": _("Stand behind another's need"),
}
DESK: Final = Desk("need", SAYS)


def waits(by: Actor) -> Iterator[Task]:
    """Yield what waits for a person, and what they can only wait for themselves."""
    if not by.acting_for or not may(by, May.READ):
        return
    for need in desk.answered_for(by):
        yield from DESK.of_own(need, by=by)
        if need.quiet:
            yield DESK.task(need, "quiet", "work")
    yield from DESK.for_the_organisation(Need.objects.all(), by=by)


def _found(person: str, organisation: str) -> Iterator[tuple[str, str]]:
    for need in desk.open_of(person, organisation):
        yield DESK.title(need), reverse("needs:write", args=[need.public_id])


OPEN_WORK: Final = OpenWork(found=_found, move=responsibility.hand_over_all)
