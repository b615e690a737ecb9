from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def report(request: HttpRequest, **_: str) -> HttpResponse:  # noqa: ARG001 - not written yet
    raise Http404
