from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Organisation, Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Editable, Layer


class Need(Editable):
    """A need of a municipality's residents, from the first draft to what came of it.

    `draft` is the description in work (`fields.FIELDS`), read by the owner's and the members' people only. What
    everybody reads are its `Version`s; a need that was published can be in work again without anybody seeing it.
    `draft_page` is the open page that saved it last. `text` tells how far the text in work has come, `stage` where the
    need itself is.
    """

    LAYER = Layer.MEMBERS

    class Stage(models.TextChoices):
        UNPUBLISHED = "unpublished", _("Not published yet")
        PUBLISHED = "published", _("Published")
        IN_DIALOGUE = "in-dialogue", _("In dialogue")
        IN_PROCUREMENT = "in-procurement", _("In procurement")
        IN_CONTRACT = "in-contract", _("In contract")
        IN_USE = "in-use", _("In use")
        DROPPED = "dropped", _("Dropped")

    class Text(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_COMMENTS = "in-comments", _("With colleagues for comments")
        FOR_APPROVAL = "for-approval", _("Waiting for approval")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("As published")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="needs")
    answers_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    responsible = models.ForeignKey(Person, models.PROTECT, related_name="needs")
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.UNPUBLISHED)
    text = models.CharField(max_length=20, choices=Text, default=Text.DRAFT)
    draft = models.JSONField(default=dict)
    draft_page = models.UUIDField(null=True)
    is_template = models.BooleanField(default=False)
    copied_from = models.CharField(max_length=10, blank=True)
    case_number = models.CharField(max_length=40, blank=True)
    dropped_reason = models.CharField(max_length=1000, blank=True)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
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
                condition=Q(text__in=["draft", "in-comments", "for-approval", "approved", "published"]),
                name="need_text_stage_is_known",
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


class Version(models.Model):
    """What everybody could read of a need from one moment to the next; never changed afterwards."""

    LAYER = Layer.PUBLIC

    need = models.ForeignKey(Need, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    why = models.CharField(max_length=500, blank=True)
    published_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    published_by_name = models.CharField(max_length=150)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["need", "number"], name="need_version_once")]
        ordering: ClassVar = ["need_id", "number"]

    def __str__(self) -> str:
        return f"{self.need_id} version {self.number}"
