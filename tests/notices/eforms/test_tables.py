"""The mapping itself: what the walk can follow, and whether the official field list knows it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from mulighetsrom.notices.eforms.codes import EQUIVALENTS, FORM_TYPES
from mulighetsrom.notices.eforms.tables import NOTICE, Nodes
from mulighetsrom.notices.eforms.walk import compile_step
from mulighetsrom.notices.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EXTENSION = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension"
UNOFFICIAL = {
    "cac:ProcurementProject/cac:ProcurementAdditionalType/cbc:ProcurementType",  # the list has it for lots only
    f"{EXTENSION}/efac:Changes/efac:Change/efbc:ChangedSectionIdentifier",  # before SDK 1.8
    f"{EXTENSION}/efac:ContractModification/efac:Change/efbc:ChangedSectionIdentifier",  # likewise
    f"{EXTENSION}/efac:ContractModification/efac:Change/efbc:ProcurementDocumentsChangeDate",  # corrections only
}


def paths_of(nodes: Nodes, around: str = "") -> Iterator[str]:
    """Yield every place, from the root and without conditions, that a declared node reads."""
    here = "/".join(filter(None, (around, nodes.at.removeprefix("."))))
    for column in nodes.columns.values():
        for path in column.split(" | "):
            yield "/".join(step for step in (here, *path.split("/")) if step not in {"", "."} and step[0] != "@")
    for inside in nodes.inside:
        yield from paths_of(inside, here)


def plain(xpath: str) -> str:
    """Return an XPath of the field list without root, conditions and attribute."""
    bare = re.sub(r"\[[^\[\]]*\]", "", re.sub(r"\[[^\[\]]*\]", "", xpath))
    return re.sub(r"^/\*/|/@.*$", "", bare)


def test_the_official_field_list_knows_every_path(shared: Path) -> None:
    fields = json.loads((shared / "sdk" / "eforms-1.14" / "fields" / "fields.json").read_text(encoding="utf-8"))
    known = {plain(field["xpathAbsolute"]) for field in fields["fields"]}
    read = {plain(path) for path in paths_of(NOTICE)}
    assert len(read) > 100
    assert sorted(read - known) == sorted(UNOFFICIAL - known)


@pytest.mark.parametrize("path", ["cbc:ID[@a='b']/cbc:Name", "ID", "//cbc:ID"])
def test_a_path_beyond_the_subset_is_refused_when_compiled(path: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        compile_step(Nodes("lots", ".", {"lot": path}))


def test_every_form_family_has_its_subtypes() -> None:
    assert FORM_TYPES["4"] == FORM_TYPES["N4"] == "planning"
    assert all(FORM_TYPES[national] == FORM_TYPES[eu] for national, eu in EQUIVALENTS.items())
    assert FORM_TYPES["E1"] == "consultation"
    assert {FORM_TYPES[one] for one in ("16", "N16", "E3", "CEI", "10")} == {"competition"}
    assert "99" not in FORM_TYPES
    assert set(map(str, range(1, 41))) <= set(FORM_TYPES)


def test_every_table_of_the_schema_is_described() -> None:
    for table in TABLES.values():
        assert all(about for _, about in table.columns.values()), table.name
