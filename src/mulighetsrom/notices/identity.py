"""Which records are one notice, and which notices are one competition or one dialogue.

A notice goes by several names: Doffin's id, its UUID with or without version, TED's number. Records that share a name
are one *notice* (versions of it, or the same text from Doffin, TED and an export), and one of them speaks for it.
Notices that share a procedure, a correction and what it corrects, and a dialogue that is announced again, are one
*unit*: it counts once. Names are read from each record once, when it is added; what they join is found in SQL.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mulighetsrom.notices.schema import BOOL, RECORD, TEXT, Row, Rows, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

RULE = "identity 1"
PLANNING = frozenset({"planning", "consultation"})
REPEATED_WITHIN_DAYS = 365
SHORTEST_TELLING_TITLE = 15
"""Titles with fewer letters and digits ("Dialogkonferanse") do not tell one dialogue from the next."""

_uuid = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_doffin_id = re.compile(r"\d{4}-\d{6}")

IDENTIFIERS = Table(
    "identifiers",
    "What joins records: the names each goes by, and what it shares with others.",
    {
        "record": RECORD,
        "kind": (TEXT, "name; or procedure, changes, repeats: what makes notices one unit"),
        "identifier": (TEXT, "the identifier, in the one form in which it is compared"),
    },
)

ALIASES = Table(
    "aliases",
    "Every name of a notice, and the one key that its address has.",
    {
        "alias": (TEXT, "Doffin id, UUID, UUID and version, TED number, or record"),
        "notice_id": (TEXT, "the notice's one public key"),
    },
)

CURRENT = Table(
    "current",
    "One row per record: the notice it belongs to, whether it speaks for it, and what the notice is counted with.",
    {
        "record": RECORD,
        "notice_id": (TEXT, "the notice's one public key"),
        "unit": (TEXT, "the competition or dialogue that the notice is counted with: the key of its first notice"),
        "superseded": (
            BOOL,
            "another record speaks for the notice: a newer version, or the same text from a better source",
        ),
        "merged": (BOOL, "a correction or repeat of another notice in the unit: shown, but not counted by itself"),
    },
)


def identifiers(rows: Rows) -> Iterator[Row]:
    """Give the rows of `identifiers` for one record."""
    for notice in rows.get("notices", ()):
        found = {("name", name) for name in names(notice)}
        found |= {("changes", name) for name in _changed(rows)}
        if notice.get("form_type") in PLANNING:
            found |= {("repeats", key) for key in _repeats(notice)}
        else:
            found |= {("procedure", key) for key in _procedures(notice)}
        for kind, identifier in sorted(found):
            yield {"record": notice["record"], "kind": kind, "identifier": identifier}


def names(notice: Row) -> set[str]:
    """Return every name that the record's notice goes by; what is no proper identifier joins nothing."""
    uuid, version = _folded(notice.get("uuid")), notice.get("version")
    found = {_folded(notice["notice_id"]), _folded(notice.get("doffin_id")), _folded(notice.get("ted_number"))}
    if _proper(uuid):
        found |= {uuid, f"{uuid}-{version}" if version else uuid}
    return found - {""}


def _folded(value: str | None) -> str:
    return (value or "").strip().lower()


def _proper(identifier: str) -> bool:
    return bool(_uuid.fullmatch(identifier) or _doffin_id.fullmatch(identifier))


def _changed(rows: Rows) -> Iterator[str]:
    for reference in rows.get("references", ()):
        if reference["kind"] == "changed":
            told = (reference.get(name) for name in ("doffin_id", "uuid", "ted_number"))
            yield from {_folded(name) for name in told} - {""}


def _procedures(notice: Row) -> Iterator[str]:
    """The procedure, and the Doffin id by which notices converted from before eForms name the procedure."""
    for value in (notice.get("procedure_id"), notice.get("doffin_id")):
        if _proper(_folded(value)):
            yield _folded(value)


def _repeats(notice: Row) -> Iterator[str]:
    title = _letters(notice.get("title"))
    buyer = notice.get("buyer_orgnr") or _letters(notice.get("buyer"))
    if notice.get("dialogue") and buyer and len(title) >= SHORTEST_TELLING_TITLE:
        yield f"{buyer}|{title}|{notice.get('cpv') or ''}"


def _letters(text: str | None) -> str:
    return "".join(filter(str.isalnum, (text or "").casefold()))


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables `aliases` and `current` from the views `notices` and `identifiers`."""
    con.execute(
        "CREATE TEMP TABLE named AS SELECT record AS node, identifier AS hub FROM identifiers WHERE kind = 'name'"
    )
    connect(con, "named", "notice_of")
    con.execute(_SPEAKERS)
    con.execute(_ALIASES)
    con.execute(_UNIT_LINKS)
    connect(con, "unit_links", "unit_of")
    con.execute(_CURRENT)
    for table in ("named", "notice_of", "speakers", "unit_links", "unit_of"):
        con.execute(f"DROP TABLE {table}")


def connect(con: duckdb.DuckDBPyConnection, links: str, into: str) -> None:
    """Make the table `into` (node, component): what each node of `links` (node, hub) is connected with.

    A component goes by its smallest node. Each round hands the smallest on to all who share a hub, until every hub
    agrees: as many rounds as the longest chain has links, each over the few nodes that still may change.
    """
    con.execute(
        f"CREATE TEMP TABLE {into} AS SELECT node, min(component) AS component FROM ({_nearest(links)}) GROUP BY node"
    )
    while con.execute(_disagreeing(links, into)).fetchone() != (0,):
        con.execute(f"""
            UPDATE {into} SET component = better.component FROM (
                SELECT l.node, min(h.component) AS component
                FROM {links} l JOIN disagreeing h USING (hub) GROUP BY l.node
            ) better WHERE better.node = {into}.node AND better.component < {into}.component""")
    con.execute("DROP TABLE disagreeing")


def _nearest(links: str) -> str:
    return f"SELECT node, min(node) OVER (PARTITION BY hub) AS component FROM {links}"


def _disagreeing(links: str, into: str) -> str:
    return f"""
        CREATE OR REPLACE TEMP TABLE disagreeing AS
        SELECT hub, min(component) AS component FROM {links} JOIN {into} USING (node)
        GROUP BY hub HAVING min(component) <> max(component);
        SELECT count(*) FROM disagreeing"""


# XML before exports, the newest version, the newest publication, Doffin before TED; the record only to make it one.
_PRECEDENCE = """
    n.origin = 'export', try_cast(n.version AS INTEGER) DESC NULLS LAST, n.published_date DESC NULLS LAST,
    n.source <> 'doffin', n.record"""

# A key does not change when a newer version comes: Doffin's id of the oldest version, where there is one.
_OLDEST = "n.doffin_id IS NULL, n.source <> 'doffin', n.published_date NULLS LAST, n.notice_id"

_SPEAKERS = f"""
    CREATE TEMP TABLE speakers AS
    SELECT n.record, component, first_value(n.notice_id) OVER (PARTITION BY component ORDER BY {_OLDEST}) AS notice_id,
           row_number() OVER (PARTITION BY component ORDER BY {_PRECEDENCE}) > 1 AS superseded
    FROM notices n JOIN notice_of ON node = n.record"""

_ALIASES = """
    CREATE OR REPLACE TABLE aliases AS
    SELECT DISTINCT hub AS alias, notice_id FROM named JOIN speakers ON record = node
    UNION SELECT record, notice_id FROM speakers
    UNION SELECT notice_id, notice_id FROM speakers
    ORDER BY alias"""

# A correction may name a notice that is not here: then the name itself holds its corrections together.
_UNIT_LINKS = f"""
    CREATE TEMP TABLE unit_links AS
    SELECT DISTINCT notice_id AS node, 'notice:' || notice_id AS hub FROM speakers
    UNION
    SELECT s.notice_id, 'notice:' || coalesce(a.notice_id, i.identifier)
    FROM identifiers i JOIN speakers s USING (record) LEFT JOIN aliases a ON a.alias = i.identifier
    WHERE i.kind = 'changes'
    UNION
    SELECT s.notice_id, 'procedure:' || i.identifier FROM identifiers i JOIN speakers s USING (record)
    WHERE i.kind = 'procedure'
    UNION
    SELECT notice_id, 'repeats:' || identifier || sum(later::INTEGER) OVER said FROM (
        SELECT s.notice_id, i.identifier, n.published_date,
               coalesce(n.published_date - lag(n.published_date) OVER said > {REPEATED_WITHIN_DAYS}, false) AS later
        FROM identifiers i JOIN speakers s USING (record) JOIN notices n USING (record)
        WHERE i.kind = 'repeats' AND NOT s.superseded AND n.published_date IS NOT NULL
        WINDOW said AS (PARTITION BY i.identifier ORDER BY n.published_date, s.notice_id)
    ) WINDOW said AS (PARTITION BY identifier ORDER BY published_date, notice_id)"""

_CURRENT = """
    CREATE OR REPLACE TABLE current AS
    WITH told AS (
        SELECT s.notice_id, bool_or(i.kind = 'changes') AS correction, bool_or(i.kind = 'repeats') AS repeats,
               bool_or(n.subtype = '99') AS only_correction, min(n.published_date) AS published_date
        FROM speakers s JOIN notices n USING (record) LEFT JOIN identifiers i USING (record) GROUP BY s.notice_id
    ), units AS (
        SELECT told.*, first_value(notice_id) OVER (
            PARTITION BY component ORDER BY coalesce(only_correction, false), coalesce(correction, false),
            published_date NULLS LAST, notice_id) AS unit
        FROM told JOIN unit_of ON node = notice_id
    )
    SELECT s.record, s.notice_id, u.unit, s.superseded,
           coalesce(u.only_correction, false)
               OR (u.unit <> s.notice_id AND (u.correction OR u.repeats)) IS TRUE AS merged
    FROM speakers s JOIN units u USING (notice_id) ORDER BY s.record"""
