from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue.models.dialogue import Dialogue
from mulighetsrom.web.dialogue.models.part import Part


class Change(models.Model):
    """A change of a public dialogue that everybody was told of, with its reason; `part` is empty for the whole.

    `fields` is a list of {field, old, new}: moments in ISO 8601, other values as the part has them, and neither for
    what only those see who have signed up. Where the notice on Doffin `was_announced`, it must be corrected there:
    `corrected_date` is the day on which somebody says that it was.
    """

    LAYER = Layer.PUBLIC

    class What(models.TextChoices):
        CHANGED = "changed", _("Changed")
        CANCELLED = "cancelled", _("Cancelled")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="changes")
    part = models.ForeignKey(Part, models.PROTECT, null=True, related_name="changes")
    what = models.CharField(max_length=10, choices=What)
    fields = models.JSONField(default=list)
    reason = models.CharField(max_length=1000)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    was_announced = models.BooleanField(default=False)
    corrected_date = models.DateField(null=True)
    corrected_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(what__in=["changed", "cancelled"]), name="change_what_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="change_with_reason"),
            models.CheckConstraint(
                condition=Q(what="cancelled", fields=[]) | (Q(what="changed", part__isnull=False) & ~Q(fields=[])),
                name="change_of_something",
            ),
            models.CheckConstraint(
                condition=Q(corrected_date=None, corrected_by=None)
                | Q(was_announced=True, corrected_date__isnull=False, corrected_by__isnull=False),
                name="change_corrected_by_somebody",
            ),
        ]
        ordering: ClassVar = ["dialogue_id", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} {self.what}"
