from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from mulighetsrom.web.common.tenancy import Layer


class Done(models.Model):
    """A form that was sent, and what came of it: sent again, as by a double click, it gives the same."""

    LAYER = Layer.MEMBERS

    key = models.UUIDField()
    what = models.CharField(max_length=100)
    who = models.CharField(max_length=10, blank=True)
    said = models.CharField(max_length=64, blank=True)
    result_type = models.CharField(max_length=60, blank=True)
    result_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "what", "who", "said"], name="done_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"
