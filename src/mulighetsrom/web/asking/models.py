from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mulighetsrom.web.accounts.models import Organisation, Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.models import Sealed
from mulighetsrom.web.common.tenancy import Editable, Layer

MOST_ASKED = 1000
MOST_ANSWERED = 6000


class Board(models.Model):
    """Where the questions about one thing hang, such as a need's: made with it, by the same public id and owner.

    `kind` says what sort of thing, as `kinds` knows it; its own table points here, one to one.
    """

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    kind = models.CharField(max_length=20)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class Question(models.Model):
    """A question: read by those who answer, and by everybody once it is answered.

    `asked_text` is what came, `text` what is shown: the municipality may put it otherwise, so that it tells nothing of
    the asker, and what came is emptied when the asker is forgotten. Who that is, no page tells: `asker` and the sealed
    `address` are for the letters and one's own pages. `guest` is the same for all that one address asked about one
    thing, a keyed word that tells nothing else (`codes.guest`). What was withdrawn holds no text any more.
    """

    LAYER = Layer.MEMBERS

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed"  # a guest has not opened the letter yet
        WAITING = "waiting"
        DRAFTED = "drafted"  # it waits with an answer that nobody has published yet
        ANSWERED = "answered"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    board = models.ForeignKey(Board, models.CASCADE, related_name="questions")
    state = models.CharField(max_length=12, choices=State)
    asked_text = models.CharField(max_length=MOST_ASKED, blank=True)
    text = models.CharField(max_length=MOST_ASKED)
    language = models.CharField(max_length=2)
    asker = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    address = models.ForeignKey(Sealed, models.SET_NULL, null=True, related_name="+")
    guest = models.CharField(max_length=24, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    declined_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["unconfirmed", "waiting", "drafted", "answered", "declined", "withdrawn"]),
                name="question_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["unconfirmed", "waiting", "drafted"], settled_at=None, settled_by=None)
                | Q(state__in=["answered", "declined"], settled_at__isnull=False, settled_by__isnull=False)
                | Q(state="withdrawn", settled_at__isnull=False, settled_by=None),
                name="question_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=(Q(state="declined") & ~Q(declined_reason=""))
                | (~Q(state="declined") & Q(declined_reason="")),
                name="question_declined_with_a_reason",
            ),
            models.CheckConstraint(
                condition=(Q(state="withdrawn", text="", asked_text="", asker=None, address=None))
                | (~Q(state="withdrawn") & ~Q(text="")),
                name="question_asks_something_until_withdrawn",
            ),
            models.CheckConstraint(condition=Q(asker=None) | Q(address=None), name="question_has_one_asker"),
            models.CheckConstraint(condition=Q(guest="") | ~Q(address=None), name="question_guest_has_an_address"),
        ]
        indexes: ClassVar = [models.Index(fields=["board", "state", "settled_at"])]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"

    @property
    def is_reworded(self) -> bool:
        return self.text != self.asked_text


class Draft(Editable):
    """An answer that waits to be published, and the question as it will be shown: read by those who answer only."""

    LAYER = Layer.MEMBERS

    question = models.OneToOneField(Question, models.CASCADE, related_name="draft")
    wording = models.CharField(max_length=MOST_ASKED)
    text = models.CharField(max_length=MOST_ANSWERED)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(wording="") & ~Q(text=""), name="draft_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} draft {self.edit_version}"


class Answer(models.Model):
    """What a municipality answered, from one moment to the next; a correction is an answer of its own."""

    LAYER = Layer.PUBLIC

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=MOST_ANSWERED)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "number"], name="question_answer_once"),
            models.CheckConstraint(condition=~Q(text=""), name="answer_says_something"),
        ]
        ordering: ClassVar = ["question_id", "number"]

    def __str__(self) -> str:
        return f"{self.question_id} answer {self.number}"
