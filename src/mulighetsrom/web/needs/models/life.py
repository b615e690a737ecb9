"""What happens to a need's text on its way: the shapes of `drafting`, and the reading of its quotes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.drafting import models as drafting
from mulighetsrom.web.needs.models.need import Need


class Comment(drafting.Comment):
    """What a colleague says about one field of a need's text in work."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="comments")

    class Meta(drafting.Comment.Meta):
        ordering: ClassVar = ["need_id", "id"]


class Round(drafting.Round):
    """One asking for approval of a need's text."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="rounds")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["need", "number"], name="need_round_once")]
        ordering: ClassVar = ["need_id", "number"]

    def __str__(self) -> str:
        return f"{self.need_id} round {self.number}"


class Approval(drafting.Approval):
    """What an approver decided in a round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="approvals")

    class Meta:
        constraints: ClassVar = [
            *drafting.Approval.Meta.constraints,
            models.UniqueConstraint(fields=["round", "person"], name="one_decision_a_person"),
        ]
        ordering: ClassVar = ["round_id", "id"]

    def __str__(self) -> str:
        return f"{self.round_id} {self.decision}"


class Member(drafting.Member):
    """Another organisation behind a need."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="members")

    class Meta:
        constraints: ClassVar = [
            *drafting.Member.Meta.constraints,
            models.UniqueConstraint(fields=["need", "organisation"], name="one_membership_a_need"),
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
