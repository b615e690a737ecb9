"""Where sessions are kept: Django's, in a table that says whose they are and holds nothing to log in with."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.middleware.csrf import rotate_token
from django.utils import timezone

from mulighetsrom.web.accounts import devices
from mulighetsrom.web.accounts.models import Identity, Organisation, Person, Session

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

PERSON: Final = "person"
ACTING_FOR: Final = "acting-for"
DEVICE: Final = "device"
IDENTITY: Final = "identity"
PROVIDER_SESSION: Final = "provider-session"
LOG_OUT: Final = "provider-log-out"

IDLE: Final = timedelta(hours=12)
"""How long a session lasts in which nothing is done: a working day."""
ABSOLUTE: Final = timedelta(days=7)
"""How long a session lasts, whatever is done."""
KEPT: Final = timedelta(days=1)
"""How long it is known whose session it was that ran out: until then, what was typed finds its writer."""
NOTED_EVERY: Final = timedelta(minutes=5)


class SessionStore(DatabaseSessions):
    """Sessions by the hash of their key.

    `row` is the session's row; `ran_out` that of one which ended by itself, and tells no more than whose it was.
    """

    row: Session | None = None
    ran_out: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = Session.objects.select_related("person").filter(pk=_hash(self.session_key)).first()
        if found and found.expire_date > timezone.now():
            self.row = found
            return found
        self.ran_out, self._session_key = found, None  # what no row is known by, is never taken for a key
        return None

    def is_empty(self) -> bool:
        """Tell whether the browser may forget its key; that of a session that ran out still says whose it was."""
        return super().is_empty() and self.ran_out is None

    def exists(self, session_key: str) -> bool:
        return super().exists(_hash(session_key) or "")

    def delete(self, session_key: str | None = None) -> None:
        super().delete(_hash(session_key or self.session_key))

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast("Session", super().create_model_instance(data))
        row.session_key = _hash(row.session_key) or ""
        earlier = Session.objects.filter(pk=row.session_key).first()
        if earlier:
            row.public_id, row.began_at = earlier.public_id, earlier.began_at
        row.expire_date = _end(row.began_at)
        row.person = Person.objects.filter(public_id=data.get(PERSON)).first()
        row.acting_for = Organisation.objects.filter(public_id=data.get(ACTING_FOR)).first()
        row.device = data.get(DEVICE, "")
        if data.get(IDENTITY):
            row.identity = Identity.objects.filter(public_id=data[IDENTITY]).first()
            row.provider_session = data.get(PROVIDER_SESSION, "")
        return row

    def note(self) -> None:
        """Note that somebody works in this session, so that it goes on; not at every click."""
        now = timezone.now()
        if self.row and now - self.row.seen_at > NOTED_EVERY:
            Session.objects.filter(pk=self.row.pk).update(seen_at=now, expire_date=_end(self.row.began_at))


def begin(request: HttpRequest, *, person: Person, acting_for: Organisation | None) -> None:
    """Log a person in with this browser, under a new session key; of another person's session nothing stays."""
    if request.session.get(PERSON) == person.public_id:
        request.session.cycle_key()
        for told in (IDENTITY, PROVIDER_SESSION, LOG_OUT):
            request.session.pop(told, None)
    else:
        request.session.flush()
    rotate_token(request)
    request.session[PERSON] = person.public_id
    request.session[DEVICE] = devices.named(request.headers.get("User-Agent", ""))
    act_for(request, acting_for)


def act_for(request: HttpRequest, organisation: Organisation | None) -> None:
    """Let the person act for an organisation from now on, or for themselves."""
    request.session[ACTING_FOR] = organisation.public_id if organisation else None


def end(request: HttpRequest) -> None:
    """Log out of this browser."""
    request.session.flush()


def public_id(request: HttpRequest) -> str:
    """Return the public id of this browser's session, empty where it has none."""
    row = cast("SessionStore", request.session).row
    return row.public_id if row else ""


def person(request: HttpRequest) -> Person | None:
    """Return whose session this browser has."""
    store = cast("SessionStore", request.session)
    return _still_here(store.row) if store.get(PERSON) else None


def ran_out(request: HttpRequest) -> Person | None:
    """Return whose session it was that this browser had, and that ended by itself."""
    return _still_here(cast("SessionStore", request.session).ran_out)


def _still_here(row: Session | None) -> Person | None:
    return row.person if row and row.person and row.person.deleted_at is None else None


def forget() -> int:
    """Delete the sessions that ended; return how many."""
    return Session.objects.filter(expire_date__lt=timezone.now() - KEPT).delete()[0]


def _end(began_at: datetime) -> datetime:
    return min(timezone.now() + IDLE, began_at + ABSOLUTE)


def _hash(session_key: str | None) -> str | None:
    return hashlib.sha256(session_key.encode()).hexdigest()[:40] if session_key else None
