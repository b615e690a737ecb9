"""The pages for what went wrong, in the reader's language, with what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.http import HttpRequest


class RefusedError(PermissionDenied):
    """Raised where the page is there, and whoever is refused may know why: the error's words are shown to them."""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    if isinstance(exception, RequestDataTooBig):
        return _bare(
            413,
            _("This is more text than we can take at once"),
            _("Nothing was kept. Go back: your browser may still have what you wrote. Shorten it, and send it again."),
        )
    return _bare(
        400,
        _("We could not read the request"),
        _("Something in the address or the form was not as we expected. Go back and try again."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    why = str(exception) if isinstance(exception, RefusedError) else _("The page is there, but it is not open to you.")
    return _in_place(request, 403, _("You do not have access to this page"), why)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _in_place(
        request,
        403,
        _("The form could not be sent"),
        _(
            "The page may have been open for too long, or your browser refuses cookies. "
            "Go back, load the page again, and send the form once more."
        ),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _in_place(
        request,
        404,
        _("We cannot find this page"),
        _("The address may be mistyped, or the page may have been moved or removed."),
    )


def only_by_a_form(request: HttpRequest) -> HttpResponse:
    """Answer whoever opens an address that only takes what a form sends."""
    return _in_place(
        request,
        405,
        _("There is no page here"),
        _("This address only takes what a form sends. Nothing has been changed. Go back to the page you came from."),
    )


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer whoever reads faster than people do."""
    return _in_place(
        request,
        429,
        _("This goes faster than we can keep up with"),
        _(
            "Many pages have been asked for from your network in a short time. Wait ten seconds, and load the page "
            "again. If you fetch data by a program, let it pause between its questions."
        ),
    )


def sealed(request: HttpRequest) -> HttpResponse:
    """Answer where a page is nothing without a sealed text that cannot be opened."""
    return _in_place(
        request,
        500,
        _("A text here cannot be opened"),
        _(
            "It is encrypted, and its key is not in place, or somebody has changed it. Nothing is deleted, and nothing "
            "you sent has been kept. Tell whoever runs the platform: putting the key back brings the text back."
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _bare(
        500,
        _("Something went wrong on our side"),
        _("The error has been logged. Try again in a few minutes."),
    )


def _in_place(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "error.html", {"status": status, "title": title, "text": text}, status=status)


def _bare(status: int, title: str, text: str) -> HttpResponse:
    """Answer without header and navigation: they ask the request and other parts, which may be what failed."""
    return HttpResponse(
        render_to_string("error_bare.html", {"status": status, "title": title, "text": text}), status=status
    )
