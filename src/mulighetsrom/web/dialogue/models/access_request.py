from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Organisation, Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue.models.dialogue import Dialogue


class AccessRequest(models.Model):
    """Somebody asks to see documents of a dialogue (innsynskrav): who may be anonymous, what, and how far it has come.

    `copy_from_date` is the first day on which the copy may be given: a company that held on to what is released is told
    some working days before.
    """

    LAYER = Layer.MEMBERS

    class State(models.TextChoices):
        REGISTERED = "registered", _("Registered")
        GATHERED = "gathered", _("Documents gathered")
        HEARD = "heard", _("Put to the companies")
        DECIDED = "decided", _("Decided")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="access_requests")
    requester = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=2000)
    received_date = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.REGISTERED)
    registered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    copy_from_date = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["registered", "gathered", "heard", "decided"]),
                name="access_request_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="decided", decided_by__isnull=False, decided_at__isnull=False, copy_from_date__isnull=False
                )
                | (~Q(state="decided") & Q(decided_by=None, decided_at=None, copy_from_date=None)),
                name="access_request_decided_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(what=""), name="access_request_asks_for_something"),
        ]
        ordering: ClassVar = ["dialogue_id", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"


class Gathered(models.Model):
    """A document that a request is about, by its key in `gathering`."""

    LAYER = Layer.MEMBERS

    request = models.ForeignKey(AccessRequest, models.CASCADE, related_name="gathered")
    key = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "key"], name="gathered_once")]
        ordering: ClassVar = ["request_id", "id"]

    def __str__(self) -> str:
        return f"{self.request_id} {self.key}"


class Hearing(models.Model):
    """What a company is asked before anything it has marked is released, with a deadline; silence is recorded."""

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    request = models.ForeignKey(AccessRequest, models.CASCADE, related_name="hearings")
    company = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    deadline_at = models.DateTimeField()
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    silent_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "company"], name="one_hearing_a_company"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False, silent_at=None),
                name="hearing_answered_by_somebody_or_silent",
            ),
        ]
        ordering: ClassVar = ["request_id", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} of {self.request_id}"


class Claim(models.Model):
    """A passage that is claimed to be secret, in one request: what its company says of it, and what is decided.

    `key` names the passage in `gathering`. `basis` is a code of `law`, `stands` where that rule stood on the day of the
    decision.
    """

    LAYER = Layer.MEMBERS

    class Decision(models.TextChoices):
        WITHHELD = "withheld", _("Withheld")
        RELEASED = "released", _("Released")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    request = models.ForeignKey(AccessRequest, models.CASCADE, related_name="claims")
    document = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    company = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    holds = models.BooleanField(null=True)
    why = models.CharField(max_length=1000, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    basis = models.CharField(max_length=40, blank=True)
    stands = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "key"], name="claim_once_a_request"),
            models.CheckConstraint(
                condition=Q(decision="withheld") & ~Q(basis="") & ~Q(stands="") & ~Q(reason="")
                | Q(decision__in=["", "released"], basis="", stands=""),
                name="claim_withheld_by_a_rule_with_a_reason",
            ),
        ]
        ordering: ClassVar = ["request_id", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} {self.decision}"
