from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.asking.models import Board
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.drafting import models as drafting
from mulighetsrom.web.drafting.models import Drafted
from mulighetsrom.web.needs.models import Need


class Dialogue(Drafted):
    """A market dialogue about one or more needs, from the first draft of its invitation to the answer that ends it.

    `draft` is the invitation in work (`fields.INVITATION`), `stage` where the dialogue itself is. `board` holds
    its questions; it is made before it, and gives it its public id. `doffin_number` and
    `doffin_date` are those of the notice that announces it, empty until somebody has entered them. A notice on form 4
    goes to TED first: `ted_date` is the day it stood there, `sent_at` when its receipt was confirmed (FOA § 21-1 (5)),
    and `released_by` who noted that: in their name the page goes public when it may. `planned_date` is when the
    competition is likely to be announced (BT-127).
    """

    LAYER = Layer.MEMBERS
    BOARD: Final = "dialogue"

    class Stage(models.TextChoices):
        UNPUBLISHED = "unpublished", _("Not published yet")
        OPEN = "open", _("Open")
        STOPPED = "stopped", _("The competition is announced")
        CLOSED = "closed", _("Answered")
        CANCELLED = "cancelled", _("Cancelled")

    class Form(models.TextChoices):
        BELOW_EEA = "N4", _("Below the EEA threshold (form N4)")
        EEA = "4", _("Above the EEA threshold, or for suppliers abroad (form 4)")

    board = models.OneToOneField(Board, models.PROTECT, related_name="dialogue")
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.UNPUBLISHED)
    needs: models.ManyToManyField[Need, About] = models.ManyToManyField(Need, through="About", related_name="dialogues")
    doffin_form = models.CharField(max_length=2, choices=Form, default=Form.BELOW_EEA)
    doffin_number = models.CharField(max_length=11, blank=True)
    doffin_date = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True)
    ted_date = models.DateField(null=True)
    released_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    planned_date = models.DateField(null=True)

    class Meta(Drafted.Meta):
        constraints: ClassVar = [
            *Drafted.Meta.constraints,
            models.CheckConstraint(
                condition=Q(stage__in=["unpublished", "open", "stopped", "closed", "cancelled"]),
                name="dialogue_stage_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(stage="unpublished", text="published"), name="dialogue_text_published_with_it"
            ),
            models.CheckConstraint(condition=Q(doffin_form__in=["N4", "4"]), name="dialogue_form_is_known"),
            models.CheckConstraint(
                condition=Q(doffin_number="", doffin_date=None) | (~Q(doffin_number="") & Q(doffin_date__isnull=False)),
                name="dialogue_announced_with_number_and_day",
            ),
            models.UniqueConstraint(
                fields=["doffin_number"], condition=~Q(doffin_number=""), name="one_dialogue_a_notice"
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=False) | Q(sent_at=None, ted_date=None),
                name="dialogue_sent_on_somebodys_word",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["owner", "stage"])]

    def __str__(self) -> str:
        return f"{self.public_id} {self.stage}"

    @property
    def is_public(self) -> bool:
        return self.stage != self.Stage.UNPUBLISHED


class About(models.Model):
    """A need that a dialogue is about."""

    LAYER = Layer.PUBLIC

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="about")
    need = models.ForeignKey(Need, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dialogue", "need"], name="dialogue_about_a_need_once")
        ]
        ordering: ClassVar = ["dialogue_id", "id"]

    def __str__(self) -> str:
        return f"{self.dialogue_id}: {self.need_id}"


class Version(drafting.Version):
    """What everybody could read of an invitation from one moment to the next."""

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="versions")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["dialogue", "number"], name="dialogue_version_once")]
        ordering: ClassVar = ["dialogue_id", "number"]

    def __str__(self) -> str:
        return f"{self.dialogue_id} version {self.number}"
