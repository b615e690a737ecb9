"""The rows of the engine: every table and column, declared once.

Parquet schemas, export headers and the data dictionary (docs/data.md) are made from these declarations. One *record* is
one published text as one source gave it (an XML file, a line of a CSV); one *notice* may have several records: versions,
or the same notice from Doffin and TED.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema, with each description as field metadata."""
        return pa.schema(
            [pa.field(name, kind, metadata={"description": about}) for name, (kind, about) in self.columns.items()],
            metadata={"table": self.name, "description": self.about},
        )


Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""What a reader gives for one record: table name -> rows. Columns left out are NULL."""

RECORD = (TEXT, "the record the row was read from: start of the SHA-256 of the raw bytes, with the row number for lines of a file")
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
        "notice_id": (TEXT, "the one public key of the notice: Doffin id, else UUID and version, else TED number, else record"),
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
        "form_type": (TEXT, "BT-03: planning, consultation, competition, dir-awa-pre, result, cont-modif, completion, change, other"),
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
        "innovation_words": (BOOL, "an innovation procedure or code stands in the notice's fields (BT-105, BT-06, BT-776)"),
    },
)

TEXTS = Table(
    "texts",
    "Every title, description and piece of additional information, in every language, masked.",
    {
        "record": RECORD,
        "lot": LOT,
        "field": (TEXT, "title, description, additional, procedure-features, renewal, options, change, place, event"),
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
        "role": (TEXT, "buyer, lead (a buyer that leads), winner, tenderer, subcontractor, review, other"),
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
        "dialogue_side": (BOOL, "one published under a competition or intention form, and not under a planning form"),
        "innovation_procedure": (BOOL, "innovation partnership or competitive dialogue"),
        "can_carry_innovation": (BOOL, "the form has a field for innovation (BT-776)"),
        "innovation_code": (BOOL, "BT-776 is used, or BT-06 says inn-pur"),
        "joint": (BOOL, "more than one buyer is named in the fields"),
        "tenders_results": (INT, "results with a known number of tenders"),
        "tenders": (INT, "sum of those numbers"),
        "tenders_squares": (INT, "sum of their squares, for the interval of the mean"),
        "cpv": (TEXT, "main CPV code, eight digits"),
        "focus_area": (TEXT, "focus area that the CPV code belongs to; NULL where none does"),
        "dialogue_kinds": (pa.list_(TEXT), "kinds of the first dialogue notice"),
        "dialogue_date": (DATE, "stated date of its (first) event"),
        "dialogue_deadline": (DATE, "stated (last) deadline for sign-up or written input"),
        "dialogue_evidence": (TEXT, "the words that decided, as JSON"),
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
        "value": (NUMBER, "numerator / denominator, times 100 where the indicator says so; NULL over nothing"),
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
