from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Organisation, Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.models import File, Sealed
from mulighetsrom.web.common.tenancy import Editable, Layer
from mulighetsrom.web.dialogue.models.part import Part

MOST_WORDS = 3000
"""The most words that a municipality may ask for in one answer."""


class Intake(Editable):
    """The rules of a part that takes written input: what becomes of what comes late, and how long secrets are read.

    Both are the same for all, written before the invitation is published, and part of what is approved. After
    `read_until_date` nobody opens a marked passage but to decide an access request; the record is never deleted by it.
    """

    LAYER = Layer.PUBLIC

    class Late(models.TextChoices):
        NOT_TAKEN = "not-taken", _("It is not taken")
        TAKEN = "taken", _("It is taken, read as the others, and marked late")

    part = models.OneToOneField(Part, models.CASCADE, related_name="intake")
    late = models.CharField(max_length=10, choices=Late)
    read_until_date = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(late__in=["not-taken", "taken"]), name="intake_late_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} {self.late}"


class Asked(models.Model):
    """A question that a part asks in writing, and how many words an answer has at most."""

    LAYER = Layer.PUBLIC

    part = models.ForeignKey(Part, models.CASCADE, related_name="asked")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=1000)
    most_words = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["part", "number"], name="asked_once_a_number"),
            models.CheckConstraint(condition=~Q(text=""), name="asked_asks_something"),
            models.CheckConstraint(
                condition=Q(most_words__gte=1, most_words__lte=MOST_WORDS), name="asked_has_a_word_limit"
            ),
        ]
        ordering: ClassVar = ["part_id", "number"]

    def __str__(self) -> str:
        return f"{self.part_id} question {self.number}"


class Paper(models.Model):
    """A draft document to comment on: which version it is, and what of it may still change."""

    LAYER = Layer.PUBLIC

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    part = models.ForeignKey(Part, models.CASCADE, related_name="papers")
    title = models.CharField(max_length=200)
    version = models.CharField(max_length=20)
    may_change = models.CharField(max_length=1000)
    file = models.OneToOneField(File, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(version="") & ~Q(may_change=""), name="paper_says_what_it_is"
            ),
        ]
        ordering: ClassVar = ["part_id", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} version {self.version}"


class InputDraft(Editable):
    """What a company writes before it hands it in: sealed, since it may hold secrets that are not marked yet.

    `page` is the open page that saved it last.
    """

    LAYER = Layer.MEMBERS

    part = models.ForeignKey(Part, models.CASCADE, related_name="drafts")
    company = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    text = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    page = models.UUIDField(null=True)
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["part", "company"], name="one_draft_a_company_and_part"),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} {self.company_id}"
