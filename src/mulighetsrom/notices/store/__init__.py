"""Where notices are kept: Parquet files in numbered versions, and the archive they can be made from again."""

from mulighetsrom.notices.store.dataset import AddReport, Dataset
from mulighetsrom.notices.store.errors import (
    DamagedError,
    DatasetBusyError,
    DatasetError,
    DemoRefusedError,
    NoVersionError,
    UnknownNoticeError,
    UnknownTableError,
    YearNotOverError,
)
from mulighetsrom.notices.store.manifest import Coverage, Manifest, Removed
from mulighetsrom.notices.store.version import Version

__all__ = [
    "AddReport",
    "Coverage",
    "DamagedError",
    "Dataset",
    "DatasetBusyError",
    "DatasetError",
    "DemoRefusedError",
    "Manifest",
    "NoVersionError",
    "Removed",
    "UnknownNoticeError",
    "UnknownTableError",
    "Version",
    "YearNotOverError",
]
