"""How a dialogue ends: the competition that stops it, what was heard, the answer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue.models.dialogue import Dialogue


class Competition(models.Model):
    """The competition that was announced after a dialogue, and the moment from which it takes nothing more."""

    LAYER = Layer.PUBLIC

    dialogue = models.OneToOneField(Dialogue, models.PROTECT, related_name="competition")
    announced = models.DateField()
    link = models.URLField(max_length=500)
    stopped_at = models.DateTimeField(default=timezone.now)
    stopped_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    stopped_by_name = models.CharField(max_length=150)

    class Meta:
        ordering: ClassVar = ["dialogue_id"]

    def __str__(self) -> str:
        return f"{self.dialogue_id} {self.announced}"
