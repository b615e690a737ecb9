"""What happens to every request, outermost first: a name in the log, the content policy."""

from __future__ import annotations

import logging
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from mulighetsrom.web.common import errors, logs
from mulighetsrom.web.common.sealed import SealedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    Handler = Callable[[HttpRequest], HttpResponseBase]

log = logging.getLogger(__name__)

# Nothing inline, nothing from other hosts. `data:` images are the icons in Designsystemet's own style sheet.
CONTENT_POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def request_log(get_response: Handler) -> Handler:
    """Give each request an id that its log lines and its answer carry, and log one line about it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        with logs.request() as request_id:
            began = time.perf_counter()
            response = get_response(request)
            took_ms = round((time.perf_counter() - began) * 1000, 1)
            # The path only: a query may hold what somebody searched for.
            told = {"method": request.method, "path": request.path, "status": response.status_code, "ms": took_ms}
            log.info("answered", extra={"fields": told})
            response["X-Request-ID"] = request_id
            return response

    return middleware


def content_policy(get_response: Handler) -> Handler:
    """Tell the browser to load and run only what this site itself serves."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)  # a file's own is stricter
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        return response

    return middleware


class Sealed:
    """Say truthfully that a sealed text cannot be opened, where a page is nothing without it; the log tells which."""

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        if not isinstance(error, SealedError):
            return None
        log.error("sealed", extra={"fields": {"why": str(error)}})
        return errors.sealed(request)


def only_by_a_form(get_response: Handler) -> Handler:
    """Answer in words where a page shown by a form's own address is opened by that: in another language, or anew."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method != "GET" or response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        told = errors.only_by_a_form(request)
        told["Allow"] = response["Allow"]
        return told

    return middleware
