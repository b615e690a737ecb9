from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Editable, Layer


class Organisation(Editable):
    """A buyer or a supplier. `number` is Norwegian (nine digits, modulus 11), foreign, or empty while being founded."""

    LAYER = Layer.PUBLIC

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        COUNTY = "county", _("County authority")
        INTERMUNICIPAL = "intermunicipal", _("Inter-municipal company")
        COOPERATION = "cooperation", _("Purchasing cooperation")
        SUPPLIER = "supplier", _("Supplier")

    class Registered(models.TextChoices):
        NORWAY = "norway", _("In Norway")
        ABROAD = "abroad", _("In another country")
        FOUNDING = "founding", _("Being founded")

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=200)
    registered = models.CharField(max_length=10, choices=Registered, default=Registered.NORWAY)
    number = models.CharField(max_length=30, blank=True)
    country = models.CharField(max_length=2, default="NO")
    municipality = models.CharField(max_length=4, blank=True, db_index=True)
    county = models.CharField(max_length=2, blank=True, db_index=True)
    mailbox = models.EmailField(blank=True)
    mail_domains = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    language = models.CharField(max_length=2, default="nb")
    approvals_needed = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["country", "number"], condition=~Q(number=""), name="organisation_number_once"
            ),
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(kind="municipality"), name="one_organisation_per_municipality"
            ),
            models.UniqueConstraint(fields=["county"], condition=Q(kind="county"), name="one_organisation_per_county"),
            models.CheckConstraint(
                condition=Q(kind__in=["municipality", "county", "intermunicipal", "cooperation", "supplier"]),
                name="organisation_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(registered="norway", country="NO", number__regex=r"^[0-9]{9}$")
                | (Q(registered="abroad") & ~Q(country="NO") & ~Q(number=""))
                | Q(registered="founding", number=""),
                name="organisation_number_fits_its_register",
            ),
            models.CheckConstraint(
                condition=Q(kind="supplier") | Q(registered="norway"), name="buyers_are_registered_in_norway"
            ),
            models.CheckConstraint(condition=Q(approvals_needed__in=[1, 2]), name="one_or_two_approve"),
            models.CheckConstraint(condition=Q(language__in=["nb", "nn", "en"]), name="organisation_language_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def written_number(self) -> str:
        """The number as people write it: a Norwegian one in threes, which stay on one line."""
        three = (self.number[at : at + 3] for at in (0, 3, 6))
        return "\u00a0".join(three) if self.country == "NO" and self.number else self.number

    @property
    def is_supplier(self) -> bool:
        return self.kind == self.Kind.SUPPLIER
