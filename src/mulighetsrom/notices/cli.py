"""`mulighetsrom notices ...` and `mulighetsrom reference ...`: parse, call, print.

Exit codes: 0 done; 1 refused, with one sentence that says why; 2 the command was not understood. Notices that could not
be read do not fail a command: they are told of, and listed by `notices problems`.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from mulighetsrom.notices import export
from mulighetsrom.notices.errors import Unreadable
from mulighetsrom.notices.reference import added, municipalities
from mulighetsrom.notices.reference.files import Refused
from mulighetsrom.notices.store import Dataset, DatasetError, UnknownNoticeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mulighetsrom.notices.schema import Row
    from mulighetsrom.notices.store import Version
    from mulighetsrom.notices.store.dataset import Progress as Told

LARGEST_DOWNLOAD = 256 << 20
TOO_FEW = 20
"""Competitions below which a ratio is not told: only counts."""

notices_app = typer.Typer(help="Add notices, look at them, count them, hand them on.", no_args_is_help=True)
reference_app = typer.Typer(help="Add what notices are explained with.", no_args_is_help=True)
console = Console()

Where = Annotated[
    Path,
    typer.Option(
        "--dataset",
        metavar="DIR",
        envvar="MULIGHETSROM_DATASET",
        help="Folder of the dataset.",
        file_okay=False,
        show_default=False,
    ),
]
Processes = Annotated[int | None, typer.Option(help="Worker processes; as many as there are processors.", min=1)]


# --- putting in ---------------------------------------------------------------------------------------------------


@notices_app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders, zip and tar archives.", exists=True)],
    dataset: Where,
    processes: Processes = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="They are invented examples: marked, until real ones come.")
    ] = False,
) -> None:
    """Add notices: eForms XML, DFØ's and Doffin's CSV and JSON lines.

    What is there already changes nothing. Pages and readers see the new notices when all are in, never half of them; a
    command that is stopped leaves everything as it was.
    """
    with _progress() as progress, _told():
        report = Dataset(dataset).add(paths, processes=processes, progress=progress, demo=demo)
    if report.version is None:
        console.print(f"Nothing new: all {report.known} files were there already.")
        return
    if report.replaced_demo:
        console.print("The examples are gone: real notices have come.")
    console.print(
        f"Version {report.version}: {report.notices} notices from {report.files} new files; "
        f"{report.known} files were there already."
    )
    if report.stayed_away:
        console.print(f"{report.stayed_away} notices stayed away: they were removed earlier.")
    if report.problems:
        console.print(f"{report.problems} problems: see them with `mulighetsrom notices problems`.")


@notices_app.command()
def rebuild(dataset: Where, processes: Processes = None) -> None:
    """Make everything again from the archive, by today's readers and rules."""
    with _progress() as progress, _told():
        version = Dataset(dataset).rebuild(processes=processes, progress=progress)
    console.print(f"Version {version}: everything was read again.")


@notices_app.command()
def remove(
    notice: Annotated[str, typer.Argument(help="Doffin id, UUID or TED number.")],
    dataset: Where,
    reason: Annotated[str, typer.Option(help="Why; kept on its tombstone.", prompt=True)],
    by: Annotated[str, typer.Option(help="Who decided; kept on its tombstone.", prompt=True)],
) -> None:
    """Take a notice out of tables, archive and earlier versions; it stays out when it is added again."""
    with _told():
        tombstone = Dataset(dataset).remove(notice, reason=reason, by=by)
    console.print(
        f"{tombstone.notice_id} is gone, and stays away by all its names: {', '.join(tombstone.identifiers)}."
    )


@notices_app.command()
def coverage(
    source: Annotated[str, typer.Argument(help="doffin, ted or demo.")],
    kind: Annotated[str, typer.Argument(help="planning, competition or result.")],
    year: Annotated[int, typer.Argument(min=2000, max=2100)],
    dataset: Where,
    complete: Annotated[bool, typer.Option("--complete/--sample", help="Are all of them in?")],
) -> None:
    """Say whether all notices of a source, kind and year are in. Only what is complete is told as a ratio."""
    if source not in {"doffin", "ted", "demo"} or kind not in {"planning", "competition", "result"}:
        raise typer.BadParameter("SOURCE is doffin, ted or demo; KIND is planning, competition or result")
    with _told():
        version = Dataset(dataset).declare(source, kind, year, complete=complete)
    console.print(f"Version {version}: {source} {kind} {year} is {'complete' if complete else 'a sample'}.")


# --- looking ------------------------------------------------------------------------------------------------------


@notices_app.command()
def status(dataset: Where) -> None:
    """Tell what the dataset holds: version, notices by source, kind and year, coverage, problems."""
    version = Dataset(dataset).version()
    manifest = version.manifest
    marked = " [bold](invented examples)[/bold]" if version.demo else ""
    console.print(f"Version {version.number}, built {version.built_at:%Y-%m-%d %H:%M} UTC{marked}")
    for what, counts in {
        "Sources": manifest.sources,
        "Readers": manifest.readers,
        "Dialogue rules": manifest.rules,
    }.items():
        console.print(f"{what}: " + ", ".join(f"{name} ({count})" for name, count in counts.items()))
    failed = manifest.rows.get("problems", 0)
    console.print(f"Files: {manifest.inputs.count}. Removed: {len(manifest.removed)}. Problems: {failed}.")
    complete = {(one.source, one.kind, one.year) for one in version.coverage if one.complete}
    rows = version.rows(
        """SELECT source, year, coalesce(form_type, '-') AS kind, count(*) AS notices
           FROM notices JOIN current USING (record) WHERE NOT superseded GROUP BY ALL ORDER BY ALL"""
    )
    for row in rows:
        row["coverage"] = "complete" if (row["source"], row["kind"], row["year"]) in complete else "sample"
    _print_table(rows, ("source", "year", "kind", "notices", "coverage"))


@notices_app.command()
def problems(
    dataset: Where,
    file: Annotated[str, typer.Option(help="Only of files whose name holds this.")] = "",
    limit: Annotated[int, typer.Option(help="How many lines to show; 0 for all.", min=0)] = 100,
) -> None:
    """List what could not be read or believed: file, line, place and reason."""
    found = (
        Dataset(dataset)
        .version()
        .rows(
            """SELECT source_file, source_row, place, code, detail FROM problems
           WHERE contains(source_file, ?) ORDER BY source_file, source_row""",
            [file],
        )
    )
    _print_table(found[: limit or None], ("source_file", "source_row", "place", "code", "detail"))
    console.print(f"{len(found)} problems." + (f" {limit} are shown." if 0 < limit < len(found) else ""))


@notices_app.command()
def show(notice: Annotated[str, typer.Argument(help="Doffin id, UUID or TED number.")], dataset: Where) -> None:
    """Show one notice: its fields, the names it goes by, and the words by which it was found to be a dialogue."""
    version = Dataset(dataset).version()
    tombstone = version.removed(notice)
    if tombstone:
        console.print(f"{tombstone.notice_id} was removed {tombstone.at[:10]} by {tombstone.by}: {tombstone.reason}")
        return
    found = version.notice(notice)
    if found is None:
        raise UnknownNoticeError(f"no notice has the id {notice!r}")
    names = version.rows("SELECT alias FROM aliases WHERE notice_id = ? ORDER BY 1", [found["notice_id"]])
    evidence = json.loads(found.pop("dialogue_evidence") or "{}")
    told = {"names": ", ".join(row["alias"] for row in names)} | found
    told["evidence"] = "; ".join(f"{one['field']}: “{one['words']}”" for one in evidence.get("evidence", ()))
    fields = ({"field": name, "value": value} for name, value in told.items() if value not in (None, ""))
    _print_table(list(fields), ("field", "value"))


@notices_app.command()
def figure(
    dataset: Where,
    buyer: Annotated[str, typer.Option(help="Organisation number or name.")] = "",
    municipality: Annotated[str, typer.Option(help="Number or name, also of earlier times.")] = "",
    year: Annotated[int | None, typer.Option(help="One year; all where it is left out.")] = None,
) -> None:
    """Tell the indicators of a buyer or a municipality, or of the country, with counts and 95 % intervals."""
    if buyer and municipality:
        raise typer.BadParameter("choose a buyer or a municipality, not both")
    version = Dataset(dataset).version()
    level, key = _place(version, buyer, municipality)
    rows = version.rows(
        """SELECT * FROM figures WHERE level = $level AND key = $key AND ($year IS NULL OR year = $year)
           ORDER BY indicator, year, route""",
        {"level": level, "key": key, "year": year},
    )
    console.print(f"{level} {key}, version {version.number}")
    columns = ("indicator", "year", "route", "numerator", "denominator", "value", "interval")
    _print_table([row | _value(row) for row in rows], columns)
    console.print("Incomplete: not all notices are declared to be in. Too few: under 20. Both have counts only.")
    if version.demo:
        console.print("Invented examples: never to be cited.")


def _place(version: Version, buyer: str, municipality: str) -> tuple[str, str]:
    if municipality:
        return "municipality", _municipality(version, municipality.strip())
    return ("buyer", _buyer(version, buyer.strip())) if buyer else ("country", "NO")


def _municipality(version: Version, asked: str) -> str:
    register = municipalities.register(version.reference)
    if number := register.today(asked):
        return number
    found = [one.municipality for one in register.suggest(asked, limit=20)]
    fits = [one for one in found if asked.casefold() in map(str.casefold, municipalities.all_names(one))] or found
    if not fits:
        raise DatasetError(f"no municipality has the number or name {asked!r}")
    if len(fits) > 1:
        raise DatasetError(f"several municipalities fit {asked!r}: {_listed((one.name, one.number) for one in fits)}")
    return fits[0].number


def _buyer(version: Version, asked: str) -> str:
    found = version.rows(
        """SELECT DISTINCT buyer, buyer_key, asked IN (buyer_key, lower(buyer)) AS whole
           FROM counted, (SELECT lower($asked) AS asked)
           WHERE asked = buyer_key OR contains(lower(buyer), asked) ORDER BY ALL""",
        {"asked": asked},
    )
    fits = [row for row in found if row["whole"]] or found
    if not fits:
        raise DatasetError(f"no buyer fits {asked!r}")
    if len({row["buyer_key"] for row in fits}) > 1:
        several = _listed((row["buyer"], row["buyer_key"]) for row in fits[:20])
        raise DatasetError(f"several buyers fit {asked!r}: {several}")
    key: str = fits[0]["buyer_key"]
    return key


def _listed(named: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{name} ({key})" for name, key in named)


def _value(row: Row) -> Row:
    """Tell value and interval, or why there is none: a ratio of incomplete or few notices would mislead."""
    if not row["complete"]:
        return {"value": "incomplete", "interval": None}
    if row["denominator"] < TOO_FEW:
        return {"value": "too few", "interval": None}
    return {"value": f"{row['value']:.1f}", "interval": f"{row['low']:.1f}–{row['high']:.1f}"}


# --- handing on ---------------------------------------------------------------------------------------------------


@notices_app.command("export")
def export_table(
    table: Annotated[
        str, typer.Argument(help="notices, texts, organisations, figures ...; an unknown name lists them.")
    ],
    dataset: Where,
    out: Annotated[Path, typer.Option("-o", "--output", help="File to write.", dir_okay=False)],
    form: Annotated[str, typer.Option("--format", help="parquet, csv, csv-bom (for Excel), xlsx or json.")] = "csv",
    *,
    every: Annotated[bool, typer.Option("--all", help="Every record, also superseded ones and tests.")] = False,
    where: Annotated[list[str] | None, typer.Option(metavar="COLUMN=VALUE", help="Only rows with this value.")] = None,
) -> None:
    """Write a table to a file; by default only the records that speak for their notice.

    No cell of CSV or XLSX is taken for a formula. Moments are UTC; lists are joined by semicolons.
    """
    pairs = [one.partition("=") for one in where or ()]
    if not all(equals for _, equals, _ in pairs):
        raise typer.BadParameter("--where wants COLUMN=VALUE")
    selection = export.Selection(table, every, {column: value for column, _, value in pairs})
    with _told():
        rows = export.export(Dataset(dataset).version(), selection, out, form=form)
    console.print(f"{rows} rows written to {out}.")


@notices_app.command()
def evaluate(
    labels: Annotated[Path, typer.Argument(help="CSV of labelled notices.", exists=True, dir_okay=False)],
    dataset: Where,
    *,
    out: Annotated[Path | None, typer.Option("-o", "--output", help="Write the page (Markdown) here.")] = None,
    held_out: Annotated[
        Path | None, typer.Option(help="Labels of notices the rule has never seen.", exists=True)
    ] = None,
    blind: Annotated[
        Path | None,
        typer.Option(help="Labels made without seeing the rule, that drafts of it were run on.", exists=True),
    ] = None,
    figures: Annotated[Path | None, typer.Option(help="Write what the pages tell of it (JSON) here.")] = None,
) -> None:
    """Measure the dialogue rule against what people found: precision, recall and F1 with 95 % intervals."""
    from mulighetsrom.notices import evaluate as evaluation  # noqa: PLC0415 - Ibis: the other commands start without
    from mulighetsrom.notices import evaluation_page, measured  # noqa: PLC0415 - likewise

    version = Dataset(dataset).version()
    with _told():
        seen = evaluation.evaluate(labels, version)
        unseen = evaluation.evaluate(held_out, version) if held_out else None
        checked = evaluation.evaluate(blind, version) if blind else None
        page = evaluation_page.page(seen, unseen, checked)
        if out:
            out.write_text(page, encoding="utf-8")
        if figures:
            measured.write(figures, seen, unseen)
    console.print(Markdown(page))


@reference_app.command("add")
def add_reference(
    kind: Annotated[str, typer.Argument(help=", ".join(added.KINDS))],
    source: Annotated[str, typer.Argument(metavar="FILE|URL", help="A file, or an https address.")],
    dataset: Where,
) -> None:
    """Add the full CPV list, populations or boundaries, which are not ours to hand on."""
    with _told():
        result = added.add(kind, _fetched(source), dataset / "reference")
    console.print(f"{result.rows} rows written to {result.path}.")


def _fetched(source: str) -> bytes:
    if not source.startswith("https://"):
        return Path(source).read_bytes()
    with urllib.request.urlopen(source, timeout=60) as answer:  # noqa: S310 - https, by the line above
        data: bytes = answer.read(LARGEST_DOWNLOAD + 1)
    if len(data) > LARGEST_DOWNLOAD:
        raise DatasetError(f"{source} is larger than {LARGEST_DOWNLOAD >> 20} MB")
    return data


# --- printing -----------------------------------------------------------------------------------------------------


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the file system, the network or a file may refuse into one sentence."""
    try:
        yield
    except (Refused, Unreadable) as error:
        raise DatasetError(str(error)) from error
    except urllib.error.URLError as error:
        raise DatasetError(f"could not be fetched: {error.reason}") from error
    except OSError as error:
        raise DatasetError(f"{error.filename or 'the disk'}: {error.strerror or error}; nothing was changed") from error


@contextmanager
def _progress() -> Iterator[Told]:
    """Show what is being done, and to how many files it is done."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed} files"),
        TimeElapsedColumn(),
    )
    errors = Console(stderr=True)
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar:
        task = bar.add_task("looking", total=None)
        yield lambda stage, done: bar.update(task, description=stage, completed=done)


def _print_table(rows: Iterable[Row], columns: Sequence[str]) -> None:
    table = Table(*columns, box=None, pad_edge=False)
    table.columns[0].overflow = "fold"
    for row in rows:
        table.add_row(*(_cell(row[column]) for column in columns))
    console.print(table)


def _cell(value: Any) -> Text:
    """Show a value as it is: what a notice says is neither markup nor a command to the terminal."""
    told = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return Text("".join(letter if letter.isprintable() else " " for letter in told))
