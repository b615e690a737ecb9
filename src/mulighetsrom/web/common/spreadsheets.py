"""Tables as files that spreadsheets open: as the reader's Excel takes them, and no cell ever a formula."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mulighetsrom.notices import export

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pyarrow as pa

    from mulighetsrom.notices.schema import Table

TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def written(form: str, table: Table, rows: Iterable[pa.RecordBatch]) -> IO[bytes]:
    """Write a file that has no name any more: it is gone when whoever sends it closes it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "file")
        _FORMS[form](path, table, rows)
        return path.open("rb")


def _csv(path: Path, table: Table, rows: Iterable[pa.RecordBatch]) -> None:
    export.write_csv(path, table, rows, export.EXCEL if get_language() == "en" else export.NORWEGIAN_EXCEL)


def _xlsx(path: Path, table: Table, rows: Iterable[pa.RecordBatch]) -> None:
    export.write_xlsx(path, table, rows, about=_("columns"))


_FORMS: Final[dict[str, Callable[[Path, Table, Iterable[pa.RecordBatch]], None]]] = {"csv": _csv, "xlsx": _xlsx}
