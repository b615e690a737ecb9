"""Files are taken where a view says so, and nowhere else: Django would keep one of any size on the disk before anybody
asks who sends it.

    @takes_files(most_bytes=25 * 2**20)
    def hand_in(request: Request, ...) -> HttpResponse: ...

What is sent stays in memory, bounded for the request as a whole, so that nothing is left behind on a disk however the
process ends. Of somebody who has not logged in no file is read at all: the view answers them as it answers any visitor.
"""

from __future__ import annotations

from functools import wraps
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from mulighetsrom.web.common import proof

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from mulighetsrom.web.common.http import Request

View = TypeVar("View", bound="Callable[..., HttpResponseBase]")

MOST_BYTES: Final = 25 * 2**20
"""What one request may carry where its view says nothing else: one file of the largest size, and some."""
MOST_FILES: Final = 10
_FIELDS_BYTES: Final = 2 * 2**20
"""Room for the rest of a form; Django bounds what is kept of it."""


class TooMuchSentError(SuspiciousOperation):
    """Raised when more or larger files come than a view takes."""


class NoFiles(FileUploadHandler):
    """Stops reading what is sent where a file begins."""

    def new_file(self, *_: object, **__: object) -> NoReturn:
        raise StopUpload(connection_reset=True)


class InMemory(FileUploadHandler):
    """Keeps what is sent in memory, and stops reading when it becomes too much."""

    def __init__(self, request: HttpRequest, *, most_bytes: int, most_files: int) -> None:
        super().__init__(request)
        self._bytes_left, self._files_left = most_bytes, most_files
        self._data = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._files_left -= 1
        if self._files_left < 0:
            raise TooMuchSentError("files")
        self._data = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - Django's signature
        self._bytes_left -= len(raw_data)
        if self._bytes_left < 0:
            raise TooMuchSentError("bytes")
        self._data.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._data.seek(0)
        return InMemoryUploadedFile(
            self._data,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )


def takes_files(*, most_bytes: int = MOST_BYTES, most_files: int = MOST_FILES) -> Callable[[View], View]:
    """Let a view take files from whoever is logged in, so many and so large together; more is answered with 413.

    It stands outermost but for what asks who somebody is. The middleware against forged forms reads the form, and with
    it the files, before a view is called: so it is told to leave this view alone, and asked again once we have said
    how to read them.
    """

    def decorate(view: View) -> View:
        protected = proof.protected(view)

        @csrf_exempt
        @wraps(view)
        def run(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.actor.person is None:
                return protected(request, *args, **kwargs)
            if _length(request) > most_bytes + _FIELDS_BYTES:
                return _too_much(request, most_bytes, most_files)
            request.upload_handlers = [InMemory(request, most_bytes=most_bytes, most_files=most_files)]
            try:
                return protected(request, *args, **kwargs)
            except TooMuchSentError:
                return _too_much(request, most_bytes, most_files)

        return cast("View", run)

    return decorate


def _length(request: HttpRequest) -> int:
    said = str(request.META.get("CONTENT_LENGTH", ""))
    return int(said) if said.isascii() and said.isdigit() else 0


def _too_much(request: HttpRequest, most_bytes: int, most_files: int) -> HttpResponseBase:
    text = _(
        "Together the files may be at most %(megabytes)s MB, and %(files)s in number. "
        "Go back, and choose fewer or smaller ones. Nothing was kept."
    ) % {"megabytes": most_bytes // 2**20, "files": most_files}
    return render(
        request, "error.html", {"status": 413, "title": _("The files are too large"), "text": text}, status=413
    )
