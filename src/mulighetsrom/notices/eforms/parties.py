"""Who does what in a notice: the chain of references from roles to organisations followed to its end.

Buyer: contracting party -> organisation. Winner: contract -> tender -> tendering party -> organisation. Every other
tender's organisations are tenderers. A tender has won if, and only if, a contract refers to it; intention notices name
a winner too, so a winner is not yet an award. Source: eForms SDK, OPT-300, OPT-301, OPT-310, OPT-315, OPT-320, BT-3202.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.notices.orgnr import is_mistyped, normalise
from mulighetsrom.notices.privacy import mask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.notices.schema import Row, Rows

COMPANY = ("name", "country", "nuts", "city", "size")
SEVERAL = " | "
DOMESTIC = {None, "NOR"}


def settle(rows: Rows) -> None:
    """Connect results, contracts and tenders: lots that only one of them names, and which tenders won."""
    by_tender = {tender["tender"]: tender for tender in rows["tenders"] if "tender" in tender}
    by_contract = {contract["contract"]: contract for contract in rows["contracts"] if "contract" in contract}
    for result in rows["results"]:
        for tender in result.pop("tenders", ()):
            _lend_lot(result, by_tender.get(tender))
        for contract in result.pop("contracts", ()):
            _lend_lot(result, by_contract.get(contract))
    rows["contracts"] = [
        {**contract, "tender": tender, "lot": by_tender.get(tender, {}).get("lot", contract.get("lot"))}
        for contract in rows["contracts"]
        for tender in contract.pop("tender", (None,))
    ]
    won = {contract["tender"] for contract in rows["contracts"]}
    for tender in rows["tenders"]:
        tender["winner"] = tender.get("tender") in won


def _lend_lot(row: Row, other: Row | None) -> None:
    if other is not None and "lot" in row:
        other.setdefault("lot", row["lot"])


def organisations(rows: Rows) -> Iterator[Row]:
    """Yield one row per organisation, role, lot and tender; call after `settle`."""
    companies = {name: _company(row) for row in rows["companies"] for name in row.get("organisation", ())}
    seen = set()
    for part in (*_buyers(rows), *_tenderers(rows), *rows["parties"]):
        key = (part["role"], part.get("lot"), part.get("tender"), part.get("organisation"))
        if key not in seen:
            seen.add(key)
            yield {**companies.get(part.get("organisation"), {}), **part}


def _company(row: Row) -> Row:
    written = row.get("orgnr_raw", ())
    company = {column: row[column] for column in COMPANY if column in row}
    if row.get("country") in DOMESTIC:
        company["orgnr"] = next(filter(None, map(normalise, written)), None)
    raw = SEVERAL.join(written)
    company["orgnr_raw"] = (raw if company.get("orgnr") else mask(raw)) or None
    company["cooperation"] = row.get("awards") or row.get("acquires") or False
    if row.get("person"):
        company.update(name=None, orgnr=None, orgnr_raw=None)  # a private person is counted, not named
    return company


def _buyers(rows: Rows) -> Iterator[Row]:
    leaders = {name for row in rows["companies"] if row.get("leads") for name in row.get("organisation", ())}
    buyers = [{**row, "organisation": name} for row in rows["buyers"] for name in row.get("organisation", (None,))]
    for buyer in buyers:
        buyer["role"] = "lead" if len(buyers) > 1 and buyer["organisation"] in leaders else "buyer"
        if "activity" in buyer:
            buyer["activity"] = SEVERAL.join(buyer["activity"])
        yield buyer


def _tenderers(rows: Rows) -> Iterator[Row]:
    members = {row["party"]: row for row in rows["members"] if "party" in row}
    for tender in rows["tenders"]:
        party = members.get(tender.get("party"), {})
        role = "winner" if tender["winner"] else "tenderer"
        around = {"record": tender["record"], "lot": tender.get("lot"), "tender": tender.get("tender")}
        for organisation in party.get("tenderer", ()):
            yield {**around, "role": role, "organisation": organisation}
        for organisation in party.get("subcontractor", ()):
            yield {**around, "role": "subcontractor", "organisation": organisation}


def mistyped(rows: Rows) -> Iterator[str]:
    """Yield every number that is written as a Norwegian organisation's and has a wrong check digit."""
    for row in rows["companies"]:
        if row.get("country") in DOMESTIC and not row.get("person"):
            yield from filter(is_mistyped, row.get("orgnr_raw", ()))


def unresolved(rows: Rows) -> Iterator[tuple[str, str]]:
    """Yield place and detail of every reference that leads to nothing."""
    known = {organisation for row in rows["companies"] for organisation in row.get("organisation", ())}
    missing = {
        (row["role"], row["organisation"]) for row in rows["organisations"] if row.get("organisation") not in known
    }
    for role, organisation in sorted(missing, key=str):
        yield role, f"{organisation!r} is no organisation of the notice"
    parties = {row.get("party") for row in rows["members"]}
    for tender in rows["tenders"]:
        if "party" in tender and tender["party"] not in parties:
            yield "tender", f"{tender['party']!r} is no tendering party of the notice"
