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


class Hold(models.Model):
    """Why nothing of a dialogue may be purged for now. Lifted, it stays as a row."""

    LAYER = Layer.MEMBERS

    class Kind(models.TextChoices):
        COMPLAINT = "complaint", _("Complaint")
        ACCESS_REQUEST = "access-request", _("Access request")
        DISPUTE = "dispute", _("Dispute")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="holds")
    kind = models.CharField(max_length=20, choices=Kind)
    placed_at = models.DateTimeField(default=timezone.now)
    placed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["complaint", "access-request", "dispute"]), name="hold_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="hold_lifted_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["dialogue", "kind"], condition=Q(lifted_at=None), name="one_hold_of_a_kind_at_a_time"
            ),
        ]
        ordering: ClassVar = ["dialogue_id", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} {self.kind}"
