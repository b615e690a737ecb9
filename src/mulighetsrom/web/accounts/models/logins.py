from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mulighetsrom.web.accounts.models.people import Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Layer


class Proof(models.Model):
    """A letter that lets somebody show that an address is theirs: to log in, or to have it as their new one.

    What the letter holds is made of `public_id` and the installation's secret whenever it is needed. So the database
    holds nothing to log in with; the hash of six digits would be turned around in a second.
    """

    LAYER = Layer.MEMBERS

    class Purpose(models.TextChoices):
        LOG_IN = "log-in"
        ADDRESS = "address"

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.LOG_IN)
    email = models.EmailField()
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    next_page = models.CharField(max_length=500, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(purpose="log-in", person=None) | Q(purpose="address", person__isnull=False),
                name="new_address_is_somebodys",
            ),
            models.CheckConstraint(condition=Q(tries__lte=5), name="five_tries"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.purpose} {self.made_at:%Y-%m-%d %H:%M}"
