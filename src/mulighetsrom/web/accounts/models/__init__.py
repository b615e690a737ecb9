"""People and organisations, and the browsers they are logged in with."""

from __future__ import annotations

from mulighetsrom.web.accounts.models.identities import Identity
from mulighetsrom.web.accounts.models.kept import Kept
from mulighetsrom.web.accounts.models.logins import Proof
from mulighetsrom.web.accounts.models.organisations import Organisation
from mulighetsrom.web.accounts.models.people import Deputy, Invitation, Membership, Person
from mulighetsrom.web.accounts.models.sessions import Session

__all__ = ["Deputy", "Identity", "Invitation", "Kept", "Membership", "Organisation", "Person", "Proof", "Session"]
