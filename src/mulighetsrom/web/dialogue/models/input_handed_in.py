from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mulighetsrom.web.accounts.models import Organisation, Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.models import Sealed
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue.models.input import Asked
from mulighetsrom.web.dialogue.models.part import Part


class HandedIn(models.Model):
    """What a company handed in at one moment; what it handed in before stays, superseded.

    `at` is the database's clock, `deadline_at` what the deadline was then. `whole` is the sealed document as it was
    handed in, for the company itself, `hash` its SHA-256, and `head` where the dialogue's log ended with it.
    """

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    part = models.ForeignKey(Part, models.PROTECT, related_name="handed_in")
    company = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    deadline_at = models.DateTimeField()
    is_late = models.BooleanField()
    whole = models.ForeignKey(Sealed, models.PROTECT, related_name="+")
    hash = models.CharField(max_length=64)
    head = models.CharField(max_length=60, blank=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["part", "company", "number"], name="handed_in_once_a_number"),
            models.UniqueConstraint(
                fields=["part", "company"], condition=Q(superseded_at=None), name="one_input_counts_a_company"
            ),
            models.CheckConstraint(
                condition=Q(is_late=True, at__gte=F("deadline_at")) | Q(is_late=False, at__lt=F("deadline_at")),
                name="handed_in_late_is_late",
            ),
        ]
        ordering: ClassVar = ["part_id", "at", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} number {self.number}"


class TooLate(models.Model):
    """That a company tried to hand in after the deadline of a part that takes nothing late; the words are not kept."""

    LAYER = Layer.MEMBERS

    part = models.ForeignKey(Part, models.PROTECT, related_name="too_late")
    company = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    deadline_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["part", "company"], name="told_once_that_it_is_too_late"),
            models.CheckConstraint(condition=Q(at__gte=F("deadline_at")), name="too_late_is_late"),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} {self.company_id}"


class InputAnswer(models.Model):
    """An answer as it can be read without opening anything: in place of each secret passage stands its number, [[1]].

    `reason` is why the company claims that they are secrets, `instead` its own wording for those who may not read them.
    `words` counts the whole answer.
    """

    LAYER = Layer.MEMBERS

    handed_in = models.ForeignKey(HandedIn, models.CASCADE, related_name="answers")
    asked = models.ForeignKey(Asked, models.PROTECT, related_name="+")
    text = models.TextField()
    words = models.PositiveIntegerField()
    reason = models.CharField(max_length=1000, blank=True)
    instead = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["handed_in", "asked"], name="one_answer_a_question"),
            models.CheckConstraint(condition=~Q(text=""), name="input_answer_says_something"),
        ]
        ordering: ClassVar = ["handed_in_id", "asked__number"]

    def __str__(self) -> str:
        return f"{self.handed_in_id} answer to {self.asked_id}"


class Passage(models.Model):
    """A passage that a company claims to be a business secret: sealed, opened by named readers only."""

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    answer = models.ForeignKey(InputAnswer, models.CASCADE, related_name="passages")
    number = models.PositiveSmallIntegerField()
    text = models.ForeignKey(Sealed, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["answer", "number"], name="passage_once_a_number"),
        ]
        ordering: ClassVar = ["answer_id", "number"]

    def __str__(self) -> str:
        return f"{self.public_id} passage {self.number}"
