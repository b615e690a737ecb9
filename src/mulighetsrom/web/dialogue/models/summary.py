from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from mulighetsrom.web.common.tenancy import Editable, Layer
from mulighetsrom.web.dialogue.models.dialogue import Dialogue
from mulighetsrom.web.drafting import models as drafting


class Summary(Editable):
    """What was heard in a dialogue and what changes because of it, in work: `heard.SUMMARY` says what `draft` holds."""

    LAYER = Layer.MEMBERS

    dialogue = models.OneToOneField(Dialogue, models.PROTECT, related_name="summary")
    draft = models.JSONField(default=dict)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["dialogue_id"]

    def __str__(self) -> str:
        return f"{self.dialogue_id}"


class SummaryVersion(drafting.Version):
    """What everybody could read of a summary from one moment to the next."""

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="summaries")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["dialogue", "number"], name="summary_version_once")]
        ordering: ClassVar = ["dialogue_id", "number"]

    def __str__(self) -> str:
        return f"{self.dialogue_id} summary {self.number}"
