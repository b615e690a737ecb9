from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Organisation, Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.models import Sealed
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue.models.part import Part


class Seats(models.Model):
    """How many can come to a conference or a workshop in one way, and how many do; no capacity is no limit.

    `taken` follows the participants by a trigger (migration 0003), and the check refuses one too many, whoever writes.
    `last_number` is the newest number that was given to somebody who came: seats and waiting list go by it.
    """

    LAYER = Layer.PUBLIC

    class How(models.TextChoices):
        ROOM = "room", _("In the room")
        STREAM = "stream", _("By the stream")

    part = models.ForeignKey(Part, models.CASCADE, related_name="seats")
    how = models.CharField(max_length=10, choices=How)
    capacity = models.PositiveIntegerField(null=True)
    taken = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["part", "how"], name="seats_once_a_way"),
            models.CheckConstraint(condition=Q(how__in=["room", "stream"]), name="seats_how_is_known"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(taken__lte=F("capacity")), name="no_seat_beyond_capacity"
            ),
        ]
        ordering: ClassVar = ["part_id", "how"]

    def __str__(self) -> str:
        return f"{self.part_id} {self.how}: {self.taken} of {self.capacity}"


class SignUp(models.Model):
    """What one person has signed up for a company: they have logged in, or are a guest who has confirmed the address.

    `organisation` is the company of those who act for one here, `company` what it is called. `shown` is what everybody
    may see of it. What they need to take part is sealed, and gone a while after the event; `needs_given` tells that
    there was something. `forgotten_at` is when all that tells of people was emptied.
    """

    LAYER = Layer.MEMBERS

    class Shown(models.TextChoices):
        NOBODY = "nobody", _("Nothing")
        COMPANY = "company", _("The name of the company")
        PEOPLE = "people", _("The company, and who comes with their roles. They have agreed")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    part = models.ForeignKey(Part, models.PROTECT, related_name="sign_ups")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    company = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="nb")
    shown = models.CharField(max_length=10, choices=Shown, default=Shown.NOBODY)
    needs = models.ForeignKey(Sealed, models.SET_NULL, null=True, related_name="+")
    needs_given = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["part", "person", "organisation"], condition=Q(person__isnull=False, withdrawn_at=None),
                nulls_distinct=False, name="one_sign_up_a_person_and_company",
            ),
            models.UniqueConstraint(
                "part", Lower("email"), name="one_sign_up_an_address",
                condition=~Q(email="") & Q(confirmed_at__isnull=False, withdrawn_at=None),
            ),
            models.CheckConstraint(
                condition=Q(shown__in=["nobody", "company", "people"]), name="sign_up_shown_is_known"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, email="", confirmed_at__isnull=False)
                | (Q(person=None) & ~Q(email=""))
                | Q(person=None, email="", forgotten_at__isnull=False),
                name="sign_up_by_a_person_or_a_guest",
            ),
            models.CheckConstraint(condition=Q(needs=None) | Q(needs_given=True), name="sign_up_needs_were_given"),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["part", "created_at"])]
        ordering: ClassVar = ["part_id", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} for {self.part_id}"


class Participant(models.Model):
    """Somebody who comes, or waits to. `number` is where they came in the order of those who want such a seat."""

    LAYER = Layer.MEMBERS

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("The address is not confirmed")
        SEATED = "seated", _("Has a place")
        WAITING = "waiting", _("On the waiting list")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    sign_up = models.ForeignKey(SignUp, models.CASCADE, related_name="participants")
    seats = models.ForeignKey(Seats, models.PROTECT, related_name="participants")
    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.UNCONFIRMED)
    number = models.PositiveIntegerField(null=True)
    arrived_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seats", "number"], name="number_in_line_once"),
            models.CheckConstraint(
                condition=Q(state__in=["unconfirmed", "seated", "waiting", "withdrawn"]),
                name="participant_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="unconfirmed", number=None) | (~Q(state="unconfirmed") & Q(number__isnull=False)),
                name="participant_has_a_number",
            ),
            models.CheckConstraint(condition=Q(arrived_at=None) | Q(state="seated"), name="who_arrived_has_a_seat"),
        ]
        indexes: ClassVar = [models.Index(fields=["seats", "state", "number"])]
        ordering: ClassVar = ["sign_up_id", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"
