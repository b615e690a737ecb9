"""Atom feeds, for every slice that has news."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from mulighetsrom.web.common.http import Request

_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news: `name` tells it apart for ever, `path` is where it stands on our pages."""

    name: str
    title: str
    path: str
    text: str
    at: datetime


def atom(request: Request, *, title: str, path: str, entries: Iterable[Entry]) -> HttpResponse:
    """Answer with a feed of what stands at `path`, newest first; text is text, whatever is written in it."""
    feed = Atom1Feed(
        title=_plain(title),
        link=request.build_absolute_uri(path),
        feed_url=request.build_absolute_uri(request.path),
        description="",
        language=get_language(),
    )
    for entry in entries:
        address = request.build_absolute_uri(entry.path)
        feed.add_item(
            title=_plain(entry.title),
            link=address,
            description=_plain(entry.text),
            unique_id=f"{address.partition('#')[0]}#{entry.name}",
            pubdate=entry.at,
            updateddate=entry.at,
        )
    answer = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(answer, "utf-8")
    return answer


def _plain(text: str) -> str:
    return _NOT_XML.sub(" ", text)
