"""What every page shows around its content: navigation, languages, notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from mulighetsrom.web.common import addresses, registry
from mulighetsrom.web.common.components import Link

if TYPE_CHECKING:
    from django.http import HttpRequest

    from mulighetsrom.web.common.http import Request


def page(request: HttpRequest) -> dict[str, Any]:
    """Return what the base template needs; a context processor."""
    return {
        "languages": _languages(request),
        "places": _places(request),
        "header": [show(cast("Request", request)) for show in registry.header],
        "notices": [notice for tell in registry.notices if (notice := tell(cast("Request", request)))],
        "foot": [tell(cast("Request", request)) for tell in registry.foot],
    }


def _languages(request: HttpRequest) -> list[Link]:
    """Return a link to this same page in each language."""
    return [
        Link(name, addresses.in_language(request.get_full_path(), code), current=code == get_language(), language=code)
        for code, name in settings.LANGUAGES
    ]


def _places(request: HttpRequest) -> list[Link]:
    links = [Link(place.label, reverse(place.url_name)) for place in registry.places]
    return [Link(link.label, link.url, current=request.path.startswith(link.url)) for link in links]
