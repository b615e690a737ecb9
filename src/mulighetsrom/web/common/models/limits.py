from __future__ import annotations

from typing import ClassVar

from django.db import models

from mulighetsrom.web.common.tenancy import Layer


class Allowance(models.Model):
    """How often someone has done something within a stretch of time.

    `who` is a keyed hash: the row tells nothing of the person once the secret is gone.
    """

    LAYER = Layer.MEMBERS

    what = models.CharField(max_length=40)
    who = models.CharField(max_length=64)
    began_at = models.DateTimeField(db_index=True)
    used = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["what", "who", "began_at"], name="one_allowance_per_stretch"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.began_at:%Y-%m-%d %H:%M}: {self.used}"
