from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mulighetsrom.web.accounts.models import Organisation, Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.following.models.follow import Follow


class Item(models.Model):
    """Something that happened to a thing, for one follow: written once, told in one letter.

    `thing` is the thing's public id, and `once` tells happenings of one kind apart, as a version's number does. No word
    of the thing is kept: what may be told of it is asked when the letter is written. `letter` is the public id of the
    letter that tells it, empty while it waits.
    """

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    follow = models.ForeignKey(Follow, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10)
    thing = models.CharField(max_length=10)
    what = models.CharField(max_length=30)
    once = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    letter = models.CharField(max_length=10, blank=True, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["follow", "what", "thing", "once"], name="item_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["need", "line", "meeting", "dialogue"]), name="item_kind_is_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["follow"], condition=Q(letter=""), name="item_waits")]

    def __str__(self) -> str:
        return f"{self.public_id} {self.what}"


class Mute(models.Model):
    """A reason that brings nothing any more: a follow, as far as it leads to this municipality, area or CPV group.

    Empty fields narrow nothing. It was made of the two marks that share it, and goes with them.
    """

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    follow = models.ForeignKey(Follow, models.CASCADE, related_name="mutes")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    focus_area = models.CharField(max_length=20, blank=True)
    cpv = models.CharField(max_length=3, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["follow", "organisation", "focus_area", "cpv"], nulls_distinct=False, name="one_mute_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} of {self.follow_id}"


class Mark(models.Model):
    """A person's "hide, and fewer like this" at a thing, and why it was there: the follows, its municipality and kind.

    `mute` is the one that it was counted for.
    """

    LAYER = Layer.MEMBERS

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    thing = models.CharField(max_length=10)
    follows = models.ManyToManyField(Follow, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    focus_areas = models.JSONField(default=list)
    cpv = models.JSONField(default=list)
    mute = models.ForeignKey(Mute, models.CASCADE, null=True, related_name="marks")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "thing"], name="one_mark_a_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} hides {self.thing}"
