"""From notices to counted rows: what is merged, what counts, and for whom.

One *unit* is what versions, corrections, repeats and Doffin/TED twins were merged into; its first notice decides its
year. One counted row is one unit and one buyer, or one member municipality of the cooperation that buys. A unit with
several rows still counts once at each level: one row is chosen for each level and key, so that a figure is a plain sum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from mulighetsrom.notices.schema import COUNTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.types as ir

    Tables = Mapping[str, ir.Table]

ADVISORY = (*map(str, range(4, 10)), "N4", "E2")  # Doffin's ADVISORY_NOTICE: not 1-3, which only point to a profile
COMPETITION = (*map(str, range(10, 15)), *map(str, range(16, 22)), "23", "24", "N16", "E3")  # 15 and 22 stand for years
HAS_INNOVATION_FIELD = tuple(form for form in COMPETITION if form != "N16")
INNOVATION_PROCEDURES = ("innovation", "comp-dial")
FLAGS = (
    "competition",
    "advisory",
    "dialogue",
    "dialogue_side",
    "innovation_procedure",
    "can_carry_innovation",
    "innovation_code",
    "joint",
)
LEVEL_KEYS = {
    "for_buyer": ("buyer_key",),
    "for_municipality": ("municipality_number",),
    "for_county": ("county_number",),
    "for_country": (),
}


def counted(tables: Tables) -> ir.Table:
    """Give the counted rows.

    Args:
        tables: notices, organisations, codes, received and current as in the dataset; from the reference data
            cooperations (buyer_orgnr, buyer_name, cooperation, member_number, member_county, first_date, last_date: one
            row per buyer that is one and per member, dates NULL where unknown) and focus_areas (cpv, focus_area).

    Returns:
        Rows as schema.COUNTED says, in no order. Test notices, notices without a believable date and units without
        a Norwegian buyer are not there; left_out() counts them.
    """
    notices = _flagged(_countable(tables), tables["codes"])
    rows = _joined(_units(notices), _tenders(notices, tables["received"]), "unit")
    rows = _joined(rows, _buyers(notices, tables["organisations"]), "unit")
    rows = _routed(rows.filter(_is_norwegian(rows)), tables["cooperations"])
    rows = _joined(rows, tables["focus_areas"], "cpv")
    return _once_per_level(rows.fill_null({"tenders_results": 0, "tenders": 0, "tenders_squares": 0}))


def left_out(tables: Tables, rows: ir.Table) -> ir.Table:
    """Count the records that `rows` leaves out, by reason and source, as schema.LEFT_OUT says."""
    records = _with_units(tables)
    records = records.mutate(
        reason=ibis.cases(
            (_is_test(records), "test"),
            (records.year.isnull(), "undated"),
            (records.unit.notin(rows.unit), "foreign"),
        ),
    )
    return records.filter(records.reason.notnull()).group_by("reason", "source").aggregate(records=lambda t: t.count())


def _countable(tables: Tables) -> ir.Table:
    records = _with_units(tables)
    return records.filter(~_is_test(records), records.year.notnull())


def _with_units(tables: Tables) -> ir.Table:
    return tables["notices"].join(tables["current"].select("record", "unit"), "record")


def _is_test(records: ir.Table) -> ir.BooleanValue:
    return records.test.fill_null(False)


def _flagged(notices: ir.Table, codes: ir.Table) -> ir.Table:
    """Add what each notice is by its form and fields. Exports have no subtype: there the form must do."""
    form, subtype = notices.form_type, notices.subtype
    export = subtype.isnull()
    return notices.mutate(
        competition=subtype.isin(COMPETITION) | (export & (form == "competition")),
        advisory=subtype.isin(ADVISORY) | (export & (form == "planning")),
        dialogue=notices.dialogue & form.isin(["planning", "consultation"]),
        dialogue_side=notices.dialogue & form.isin(["competition", "dir-awa-pre"]),
        innovation_procedure=notices.procedure_type.isin(INNOVATION_PROCEDURES),
        can_carry_innovation=subtype.isin(HAS_INNOVATION_FIELD) & (notices.origin != "converted"),
        innovation_code=notices.record.isin(_marked_as_innovation(codes).record),
        joint=notices.buyers > 1,
    )


def _marked_as_innovation(codes: ir.Table) -> ir.Table:
    innovative = codes.list == "innovative-acquisition"
    return codes.filter(innovative | ((codes.list == "strategic-procurement") & (codes.code == "inn-pur")))


def _units(notices: ir.Table) -> ir.Table:
    """Give one row per unit: its first notice, and every flag that one of its notices has."""
    order, invites = _first_to_last(notices), notices.dialogue | notices.dialogue_side
    first = ("notice_id", "source", "year", "published_date", "title", "cpv")
    said, stated = ("dialogue_kinds", "dialogue_evidence"), ("dialogue_date", "dialogue_deadline")
    return notices.group_by("unit").aggregate(
        **{name: notices[name].first(order_by=order) for name in first},
        **{name: notices[name].any().fill_null(False) for name in FLAGS},
        **{name: notices[name].first(order_by=order, where=invites) for name in said},
        **{name: notices[name].last(order_by=order, where=invites) for name in stated},
    )


def _first_to_last(notices: ir.Table) -> list[ir.Value]:
    """Order notices in time, of one day the full notices before exports of them; total, so that no run differs."""
    export = notices.origin == "export"
    return [notices.published_date, export, notices.dispatched_at, notices.source, notices.notice_id, notices.record]


def _tenders(notices: ir.Table, received: ir.Table) -> ir.Table:
    """Sum the tenders of each unit's results, each result once, as its last notice gives it.

    A 0 beside another positive number (electronic tenders, for example) is a field left empty, not a known number.
    """
    results = notices.filter(notices.form_type == "result").join(received, "record")
    numbers = results.group_by("unit", "lot", "result", "record").aggregate(
        published_date=results.published_date.max(),
        number=results["count"].max(where=results.type == "tenders"),
        most=results["count"].max(),
    )
    numbers = numbers.filter((numbers.number > 0) | (numbers.most == 0))
    last = ibis.window(group_by=["unit", "lot", "result"], order_by=[ibis.desc("published_date"), "record"])
    numbers = numbers.filter(ibis.row_number().over(last) == 0)
    return numbers.group_by("unit").aggregate(
        tenders_results=numbers.count(),
        tenders=numbers.number.sum(),
        tenders_squares=(numbers.number * numbers.number).sum(),
    )


def _buyers(notices: ir.Table, organisations: ir.Table) -> ir.Table:
    """Give each unit's buyers, as its first notice with buyers names them."""
    named = organisations.filter(organisations.role.isin(["buyer", "lead"]))
    places = {"buyer_municipality": "municipality_number", "buyer_county": "county_number"}
    named = named.select("record", "name", "orgnr", "country", **places)
    named = notices.join(named, "record")
    named = named.filter(ibis.dense_rank().over(group_by="unit", order_by=_first_to_last(named)) == 0)
    named = named.mutate(buyer_key=ibis.coalesce(named.orgnr, named.name.lower().strip().re_replace(r"\s+", " ")))
    return named.group_by("unit", "buyer_key").aggregate(
        buyer=named.name.min(),
        orgnr=named.orgnr.min(),
        in_norway=(named.country == "NOR").any(),
        buyer_municipality=named.buyer_municipality.min(),
        buyer_county=named.buyer_county.min(),
    )


def _is_norwegian(rows: ir.Table) -> ir.BooleanValue:
    return (rows.source != "ted") | rows.in_norway.fill_null(False) | rows.orgnr.notnull()


def _routed(rows: ir.Table, cooperations: ir.Table) -> ir.Table:
    """Let what a cooperation buys count for each municipality that was a member on the day."""
    day, first, last = rows.published_date, cooperations.first_date, cooperations.last_date
    member = (first.isnull() | (day >= first)) & (last.isnull() | (day <= last))
    # The name too: a cooperation may buy under the number of the municipality that houses it.
    same = [rows.orgnr.identical_to(cooperations.buyer_orgnr), rows.buyer == cooperations.buyer_name]
    rows = rows.left_join(cooperations, [*same, member])
    return rows.mutate(
        route=rows.cooperation.isnull().ifelse("own", "cooperation"),
        municipality_number=ibis.coalesce(rows.member_number, rows.buyer_municipality),
        county_number=ibis.coalesce(rows.member_county, rows.buyer_county),
    )


def _once_per_level(rows: ir.Table) -> ir.Table:
    """Choose, for each unit and key, the row that counts: the buyer's own before one through a cooperation."""
    order = [ibis.desc("route"), "buyer_key", "municipality_number"]
    chosen = {
        level: (ibis.row_number().over(group_by=["unit", *keys], order_by=order) == 0)
        & ibis.and_(*(rows[key].notnull() for key in keys))
        for level, keys in LEVEL_KEYS.items()
    }
    return rows.mutate(**chosen).select(*COUNTED.columns)


def _joined(rows: ir.Table, more: ir.Table, key: str) -> ir.Table:
    return rows.left_join(more, key).drop(f"{key}_right")
