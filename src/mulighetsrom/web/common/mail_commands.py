"""`mulighetsrom admin mail ...`: what became of letters, and the reports of those that came back."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - typer reads the types of parameters when it runs
from typing import TYPE_CHECKING, Annotated, Final

import typer

from mulighetsrom.web.common.commands import platform, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

mail = typer.Typer(help="What became of letters.", no_args_is_help=True)
SHOWN: Final = 200


@mail.command("list")
def list_letters(state: Annotated[str, typer.Option(help="waiting, sent, refused or bounced.")] = "") -> None:
    """List letters, newest first; to whom they went is not told."""
    with platform():
        from mulighetsrom.web.common.mail import queries  # noqa: PLC0415 - models need Django set up
        from mulighetsrom.web.common.models import Mail  # noqa: PLC0415 - likewise

        if state and state not in Mail.State.values:
            raise typer.BadParameter(f"{state!r} is none of {', '.join(Mail.State.values)}", param_hint="--state")
        found = queries.in_state(state)
        for one in found[:SHOWN]:
            typer.echo(
                f"{one.public_id}  {one.waits_since:%Y-%m-%d %H:%M}  {one.kind}  {one.state}  {printable(one.answer)}"
            )
        typer.echo(f"{found.count()} letters.")


@mail.command()
def check() -> None:
    """Connect to the mail server and log in, without sending anything, and tell what is in the way."""
    with platform():
        from mulighetsrom.web.common.mail import transport  # noqa: PLC0415 - as above

        if found := transport.problem():
            typer.echo(printable(found), err=True)
            raise typer.Exit(1)
        typer.echo("The mail server lets us in.")


@mail.command()
def bounce(
    folder: Annotated[Path | None, typer.Argument(help="A folder of .eml files; else one from stdin.")] = None,
) -> None:
    """Note delivery reports: which letters came back, and why. Safe to run twice."""
    with platform():
        from mulighetsrom.web.common.mail import bounces  # noqa: PLC0415 - as above

        taken = [bounces.take(report) for report in _reports(folder, bounces.LARGEST)]
        typer.echo(f"{sum(taken)} of {len(taken)} reports tell of letters that came back.")


def _reports(folder: Path | None, largest: int) -> Iterator[bytes]:
    if folder is None:
        yield sys.stdin.buffer.read(largest)
        return
    for file in sorted(folder.glob("*.eml")):
        with file.open("rb") as report:
            yield report.read(largest)
