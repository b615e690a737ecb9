"""How we count, and what we count from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from django.http import FileResponse, Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from mulighetsrom.notices import export, measured, schema
from mulighetsrom.notices.dialogue import rule
from mulighetsrom.notices.reference import cooperations
from mulighetsrom.notices.store.version import EVERY
from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Cell, Column, Link, Table
from mulighetsrom.web.insights import dataset
from mulighetsrom.web.insights.definitions import DEFINITIONS, LEFT_OUT, PROBLEMS, TABLES
from mulighetsrom.web.insights.queries import method as queries
from mulighetsrom.web.insights.queries import reports
from mulighetsrom.web.insights.queries.figures import FEWEST
from mulighetsrom.web.insights.queries.method import There

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from django.http import HttpResponse
    from django_stubs_ext import StrPromise

    from mulighetsrom.notices.reference.cooperations import Cooperation
    from mulighetsrom.notices.reference.municipalities import Register
    from mulighetsrom.notices.store import Version
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.insights.queries.method import Covered


@require_safe
def method(request: Request) -> HttpResponse:
    """Tell the whole rule, its measured error and its limits."""
    version = dataset.of(request)
    buyers = cooperations.table(version.reference if version else None)
    context = {
        "title": _("How we count"),
        "trail": _trail(_("How we count"), request),
        "definitions": DEFINITIONS.items(),
        "fewest": FEWEST,
        "measured": measured.packaged(),
        "reports": reports.counts(),
        "rule": rule.VERSION,
        "cooperations": _cooperations(buyers, dataset.register()),
    }
    return render(request, "insights/method.html", context)


def _trail(title: str, request: Request) -> list[Link]:
    return [Link(_("Front page"), reverse("insights:front")), Link(title, request.path)]


def _cooperations(known: Iterable[Cooperation], register: Register) -> Table:
    return Table(
        caption=_("Purchasing cooperations we know of"),
        columns=[Column(_("Purchasing cooperation")), Column(_("Members"))],
        rows=[
            [
                Cell(one.name, note="" if one.verified else _("not verified"), verbatim=True),
                Cell(_members(one.members, register) or _("not known"), note=_period(one), verbatim=bool(one.members)),
            ]
            for one in known
        ],
    )


def _members(numbers: Iterable[str], register: Register) -> str:
    found = (register.by_number(number) for number in numbers)
    return ", ".join(one.name for one in found if one)


def _period(one: Cooperation) -> str:
    first, last = (written.day(day) if day else "" for day in (one.valid_from, one.valid_to))
    if first and last:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("from %(first)s") % {"first": first}
    return _("until %(last)s") % {"last": last} if last else _("no dates known")


@require_safe
def data(request: Request) -> HttpResponse:
    """Tell when the figures were built and from what, how to use them, and what each column means."""
    version = dataset.of(request)
    context: dict[str, Any] = {
        "title": _("Data"),
        "trail": _trail(_("Data"), request),
        "version": version,
        "dictionary": list(_dictionary(version)),
        "cite": request.build_absolute_uri(),
        "whole": {name: {form: reverse("insights:table", args=[name, form]) for form in FORMS} for name in WHOLE},
    }
    if version:
        found = queries.origin(version)
        context |= {
            "coverage": [_coverage(source, years) for source, years in found.coverage.items()],
            "problems": _problems(found.problems),
            "left_out": _left_out(found.left_out),
        }
    return render(request, "insights/data.html", context)


def _coverage(source: str, years: Mapping[int, Mapping[str, Covered]]) -> Table:
    return Table(
        caption=_("Notices from %(source)s") % {"source": dataset.SOURCES.get(source, source)},
        columns=[
            Column(_("Year")),
            Column(_("Advisory notices")),
            Column(_("Competitions")),
            Column(_("Results")),
        ],
        rows=[[Cell(str(year)), *(_covered(kinds[kind]) for kind in queries.KINDS)] for year, kinds in years.items()],
        compact=True,
    )


def _covered(covered: Covered) -> Cell:
    return Cell(THERE[covered.there], note=written.number(covered.notices) if covered.notices else "")


THERE: Final = {
    There.COMPLETE: pgettext_lazy("all notices are there", "complete"),
    There.SAMPLE: pgettext_lazy("some notices are there", "sample"),
    There.NONE: pgettext_lazy("no notices are there", "none"),
}


def _problems(counts: Mapping[str, int]) -> Table:
    return Table(
        caption=_("What could not be read or believed"),
        columns=[Column(_("Problem")), Column(_("Code")), Column(_("Times"), number=True)],
        rows=[
            [Cell(PROBLEMS.get(code, code)), Cell(code, verbatim=True), Cell(written.number(count))]
            for code, count in counts.items()
        ],
    )


def _left_out(counts: Mapping[str, int]) -> Table:
    return Table(
        caption=_("What no figure counts"),
        columns=[Column(_("What")), Column(_("Notices"), number=True)],
        rows=[[Cell(LEFT_OUT[reason]), Cell(written.number(count))] for reason, count in counts.items()],
    )


WHOLE: Final = ("figures", "counted")
FORMS: Final = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv; charset=utf-8"}


@require_safe
def table(request: Request, table: str, form: str) -> FileResponse:
    """Give a whole table as the engine has it, with its own names."""
    version = dataset.of(request)
    if not version or table not in WHOLE or form not in FORMS:
        raise Http404
    with TemporaryDirectory() as folder:
        path = Path(folder, "file")
        export.export(version, export.Selection(table), path, form=form)
        file = path.open("rb")  # it can be read after its name is gone
    name = f"mulighetsrom-{'example-' if version.demo else ''}{table}-v{version.number}.{form}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=FORMS[form])


@dataclass(frozen=True, slots=True)
class Described:
    """A table of the data dictionary: its rows in this version, and its columns with type and meaning."""

    name: str
    about: StrPromise
    rows: str
    columns: Sequence[tuple[str, str, str]]


def _dictionary(version: Version | None) -> Iterator[Described]:
    rows = version.manifest.rows if version else {}
    for name, about in TABLES.items():
        columns = [(column, schema.type_name(kind), told) for column, (kind, told) in EVERY[name].columns.items()]
        yield Described(name, about, written.number(rows[name]) if name in rows else "", columns)
