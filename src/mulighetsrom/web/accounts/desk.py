"""What waits for somebody as one of an organisation's people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulighetsrom.web.accounts.models import Organisation
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import written
from mulighetsrom.web.common.registry import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mulighetsrom.web.common.actor import Actor

SOON: Final = timedelta(days=3)


def tasks(by: Actor) -> Iterator[Task]:
    """Yield claims to answer, a mailbox that is missing, invitations that soon run out, deputies who come or go."""
    if may(by, May.OPERATE):
        yield from _unconfirmed()
    organisation = Organisation.objects.filter(public_id=by.acting_for).first() if by.acting_for else None
    if organisation is None:
        return
    if may(by, May.PEOPLE):
        yield from _mailbox(organisation)
        yield from _claims(organisation)
        yield from _invitations(organisation)
    yield from _deputies(organisation, by)


def _unconfirmed() -> Iterator[Task]:
    """Yield one line for all claims that operators can confirm: there may be many companies among them."""
    many = people.unconfirmed().count()
    if many:
        told = ngettext(
            "%(number)s request to act for an organisation waits",
            "%(number)s requests to act for an organisation wait",
            many,
        )
        yield Task(told % {"number": written.number(many)}, reverse("accounts:operate"), _("People"))


def _mailbox(organisation: Organisation) -> Iterator[Task]:
    if not organisation.is_supplier and not organisation.mailbox:
        where = reverse("accounts:settings", args=[organisation.public_id])
        yield Task(_("Write the organisation's role mailbox: needs and e-mails show it"), where, _("Settings"))


def _claims(organisation: Organisation) -> Iterator[Task]:
    for one in people.claims(organisation):
        title = _("%(name)s waits to be let in") % {"name": one.person.name}
        yield Task(title, reverse("accounts:claim", args=[organisation.public_id, one.public_id]), _("People"))


def _invitations(organisation: Organisation) -> Iterator[Task]:
    now = timezone.now()
    for one in people.invitations(organisation).filter(expires_at__range=(now, now + SOON)):
        title = _("The invitation to %(email)s soon runs out") % {"email": one.email}
        due = timezone.localdate(one.expires_at)
        yield Task(title, _to_people(organisation), _("People"), due=due, waits_for_others=True)


def _deputies(organisation: Organisation, by: Actor) -> Iterator[Task]:
    for one in people.deputies_ahead(organisation):
        names = {"deputy": one.stands_in.person.name, "name": one.membership.person.name}
        if by.person not in {one.stands_in.person.public_id, one.membership.person.public_id}:
            continue
        if _is_soon(one.days.lower):
            title = _("%(deputy)s begins to stand in for %(name)s") % names
            yield Task(title, _to_people(organisation), _("Deputy"), due=one.days.lower)
        if _is_soon(last := one.days.upper - timedelta(days=1)):
            title = _("Last day that %(deputy)s stands in for %(name)s") % names
            yield Task(title, _to_people(organisation), _("Deputy"), due=last)


def _is_soon(day: date) -> bool:
    today = timezone.localdate()
    return today <= day <= today + SOON


def _to_people(organisation: Organisation) -> str:
    return reverse("accounts:people", args=[organisation.public_id])
