"""What the codes of notices mean to us, as data.

Sources: notice subtypes, form types and code lists of the eForms SDK 1.14; the Norwegian N-forms from DFØ's tailoring.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mulighetsrom.notices.schema import Row

FAMILIES = {
    "planning": ("1", "2", "3", "4", "5", "6", "7", "8", "9", "T01", "E2", "N4"),
    "consultation": ("E1",),
    "competition": (*map(str, range(10, 25)), "CEI", "E3", "N16"),
    "dir-awa-pre": ("25", "26", "27", "28"),
    "result": (*map(str, range(29, 38)), "T02", "E4", "N29"),
    "completion": ("E5",),
    "cont-modif": ("38", "39", "40", "E6"),
}
FORM_TYPES = {subtype: form_type for form_type, subtypes in FAMILIES.items() for subtype in subtypes}
"""Form type (BT-03) that each notice subtype (OPP-070) belongs to; 99 and other odd values belong to none."""

EQUIVALENTS = {"N4": "4", "N16": "16", "N29": "29"}
"""National forms and the EU forms they were made from."""

QUALIFICATION_SYSTEM, SUBCONTRACT = "15", "22"

INNOVATIVE_PROCEDURES = frozenset({"innovation", "comp-dial"})  # BT-105
INNOVATIVE_PURPOSE = ("strategic-procurement", "inn-pur")  # BT-06
INNOVATIVE_LIST = "innovative-acquisition"  # BT-776: any code but `none`


def is_innovative(notice: Row, codes: Iterable[Row]) -> bool:
    """Tell whether a notice's fields say innovation: procedure type, strategic purpose or an innovation code."""
    return notice.get("procedure_type") in INNOVATIVE_PROCEDURES or any(map(_says_innovation, codes))


def _says_innovation(row: Row) -> bool:
    kind, code = row.get("list"), row.get("code")
    return (kind, code) == INNOVATIVE_PURPOSE or (kind == INNOVATIVE_LIST and code != "none")
