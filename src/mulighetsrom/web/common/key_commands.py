"""`mulighetsrom admin keys ...`: an operator looks at the keys of sealed texts, and makes new ones."""

from __future__ import annotations

import typer

from mulighetsrom.installation import config
from mulighetsrom.installation import keys as files_of_keys
from mulighetsrom.web.common.commands import platform

keys = typer.Typer(help="Look at the keys of sealed texts, and make new ones.", no_args_is_help=True)


@keys.command("list")
def list_keys() -> None:
    """List the keys, oldest first, and how many texts each closes; one that closes none may be taken away."""
    with platform():
        from mulighetsrom.web.common import sealed  # noqa: PLC0415 - models need Django set up

        closed, there = sealed.closed_with(), files_of_keys.names(config.current().keys)
        for key_id in sorted({*closed, *there}):
            typer.echo(f"{key_id}  {closed.get(key_id, 0)} sealed texts{'' if key_id in there else '  LOST'}")
        typer.echo(f"The keys lie in {config.current().keys}; no backup holds them.")


@keys.command()
def rotate() -> None:
    """Make a new key and close everything with it; may be stopped, and run again."""
    with platform():
        from mulighetsrom.web.common import sealed  # noqa: PLC0415 - as above

        done, wrong = 0, 0
        for problem in sealed.rotate():
            done, wrong = done + (not problem), wrong + bool(problem)
            if problem:
                typer.echo(problem, err=True)
        typer.echo(f"{done} sealed texts are closed with the new key.")
        if wrong:
            raise typer.Exit(1)
