"""`mulighetsrom admin search ...`: an operator has everything that is found made again."""

from __future__ import annotations

import typer

from mulighetsrom.web.common.commands import platform

search = typer.Typer(help="Look after what the search finds.", no_args_is_help=True)


@search.callback()
def _group() -> None:
    """Keep `rebuild` a word of its own, as the only command there is."""


@search.command()
def rebuild() -> None:
    """Make everything that the search finds again, from what is public; safe while the platform runs."""
    with platform():
        from mulighetsrom.web.needs import index  # noqa: PLC0415 - models need Django set up

        typer.echo(f"{index.rebuild()} needs, plan lines and dialogues can be found.")
