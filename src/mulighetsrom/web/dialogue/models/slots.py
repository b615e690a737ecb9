from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from mulighetsrom.web.accounts.models import Organisation, Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue.models.meetings import Meetings, Request

SPAN = Func("starts_at", "ends_at", RangeBoundary(), function="TSTZRANGE", output_field=DateTimeRangeField())


class Slot(models.Model):
    """A time at which one team can hold one meeting, and whose meeting it is.

    The database lets no team and no company be in two meetings at once, no time be given twice, no request have two,
    and no time be kept for another company than its request's (a foreign key over both columns, in the migration).
    `public_id` is the time's random id in the draw. `stands` is false once its part is cancelled or nobody came:
    then the company can be in another meeting.
    """

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    meetings = models.ForeignKey(Meetings, models.CASCADE, related_name="slots")
    team = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    request = models.OneToOneField(Request, models.PROTECT, null=True, related_name="slot")
    company = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    stands = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="slot_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(team__gte=1), name="slot_team_counted_from_one"),
            models.CheckConstraint(
                condition=Q(request=None, company=None) | Q(request__isnull=False, company__isnull=False),
                name="slot_given_to_a_company",
            ),
            ExclusionConstraint(
                name="team_in_one_meeting_at_a_time",
                expressions=[
                    ("meetings", RangeOperators.EQUAL),
                    ("team", RangeOperators.EQUAL),
                    (SPAN, RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="company_in_one_meeting_at_a_time",
                expressions=[("company", RangeOperators.EQUAL), (SPAN, RangeOperators.OVERLAPS)],
                condition=Q(company__isnull=False, stands=True),
            ),
        ]
        ordering: ClassVar = ["meetings_id", "starts_at", "team"]

    def __str__(self) -> str:
        return f"{self.public_id} team {self.team}"


class Move(models.Model):
    """A meeting that was moved: from when to when, from which team to which, and why."""

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    request = models.ForeignKey(Request, models.CASCADE, related_name="moves")
    old_starts_at = models.DateTimeField()
    old_team = models.PositiveSmallIntegerField()
    new_starts_at = models.DateTimeField()
    new_team = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=1000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(reason=""), name="move_has_a_reason")]
        ordering: ClassVar = ["request_id", "id"]

    def __str__(self) -> str:
        return f"{self.request_id} {self.new_starts_at:%Y-%m-%d %H:%M}"
