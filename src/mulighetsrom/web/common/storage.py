"""Where the bytes of files lie: a folder of our own, which no web server gives out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.core.files.storage import FileSystemStorage

if TYPE_CHECKING:
    from typing import IO, Any

    from django.core.files.base import File


class Storage(FileSystemStorage):
    """A folder whose files are on the disk for good before anything says that they are there."""

    def _save(self, name: str, content: File[bytes] | IO[Any]) -> str:
        saved: str = super()._save(name, content)  # type: ignore[misc] # the stubs do not know it
        place = self.path(saved)
        for path in (place, os.path.dirname(place)):  # noqa: PTH120 - the storage speaks in strings
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        return saved
