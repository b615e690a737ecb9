"""What the tests of accounts do again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.test import Client

from mulighetsrom.web.accounts import middleware, sessions
from mulighetsrom.web.accounts.kinds import Described
from mulighetsrom.web.accounts.models import Person

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor


def somebody(name: str, email: str = "") -> Person:
    return Person.objects.create(name=name, email=email or f"{name.lower()}@{name.lower()}.example")


def as_(person: Person, organisation: Organisation | None = None) -> Actor:
    """Return the actor that the middleware makes of a person who has chosen an organisation, rightly or not."""
    request = HttpRequest()
    request.session = sessions.SessionStore()
    request.session[sessions.PERSON] = person.public_id
    request.session[sessions.ACTING_FOR] = organisation.public_id if organisation else None
    request.session.save()
    request.session = sessions.SessionStore(request.session.session_key)
    request.COOKIES[settings.SESSION_COOKIE_NAME] = str(request.session.session_key)
    return middleware._actor(request)


def browser_of(person: Person, organisation: Organisation | None = None) -> Client:
    """Return a browser that a person is logged in with."""
    request = HttpRequest()
    request.session = sessions.SessionStore()
    sessions.begin(request, person=person, acting_for=organisation)
    request.session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(request.session.session_key)
    return client


BAERUM = Described("Bærum kommune", "municipality", number="935478715", municipality="3201", county="32")
COMPANY = Described("Fjordlys AS", number="923609016")
