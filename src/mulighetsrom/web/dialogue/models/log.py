from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue.models.dialogue import Dialogue


class Entry(models.Model):
    """One line of a dialogue's equal treatment log: what was done, when, by and for whom, chained to the line before.

    A trigger in the database refuses to change or delete a line (migration 0001). `who` and `whom` are keyed pseudonyms
    (`log.pseudonym`): `Known` tells who they are, and may be purged without breaking the chain. `facts` are ids, codes,
    numbers and days, as the audit takes them.
    """

    LAYER = Layer.MEMBERS

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="log")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    who = models.CharField(max_length=24, blank=True)
    whom = models.CharField(max_length=24, blank=True)
    facts = models.JSONField(default=dict)
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="log_line_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="log_begins_with_one"),
        ]
        ordering: ClassVar = ["dialogue_id", "number"]

    def __str__(self) -> str:
        return f"{self.dialogue_id} {self.number} {self.kind}"


class Known(models.Model):
    """Who a pseudonym of a log is: the name as it was then. Deleted on its day; the log stays whole without it."""

    LAYER = Layer.MEMBERS

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="known")
    pseudonym = models.CharField(max_length=24)
    name = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["dialogue", "pseudonym"], name="pseudonym_known_once")]

    def __str__(self) -> str:
        return f"{self.dialogue_id} {self.pseudonym}"
