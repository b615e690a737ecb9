"""A plan as a table: what its files hold, column by column, and how one is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final

import pyarrow as pa
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulighetsrom.notices import schema
from mulighetsrom.web.common import spreadsheets
from mulighetsrom.web.needs import lines, wording
from mulighetsrom.web.needs.models import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.needs.lines import LineView


def told_changes(line: LineView) -> str:
    """Write every change of a line with its reason."""
    return "; ".join(": ".join(filter(None, (wording.change(one), one.reason))) for one in line.changes)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what it means, its type, and what stands in it."""

    heading: StrOrPromise
    about: StrOrPromise
    kind: pa.DataType
    value: Callable[[LineView], Any]


COLUMNS: Final = {
    "id": Column(gettext_lazy("id"), gettext_lazy("The line's own id. Keep it, and the file can be read in again."),
                 schema.TEXT, lambda line: line.public_id),
    "title": Column(gettext_lazy("title"), gettext_lazy("What residents will feel, in one line."),
                    schema.TEXT, lambda line: line.title),
    "text": Column(gettext_lazy("in short"), gettext_lazy("A few sentences."), schema.TEXT, lambda line: line.text),
    "quarter": Column(gettext_lazy("quarter"), gettext_lazy("When the competition is expected, as 2027-Q3."),
                      schema.TEXT, lambda line: line.quarter),
    "probability": Column(gettext_lazy("probability"), gettext_lazy("Possible, likely, very likely or decided."),
                          schema.TEXT, lambda line: str(wording.probability(line.probability))),
    "value_min": Column(gettext_lazy("value from"), gettext_lazy("Lowest value in NOK, without VAT."),
                        schema.INT, lambda line: line.value_min),
    "value_max": Column(gettext_lazy("value to"), gettext_lazy("Highest value in NOK, without VAT."),
                        schema.INT, lambda line: line.value_max),
    "focus_area": Column(gettext_lazy("focus area"), gettext_lazy("One of the municipality's focus areas."),
                         schema.TEXT, lambda line: str(wording.focus_area(line.focus_area))),
    "need": Column(gettext_lazy("need id"), gettext_lazy("The id of the need behind it."),
                   schema.TEXT, lambda line: line.need),
    "cpv": Column(gettext_lazy("CPV codes"), gettext_lazy("What it is about, in codes of eight digits."),
                  schema.TEXT, lambda line: " ".join(line.cpv)),
    "depends_on_decision": Column(gettext_lazy("political decision"), gettext_lazy("Yes where it depends on one."),
                                  schema.TEXT, lambda line: _("Yes") if line.depends_on_decision else None),
    "decision_date": Column(gettext_lazy("day of the decision"), gettext_lazy("When the decision is expected."),
                            schema.DATE, lambda line: line.decision_date),
}  # fmt: skip
"""The columns that can be read in again too."""

OUTCOME: Final = {
    "state": Column(gettext_lazy("state"), gettext_lazy("Planned, announced or carried out, or dropped."), schema.TEXT,
                    lambda line: str(Line.State(line.state).label)),
    "dropped_reason": Column(gettext_lazy("why it was dropped"), gettext_lazy("The municipality's reason."),
                             schema.TEXT, lambda line: line.reason if line.dropped else ""),
    "done_date": Column(gettext_lazy("carried out on"),
                        gettext_lazy("When the competition was announced, or the agreement made without one."),
                        schema.DATE, lambda line: line.done_date),
    "notice": Column(gettext_lazy("id on Doffin"), gettext_lazy("Where the competition is announced."),
                     schema.TEXT, lambda line: line.notice),
    "done_text": Column(gettext_lazy("more about how it was carried out"), gettext_lazy("In the municipality's words."),
                        schema.TEXT, lambda line: line.reason if line.done else ""),
    "changes": Column(gettext_lazy("what was changed"), gettext_lazy("Every change with its reason, newest last."),
                      schema.TEXT, told_changes),
}  # fmt: skip
OWN: Final = {
    "internal": Column(gettext_lazy("internal"), gettext_lazy("What others do not see."), schema.TEXT,
                       lambda line: ", ".join(str(lines.NAMES[part]) for part in lines.PARTS if part in line.internal)),
    "published": Column(gettext_lazy("published"), gettext_lazy("Whether others see the line."), schema.TEXT,
                        lambda line: _("Yes") if line.published else _("No")),
}  # fmt: skip


def written(form: str, told: Iterable[LineView], *, own: bool) -> IO[bytes]:
    """Write lines as a file; `own` adds what only the owner's people see."""
    columns = COLUMNS | OUTCOME | (OWN if own else {})
    names = [str(one.heading) for one in columns.values()]
    all_ = list(told)
    values = [pa.array([one.value(line) for line in all_], one.kind) for one in columns.values()]
    about = {str(one.heading): (one.kind, str(one.about)) for one in columns.values()}
    table = schema.Table(_("plan"), _("Planned procurements, with what was changed and why."), about)
    return spreadsheets.written(form, table, [pa.record_batch(values, names=names)])


def as_json(line: LineView) -> dict[str, Any]:
    """Return a line as JSON has it: codes instead of words, the same in all languages."""
    return {
        "id": line.public_id,
        "title": line.title,
        "text": line.text,
        "quarter": line.quarter or None,
        "probability": line.probability or None,
        "value": {"min": line.value_min, "max": line.value_max, "currency": "NOK"},
        "focus_area": line.focus_area or None,
        "cpv": list(line.cpv),
        "need": line.need or None,
        "depends_on_decision": line.depends_on_decision,
        "decision_date": line.decision_date,
        "state": line.state,
        "dropped": line.dropped,
        "reason": line.reason,
        "done_date": line.done_date,
        "notice": line.notice or None,
        "published_at": line.published_at,
        "changed_at": line.changed_at,
        "changes": [
            {"field": one.field, "old": one.old, "new": one.new, "reason": one.reason, "at": one.at}
            for one in line.changes
        ],
    }
