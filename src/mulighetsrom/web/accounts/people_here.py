"""What organisations and their people hand to the registry, when the slice begins."""

from __future__ import annotations

from mulighetsrom.web.accounts import deeds, desk, letters_of_claims, letters_of_people
from mulighetsrom.web.accounts.actions import claim_letters, invitations
from mulighetsrom.web.common import registry


def register() -> None:
    """Say who writes the letters, what waits, and what the history calls what is done."""
    registry.letters[invitations.LETTER] = letters_of_people.invitation
    registry.secret_letters.add(invitations.LETTER)
    registry.letters[claim_letters.TO_OWNER] = letters_of_claims.to_owner
    registry.letters[claim_letters.TO_OPERATOR] = letters_of_claims.to_operator
    registry.letters[claim_letters.CONFIRMED] = letters_of_claims.confirmed
    registry.letters[claim_letters.TURNED_DOWN] = letters_of_claims.turned_down
    registry.desk.append(desk.tasks)
    registry.deeds.update(deeds.DEEDS)
