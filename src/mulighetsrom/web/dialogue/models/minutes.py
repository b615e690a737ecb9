from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.models import Sealed
from mulighetsrom.web.common.tenancy import Editable, Layer
from mulighetsrom.web.dialogue.models.meetings import Request


class Minutes(Editable):
    """What was said in one meeting, on its way to both saying that it is so.

    All that was said is sealed (`Exchange`), and so is the company's comment. `due_date` is until when the company can
    answer; after it silence is recorded as silence, never as a yes.
    """

    LAYER = Layer.MEMBERS

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        SENT = "sent", _("Waits for the company")
        CONFIRMED = "confirmed", _("Confirmed by the company")
        COMMENTED = "commented", _("Commented on by the company")
        SILENT = "silent", _("The company has not answered")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    request = models.OneToOneField(Request, models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    due_date = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    comment = models.ForeignKey(Sealed, models.PROTECT, null=True, related_name="+")
    shared_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "sent", "confirmed", "commented", "silent"]),
                name="minutes_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", sent_at=None, due_date=None)
                | (~Q(state="draft") & Q(sent_at__isnull=False, due_date__isnull=False)),
                name="minutes_sent_with_a_day_to_answer",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["confirmed", "commented"], answered_at__isnull=False, answered_by__isnull=False)
                | (~Q(state__in=["confirmed", "commented"]) & Q(answered_at=None, answered_by=None)),
                name="minutes_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(shared_at=None) | Q(state__in=["confirmed", "commented", "silent"]),
                name="minutes_shared_after_the_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"


class Exchange(models.Model):
    """One thing that was told in a meeting, by the municipality or by the company; the words are sealed.

    What the company marks as a business secret says why, and is never shared. What the municipality told and everybody
    is told afterwards, is kept in `shared` too, for all to read.
    """

    LAYER = Layer.MEMBERS

    class Told(models.TextChoices):
        BY_BUYER = "by-buyer", _("Told by the municipality")
        BY_COMPANY = "by-company", _("Told by the company")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="exchanges")
    told = models.CharField(max_length=10, choices=Told)
    text = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    is_secret = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    shared = models.CharField(max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(told__in=["by-buyer", "by-company"]), name="exchange_told_by_one"),
            models.CheckConstraint(
                condition=Q(is_secret=False, reason="") | (Q(is_secret=True) & ~Q(reason="")),
                name="exchange_secret_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(shared="") | Q(is_secret=False, told="by-buyer"), name="exchange_shared_is_no_secret"
            ),
        ]
        ordering: ClassVar = ["minutes_id", "position", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} {self.told}"
