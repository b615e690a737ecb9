"""`mulighetsrom dialogue ...`: what anyone can check of a dialogue by a published file, without a platform."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the types of parameters when it runs
from typing import Annotated

import typer

from mulighetsrom.web.common.commands import printable
from mulighetsrom.web.dialogue import checking, draw

dialogue = typer.Typer(help="Check what a market dialogue has published.", no_args_is_help=True)


@dialogue.callback()
def _group() -> None:
    """Keep `verify-draw` a word of its own."""


@dialogue.command("verify-draw")
def verify_draw(
    file: Path,
    commitment: Annotated[str, typer.Option(help="The commitment that you kept when wishes opened.")] = "",
    hash_: Annotated[str, typer.Option("--hash", help="The hash of the list that you kept at the deadline.")] = "",
) -> None:
    """Do the draw of one-to-one meetings in FILE again, and say what does not hold."""
    try:
        wrong = draw.told(file.read_text(encoding="utf-8"), commitment=commitment, frozen_hash=hash_)
    except (draw.DrawFileError, OSError, UnicodeDecodeError) as error:
        typer.echo(str(error))
        raise typer.Exit(2) from error
    typer.echo("\n".join(wrong) or draw.HOLDS)
    raise typer.Exit(1 if wrong else 0)


@dialogue.command("check-log")
def check_log(
    file: Path, mark: Annotated[str, typer.Option(help="A mark of the log that you kept earlier.")] = ""
) -> None:
    """Check the equal treatment log in FILE, an exported JSON, and say what does not hold."""
    try:
        wrong = checking.told(file.read_text(encoding="utf-8"), mark=mark)
    except (checking.LogFileError, OSError, UnicodeDecodeError) as error:
        typer.echo(str(error))
        raise typer.Exit(2) from error
    typer.echo("\n".join(map(printable, wrong)) or checking.HOLDS)
    raise typer.Exit(1 if wrong else 0)
