from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.tenancy import Layer

MOST_LETTERS = 1000


class Report(models.Model):
    """What a reader says is wrong with a notice, and what an operator decided.

    Nothing tells who sent it. `words` are emptied when they are no longer needed (docs/personal-data.md).
    """

    LAYER = Layer.PUBLIC  # all but `words`, which only operators read

    class Wrong(models.TextChoices):
        IS_DIALOGUE = "is-dialogue", _("This is an invitation to market dialogue, and you do not count it")
        NOT_DIALOGUE = "not-dialogue", _("This is no invitation to market dialogue, and you count it")
        BUYER = "buyer", _("The buyer or the municipality is wrong")
        DATE = "date", _("A date is wrong")
        PERSONAL_DATA = "personal-data", _("The page shows something about a person")
        OTHER = "other", _("Something else is wrong")

    class Decision(models.TextChoices):
        WAITING = "waiting", _("Not decided yet")
        ACCEPTED = "accepted", _("The report was right")
        REJECTED = "rejected", _("We found no error")

    reference = models.CharField(max_length=10, unique=True)
    notice_id = models.CharField(max_length=200, db_index=True)
    dataset_version = models.PositiveIntegerField()
    wrong = models.CharField(max_length=20)
    words = models.CharField(blank=True, max_length=MOST_LETTERS)
    sent_at = models.DateTimeField(default=timezone.now)
    decision = models.CharField(max_length=20, default=Decision.WAITING)
    reason = models.CharField(blank=True, max_length=MOST_LETTERS)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(wrong__in=["is-dialogue", "not-dialogue", "buyer", "date", "personal-data", "other"]),
                name="report_wrong_is_known",
            ),
            models.CheckConstraint(
                condition=Q(decision="waiting", decided_at=None, reason="")
                | (Q(decision__in=["accepted", "rejected"], decided_at__isnull=False) & ~Q(reason="")),
                name="report_decided_with_reason_and_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.notice_id}: {self.wrong}, {self.decision}"

    @property
    def public_id(self) -> str:
        return self.reference
