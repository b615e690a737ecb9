"""The declared tables and what is made from them."""

from __future__ import annotations

from pathlib import Path

from mulighetsrom.notices import schema

DOCS = Path(__file__).parents[2] / "docs"


def test_the_data_dictionary_is_current() -> None:
    written = (DOCS / "data.md").read_text(encoding="utf-8")
    assert written == schema.dictionary(), "run: python -m mulighetsrom.notices.schema > docs/data.md"


def test_descriptions_travel_with_the_columns() -> None:
    field = schema.TABLES["notices"].schema.field("notice_id")
    assert b"public key" in field.metadata[b"description"]
