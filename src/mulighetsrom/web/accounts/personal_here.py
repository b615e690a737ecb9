"""What the accounts keep about people, for the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.web.accounts import sessions
from mulighetsrom.web.accounts.actions import invitations, kept, logins, people
from mulighetsrom.web.accounts.models import Identity, Person, Session
from mulighetsrom.web.accounts.queries import history
from mulighetsrom.web.common.personal import Personal

if TYPE_CHECKING:
    from collections.abc import Iterator


def _person(person: str) -> Iterator[dict[str, Any]]:
    for one in Person.objects.filter(public_id=person):
        yield {"name": one.name, "email": one.email, "language": one.language, "since": one.created_at.isoformat()}


def _sessions(person: str) -> Iterator[dict[str, Any]]:
    for one in Session.objects.filter(person__public_id=person).order_by("began_at"):
        yield {"device": one.device, "began_at": one.began_at.isoformat(), "seen_at": one.seen_at.isoformat()}


def _identities(person: str) -> Iterator[dict[str, Any]]:
    for one in Identity.objects.filter(person__public_id=person).order_by("linked_at"):
        yield {"provider": one.issuer, "subject": one.subject, "linked_at": one.linked_at.isoformat()}


KINDS: Final = (
    Personal(
        what="Name, e-mail address and language of those who have an account",
        whose="who has an account",
        why="to log in, to be told what one asked to be told, and to stand by what one does for an organisation",
        controller="who runs the installation",
        kept="until the person deletes the account",
        fields=("accounts.Person.name", "accounts.Person.email", "accounts.Person.language"),
        export=_person,
    ),
    Personal(
        what="Which log-in provider a person comes by, and what it calls them; never a national identity number",
        whose="who logs in with a provider",
        why="to know them again, and to end the session when the provider ends it",
        controller="who runs the installation",
        kept="until the person deletes the account",
        fields=(
            "accounts.Identity.person",
            "accounts.Identity.issuer",
            "accounts.Identity.subject",
            "accounts.Session.identity",
            "accounts.Session.provider_session",
        ),
        export=_identities,
    ),
    Personal(
        what="What a person is in an organisation: roles, title, from when to when, and whose deputy",
        whose="who is a member of an organisation",
        why="so that only those may act for an organisation whom it has let in",
        controller="the organisation",
        kept="as the history; the title `accounts.actions.people.TITLE_KEPT` (30 days) after the membership ended",
        fields=("accounts.Membership.person", "accounts.Membership.roles", "accounts.Membership.title"),
        export=history.of_person,
        purge=people.forget,
    ),
    Personal(
        what="Invitations: address, roles, title, and who invited",
        whose="who is invited",
        why="to let them in",
        controller="the organisation",
        kept="address and title `accounts.actions.invitations.KEPT` (30 days) after it ran out; the rest as history",
        fields=(
            "accounts.Invitation.email",
            "accounts.Invitation.roles",
            "accounts.Invitation.title",
            "accounts.Invitation.invited_by",
        ),
        purge=invitations.forget,
    ),
    Personal(
        what="Sessions: what kind of browser, for which organisation, from when, last seen",
        whose="who is logged in",
        why="to stay logged in, and to end what one has not begun oneself",
        controller="who runs the installation",
        kept="`accounts.sessions.KEPT` (1 day) after the session has ended",
        fields=("accounts.Session.person", "accounts.Session.device", "accounts.Session.session_data"),
        export=_sessions,
        purge=sessions.forget,
    ),
    Personal(
        what="Addresses that asked for a letter to log in with, or to show that they are somebody's",
        whose="who logs in by e-mail",
        why="so that the letter's code lets in who asked for it, once",
        controller="who runs the installation",
        kept="`accounts.actions.logins.KEPT` (1 day)",
        fields=("accounts.Proof.email", "accounts.Proof.person", "accounts.Proof.next_page"),
        purge=logins.forget,
    ),
    Personal(
        what="What somebody sent when their session had run out, sealed",
        whose="who wrote it, and whoever is named in it",
        why="so that nothing is lost that was typed",
        controller="who runs the installation",
        kept="for its writer for an hour, and never longer than `accounts.actions.kept.KEPT` (1 day)",
        fields=("accounts.Kept.person",),
        purge=kept.forget,
    ),
)

NOT_PERSONAL: Final = {
    "accounts.Organisation.public_id",
    "accounts.Organisation.kind",
    "accounts.Organisation.name",
    "accounts.Organisation.registered",
    "accounts.Organisation.number",
    "accounts.Organisation.country",
    "accounts.Organisation.municipality",
    "accounts.Organisation.county",
    "accounts.Organisation.mailbox",
    "accounts.Organisation.mail_domains",
    "accounts.Organisation.language",
    "accounts.Person.public_id",
    "accounts.Membership.public_id",
    "accounts.Membership.confirmed_by",
    "accounts.Deputy.public_id",
    "accounts.Identity.public_id",
    "accounts.Invitation.public_id",
    "accounts.Invitation.secret_hash",
    "accounts.Kept.public_id",
    "accounts.Proof.public_id",
    "accounts.Proof.purpose",
    "accounts.Session.public_id",
    "accounts.Session.session_key",
}
