"""`mulighetsrom admin reports ...`: an operator reads what readers have reported, and decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from mulighetsrom.installation.errors import InstallationError
from mulighetsrom.web.common.actor import COMMAND
from mulighetsrom.web.common.commands import platform, printable

if TYPE_CHECKING:
    from mulighetsrom.web.insights.models import Report

reports = typer.Typer(help="Read what readers have reported, and decide.", no_args_is_help=True)
Reference = Annotated[str, typer.Argument(help="The report's reference.", metavar="REF")]


@reports.command("list")
def list_waiting() -> None:
    """List the reports that nobody has decided yet, oldest first."""
    with platform():
        from mulighetsrom.web.insights.queries import reports as queries  # noqa: PLC0415 - models need Django set up

        waiting = list(queries.waiting())
        for report in waiting:
            typer.echo(_line(report))
        typer.echo(f"{len(waiting)} reports wait.")


@reports.command()
def show(reference: Reference) -> None:
    """Show one report, with what the reader wrote as long as that is kept."""
    with platform():
        report = _one(reference)
        typer.echo(_line(report))
        typer.echo(f"Version {report.dataset_version} of the notices was shown.")
        typer.echo(printable(report.words) or "Nothing was written, or it has been deleted.")
        if report.decided_at:
            typer.echo(f"Decided {report.decided_at:%Y-%m-%d}: {report.decision}. {printable(report.reason)}")


@reports.command()
def decide(
    reference: Reference,
    *,
    accept: Annotated[bool, typer.Option("--accept/--reject", help="Was the reader right?")],
    reason: Annotated[str, typer.Option(help="Why; shown on the notice's page to everybody.", prompt=True)],
) -> None:
    """Accept or reject a report. The figures follow the rule, so a decision changes none of them by itself."""
    with platform():
        from mulighetsrom.web.insights import actions  # noqa: PLC0415 - as above
        from mulighetsrom.web.insights.models import Report  # noqa: PLC0415 - as above

        decision = Report.Decision.ACCEPTED if accept else Report.Decision.REJECTED
        try:
            report = actions.decide_report(reference=reference, decision=decision, reason=reason, by=COMMAND)
        except actions.DecisionRefusedError as error:
            raise InstallationError(str(error)) from error
        typer.echo(f"{reference} is {report.decision}. The reason stands on the notice's page.")
        if accept and report.wrong == Report.Wrong.PERSONAL_DATA:
            typer.echo(f"To take the notice out: mulighetsrom notices remove {report.notice_id}")


def _one(reference: str) -> Report:
    from mulighetsrom.web.insights.models import Report  # noqa: PLC0415 - as above

    found = Report.objects.filter(reference=reference).first()
    if not found:
        raise InstallationError(f"there is no report {reference}")
    return found


def _line(report: Report) -> str:
    return f"{report.reference}  {report.sent_at:%Y-%m-%d}  {report.notice_id}  {report.wrong}  {report.decision}"
