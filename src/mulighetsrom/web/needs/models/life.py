from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Organisation, Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.needs.models.need import Need


class Comment(models.Model):
    """What a colleague says about one field of a text in work; `field` is a path such as "effects.0.measure"."""

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    need = models.ForeignKey(Need, models.CASCADE, related_name="comments")
    field = models.CharField(max_length=40)
    text = models.CharField(max_length=2000)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=150)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="comment_resolved_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
        ]
        ordering: ClassVar = ["need_id", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} {self.field}"


class Round(models.Model):
    """One asking for approval: of exactly this text, told by its hash."""

    LAYER = Layer.MEMBERS

    need = models.ForeignKey(Need, models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["need", "number"], name="need_round_once")]
        ordering: ClassVar = ["need_id", "number"]

    def __str__(self) -> str:
        return f"{self.need_id} round {self.number}"


class Approval(models.Model):
    """What an approver decided in a round, for which organisation, and what they were called then."""

    LAYER = Layer.MEMBERS

    class Decision(models.TextChoices):
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")

    round = models.ForeignKey(Round, models.CASCADE, related_name="approvals")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=150)
    decision = models.CharField(max_length=10, choices=Decision)
    note = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "person"], name="one_decision_a_person"),
            models.CheckConstraint(
                condition=Q(decision="approved") | (Q(decision="returned") & ~Q(note="")),
                name="approval_returned_with_a_note",
            ),
        ]
        ordering: ClassVar = ["round_id", "id"]

    def __str__(self) -> str:
        return f"{self.round_id} {self.decision}"


class Member(models.Model):
    """Another organisation behind a need: asked, and then with the consent of somebody who may give it."""

    LAYER = Layer.MEMBERS

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        CONSENTED = "consented", _("Stands behind it")
        DECLINED = "declined", _("Declined")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    need = models.ForeignKey(Need, models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="joined_needs")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_by_name = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["need", "organisation"], name="one_membership_a_need"),
            models.CheckConstraint(
                condition=Q(state="asked", answered_by=None, answered_at=None, answered_by_name="")
                | (
                    Q(state__in=["consented", "declined"], answered_by__isnull=False, answered_at__isnull=False)
                    & ~Q(answered_by_name="")
                ),
                name="member_answered_with_name_and_moment",
            ),
        ]
        ordering: ClassVar = ["need_id", "id"]

    def __str__(self) -> str:
        return f"{self.need_id} {self.organisation_id} {self.state}"


class VoiceCheck(models.Model):
    """Somebody has read the quotes in a need, and nobody can be known by them: of exactly these, told by their hash."""

    LAYER = Layer.MEMBERS

    need = models.ForeignKey(Need, models.CASCADE, related_name="voice_checks")
    voices_hash = models.CharField(max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["need", "voices_hash"], name="voices_checked_once")]

    def __str__(self) -> str:
        return f"{self.need_id} {self.at:%Y-%m-%d}"
