"""The `mulighetsrom` command: parse, call, print."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import typer

from mulighetsrom.installation import config
from mulighetsrom.installation.errors import InstallationError
from mulighetsrom.notices.cli import notices_app, reference_app
from mulighetsrom.notices.store import DatasetError
from mulighetsrom.web.accounts.commands import organisations, roles
from mulighetsrom.web.common.key_commands import keys
from mulighetsrom.web.common.mail_commands import mail
from mulighetsrom.web.dialogue.commands import dialogue
from mulighetsrom.web.insights.commands import reports
from mulighetsrom.web.needs.commands import search

app = typer.Typer(
    help="The early phase of public procurement in one place.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
admin = typer.Typer(help="Look after one installation.", no_args_is_help=True)
app.add_typer(notices_app, name="notices")
app.add_typer(reference_app, name="reference")
app.add_typer(admin, name="admin")
app.add_typer(dialogue, name="dialogue")
admin.add_typer(keys, name="keys")
admin.add_typer(reports, name="reports")
admin.add_typer(search, name="search")
admin.add_typer(organisations, name="organisations")
admin.command("roles")(roles)
admin.add_typer(mail, name="mail")


@app.command()
def run() -> None:
    """Start the platform on this machine and keep it until Ctrl-C."""
    from mulighetsrom.installation import serve  # noqa: PLC0415 - Django takes a while, and other commands need none

    serve.run(config.current())


@app.command()
def doctor() -> None:
    """Look at the installation and say what is wrong with it."""
    from mulighetsrom.installation import doctor as look  # noqa: PLC0415 - as above

    raise typer.Exit(look.report(config.current()))


@admin.command()
def backup(folder: Path) -> None:
    """Write the database, the files and the dataset to a new FOLDER; secrets and keys are not in it."""
    from mulighetsrom.installation import backup as copies  # noqa: PLC0415 - as above

    copies.backup(config.current(), folder.absolute())
    typer.echo(f"Written to {folder}.")


@admin.command()
def restore(folder: Path) -> None:
    """Take a backup in FOLDER back, into an installation that is empty and stopped."""
    from mulighetsrom.installation import backup as copies  # noqa: PLC0415 - as above

    copies.restore(config.current(), folder.absolute())
    typer.echo("Restored.")


def main() -> None:
    """Run the command; what is foreseen is told in words and not as a traceback."""
    try:
        # Commands and pages share one dataset where none is named; the engine itself knows no settings.
        os.environ.setdefault("MULIGHETSROM_DATASET", str(config.current().dataset))
        app()
    except (InstallationError, DatasetError) as error:
        sys.exit(f"\n{error}")


if __name__ == "__main__":
    main()
