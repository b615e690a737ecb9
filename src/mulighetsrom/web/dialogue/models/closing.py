"""How a dialogue ends: the competition that stops it, what was heard, the answer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue.models.dialogue import Dialogue


class Competition(models.Model):
    """The competition that was announced after a dialogue, and the moment from which it takes nothing more."""

    LAYER = Layer.PUBLIC

    dialogue = models.OneToOneField(Dialogue, models.PROTECT, related_name="competition")
    announced = models.DateField()
    link = models.URLField(max_length=500)
    stopped_at = models.DateTimeField(default=timezone.now)
    stopped_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    stopped_by_name = models.CharField(max_length=150)

    class Meta:
        ordering: ClassVar = ["dialogue_id"]

    def __str__(self) -> str:
        return f"{self.dialogue_id} {self.announced}"


class Answer(models.Model):
    """What came of a dialogue. A later answer, such as after a postponement, stands above the earlier ones."""

    LAYER = Layer.PUBLIC

    class Outcome(models.TextChoices):
        GOES_ON = "goes-on", _("It goes on to a competition")
        POSTPONED = "postponed", _("It is postponed")
        DROPPED = "dropped", _("Nothing comes of it")

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="answers")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    until = models.DateField(null=True)
    reason = models.CharField(max_length=3000)
    answered_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answered_by_name = models.CharField(max_length=150)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="answer_number_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["goes-on", "dropped"], until=None)
                | Q(outcome="postponed", until__isnull=False),
                name="answer_postponed_until_a_day",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="answer_has_a_reason"),
        ]
        ordering: ClassVar = ["dialogue_id", "number"]

    def __str__(self) -> str:
        return f"{self.dialogue_id} {self.number} {self.outcome}"


class Deciding(models.Model):
    """That somebody still decides, and when there are news: once a dialogue."""

    LAYER = Layer.PUBLIC

    dialogue = models.OneToOneField(Dialogue, models.PROTECT, related_name="deciding")
    news_by = models.DateField()
    text = models.CharField(max_length=1000)
    said_at = models.DateTimeField(default=timezone.now)
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_by_name = models.CharField(max_length=150)

    class Meta:
        ordering: ClassVar = ["dialogue_id"]

    def __str__(self) -> str:
        return f"{self.dialogue_id} by {self.news_by}"


class Reminder(models.Model):
    """That whoever answers for a dialogue was reminded of the answer: each of the two once."""

    LAYER = Layer.MEMBERS

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="reminders")
    which = models.CharField(max_length=5)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dialogue", "which"], name="each_reminder_once"),
            models.CheckConstraint(condition=Q(which__in=["first", "last"]), name="reminder_is_known"),
        ]
        ordering: ClassVar = ["dialogue_id", "id"]

    def __str__(self) -> str:
        return f"{self.dialogue_id} {self.which}"
