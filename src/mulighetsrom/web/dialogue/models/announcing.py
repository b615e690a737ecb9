from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue.models.dialogue import Dialogue


class Announcement(models.Model):
    """A letter to everybody who takes part in a dialogue, or in a part of it: what they were told, when, on whose word.

    `kind` is one of `announcing.kinds`, which writes the letter's facts when it goes; `about` names what they tell of.
    `opening` are the words somebody wrote above them, in the dialogue's `language`.
    """

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="announcements")
    kind = models.CharField(max_length=30)
    about = models.CharField(max_length=20)
    opening = models.CharField(max_length=3000)
    language = models.CharField(max_length=2)
    receivers = models.PositiveIntegerField()
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sent_by_name = models.CharField(max_length=150)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["dialogue", "kind", "about"])]
        ordering: ClassVar = ["dialogue_id", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} {self.kind}"
