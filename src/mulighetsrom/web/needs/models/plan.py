from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Organisation, Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Editable, Layer
from mulighetsrom.web.needs.models.need import Need


class Line(Editable):
    """A planned procurement of a rolling plan: public but for the fields named in `internal`, once `published_at`.

    `need` is a need that the owner stands behind; a line shows it to others only while that need is public. `quarter`
    is written as 2027-Q3, values are whole Norwegian kroner. `reason` tells why a line was dropped, or more about how
    it was carried out on `done_date`; `notice` is the id that the competition has on Doffin, if it is there.
    """

    LAYER = Layer.PUBLIC

    class Probability(models.TextChoices):
        LOW = "low", _("Possible")
        MEDIUM = "medium", _("Likely")
        HIGH = "high", _("Very likely")
        DECIDED = "decided", _("Decided")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        DONE = "done", _("Announced or carried out")
        DROPPED = "dropped", _("Dropped")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="lines")
    responsible = models.ForeignKey(Person, models.PROTECT, related_name="lines")
    need = models.ForeignKey(Need, models.SET_NULL, null=True, blank=True, related_name="lines")
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=2000, blank=True)
    quarter = models.CharField(max_length=7)
    probability = models.CharField(max_length=10, choices=Probability)
    value_min = models.PositiveBigIntegerField(null=True, blank=True)
    value_max = models.PositiveBigIntegerField(null=True, blank=True)
    focus_area = models.CharField(max_length=20, blank=True)
    cpv = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    decision_date = models.DateField(null=True, blank=True)
    depends_on_decision = models.BooleanField(default=False)
    internal = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    reason = models.CharField(max_length=1000, blank=True)
    done_date = models.DateField(null=True, blank=True)
    notice = models.CharField(max_length=11, blank=True)
    published_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(quarter__regex=r"^20[0-9]{2}-Q[1-4]$"), name="line_quarter_is_one"),
            models.CheckConstraint(
                condition=Q(value_min=None) | Q(value_max=None) | Q(value_min__lte=F("value_max")),
                name="line_values_in_order",
            ),
            models.CheckConstraint(
                condition=Q(probability__in=["low", "medium", "high", "decided"]), name="line_probability_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "done"]) | (Q(state="dropped") & ~Q(reason="")),
                name="line_dropped_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_date__isnull=False) | (~Q(state="done") & Q(done_date=None, notice="")),
                name="line_done_on_its_day",
            ),
            models.CheckConstraint(
                condition=Q(notice="") | Q(notice__regex=r"^20[0-9]{2}-[0-9]{6}$"), name="line_notice_is_one_of_doffin"
            ),
            models.CheckConstraint(
                condition=Q(decision_date=None) | Q(depends_on_decision=True), name="line_decision_has_its_date"
            ),
            models.CheckConstraint(
                condition=Q(
                    internal__contained_by=[
                        *("text", "quarter", "probability", "value"),
                        *("focus_area", "need", "cpv", "decision"),
                    ]
                ),
                name="line_internal_parts_are_known",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["owner", "quarter"])]

    def __str__(self) -> str:
        return f"{self.public_id} {self.quarter}"


class Change(models.Model):
    """What was changed in a line, and why; never changed afterwards.

    It is public as long as the field is, unless the field was `internal` when it was changed: what was not told then is
    not told later either.
    """

    LAYER = Layer.PUBLIC

    line = models.ForeignKey(Line, models.CASCADE, related_name="changes")
    field = models.CharField(max_length=20)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    internal = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["line_id", "id"]

    def __str__(self) -> str:
        return f"{self.line_id} {self.field} {self.at:%Y-%m-%d}"
