"""Reads of the letters about a dialogue and what belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from mulighetsrom.web.accounts.models import Organisation
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.common.mail import queries as mail
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue.models import Dialogue, HandedIn, Hearing, SignUp
from mulighetsrom.web.dialogue.queries import belonging, meetings

if TYPE_CHECKING:
    from django.db.models import QuerySet


def came_back(dialogue: Dialogue) -> list[Mail]:
    """Return the letters that did not arrive, oldest first.

    Not those whose receiver was reached in another way, or has got a later letter.
    """
    about = mail.about(belonging.ids(dialogue))
    made_up = set(dialogue.contacts.exclude(mail="").values_list("mail", flat=True))
    sent = about.filter(state=Mail.State.SENT).exclude(address="").order_by("sent_at")
    arrived = {one.address: one.sent_at for one in sent if one.sent_at}
    return [
        one
        for one in mail.not_arrived(about).order_by("waits_since", "id")
        if one.public_id not in made_up and not (one.address in arrived and arrived[one.address] > one.waits_since)
    ]


def out_of_reach(dialogue: Dialogue) -> QuerySet[Organisation]:
    """Return the companies that letters are for and that nobody acts for any more, by name.

    Until the dialogue has ended, those that take part; always those that an access request is put to.
    """
    heard = Hearing.objects.filter(request__dialogue=dialogue, answered_at=None, silent_at=None)
    for_them = Q(pk__in=heard.values("company"))
    if dialogue.stage in {Dialogue.Stage.OPEN, Dialogue.Stage.STOPPED}:
        signed_up = SignUp.objects.filter(part__dialogue=dialogue, withdrawn_at=None, forgotten_at=None)
        handed_in = HandedIn.objects.filter(part__dialogue=dialogue, superseded_at=None)
        for_them |= Q(pk__in=signed_up.exclude(organisation=None).values("organisation"))
        for_them |= Q(pk__in=meetings.asked_in(dialogue, None).values("company"))
        for_them |= Q(pk__in=handed_in.values("company"))
    return people.left_alone(Organisation.objects.filter(for_them))
