from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.asking.models import Board
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.drafting import models as drafting
from mulighetsrom.web.drafting.models import Drafted


class Need(Drafted):
    """A need of a municipality's residents, from the first draft to what came of it.

    `draft` is its description in work (`fields.NEED`), `stage` where the need itself is.
    `board` is made before it, and gives it its public id.
    """

    LAYER = Layer.MEMBERS
    BOARD: Final = "need"

    class Stage(models.TextChoices):
        UNPUBLISHED = "unpublished", _("Not published yet")
        PUBLISHED = "published", _("Published")
        IN_DIALOGUE = "in-dialogue", _("In dialogue")
        IN_PROCUREMENT = "in-procurement", _("In procurement")
        IN_CONTRACT = "in-contract", _("In contract")
        IN_USE = "in-use", _("In use")
        DROPPED = "dropped", _("Dropped")

    board = models.OneToOneField(Board, models.PROTECT, related_name="need")
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.UNPUBLISHED)
    is_template = models.BooleanField(default=False)
    dropped_reason = models.CharField(max_length=1000, blank=True)

    class Meta(Drafted.Meta):
        constraints: ClassVar = [
            *Drafted.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    stage__in=[
                        *("unpublished", "published", "in-dialogue"),
                        *("in-procurement", "in-contract", "in-use", "dropped"),
                    ]
                ),
                name="need_stage_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(stage="unpublished", text="published"), name="need_text_published_with_the_need"
            ),
            models.CheckConstraint(
                condition=(Q(stage="dropped") & ~Q(dropped_reason="")) | (~Q(stage="dropped") & Q(dropped_reason="")),
                name="need_dropped_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_template=False) | Q(stage="unpublished", text="draft"),
                name="need_template_is_never_published",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["owner", "stage"])]

    def __str__(self) -> str:
        return f"{self.public_id} {self.stage}"


class Version(drafting.Version):
    """What everybody could read of a need from one moment to the next."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="versions")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["need", "number"], name="need_version_once")]
        ordering: ClassVar = ["need_id", "number"]

    def __str__(self) -> str:
        return f"{self.need_id} version {self.number}"
