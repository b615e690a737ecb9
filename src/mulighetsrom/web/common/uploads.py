"""No form takes a file, and Django would keep one of any size on the disk before it asks who sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

if TYPE_CHECKING:
    from typing import NoReturn


class NoFiles(FileUploadHandler):
    """Stops reading what is sent where a file begins."""

    def new_file(self, *_: object, **__: object) -> NoReturn:
        raise StopUpload(connection_reset=True)
