from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F
from django.utils import timezone

from mulighetsrom.web.common.tenancy import Layer


class Document(models.Model):
    """What everybody can read of one need, plan line or dialogue, made ready for the search: `index` alone writes it.

    `search` holds the stems of its words by weight: A the title's, B their parts, C the text's, D their parts.
    `titled` holds those of A and B, so that the best of very many can be picked first. `facets` has
    what it can be narrowed by (finding/facets.py), to be counted quickly.
    """

    LAYER = Layer.PUBLIC

    kind = models.CharField(max_length=20)
    thing = models.CharField(max_length=10)
    url_name = models.CharField(max_length=60)
    url_arg = models.CharField(max_length=20)
    anchor = models.CharField(max_length=40, blank=True)
    owner = models.CharField(max_length=10)
    owner_name = models.CharField(max_length=200)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=400)
    body = models.TextField(blank=True)
    places = ArrayField(models.CharField(max_length=4), default=list)
    counties = ArrayField(models.CharField(max_length=2), default=list)
    areas = ArrayField(models.CharField(max_length=20), default=list)
    cpv = ArrayField(models.CharField(max_length=8), default=list)
    divisions = ArrayField(models.CharField(max_length=2), default=list)
    value_min = models.BigIntegerField(null=True)
    value_max = models.BigIntegerField(null=True)
    quarter = models.CharField(max_length=7, blank=True)
    stage = models.CharField(max_length=20)
    published_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    indexed_at = models.DateTimeField(default=timezone.now)
    search = SearchVectorField()
    titled = SearchVectorField()
    facets = SearchVectorField(default="")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "thing"], name="one_document_a_thing")]
        indexes: ClassVar = [
            GinIndex(fields=["search"], name="document_search"),
            GinIndex(fields=["titled"], name="document_titled"),
            GinIndex(fields=["facets"], name="document_facets"),
            models.Index(F("changed_at").desc(), F("id").desc(), name="document_newest"),
            models.Index(fields=["owner"], name="document_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing}"


class Word(models.Model):
    """A folded word that stands in a document: its stem, the stems of its parts, and in how many documents.

    The counts are those of the last rebuild, and 1 for what came since: rare or usual is all that is asked of them.
    """

    LAYER = Layer.PUBLIC

    word = models.CharField(max_length=100, unique=True)
    stem = models.CharField(max_length=100, db_index=True)
    parts = ArrayField(models.CharField(max_length=100), default=list)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [
            GinIndex(OpClass(F("word"), name="gin_trgm_ops"), name="word_letters"),
            GinIndex(fields=["parts"], name="word_parts"),
        ]

    def __str__(self) -> str:
        return self.word
