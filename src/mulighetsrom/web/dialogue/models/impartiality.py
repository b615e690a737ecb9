from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue.models.dialogue import Dialogue


class Declaration(models.Model):
    """What somebody who works with a dialogue declares of their own interests in it, and what was decided.

    Whoever declares an interest is out of the case from that moment, until somebody else decides that they come back.
    """

    LAYER = Layer.MEMBERS

    class Interest(models.TextChoices):
        NONE = "none", _("I have no interest in the outcome")
        SOME = "some", _("I have, or may have, an interest")

    class Decision(models.TextChoices):
        STAYS_OUT = "stays-out", _("Stays out of the case")
        RETURNS = "returns", _("Is impartial, and comes back")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="declarations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    interest = models.CharField(max_length=10, choices=Interest)
    text = models.CharField(max_length=2000, blank=True)
    declared_at = models.DateTimeField(default=timezone.now)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    reason = models.CharField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(interest="none", text="", decision="") | (Q(interest="some") & ~Q(text="")),
                name="declaration_says_what_the_interest_is",
            ),
            models.CheckConstraint(
                condition=Q(decision="", reason="", decided_by=None, decided_at=None)
                | (
                    Q(decision__in=["stays-out", "returns"], decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(reason="")
                ),
                name="declaration_decided_by_somebody_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("person")), name="nobody_decides_on_themselves"
            ),
            models.UniqueConstraint(
                fields=["dialogue", "person"],
                condition=Q(interest="some") & ~Q(decision="returns"),
                name="one_standing_interest",
            ),
        ]
        ordering: ClassVar = ["dialogue_id", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} {self.interest} {self.decision}"
