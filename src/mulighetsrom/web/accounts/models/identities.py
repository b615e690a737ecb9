from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mulighetsrom.web.accounts.models.people import Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Layer


class Identity(models.Model):
    """What a log-in provider calls a person: never a national identity number, which the database itself refuses."""

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    person = models.ForeignKey(Person, models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="one_person_per_identity"),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(subject__regex=r"^\d{11}$"), name="subject_is_no_identity_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} at {self.issuer}"
