from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Organisation, Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.models import Sealed
from mulighetsrom.web.common.tenancy import Editable, Layer
from mulighetsrom.web.dialogue.models.part import Part


class Meetings(Editable):
    """How a dialogue's one-to-one meetings are held, and how far their times have been drawn.

    `commitment` is what was published before the first wish, `secret` what it promises, sealed until the draw.
    `frozen` is the list that wishes were frozen to (`draw.frozen_list`), kept to draw from; `published` is the whole
    draw as everybody can fetch it (`draw.published`). Neither names anybody.
    """

    LAYER = Layer.MEMBERS

    class State(models.TextChoices):
        PREPARED = "prepared", _("Being prepared")
        OPEN = "open", _("Open for wishes")
        FROZEN = "frozen", _("Wishes are frozen")
        DRAWN = "drawn", _("Times are drawn")

    class Missed(models.TextChoices):
        LOST = "lost", _("Who does not come has lost the meeting")
        LAST = "last", _("Who does not come goes last on the waiting list")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    part = models.OneToOneField(Part, models.CASCADE, related_name="meetings")
    length = models.PositiveSmallIntegerField()
    pause = models.PositiveSmallIntegerField()
    teams = models.PositiveSmallIntegerField()
    missed = models.CharField(max_length=10, choices=Missed, default=Missed.LOST)
    confirm_days = models.PositiveSmallIntegerField(default=5)
    questions = models.CharField(max_length=4000, blank=True)
    questions_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    commitment = models.CharField(max_length=64, blank=True)
    secret = models.ForeignKey(Sealed, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    frozen = models.JSONField(default=dict)
    frozen_hash = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True)
    no_more_reason = models.CharField(max_length=1000, blank=True)
    published = models.JSONField(default=dict)
    drawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "open", "frozen", "drawn"]), name="meetings_state_is_known"
            ),
            models.CheckConstraint(condition=Q(missed__in=["lost", "last"]), name="meetings_missed_is_known"),
            models.CheckConstraint(
                condition=Q(length__gte=5, length__lte=480, pause__lte=240, teams__gte=1, teams__lte=20),
                name="meetings_can_be_held",
            ),
            models.CheckConstraint(
                condition=Q(state="prepared", commitment="") | (~Q(state="prepared") & ~Q(commitment="")),
                name="meetings_open_with_a_commitment",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["prepared", "open"], frozen_hash="", frozen_at=None))
                | (Q(state__in=["frozen", "drawn"], frozen_at__isnull=False) & ~Q(frozen_hash="")),
                name="meetings_frozen_with_a_hash",
            ),
            models.CheckConstraint(
                condition=(Q(drawn_at=None) & ~Q(state="drawn")) | Q(state="drawn", drawn_at__isnull=False),
                name="meetings_drawn_with_their_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"


class TeamMember(models.Model):
    """Somebody of the municipality who sits in one of the teams, which meet at once, and what they do there."""

    LAYER = Layer.MEMBERS

    class Role(models.TextChoices):
        ASKS = "asks", _("Asks")
        NOTES = "notes", _("Takes the minutes")
        OBSERVES = "observes", _("Observes")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    meetings = models.ForeignKey(Meetings, models.CASCADE, related_name="members")
    team = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meetings", "person"], name="one_team_a_person"),
            models.CheckConstraint(condition=Q(role__in=["asks", "notes", "observes"]), name="team_role_is_known"),
            models.CheckConstraint(condition=Q(team__gte=1), name="team_member_counted_from_one"),
        ]
        ordering: ClassVar = ["meetings_id", "team", "id"]

    def __str__(self) -> str:
        return f"{self.meetings_id} team {self.team} {self.role}"


class Request(Editable):
    """A company's wish for a meeting: one for each company, whatever becomes of it.

    `public_id` is the random wish id of the draw, `nonce` what came with it; both stand in the receipt, and `receipt`
    is where the log ended then. `ranked` and `can` are ids of times; whoever has `any_time` can at all others too, also
    those that are added. `people` is a list of {name, role}, `group` the names of companies that come together. `place`
    is where the draw put it; who did not come and went last has `lost_slot` and `lost_place`, in case that was noted by
    mistake. `link` is the video room of this meeting alone, and `sequence` grows with each change that
    calendars must hear of.
    """

    LAYER = Layer.MEMBERS

    class State(models.TextChoices):
        ASKED = "asked", _("Has asked for a meeting")
        GIVEN = "given", _("Has a time")
        WAITING = "waiting", _("On the waiting list")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        HELD = "held", _("Held")
        MISSED = "missed", _("Did not come")
        CANCELLED = "cancelled", _("Cancelled by the municipality")

    class Corrected(models.TextChoices):
        """Why what was noted of a meeting is taken back."""

        WRONG_PRESS = "wrong-press", _("It was noted by mistake")
        WRONG_MEETING = "wrong-meeting", _("It was meant for another meeting")
        LEARNED = "learned", _("We have learned that it was otherwise")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    meetings = models.ForeignKey(Meetings, models.PROTECT, related_name="requests")
    company = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nonce = models.CharField(max_length=32)
    receipt = models.CharField(max_length=60, blank=True)
    ranked = models.JSONField(default=list)
    can = models.JSONField(default=list)
    any_time = models.BooleanField(default=False)
    people = models.JSONField(default=list)
    group = models.JSONField(default=list)
    how = models.CharField(max_length=10, choices=[("physical", _("In a room")), ("video", _("By video"))])
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    place = models.PositiveIntegerField(null=True)
    cancelled_reason = models.CharField(max_length=1000, blank=True)
    lost_slot = models.ForeignKey("dialogue.Slot", models.SET_NULL, null=True, related_name="+")
    lost_place = models.PositiveIntegerField(null=True)
    link = models.CharField(max_length=500, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meetings", "company"], name="one_request_a_company"),
            models.UniqueConstraint(fields=["meetings", "place"], name="drawn_place_once"),
            models.UniqueConstraint(fields=["id", "company"], name="request_with_its_company"),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "given", "waiting", "withdrawn", "held", "missed", "cancelled"]),
                name="request_state_is_known",
            ),
            models.CheckConstraint(condition=Q(how__in=["physical", "video"]), name="request_how_is_known"),
            models.CheckConstraint(
                condition=Q(place__isnull=False) | ~Q(state__in=["given", "waiting", "held", "missed", "cancelled"]),
                name="request_drawn_has_a_place",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_reason=""), name="request_cancelled_for_a_reason"
            ),
        ]
        ordering: ClassVar = ["meetings_id", "place", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"
