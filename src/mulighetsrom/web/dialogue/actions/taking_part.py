"""What people need to take part, who has come, and what time takes away of both."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from mulighetsrom.web.common import audit, sealed
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.common.mail import actions as mails
from mulighetsrom.web.common.models import Sealed
from mulighetsrom.web.dialogue import holds
from mulighetsrom.web.dialogue.actions import conference_letters as letters
from mulighetsrom.web.dialogue.actions import sign_ups
from mulighetsrom.web.dialogue.models import Participant, SignUp
from mulighetsrom.web.dialogue.queries import conference as queries

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Part

NEEDS_KEPT: Final = timedelta(days=30)
"""How long after an event it is known what somebody needed there."""
PEOPLE_KEPT: Final = timedelta(days=400)
"""How long after an event it is known who came; the log keeps the companies."""


def needs_kept_until(part: Part) -> date:
    """Return the day on which what people need is deleted; the part has a day."""
    held = part.ends_at or part.starts_at or timezone.now()
    return timezone.localdate(held + NEEDS_KEPT) + timedelta(days=1)


@action
def read_needs(*, part: Part, by: Actor) -> list[tuple[SignUp, str]]:
    """Open what people need to take part, and note who has read it."""
    found = list(queries.signed_up(part).exclude(needs=None))
    for one in found:
        audit.record("sign-up.needs-read", about=one, by=by)
    return [(one, sealed.legible(one.needs)) for one in found if one.needs]


def forget_needs() -> int:
    """Delete what people needed at events long past; return of how many sign-ups."""
    past = SignUp.objects.annotate(held=_HELD).filter(held__lt=timezone.now() - NEEDS_KEPT).exclude(needs=None)
    return _delete_needs(holds.free(past, "part__dialogue"))


def forget_people() -> int:
    """Delete what no guest confirmed in time, and empty who came to events long past; return how many sign-ups."""
    return _forget_unconfirmed() + _forget_past()


def _forget_unconfirmed() -> int:
    late = SignUp.objects.filter(confirmed_at=None, created_at__lt=timezone.now() - sign_ups.GOOD_FOR)
    gone = holds.free(late, "part__dialogue")
    _forget_letters(gone)
    _delete_needs(gone.exclude(needs=None))
    return gone.delete()[1].get("dialogue.SignUp", 0)


def _forget_past() -> int:
    past = SignUp.objects.annotate(held=_HELD).filter(held__lt=timezone.now() - PEOPLE_KEPT, forgotten_at=None)
    gone = holds.free(past, "part__dialogue")
    pks = list(gone.values_list("pk", flat=True))
    _forget_letters(gone)
    _delete_needs(gone.exclude(needs=None))
    Participant.objects.filter(sign_up__in=pks).update(name="", role="")
    return SignUp.objects.filter(pk__in=pks).update(person=None, email="", forgotten_at=timezone.now())


def _forget_letters(gone: QuerySet[SignUp]) -> None:
    ids = set(gone.values_list("public_id", flat=True))
    people = set(Participant.objects.filter(sign_up__in=gone).values_list("public_id", flat=True))
    mails.forget(letters.ABOUT_SIGN_UPS, about=SignUp, public_ids=ids)
    mails.forget([letters.MOVED_UP], about=Participant, public_ids=people)


def _delete_needs(rows: QuerySet[SignUp]) -> int:
    sealed_ = list(rows.values_list("needs", flat=True))
    Sealed.objects.filter(pk__in=sealed_).delete()
    return len(sealed_)


_HELD: Final = Coalesce(F("part__ends_at"), F("part__starts_at"), F("part__deadline_at"))
