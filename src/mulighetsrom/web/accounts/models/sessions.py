from __future__ import annotations

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from mulighetsrom.web.accounts.models.identities import Identity
from mulighetsrom.web.accounts.models.organisations import Organisation
from mulighetsrom.web.accounts.models.people import Person
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.tenancy import Layer


class Session(AbstractBaseSession):
    """A browser that somebody logged in with; they see it in their list and can end it.

    `session_key` is the hash of what the cookie holds, so that nobody can log in with what a backup tells.
    `identity` is set where a provider let the person in; `provider_session` is the hash of its own session's name.
    """

    LAYER = Layer.MEMBERS

    public_id = models.CharField(max_length=10, unique=True, default=public_id)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="sessions")
    acting_for = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    device = models.CharField(max_length=100, blank=True)
    identity = models.ForeignKey(Identity, models.SET_NULL, null=True, related_name="sessions")
    provider_session = models.CharField(max_length=64, blank=True, db_index=True)
    began_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.public_id} {self.began_at:%Y-%m-%d %H:%M}"
