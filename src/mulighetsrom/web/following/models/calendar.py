from __future__ import annotations

from django.db import models
from django.utils import timezone

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.tenancy import Layer


class CalendarKey(models.Model):
    """What opens a person's calendar without log-in: only its hash is kept, and a new one takes its place."""

    LAYER = Layer.MEMBERS

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
