from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Editable, Layer
from mulighetsrom.web.dialogue.models.dialogue import Dialogue


class Part(Editable):
    """One way to take part in a dialogue.

    A conference and a workshop are held from `starts_at` to `ends_at`, and take sign-ups until `deadline_at`.
    One-to-one meetings are held between the two, and take wishes until `deadline_at`. Written input and comments on
    drafts have a deadline alone. `programme` is a list of {at, what, who}. Written freely before the invitation is
    published, afterwards only by the actions that tell everybody; `sequence` counts those, for calendars.
    """

    LAYER = Layer.PUBLIC

    class Kind(models.TextChoices):
        CONFERENCE = "conference", _("Dialogue conference")
        MEETINGS = "meetings", _("One-to-one meetings")
        INPUT = "input", _("Written input")
        WORKSHOP = "workshop", _("Workshop")
        COMMENTS = "comments", _("Comments on draft documents")

    class How(models.TextChoices):
        PHYSICAL = "physical", _("In a room")
        VIDEO = "video", _("By video")
        BOTH = "both", _("In a room, and by video")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        CANCELLED = "cancelled", _("Cancelled")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=120, blank=True)
    text = models.CharField(max_length=3000, blank=True)
    how = models.CharField(max_length=10, choices=How, blank=True)
    place = models.CharField(max_length=300, blank=True)
    stream = models.CharField(max_length=500, blank=True)
    programme = models.JSONField(default=list)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    deadline_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    cancelled_reason = models.CharField(max_length=1000, blank=True)
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["conference", "meetings", "input", "workshop", "comments"]),
                name="part_kind_is_known",
            ),
            models.CheckConstraint(condition=Q(how__in=["", "physical", "video", "both"]), name="part_how_is_known"),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(starts_at__lt=F("ends_at")),
                name="part_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(deadline_at=None) | Q(starts_at=None) | Q(deadline_at__lte=F("starts_at")),
                name="part_deadline_comes_before_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(state="planned", cancelled_reason="") | (Q(state="cancelled") & ~Q(cancelled_reason="")),
                name="part_cancelled_with_reason",
            ),
        ]
        ordering: ClassVar = ["dialogue_id", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} {self.kind}"

    @property
    def is_event(self) -> bool:
        """Tell whether it is held at a time, and not only handed in until one."""
        return self.kind in {self.Kind.CONFERENCE, self.Kind.MEETINGS, self.Kind.WORKSHOP}
