"""The rows of the engine: every table and column, declared once.

Parquet schemas, export headers and the data dictionary (docs/data.md) are made from these declarations. One *record* is
one published text as one source gave it (an XML file, a line of a CSV); one *notice* may have several records:
versions, or the same notice from Doffin and TED.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyarrow as pa

TEXT = pa.string()
BOOL = pa.bool_()
INT = pa.int64()
MONEY = pa.decimal128(18, 2)
NUMBER = pa.float64()
DATE = pa.date32()
MOMENT = pa.timestamp("us", tz="UTC")

type_names = {
    TEXT: "text",
    BOOL: "true/false",
    INT: "whole number",
    MONEY: "amount",
    NUMBER: "number",
    DATE: "date",
    MOMENT: "moment, UTC",
}


@dataclass(frozen=True)
class Table:
    """A table of rows: its name, what it holds, and its columns as name -> (type, description)."""

    name: str
    about: str
    columns: dict[str, tuple[pa.DataType, str]] = field(repr=False)

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema, with each description as field metadata."""
        return pa.schema(
            [pa.field(name, kind, metadata={"description": about}) for name, (kind, about) in self.columns.items()],
            metadata={"table": self.name, "description": self.about},
        )


Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""What a reader gives for one record: table name -> rows. Columns left out are NULL."""

DICTIONARY_HEAD = """# The tables

Made from `mulighetsrom.notices.schema` by `python -m mulighetsrom.notices.schema > docs/data.md`; a test keeps it
current. The same descriptions travel as metadata in every Parquet file. BT, OPT and OPP numbers are the fields
of the eForms regulation and its SDK. An empty cell means that the notice does not say.
"""

RECORD = (
    TEXT,
    "the record the row was read from: start of the SHA-256 of the raw bytes, with the row number for lines of a file",
)
LOT = (TEXT, "lot or part the row belongs to, as the notice names it; empty for the whole procedure")

NOTICES = Table(
    "notices",
    "One row per record: what the notice says of itself, and what was found in it.",
    {
        "record": RECORD,
        "source": (TEXT, "where it was published: doffin, ted or demo"),
        "source_file": (TEXT, "file it came in, below the folder or archive that was added"),
        "source_row": (INT, "line of the file for CSV and JSON lines, from 1 after the header; NULL for XML"),
        "reader": (TEXT, "reader and its version"),
        "notice_id": (
            TEXT,
            "the one public key of the notice: Doffin id, else UUID and version, else TED number, else record",
        ),
        "doffin_id": (TEXT, "Doffin's publication reference, yyyy-nnnnnn"),
        "uuid": (TEXT, "BT-701, notice identifier, as written"),
        "version": (TEXT, "BT-757, notice version"),
        "ted_number": (TEXT, "TED's publication number, n-yyyy without leading zeros"),
        "procedure_id": (TEXT, "BT-04, procedure identifier; in back-converted notices a Doffin id"),
        "changed_notice": (TEXT, "BT-758, the notice that this one corrects, as written"),
        "change_reason": (TEXT, "BT-140, reason for the correction"),
        "origin": (TEXT, "native, converted (from before eForms) or export (CSV, JSON lines)"),
        "customization": (TEXT, "OPT-002, customization identifier"),
        "root": (TEXT, "root element of the XML"),
        "subtype": (TEXT, "OPP-070 as written: 1-40, CEI, E1-E6, N4, N16, N29 and odd values; NULL for exports"),
        "form_type": (
            TEXT,
            "BT-03: planning, consultation, competition, dir-awa-pre, result, cont-modif, completion, change, other",
        ),
        "notice_type": (TEXT, "BT-02, notice type, or the export's own words"),
        "test": (BOOL, "a vendor's test notice: shown nowhere, counted nowhere"),
        "dispatched_at": (MOMENT, "BT-05, moment of dispatch; midnight in Oslo where only a date is known"),
        "published_date": (DATE, "dispatch date in Europe/Oslo; NULL where it is missing or impossible"),
        "year": (INT, "year of published_date"),
        "language": (TEXT, "main language: nb, nn, no (not told apart), en, or another ISO 639-1 code"),
        "title": (TEXT, "title in the main language, e-mail addresses and telephone numbers masked"),
        "buyer": (TEXT, "name of the lead buyer, else of the first"),
        "buyer_orgnr": (TEXT, "its organisation number, nine digits with a valid check digit"),
        "buyer_country": (TEXT, "its country, ISO 3166 alpha-3"),
        "buyers": (INT, "number of buyers named in the fields"),
        "municipality_number": (TEXT, "today's number of the municipality that the buyer is or belongs to"),
        "county_number": (TEXT, "today's number of its county"),
        "resolved_by": (TEXT, "how the municipality was found: number, name or name-in-unit; NULL where none was"),
        "procedure_type": (TEXT, "BT-105, procedure type"),
        "legal_basis": (TEXT, "BT-01, lower case"),
        "nature": (TEXT, "BT-23, main nature: works, supplies, services"),
        "cpv": (TEXT, "BT-262, main CPV code, eight digits"),
        "value": (MONEY, "BT-27, estimated value of the procedure"),
        "currency": (TEXT, "its currency, ISO 4217"),
        "planned_date": (DATE, "BT-127, planned date of the competition notice"),
        "deadline": (MOMENT, "earliest deadline for tenders, requests or answers (BT-131, BT-1311, BT-800)"),
        "dialogue": (BOOL, "does the notice invite to market dialogue before a competition?"),
        "dialogue_kinds": (pa.list_(TEXT), "conference, one_to_one, written, workshop, other"),
        "dialogue_date": (DATE, "stated date of the (first) event"),
        "dialogue_deadline": (DATE, "stated (last) deadline for sign-up or written input"),
        "dialogue_evidence": (TEXT, "the words that decided, as JSON: rule, and field, start, end, words of each"),
        "dialogue_rule": (TEXT, "version of the rule"),
        "innovation_words": (
            BOOL,
            "an innovation procedure or code stands in the notice's fields (BT-105, BT-06, BT-776)",
        ),
    },
)

TEXTS = Table(
    "texts",
    "Every title, description and piece of additional information, in every language, masked.",
    {
        "record": RECORD,
        "lot": LOT,
        "field": (
            TEXT,
            (
                "title, description, additional, procedure-features, renewal, options, recurrence, change, change-"
                "reason, place, event, strategic, justification, criterion, criterion-name, contract"
            ),
        ),
        "language": (TEXT, "ISO 639-1 code; no where bokmål and nynorsk are not told apart"),
        "text": (TEXT, "the text, e-mail addresses, telephone numbers and named contacts masked"),
    },
)

ORGANISATIONS = Table(
    "organisations",
    "One row per organisation and role; the chain of references is followed.",
    {
        "record": RECORD,
        "lot": LOT,
        "role": (TEXT, "buyer, lead (the buyer that leads several), winner, tenderer, subcontractor, review, other"),
        "tender": (TEXT, "the tender that a winner, tenderer or subcontractor stands behind, TEN-nnnn"),
        "organisation": (TEXT, "id inside the notice, ORG-nnnn"),
        "name": (TEXT, "name, in the notice's main language where there is one"),
        "orgnr": (TEXT, "Norwegian organisation number, nine digits with a valid check digit"),
        "orgnr_raw": (TEXT, "the number as written"),
        "country": (TEXT, "ISO 3166 alpha-3"),
        "nuts": (TEXT, "BT-507"),
        "city": (TEXT, "BT-513"),
        "legal_type": (TEXT, "BT-11, buyer's legal type as written; a hint only"),
        "activity": (TEXT, "BT-10, activity"),
        "size": (TEXT, "BT-165, size of a winner"),
        "cooperation": (BOOL, "acts as a central purchasing body (OPP-051, OPP-052)"),
        "municipality_number": (TEXT, "today's number of the municipality that it is or belongs to"),
        "county_number": (TEXT, "today's number of its county"),
        "resolved_by": (TEXT, "number, name or name-in-unit; NULL where no municipality was found"),
    },
)

LOTS = Table(
    "lots",
    "One row per lot, part or group of lots: what it is, how long it lasts, how often it can be renewed.",
    {
        "record": RECORD,
        "lot": LOT,
        "kind": (TEXT, "Lot, Part (of a planning notice) or LotsGroup"),
        "internal_id": (TEXT, "BT-22, the buyer's own number"),
        "title": (TEXT, "BT-21, in the notice's main language where there is one, masked"),
        "nature": (TEXT, "BT-23, main nature: works, supplies, services"),
        "framework": (TEXT, "BT-765, framework agreement: none, fa-wo-rc, fa-w-rc, fa-mix"),
        "dps": (TEXT, "BT-766, dynamic purchasing system: none, dps-list, dps-nlist"),
        "duration": (NUMBER, "BT-36, duration of the contract"),
        "duration_unit": (TEXT, "its unit: DAY, WEEK, MONTH, YEAR"),
        "duration_other": (TEXT, "BT-538, UNLIMITED or UNKNOWN"),
        "start_date": (DATE, "BT-536"),
        "end_date": (DATE, "BT-537"),
        "renewals": (INT, "BT-58, largest number of renewals"),
        "recurring": (BOOL, "BT-94, will be bought again"),
        "sme": (BOOL, "BT-726, said to be suitable for small and medium-sized companies"),
    },
)

CLASSIFICATIONS = Table(
    "classifications",
    "What is bought: one row per code.",
    {
        "record": RECORD,
        "lot": LOT,
        "kind": (TEXT, "main (BT-262) or additional (BT-263)"),
        "list": (TEXT, "the code list, as a rule cpv"),
        "code": (TEXT, "the code; CPV without its check digit, eight digits"),
    },
)

PLACES = Table(
    "places",
    "Where it is to be done: one row per place of performance.",
    {
        "record": RECORD,
        "lot": LOT,
        "country": (TEXT, "BT-5141, ISO 3166 alpha-3"),
        "nuts": (TEXT, "BT-5071, NUTS 3: the county in Norway"),
        "city": (TEXT, "BT-5131"),
        "anywhere": (TEXT, "BT-727: anyw, anyw-eea, anyw-cou"),
    },
)

VALUES = Table(
    "values",
    "Amounts of money, one row each. Never summed across currencies.",
    {
        "record": RECORD,
        "lot": LOT,
        "kind": (
            TEXT,
            (
                "estimated (BT-27), framework-maximum (BT-271, BT-709), framework-reestimated (BT-660), total "
                "(BT-161), total-framework-maximum (BT-118), total-framework-approximate (BT-1118), "
                "highest (BT-711), lowest (BT-710), prize (BT-644)"
            ),
        ),
        "result": (TEXT, "the result it belongs to, RES-nnnn; the value of a tender stands in tenders"),
        "amount": (MONEY, "the amount"),
        "currency": (TEXT, "ISO 4217"),
    },
)

DATES = Table(
    "dates",
    "Deadlines and planned dates, one row each.",
    {
        "record": RECORD,
        "lot": LOT,
        "kind": (
            TEXT,
            (
                "planned (BT-127), tenders (BT-131), requests (BT-1311), answers (BT-800), interest (BT-630), "
                "information (BT-13), invitation (BT-130), opening of tenders (BT-132), wished-publication (BT-738)"
            ),
        ),
        "date": (DATE, "the day, as written"),
        "moment": (MOMENT, "the moment; NULL where only the day is given"),
    },
)

CRITERIA = Table(
    "criteria",
    "Award criteria, one row each.",
    {
        "record": RECORD,
        "lot": LOT,
        "criterion": (INT, "its number within the notice, from 1"),
        "type": (TEXT, "BT-539: price, cost, quality and Norwegian kinds of quality"),
        "name": (TEXT, "BT-734, in the main language where there is one, masked"),
        "description": (TEXT, "BT-540, likewise"),
        "weight": (NUMBER, "BT-541, weight"),
        "weight_kind": (TEXT, "BT-5421: per-exa, per-mid, dec-exa, poi-exa, ord-imp and others"),
        "fixed": (NUMBER, "BT-541, fixed value"),
        "fixed_kind": (TEXT, "BT-5422"),
        "threshold": (NUMBER, "BT-541, threshold"),
        "threshold_kind": (TEXT, "BT-5423"),
    },
)

RESULTS = Table(
    "results",
    "The outcome of each lot.",
    {
        "record": RECORD,
        "lot": LOT,
        "result": (TEXT, "id inside the notice, RES-nnnn"),
        "status": (TEXT, "BT-142: selec-w winner chosen, clos-nw closed without winner, open-nw still open"),
        "reason": (TEXT, "BT-144, why there was no winner"),
    },
)

RECEIVED = Table(
    "received",
    "Statistics of what came in for a lot, one row per kind.",
    {
        "record": RECORD,
        "lot": LOT,
        "result": (TEXT, "the result it belongs to"),
        "type": (TEXT, "BT-760: tenders, part-req, t-sme, t-esubm and others; NULL where the notice names no kind"),
        "count": (INT, "BT-759, number"),
    },
)

TENDERS = Table(
    "tenders",
    "Tenders that the notice names.",
    {
        "record": RECORD,
        "lot": LOT,
        "tender": (TEXT, "id inside the notice, TEN-nnnn"),
        "party": (TEXT, "the tendering party behind it, TPA-nnnn; its organisations stand in organisations"),
        "reference": (TEXT, "BT-3201, the tender's identifier as the buyer writes it"),
        "winner": (BOOL, "a contract refers to it"),
        "rank": (INT, "BT-171"),
        "variant": (BOOL, "BT-193"),
        "subcontracting": (TEXT, "BT-773: yes, no"),
        "value": (MONEY, "BT-720; 0 may mean not published"),
        "currency": (TEXT, "its currency, ISO 4217"),
    },
)

CONTRACTS = Table(
    "contracts",
    "Contracts that were made, one row per contract and tender.",
    {
        "record": RECORD,
        "lot": LOT,
        "contract": (TEXT, "id inside the notice, CON-nnnn"),
        "tender": (TEXT, "the tender it was made on, TEN-nnnn"),
        "reference": (TEXT, "BT-150, contract identifier"),
        "title": (TEXT, "BT-721, in the main language where there is one, masked"),
        "concluded_date": (DATE, "BT-145, day of conclusion"),
        "decided_date": (DATE, "BT-1451, day the winner was decided"),
        "framework": (BOOL, "BT-768, made within a framework agreement"),
    },
)

REFERENCES = Table(
    "references",
    "Other notices that this one points to.",
    {
        "record": RECORD,
        "lot": LOT,
        "kind": (
            TEXT,
            (
                "planning (BT-125, earlier plan or dialogue), previous (OPP-090, earlier notice of the procedure), "
                "changed (BT-758, the notice that is corrected), modified (BT-1501, the notice of the modified "
                "contract)"
            ),
        ),
        "reference": (TEXT, "as written"),
        "part": (TEXT, "BT-1251, part or lot of the earlier notice"),
        "uuid": (TEXT, "the UUID in it"),
        "version": (TEXT, "the version in it"),
        "doffin_id": (TEXT, "the Doffin id in it"),
        "ted_number": (TEXT, "the TED publication number in it, n-yyyy without leading zeros"),
    },
)

CODES = Table(
    "codes",
    "Strategic and other codes, one row each.",
    {
        "record": RECORD,
        "lot": LOT,
        "list": (
            TEXT,
            (
                "code list: strategic-procurement (BT-06), innovative-acquisition (BT-776), environmental-impact "
                "(BT-774), social-objective (BT-775), gpp-criteria (BT-805), accessibility (BT-754), contract-nature "
                "(BT-531), accelerated-procedure (BT-106), direct-award-justification (BT-136), modification-"
                "justification (BT-200), change-corrig-justification (BT-140), reserved-procurement (BT-71), legal-"
                "basis (BT-01, other than the main one), organisation-role (OPT-030) and what else the notice writes "
                "in these places"
            ),
        ),
        "code": (TEXT, "the code"),
        "description": (TEXT, "what the notice says about it, in the main language where there is one, masked"),
    },
)

CHANGES = Table(
    "changes",
    "What a correction or a modification of a contract changed, one row per changed section.",
    {
        "record": RECORD,
        "kind": (TEXT, "notice (correction) or contract (modification)"),
        "section": (TEXT, "BT-13716 or BT-202: the section, lot or contract that was changed"),
        "description": (TEXT, "BT-141 or BT-202, in the main language where there is one, masked"),
        "documents_date": (DATE, "BT-719, the day the procurement documents were changed"),
    },
)

PROBLEMS = Table(
    "problems",
    "What could not be read or believed, with its place. Nothing is dropped in silence.",
    {
        "source_file": (TEXT, "file, below what was added; archive members as archive.zip/member"),
        "source_row": (INT, "line, where the file has lines"),
        "record": (TEXT, "the record it concerns, where there is one"),
        "place": (TEXT, "element, column or byte position"),
        "code": (TEXT, "short code of the reason"),
        "detail": (TEXT, "what was found and what would be right; no text of the notice beyond 200 characters"),
    },
)

COUNTED = Table(
    "counted",
    "One row per unit and buyer (per member municipality for a purchasing cooperation): what every figure sums.",
    {
        "unit": (TEXT, "what versions, corrections, repeats and Doffin/TED twins were merged into"),
        "notice_id": (TEXT, "the unit's first notice, which decides its year"),
        "source": (TEXT, "where the first notice was published: doffin, ted or demo"),
        "year": (INT, "year of published_date"),
        "published_date": (DATE, "dispatch date of the first notice, in Europe/Oslo"),
        "title": (TEXT, "title of the first notice that has one"),
        "buyer_key": (TEXT, "organisation number, else the name in lower case; NULL where the notice names no buyer"),
        "buyer": (TEXT, "the buyer's name"),
        "municipality_number": (TEXT, "today's number of the municipality it counts for"),
        "county_number": (TEXT, "today's number of the county it counts for"),
        "route": (TEXT, "own, or cooperation: published by a cooperation that it was a member of"),
        "cooperation": (TEXT, "name of that cooperation; NULL for own"),
        "for_buyer": (BOOL, "is this the row that counts for the buyer?"),
        "for_municipality": (BOOL, "is this the row that counts for the municipality?"),
        "for_county": (BOOL, "is this the row that counts for the county?"),
        "for_country": (BOOL, "is this the row that counts for the country?"),
        "competition": (BOOL, "a competition was started (C)"),
        "advisory": (BOOL, "an advisory notice was published, whatever it says"),
        "dialogue": (BOOL, "an invitation to market dialogue in a planning or consultation form (D)"),
        "dialogue_side": (BOOL, "one published under a competition or intention form"),
        "innovation_procedure": (BOOL, "innovation partnership or competitive dialogue"),
        "can_carry_innovation": (BOOL, "a competition whose form has a field for innovation (BT-776)"),
        "innovation_code": (BOOL, "BT-776 is used, or BT-06 says inn-pur"),
        "joint": (BOOL, "more than one buyer is named in the fields"),
        "tenders_results": (INT, "results with a known number of tenders"),
        "tenders": (INT, "sum of those numbers"),
        "tenders_squares": (INT, "sum of their squares, for the interval of the mean"),
        "cpv": (TEXT, "main CPV code, eight digits"),
        "focus_area": (TEXT, "focus area that the CPV code belongs to; NULL where none does"),
        "dialogue_kinds": (pa.list_(TEXT), "kinds of the first dialogue notice"),
        "dialogue_date": (DATE, "date of the (first) event, as last stated"),
        "dialogue_deadline": (DATE, "(last) deadline for sign-up or written input, as last stated"),
        "dialogue_evidence": (TEXT, "the words that decided in the first dialogue notice, as JSON"),
    },
)

FIGURES = Table(
    "figures",
    "Every indicator at every level, with its counts: what the pages read.",
    {
        "level": (TEXT, "buyer, municipality, county or country"),
        "key": (TEXT, "buyer_key, municipality number, county number, or NO"),
        "year": (INT, "year of the units' first notices"),
        "indicator": (TEXT, "name of the indicator, as under docs/indicators/"),
        "route": (TEXT, "all, own or cooperation; all is their sum"),
        "numerator": (INT, "the count above the line"),
        "denominator": (INT, "the count below the line"),
        "value": (NUMBER, "numerator / denominator, times 100 if the indicator says so; NULL over 0 or if incomplete"),
        "low": (NUMBER, "lower end of the 95 % interval, on the scale of value"),
        "high": (NUMBER, "upper end of the 95 % interval, on the scale of value"),
        "complete": (BOOL, "are all notices that the figure needs declared to be there? If not: counts only"),
    },
)

LEFT_OUT = Table(
    "left_out",
    "How many records no figure counts, and why.",
    {
        "reason": (TEXT, "test (a vendor's test notice), undated (no believable date) or foreign (no Norwegian buyer)"),
        "source": (TEXT, "doffin, ted or demo"),
        "records": (INT, "number of records"),
    },
)

TABLES = {
    table.name: table
    for table in (
        NOTICES,
        TEXTS,
        ORGANISATIONS,
        LOTS,
        CLASSIFICATIONS,
        PLACES,
        VALUES,
        DATES,
        CRITERIA,
        RESULTS,
        RECEIVED,
        TENDERS,
        CONTRACTS,
        REFERENCES,
        CODES,
        CHANGES,
        PROBLEMS,
    )
}
"""Every table that a reader may give rows of, by name."""


def dictionary() -> str:
    """Return the data dictionary as Markdown: every table and column with its type and meaning (docs/data.md)."""
    return "\n".join([DICTIONARY_HEAD, *(_section(table) for table in TABLES.values())])


def _section(table: Table) -> str:
    rows = (f"| `{name}` | {type_name(kind)} | {about} |" for name, (kind, about) in table.columns.items())
    return "\n".join([f"## {table.name}\n\n{table.about}\n\n| column | type | meaning |\n|---|---|---|", *rows, ""])


def type_name(kind: pa.DataType) -> str:
    """Return what the data dictionary calls a type."""
    return f"list of {type_names[kind.value_type]}" if isinstance(kind, pa.ListType) else type_names[kind]


if __name__ == "__main__":
    print(dictionary(), end="")
