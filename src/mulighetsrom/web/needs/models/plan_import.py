from __future__ import annotations

from django.db import models
from django.utils import timezone

from mulighetsrom.web.accounts.models import Organisation, Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Layer


class PlanImport(models.Model):
    """The rows of a file that somebody looks at before they become plan lines: taken once, or gone after a day."""

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    owner = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    rows = models.JSONField()
    read_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.public_id} {self.read_at:%Y-%m-%d %H:%M}"
