"""The rows of a file that a reader takes along, in pieces, so that a long list is never in memory whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.notices.schema import Row
    from mulighetsrom.notices.store import Version
    from mulighetsrom.web.insights.queries.notices import Selection

ROWS_AT_ONCE: Final = 4096


def listed(version: Version, selection: Selection) -> Iterator[list[Row]]:
    """Give all counted rows of a selection, newest first."""
    return _pieces(
        version,
        f"""SELECT notice_id, source, published_date, year, title, buyer, municipality_number, route, cooperation,
                   competition, advisory, dialogue, dialogue_side, innovation_procedure, innovation_code, joint,
                   tenders, tenders_results, cpv, dialogue_kinds, dialogue_date, dialogue_deadline, dialogue_evidence
            FROM counted WHERE {selection.where} ORDER BY published_date DESC, unit, buyer_key""",
        selection.parameters,
    )


def figures(version: Version, level: str, key: str) -> Iterator[list[Row]]:
    """Give all figures of a place: every indicator, year and route."""
    return _pieces(
        version,
        """SELECT * FROM figures WHERE level = $level AND key = $key
           ORDER BY indicator, year, route""",
        {"level": level, "key": key},
    )


def _pieces(version: Version, sql: str, parameters: dict[str, str | int | None]) -> Iterator[list[Row]]:
    for batch in version.cursor.execute(sql, parameters).to_arrow_reader(ROWS_AT_ONCE):
        yield batch.to_pylist()
