from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from mulighetsrom.web.accounts.models.organisations import Organisation
from mulighetsrom.web.accounts.roles import GIVEN
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Editable, Layer


class Person(Editable):
    """Somebody who can log in. A person who has left stays as a row without name and address: others point at it."""

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="nb")
    is_operator = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="one_person_per_address"),
            models.CheckConstraint(
                condition=(Q(deleted_at=None) & ~Q(email=""))
                | Q(deleted_at__isnull=False, email="", is_operator=False),
                name="person_has_an_address_until_deleted",
            ),
            models.CheckConstraint(condition=Q(language__in=["nb", "nn", "en"]), name="person_language_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(Editable):
    """What a person is in an organisation, until it ends. `confirmed_by` tells how we know: "" is a mere claim.

    A claim that `waits` gives no rights. At a buyer every claim waits until it is confirmed, which a trigger holds; at
    a supplier only the first one does not, since nobody is there yet who could let it in.
    """

    LAYER = Layer.MEMBERS

    class Confirmed(models.TextChoices):
        NOT = ""
        OWNER = "owner"
        LOGIN = "login"
        DOMAIN = "domain"
        OPERATOR = "operator"

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    roles = ArrayField(models.CharField(max_length=20))
    title = models.CharField(max_length=100, blank=True)
    confirmed_by = models.CharField(max_length=10, choices=Confirmed, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    waits = models.BooleanField(default=False)
    answers_access_requests = models.BooleanField(default=False)
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(ended_at=None), name="one_membership_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(ended_at=None, answers_access_requests=True),
                name="one_person_answers_access_requests",
            ),
            models.CheckConstraint(
                condition=Q(roles__contained_by=[role.value for role in GIVEN]) & Q(roles__len__gt=0),
                name="membership_roles_are_known",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by="", confirmed_at=None)
                | Q(confirmed_by__in=["owner", "login", "domain", "operator"], confirmed_at__isnull=False),
                name="membership_confirmed_with_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(waits=False) | Q(confirmed_by="", answers_access_requests=False),
                name="a_claim_that_waits_is_only_a_claim",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.organisation_id}: {', '.join(self.roles)}"


class Deputy(models.Model):
    """Somebody who has another's roles from one day to another, both included."""

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="deputies")
    stands_in = models.ForeignKey(Membership, models.CASCADE, related_name="stands_in_for")
    days = DateRangeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(membership=F("stands_in")), name="nobody_is_their_own_deputy"),
            ExclusionConstraint(
                name="one_deputy_a_day",
                expressions=[("membership", RangeOperators.EQUAL), ("days", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                condition=Q(days__isempty=False, days__lower_inf=False, days__upper_inf=False), name="deputy_has_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stands_in_id} for {self.membership_id}"


class Invitation(models.Model):
    """An address that has been asked to join, and as what. Only the hash of what the letter's link holds is kept."""

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(blank=True)
    roles = ArrayField(models.CharField(max_length=20))
    title = models.CharField(max_length=100, blank=True)
    invited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                condition=Q(accepted_at=None, withdrawn_at=None) & ~Q(email=""),
                name="one_open_invitation_per_address",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_accepted_or_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} to {self.organisation_id}"
