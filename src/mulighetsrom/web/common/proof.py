"""Forms that prove they are ours, and say whose page they stood on: nobody's words are sent in another's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from django.conf import settings
from django.core import signing
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import get_callable
from django.utils.decorators import decorator_from_middleware

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseForbidden
    from django.http.response import HttpResponseBase

    from mulighetsrom.web.common.http import Request

TOKEN: Final = "csrfmiddlewaretoken"  # noqa: S105 - the name of Django's field
WRITER: Final = "page-of"
_signer: Final = signing.Signer(salt="common.proof")


class Forms(CsrfViewMiddleware):
    """Refuse a form that was forged, and one from the page of somebody else than who sends it.

    Two people may share a browser, and one have many tabs: a page that was opened before a log-in stays open after it.
    """

    def process_view(
        self, request: HttpRequest, callback: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseForbidden | None:
        refused = super().process_view(request, callback, args, kwargs)
        if refused or request.method != "POST" or getattr(callback, "csrf_exempt", False):
            return refused
        told = writer(request)
        if told and told != cast("Request", request).actor.person:
            return cast("HttpResponseForbidden", get_callable(settings.CSRF_FAILURE_VIEW)(request))
        return None


protected: Final = decorator_from_middleware(Forms)


def of(person: str) -> str:
    """Return what a page's forms carry so that it is known whose page it was."""
    return _signer.sign(person)


def writer(request: HttpRequest) -> str:
    """Return the public id of the person whose page a form stood on, empty for a visitor's."""
    try:
        return _signer.unsign(request.POST.get(WRITER, ""))
    except signing.BadSignature:
        return ""


def is_ours(request: HttpRequest) -> bool:
    """Tell whether the browser says that a form was sent from a page of ours, whatever its token is worth."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def said(request: HttpRequest) -> dict[str, list[str]]:
    """Return what was filled in, without what proves anything."""
    return {name: values for name, values in request.POST.lists() if name not in {TOKEN, WRITER}}
