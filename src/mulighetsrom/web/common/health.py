"""The page that whoever watches the process asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import OperationalError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django gives every view the request
    """Answer 200 when the process can do its work, 503 when its database does not answer."""
    database = _database_answers()
    return JsonResponse({"database": database}, status=200 if database else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        return False
    return True
