from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.models import File
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue.models.part import Part


class Material(models.Model):
    """What was shown at a conference, or what came out of a workshop: a text, a file or both.

    It waits until all that waits is released at one moment, for everybody; from then it stays as it is.
    """

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    part = models.ForeignKey(Part, models.PROTECT, related_name="materials")
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=6000, blank=True)
    file = models.OneToOneField(File, models.SET_NULL, null=True, related_name="+")
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="material_has_a_title"),
        ]
        indexes: ClassVar = [models.Index(fields=["part", "released_at"])]
        ordering: ClassVar = ["part_id", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} for {self.part_id}"
