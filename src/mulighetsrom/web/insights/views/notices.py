from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def of_municipality(request: HttpRequest, **_: str) -> HttpResponse:  # noqa: ARG001 - not written yet
    raise Http404


def of_county(request: HttpRequest, **_: str) -> HttpResponse:  # noqa: ARG001 - not written yet
    raise Http404


def of_country(request: HttpRequest, **_: str) -> HttpResponse:  # noqa: ARG001 - not written yet
    raise Http404


def notice(request: HttpRequest, **_: str) -> HttpResponse:  # noqa: ARG001 - not written yet
    raise Http404
