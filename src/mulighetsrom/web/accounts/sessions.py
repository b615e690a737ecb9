"""Where sessions are kept: Django's, in a table that says whose they are and holds nothing to log in with."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final, cast

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from mulighetsrom.web.accounts.models import Organisation, Person, Session

if TYPE_CHECKING:
    from django.http import HttpRequest

PERSON: Final = "person"
ACTING_FOR: Final = "acting-for"
DEVICE: Final = "device"


class SessionStore(DatabaseSessions):
    """Sessions by the hash of their key."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Any:
        cookie, self._session_key = self.session_key, _hash(self.session_key)
        try:
            return super()._get_session_from_db()  # type: ignore[misc] # the stubs do not know it
        finally:
            if self._session_key:  # Django empties it where there is no such session
                self._session_key = cookie

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
        row.person = Person.objects.filter(public_id=data.get(PERSON)).first()
        row.acting_for = Organisation.objects.filter(public_id=data.get(ACTING_FOR)).first()
        row.device = data.get(DEVICE, "")
        return row


def begin(request: HttpRequest, *, person: Person, acting_for: Organisation | None) -> None:
    """Log a person in with this browser, under a new session key; what the visitor's session held stays."""
    request.session.cycle_key()
    request.session[PERSON] = person.public_id
    request.session[DEVICE] = request.headers.get("User-Agent", "")[:100]
    act_for(request, acting_for)


def act_for(request: HttpRequest, organisation: Organisation | None) -> None:
    """Let the person act for an organisation from now on, or for themselves."""
    request.session[ACTING_FOR] = organisation.public_id if organisation else None


def _hash(session_key: str | None) -> str | None:
    return hashlib.sha256(session_key.encode()).hexdigest()[:40] if session_key else None
