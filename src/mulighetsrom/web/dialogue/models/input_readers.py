from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue.models.dialogue import Dialogue
from mulighetsrom.web.dialogue.models.input_handed_in import Passage


class Reader(models.Model):
    """Somebody who may open what companies have marked as secret in a dialogue, named by whoever answers for it."""

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="readers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    named_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dialogue", "person"], condition=Q(ended_at=None), name="named_reader_once"
            ),
        ]
        ordering: ClassVar = ["dialogue_id", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} of {self.dialogue_id}"


class Opening(models.Model):
    """A line of the reading log: who opened a passage, when and what for. A trigger refuses to change or delete it."""

    LAYER = Layer.MEMBERS

    class Why(models.TextChoices):
        READING = "reading", _("to read the input")
        ACCESS_REQUEST = "access-request", _("to decide an access request")

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="openings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    why = models.CharField(max_length=20, choices=Why)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(why__in=["reading", "access-request"]), name="opened_for_what_is_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["passage", "at"])]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.passage_id} {self.why}"
