from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mulighetsrom.web.common.models import File
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.needs.models.need import Need


class Attachment(models.Model):
    """A file that hangs on a need. It is public when the newest version names it (`content["attachments"]`).

    `in_draft` tells whether it belongs to the text in work; one that was taken out stays for the versions that name it.
    """

    LAYER = Layer.MEMBERS

    need = models.ForeignKey(Need, models.CASCADE, related_name="attachments")
    file = models.OneToOneField(File, models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=200)
    in_draft = models.BooleanField(default=True)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="attachment_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.need_id}: {self.file_id}"
