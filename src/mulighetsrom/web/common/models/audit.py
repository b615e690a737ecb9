from __future__ import annotations

import json
from typing import ClassVar

from django.db import models
from django.utils import timezone

from mulighetsrom.web.common.tenancy import Layer


class Event(models.Model):
    """What somebody did, in ids and codes only: nothing that anybody wrote, so that a purge leaves the history whole.

    Rows are never changed or deleted; a trigger in the database sees to it.
    """

    LAYER = Layer.MEMBERS

    kind = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    about_type = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    by = models.CharField(max_length=10, blank=True)
    acting_for = models.CharField(max_length=10, blank=True)
    mode = models.CharField(max_length=10)
    at = models.DateTimeField(default=timezone.now)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["about_type", "about_id", "id"]),
            models.Index(fields=["by", "id"]),
            models.Index(fields=["acting_for", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind} {self.about_type} {self.about_id}"

    def canonical(self) -> bytes:
        """Return the one way to write this event as bytes, so that a chain of hashes can be made of them."""
        told = {
            "kind": self.kind,
            "version": self.version,
            "about": [self.about_type, self.about_id],
            "by": self.by,
            "for": self.acting_for,
            "mode": self.mode,
            "at": self.at.isoformat(),
            "facts": self.facts,
        }
        return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
