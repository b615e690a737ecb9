from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common import written
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue import chain
from mulighetsrom.web.dialogue.models.dialogue import Dialogue


class Contact(models.Model):
    """A contact with a company outside the dialogue's own parts: a telephone call, a fair, a seller at the door.

    Never changed (a trigger sees to it): who corrects one writes a new row with the same `first` and the next `number`.
    The log holds `content_hash()`, so that a row changed all the same is seen. Its words and its `salt`, without which
    nobody can guess them by that hash, are emptied once: on the day that it is forgotten. `date` is the day of the
    contact, `entered_at` when it was noted. `given` is what the company learned. `mail` is the letter that came back,
    where the contact made up for it.
    """

    LAYER = Layer.MEMBERS

    class How(models.TextChoices):
        PHONE = "phone", _("Telephone")
        VISIT = "visit", _("A visit or a meeting")
        EVENT = "event", _("A fair, a course or another event")
        WRITTEN = "written", _("E-mail or letter")
        OTHER = "other", _("Something else")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="contacts")
    first = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    number = models.PositiveSmallIntegerField(default=1)
    date = models.DateField()
    how = models.CharField(max_length=10, choices=How)
    company = models.CharField(max_length=200)
    about = models.CharField(max_length=2000)
    given = models.CharField(max_length=2000, blank=True)
    mail = models.CharField(max_length=10, blank=True)
    entered_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    salt = models.CharField(max_length=32, blank=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(forgotten_at=None) | Q(company="", about="", given="", salt=""),
                name="contact_forgotten_says_nothing",
            ),
            models.CheckConstraint(
                condition=Q(how__in=["phone", "visit", "event", "written", "other"]), name="contact_how_is_known"
            ),
            models.CheckConstraint(
                condition=Q(first=None, number=1) | Q(first__isnull=False, number__gte=2),
                name="contact_corrected_by_a_later_one",
            ),
            models.UniqueConstraint(fields=["first", "number"], name="contact_corrected_in_order"),
        ]
        ordering: ClassVar = ["dialogue_id", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} {self.how} {self.date}"

    @property
    def address(self) -> str:
        """The public id that stays the contact's, however often it is corrected."""
        return self.first.public_id if self.first else self.public_id

    @property
    def called(self) -> str:
        """What the company was called, or that this is no longer kept."""
        return self.company or gettext("[name no longer kept]")

    @property
    def forgotten(self) -> str:
        """What stands in the place of the words once they are deleted; empty before."""
        at = self.forgotten_at
        return gettext("What was noted was deleted %(day)s.") % {"day": written.local_day(at)} if at else ""

    @property
    def day(self) -> str:
        """The day of the contact, as the reader's language writes it."""
        return written.day(self.date)

    @property
    def edit_version(self) -> int:
        return self.number

    def said(self) -> dict[str, Any]:
        """Return what the row says, as it is hashed and exported."""
        told = {"id": self.public_id, "number": self.number, "day": f"{self.date}", "how": self.how, "salt": self.salt}
        return told | {"company": self.company, "about": self.about, "given": self.given, "mail": self.mail}

    def content_hash(self) -> str:
        """Return the hash of what the row says, as the log holds it."""
        return chain.hash_of_note(self.said())


class Shared(models.Model):
    """What one company was told, told to all: published here at one moment, or where everybody could read it already.

    Shown on the dialogue's page without a word of whom it was told to first. Never changed.
    """

    LAYER = Layer.PUBLIC

    class How(models.TextChoices):
        PUBLISHED = "published", _("Publish it on the page of the dialogue now")
        STANDS = "stands", _("Everybody can read it already")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="shared")
    how = models.CharField(max_length=10, choices=How)
    text = models.CharField(max_length=2000)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(how__in=["published", "stands"]), name="shared_how_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="shared_says_something"),
        ]
        ordering: ClassVar = ["contact_id", "id"]

    def __str__(self) -> str:
        return f"{self.public_id} {self.how}"
