"""The shapes of a text that organisations write together; each slice that has one makes its tables of them.

Abstract, so that the database's own constraints join each comment, round and version to what it is about. The slice
adds that foreign key, with the `related_name` that is told by each shape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts.models import Organisation, Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Editable, Layer


class Drafted(Editable):
    """What has a text in work and versions that everybody reads.

    `draft` is read by the owner's and the members' people only. What was published can be in work again without anybody
    seeing it. `draft_page` is the open page that saved it last. `text` tells how far the text in work has come.
    `answers_for` is the one organisation that answers for archive, personal data and access requests.
    """

    class Text(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_COMMENTS = "in-comments", _("With colleagues for comments")
        FOR_APPROVAL = "for-approval", _("Waiting for approval")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("As published")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="%(class)ss")
    answers_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    responsible = models.ForeignKey(Person, models.PROTECT, related_name="%(class)ss")
    text = models.CharField(max_length=20, choices=Text, default=Text.DRAFT)
    draft = models.JSONField(default=dict)
    draft_page = models.UUIDField(null=True)
    copied_from = models.CharField(max_length=10, blank=True)
    case_number = models.CharField(max_length=40, blank=True)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(text__in=["draft", "in-comments", "for-approval", "approved", "published"]),
                name="%(class)s_text_stage_is_known",
            ),
        ]

    if TYPE_CHECKING:  # what each slice's own tables hang on it

        @property
        def comments(self) -> models.QuerySet[Any]: ...
        @property
        def rounds(self) -> models.QuerySet[Any]: ...
        @property
        def members(self) -> models.QuerySet[Any]: ...
        @property
        def versions(self) -> models.QuerySet[Any]: ...


class Version(models.Model):
    """What everybody could read from one moment to the next (`versions`); never changed afterwards."""

    LAYER = Layer.PUBLIC

    number = models.PositiveIntegerField()
    content = models.JSONField()
    why = models.CharField(max_length=500, blank=True)
    published_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    published_by_name = models.CharField(max_length=150)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class Comment(models.Model):
    """What a colleague says about one field of a text in work (`comments`); `field` is a path such as "who"."""

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    field = models.CharField(max_length=40)
    text = models.CharField(max_length=2000)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=150)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="%(app_label)s_comment_resolved_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="%(app_label)s_comment_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.field}"


class Round(models.Model):
    """One asking for approval (`rounds`): of exactly this text, told by its hash."""

    LAYER = Layer.MEMBERS

    number = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    if TYPE_CHECKING:  # as above

        @property
        def approvals(self) -> models.QuerySet[Any]: ...


class Approval(models.Model):
    """What an approver decided in a round (`approvals`), for which organisation, and what they were called then."""

    LAYER = Layer.MEMBERS

    class Decision(models.TextChoices):
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=150)
    decision = models.CharField(max_length=10, choices=Decision)
    note = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decision="approved") | (Q(decision="returned") & ~Q(note="")),
                name="%(app_label)s_approval_returned_with_a_note",
            ),
        ]


class Member(models.Model):
    """Another organisation behind a text (`members`): asked, and then with the consent of somebody who may give it.

    `answered_by` and what goes with it tell of the newest answer; those before stand in the history.
    """

    LAYER = Layer.MEMBERS

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        CONSENTED = "consented", _("Stands behind it")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Has withdrawn")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_by_name = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="asked", answered_by=None, answered_at=None, answered_by_name="")
                | (
                    Q(
                        state__in=["consented", "declined", "withdrawn"],
                        answered_by__isnull=False,
                        answered_at__isnull=False,
                    )
                    & ~Q(answered_by_name="")
                ),
                name="%(app_label)s_member_answered_with_name_and_moment",
            ),
        ]
