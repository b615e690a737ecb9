from __future__ import annotations

from django.db import models
from django.utils import timezone

from mulighetsrom.web.accounts.models.people import Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.models import Sealed
from mulighetsrom.web.common.tenancy import Layer


class Kept(models.Model):
    """What somebody sent in a session that had run out: sealed, for them alone, until they have logged in again."""

    LAYER = Layer.SEALED

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    fields = models.OneToOneField(Sealed, models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.public_id} {self.made_at:%Y-%m-%d %H:%M}"
