from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Organisation, Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Editable, Layer
from mulighetsrom.web.needs.models.plan import Line


class Meeting(Editable):
    """The yearly contact meeting of a municipality, open to all from when it is announced.

    `programme` is a list of [time, what]. `told` counts the local firms that got a letter.
    """

    LAYER = Layer.PUBLIC

    class State(models.TextChoices):
        DRAFT = "draft", _("Not announced yet")
        ANNOUNCED = "announced", _("Announced")
        HELD = "held", _("Held")
        CLOSED = "closed", _("Closed")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="meetings")
    responsible = models.ForeignKey(Person, models.PROTECT, related_name="meetings")
    date = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    place = models.CharField(max_length=500, blank=True)
    stream = models.CharField(max_length=500, blank=True)
    text = models.CharField(max_length=2000, blank=True)
    programme = models.JSONField(default=list)
    contributions_until = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    told = models.PositiveIntegerField(default=0)
    announced_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "announced", "held", "closed"]), name="meeting_state_is_known"
            ),
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(contributions_until__gte=F("date")), name="meeting_takes_contributions_until_it_is_held"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", announced_at=None) | (~Q(state="draft") & Q(announced_at__isnull=False)),
                name="meeting_announced_with_its_moment",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["owner", "-date"])]

    def __str__(self) -> str:
        return f"{self.public_id} {self.date} {self.state}"


class Presented(Editable):
    """A published line that a meeting presents, and afterwards what became of it."""

    LAYER = Layer.PUBLIC

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="presented")
    line = models.ForeignKey(Line, models.PROTECT, related_name="presented")
    position = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "line"], name="line_presented_once")]
        ordering: ClassVar = ["meeting_id", "position", "id"]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.line_id}"


class SignUp(models.Model):
    """Somebody who comes to a meeting: a person who has logged in, or a guest who has confirmed the address."""

    LAYER = Layer.MEMBERS

    class How(models.TextChoices):
        ROOM = "room", _("In the room")
        STREAM = "stream", _("By the stream")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sign_ups")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=150)
    email = models.EmailField()
    company = models.CharField(max_length=200, blank=True)
    how = models.CharField(max_length=10, choices=How)
    access_needs = models.CharField(max_length=500, blank=True)
    listed = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="nb")
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("meeting", Lower("email"), name="one_sign_up_per_address"),
            models.CheckConstraint(condition=Q(how__in=["room", "stream"]), name="sign_up_how_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.how}"


class Contribution(Editable):
    """A company's challenge to a line, or its offer of joint development; each one is answered, for all to read."""

    LAYER = Layer.PUBLIC

    class Kind(models.TextChoices):
        CHALLENGE = "challenge", _("Challenge")
        JOINT = "joint-development", _("Offer of joint development")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    presented = models.ForeignKey(Presented, models.PROTECT, related_name="contributions")
    company = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.CharField(max_length=3000)
    named = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=3000, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["challenge", "joint-development"]), name="contribution_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="contribution_answered_by_somebody",
            ),
        ]
        ordering: ClassVar = ["created_at", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} {self.kind}"
