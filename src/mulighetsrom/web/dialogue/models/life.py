"""What happens to an invitation on its way: the shapes of `drafting`."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulighetsrom.web.dialogue.models.dialogue import Dialogue
from mulighetsrom.web.drafting import models as drafting


class Comment(drafting.Comment):
    """What a colleague says about one field of an invitation in work."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="comments")

    class Meta(drafting.Comment.Meta):
        ordering: ClassVar = ["dialogue_id", "id"]


class Round(drafting.Round):
    """One asking for approval of an invitation."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="rounds")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["dialogue", "number"], name="dialogue_round_once")]
        ordering: ClassVar = ["dialogue_id", "number"]

    def __str__(self) -> str:
        return f"{self.dialogue_id} round {self.number}"


class Approval(drafting.Approval):
    """What an approver decided in a round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="approvals")

    class Meta:
        constraints: ClassVar = [
            *drafting.Approval.Meta.constraints,
            models.UniqueConstraint(fields=["round", "person"], name="one_decision_a_person_on_a_dialogue"),
        ]
        ordering: ClassVar = ["round_id", "id"]

    def __str__(self) -> str:
        return f"{self.round_id} {self.decision}"


class Member(drafting.Member):
    """Another organisation behind a dialogue."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="members")

    class Meta:
        constraints: ClassVar = [
            *drafting.Member.Meta.constraints,
            models.UniqueConstraint(fields=["dialogue", "organisation"], name="one_membership_a_dialogue"),
        ]
        ordering: ClassVar = ["dialogue_id", "id"]

    def __str__(self) -> str:
        return f"{self.dialogue_id} {self.organisation_id} {self.state}"
