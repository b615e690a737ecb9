from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Layer


class Mail(models.Model):
    """One letter to one address: written when it is sent, from the ids in `facts`, in the receiver's language.

    `receiver` is a person's public id, empty for a guest. The letter's name on the wire, its Message-ID, is made of
    `public_id` and never changes. `once` tells letters of one kind about one thing apart, as by a version's number.
    """

    LAYER = Layer.MEMBERS

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        REFUSED = "refused"  # the receiver's server will not have it
        BOUNCED = "bounced"  # taken, and sent back later

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    kind = models.CharField(max_length=60)
    receiver = models.CharField(max_length=10, blank=True, db_index=True)
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=2)
    sender_name = models.CharField(max_length=200)
    reply_to = models.EmailField(blank=True)
    about_type = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    once = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=State.WAITING)
    waits_since = models.DateTimeField(default=timezone.now, db_index=True)
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "about_type", "about_id", "address", "once"],
                condition=~Q(address=""),
                name="one_letter_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sent", "refused", "bounced"]), name="mail_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "refused"], sent_at=None)
                | Q(state__in=["sent", "bounced"], sent_at__isnull=False),
                name="mail_sent_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.kind} {self.state}"
