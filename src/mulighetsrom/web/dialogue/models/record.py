from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.models import File
from mulighetsrom.web.common.tenancy import Editable, Layer
from mulighetsrom.web.dialogue.models.dialogue import Dialogue


class Adviser(Editable):
    """A company or a consultant who advised or took part in planning, and what is done about the advantage of it.

    `key` is who it is, as `log.Somebody.id`. Companies are known by what they took part in, and have a row from when
    they are assessed; `role` is what somebody did who was `added` by hand.
    """

    LAYER = Layer.MEMBERS

    class Advantage(models.TextChoices):
        NONE = "none", _("No advantage over others")
        LEVELLED = "levelled", _("An advantage that the measures level out")
        REMAINS = "remains", _("An advantage that milder measures may not remedy")

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="advisers")
    key = models.CharField(max_length=220)
    name = models.CharField(max_length=200)
    added = models.BooleanField(default=False)
    role = models.CharField(max_length=500, blank=True)
    advantage = models.CharField(max_length=10, choices=Advantage, blank=True)
    why = models.CharField(max_length=2000, blank=True)
    measure = models.CharField(max_length=2000, blank=True)
    assessed_at = models.DateTimeField(null=True)
    assessed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dialogue", "key"], name="adviser_once"),
            models.CheckConstraint(
                condition=Q(advantage__in=["", "none", "levelled", "remains"]), name="adviser_advantage_is_known"
            ),
            models.CheckConstraint(
                condition=Q(advantage="", assessed_at=None, assessed_by=None)
                | (~Q(advantage="") & ~Q(why="") & Q(assessed_at__isnull=False, assessed_by__isnull=False)),
                name="adviser_assessed_by_somebody_with_reason",
            ),
            models.CheckConstraint(condition=~Q(advantage="levelled", measure=""), name="adviser_levelled_by_measures"),
        ]
        ordering: ClassVar = ["dialogue_id", "id"]

    def __str__(self) -> str:
        return f"{self.dialogue_id} {self.advantage}"


class Package(models.Model):
    """What an archive was given at one time: the zip as it was, encrypted, for it may hold what only some may read."""

    LAYER = Layer.SEALED

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="packages")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(File, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["dialogue", "number"], name="package_once")]
        ordering: ClassVar = ["dialogue_id", "number"]

    def __str__(self) -> str:
        return f"{self.public_id} {self.number}"


class Archived(models.Model):
    """One version of a document that an archive has been given, and the number it has in the archive's journal."""

    LAYER = Layer.MEMBERS

    package = models.ForeignKey(Package, models.PROTECT, related_name="documents")
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="archived")
    key = models.CharField(max_length=60)
    version = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    journal_number = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dialogue", "key", "version"], name="archived_once"),
        ]
        ordering: ClassVar = ["package_id", "id"]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"
