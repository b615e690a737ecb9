from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Layer


class File(models.Model):
    """A file that somebody handed in: what it is, and whose. Its bytes lie in the storage, under a name nobody guesses.

    `owner` is the public id of an organisation. Who may fetch it is asked of the row that it hangs on, in that slice's
    `access`; this table knows of none.
    """

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    owner = models.CharField(max_length=10, db_index=True)
    layer = models.CharField(max_length=10)
    name = models.CharField(max_length=150)
    type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=100, unique=True)
    added_at = models.DateTimeField(default=timezone.now)
    purge_date = models.DateField(null=True, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(layer__in=["public", "members", "sealed"]), name="file_layer_is_known"),
            models.CheckConstraint(condition=Q(size__gt=0), name="file_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.type} {self.size}"


class Sealed(models.Model):
    """A text that is unreadable in the database and in its backups, and with what key it was closed.

    The text is encrypted with a key of its own, and that key with the installation's key `key_id`, which lies outside
    the database: to change the installation's key, only the small one is closed anew.
    """

    LAYER = Layer.SEALED

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    owner = models.CharField(max_length=10, db_index=True)
    purpose = models.CharField(max_length=40)
    key_id = models.CharField(max_length=16, db_index=True)
    closed_key = models.BinaryField()
    closed_text = models.BinaryField()
    sealed_at = models.DateTimeField(default=timezone.now)
    purge_date = models.DateField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.public_id} {self.purpose}"
