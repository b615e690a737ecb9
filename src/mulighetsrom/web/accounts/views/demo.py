"""One click and one is somebody, in a demo only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from mulighetsrom.web.accounts import demo, paths, sessions
from mulighetsrom.web.accounts.queries import people

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request


@require_POST
def log_in(request: Request, public_id: str) -> HttpResponse:
    """Log in as one of the people of the demo."""
    person = demo.person(public_id)
    sessions.begin(request, person=person, acting_for=people.first_organisation(person))
    return redirect(paths.own(request.POST.get(paths.NEXT)) or paths.home())
