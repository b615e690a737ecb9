"""Whose a row is, and who may read it: each model says so, and a test asks each of them."""

from __future__ import annotations

from enum import StrEnum

from django.db import models


class Layer(StrEnum):
    """Who may read a model's rows.

    `PUBLIC` everybody; `MEMBERS` the organisation or person that owns them, through `access`; `SEALED` named readers
    only, encrypted in the database.
    """

    PUBLIC = "public"
    MEMBERS = "members"
    SEALED = "sealed"


class Editable(models.Model):
    """A row that two people may edit at once: `kernel.save_edit` lets the later one see what the earlier one wrote."""

    edit_version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
