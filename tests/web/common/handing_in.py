"""The platform with one view that takes files, and one that does not, for whom a header says."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, JsonResponse
from django.template import engines
from django.urls import path

from mulighetsrom.web.common.actor import VISITOR, Actor
from mulighetsrom.web.common.uploads import takes_files
from mulighetsrom.web.urls import handler400, handler403, handler404, handler500, urlpatterns

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

    from mulighetsrom.web.common.http import Request

__all__ = ["handler400", "handler403", "handler404", "handler500"]

MOST_BYTES = 3 * 2**20


def by_header(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def run(request: Request) -> HttpResponseBase:
        person = request.headers.get("X-Person")
        request.actor = Actor(person=person) if person else VISITOR
        return view(request)

    return run


def told(request: Request) -> HttpResponse:
    """Tell what came, or give the token that the form would carry."""
    if request.method == "GET":
        return HttpResponse(engines["django"].from_string("{{ csrf_token }}").render({}, request))
    got: dict[str, Any] = {one.name or "": one.size for one in request.FILES.getlist("file")}
    return JsonResponse({"person": request.actor.person, "title": request.POST.get("title"), "files": got})


urlpatterns = [
    *urlpatterns,
    path("takes", by_header(takes_files(most_bytes=MOST_BYTES, most_files=2)(told))),
    path("takes-none", by_header(told)),
]
