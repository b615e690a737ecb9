"""`mulighetsrom admin organisations ...` and `mulighetsrom admin roles`: whom an operator lets in first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from mulighetsrom.installation.errors import InstallationError
from mulighetsrom.notices.reference import organisation_numbers
from mulighetsrom.web.common.actor import COMMAND
from mulighetsrom.web.common.commands import platform, printable

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.kinds import Described
    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.accounts.registers import Found

organisations = typer.Typer(help="Bring organisations here, and confirm who acts for them.", no_args_is_help=True)


@organisations.command()
def add(
    number: Annotated[str, typer.Argument(help="The organisation number.", metavar="ORGNR")],
    owner: Annotated[str, typer.Option(help="The e-mail address of somebody who has logged in once.", metavar="EMAIL")],
    name: Annotated[str, typer.Option(help="The name, where neither we nor Enhetsregisteret knows it.")] = "",
) -> None:
    """Make somebody the confirmed administrator of an organisation, which is added where it is new."""
    with platform():
        from mulighetsrom.web.accounts.actions import claims  # noqa: PLC0415 - models need Django set up
        from mulighetsrom.web.accounts.actions import organisations as actions  # noqa: PLC0415 - likewise

        person, what = _person(owner), _described(number, name)
        organisation = actions.register(what=what, by=COMMAND)
        claims.appoint(organisation=organisation, person=person, by=COMMAND)
        typer.echo(f"{printable(person.name)} is now an administrator of {printable(organisation.name)}.")


@organisations.command()
def claims() -> None:
    """List who says to act for an organisation, and is not confirmed."""
    with platform():
        from mulighetsrom.web.accounts.queries import people  # noqa: PLC0415 - as above

        waiting = list(people.unconfirmed())
        for one in waiting:
            told = (one.organisation.number, one.organisation.name, one.person.name, one.person.email)
            typer.echo("  ".join(printable(part) for part in told))
        typer.echo(f"{len(waiting)} claims are not confirmed.")


def roles() -> None:
    """Print what each role may do."""
    with platform():
        from mulighetsrom.web.accounts.roles import printed  # noqa: PLC0415 - as above

        typer.echo(printed())


def _person(email: str) -> Person:
    from mulighetsrom.web.accounts.queries import people  # noqa: PLC0415 - as above

    found = people.by_email(email)
    if not found:
        raise InstallationError(f"Nobody has logged in with {printable(email)} yet; they must do so once first.")
    return found


def _described(written: str, name: str) -> Described:
    from mulighetsrom.web.accounts import kinds, names  # noqa: PLC0415 - as above
    from mulighetsrom.web.accounts.queries import organisations as queries  # noqa: PLC0415 - as above

    number = organisation_numbers.normalise(written)
    if not number:
        raise InstallationError(f"{printable(written)} is no organisation number: nine digits, and the last must fit.")
    what = kinds.in_norway(number, name=names.tidy(name), found=_found(number))
    if not what.name and not queries.is_here(number):
        raise InstallationError("Neither we nor Enhetsregisteret knows the name of this number; give it with --name.")
    return what


def _found(number: str) -> Found | None:
    from mulighetsrom.web.accounts import registers  # noqa: PLC0415 - as above

    try:
        return registers.look_up(number)
    except registers.UnavailableError:
        return None
