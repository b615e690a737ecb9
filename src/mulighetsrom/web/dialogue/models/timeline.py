from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Editable, Layer
from mulighetsrom.web.dialogue.models.dialogue import Dialogue
from mulighetsrom.web.dialogue.models.part import Part


class PlanLine(Editable):
    """What one person does in a dialogue by a day; the day is `timeline`'s until somebody has `chosen` another.

    Lines of a part's own deadline and of when it is held follow the part. `done_by` is empty where the platform did it.
    """

    LAYER = Layer.MEMBERS

    class Kind(models.TextChoices):
        DOFFIN = "doffin", _("Announce it on Doffin")
        PUBLISH = "publish", _("Publish the invitation")
        ANSWERS = "answers", _("Answer all questions")
        SIGN_UP = "sign-up", _("Sign-up closes")
        WISHES = "wishes", _("Wishes for meetings close")
        DRAW = "draw", _("Draw the times")
        QUESTIONS = "questions", _("Send every company the questions")
        HELD = "held", _("It is held")
        INPUT = "input", _("Written input closes")
        COMMENTS = "comments", _("Comments close")
        MINUTES = "minutes", _("Send the minutes to be confirmed")
        SUMMARY = "summary", _("Publish what you heard")
        ANSWER = "answer", _("Tell everybody what comes of it")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="plan")
    part = models.ForeignKey(Part, models.CASCADE, null=True, related_name="plan")
    kind = models.CharField(max_length=10, choices=Kind)
    due_at = models.DateTimeField()
    chosen = models.BooleanField(default=False)
    responsible = models.ForeignKey(Person, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        *("doffin", "publish", "answers", "sign-up", "wishes", "draw", "questions", "held", "input"),
                        *("comments", "minutes", "summary", "answer"),
                    ]
                ),
                name="plan_line_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(done_by=None) | Q(done_at__isnull=False), name="plan_line_done_by_somebody_then"
            ),
            models.UniqueConstraint(
                fields=["dialogue", "kind", "part"], nulls_distinct=False, name="one_plan_line_of_a_kind"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["responsible", "due_at"], condition=Q(done_at=None), name="plan_todo")
        ]
        ordering: ClassVar = ["dialogue_id", "due_at", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} {self.kind}"
