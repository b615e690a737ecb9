from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Organisation, Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue.models import Dialogue
from mulighetsrom.web.needs.models import Need

EMPTY = {"organisation": None, "need": None, "dialogue": None, "focus_area": "", "cpv": "", "query_hash": ""}
TARGETS = {
    "organisation": ("organisation", Q(organisation__isnull=False)),
    "need": ("need", Q(need__isnull=False)),
    "dialogue": ("dialogue", Q(dialogue__isnull=False)),
    "focus-area": ("focus_area", ~Q(focus_area="")),
    "cpv": ("cpv", Q(cpv__regex=r"^[0-9]{2,3}$")),
    "search": ("query_hash", Q(query_hash__regex=r"^[0-9a-f]{64}$")),
}
"""The one column that each kind of follow fills, and with what; all others are empty."""

KINDS = Q()
for kind, (column, filled) in TARGETS.items():
    KINDS |= Q(kind=kind) & filled & Q(**{name: value for name, value in EMPTY.items() if name != column})


class Follow(models.Model):
    """Something that a person wants to hear of: one row for each person and target, also after it has ended.

    `query` is a saved search as `Query.to_dict` writes it, and `query_hash` its hash. `ended_by` is the letter whose
    link ended it, so that the same link can take it back.
    """

    LAYER = Layer.MEMBERS

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("Municipality")
        NEED = "need", _("Need")
        DIALOGUE = "dialogue", _("Dialogue")
        FOCUS_AREA = "focus-area", _("Focus area")
        CPV = "cpv", _("Kind of purchase")
        SEARCH = "search", _("Search")

    class Cadence(models.TextChoices):
        AT_ONCE = "at-once", _("At once")
        DAILY = "daily", _("Every day")
        WEEKLY = "weekly", _("Every Monday")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    person = models.ForeignKey(Person, models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=12, choices=Kind)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="followers")
    need = models.ForeignKey(Need, models.CASCADE, null=True, related_name="followers")
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, null=True, related_name="followers")
    focus_area = models.CharField(max_length=20, blank=True)
    cpv = models.CharField(max_length=3, blank=True)
    query = models.JSONField(default=dict)
    query_hash = models.CharField(max_length=64, blank=True)
    cadence = models.CharField(max_length=10, choices=Cadence, default=Cadence.DAILY)
    created_at = models.DateTimeField(default=timezone.now)
    paused_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, db_index=True)
    ended_by = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "organisation", "need", "dialogue", "focus_area", "cpv", "query_hash"],
                nulls_distinct=False,
                name="one_follow_per_target",
            ),
            models.CheckConstraint(condition=KINDS, name="follow_has_the_target_of_its_kind"),
            models.CheckConstraint(
                condition=Q(query={}, query_hash="") | (~Q(query={}) & ~Q(query_hash="")),
                name="follow_query_with_its_hash",
            ),
            models.CheckConstraint(
                condition=Q(cadence__in=["at-once", "daily", "weekly"]), name="follow_cadence_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_by="") | Q(ended_at__isnull=False), name="follow_ended_by_a_letter_has_ended"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["focus_area"], condition=~Q(focus_area=""), name="follow_focus_area"),
            models.Index(fields=["cpv"], condition=~Q(cpv=""), name="follow_cpv"),
            models.Index(fields=["query_hash"], condition=~Q(query_hash=""), name="follow_query"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.kind}"
