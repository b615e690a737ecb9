from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.needs.models.need import Need


class PutAside(models.Model):
    """A finding of the need check that somebody has looked at and found right as it stands.

    `mark` is the hash of the words, or of the field where words are missing: the same words are not brought up again,
    others are.
    """

    LAYER = Layer.MEMBERS

    need = models.ForeignKey(Need, models.CASCADE, related_name="put_aside")
    rule = models.CharField(max_length=20)
    mark = models.CharField(max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["need", "rule", "mark"], name="put_aside_once"),
            models.CheckConstraint(condition=Q(mark__regex=r"^[0-9a-f]{64}$"), name="put_aside_mark_is_a_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} {self.rule}"
