"""How fast one network may read what the database works for: searches, lists, feeds, files.

Counted in the process's own memory, since a count in the database would be work for it too; with several web processes
each counts for itself. Nothing of it is kept, and whoever has logged in is not counted: a scraper has no account, and
a town hall has many behind one address.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec

from mulighetsrom.web.common import errors, limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

    from mulighetsrom.web.common.http import Request

P = ParamSpec("P")
if TYPE_CHECKING:
    View = Callable[Concatenate[Request, P], HttpResponseBase]

WAIT: Final = 10
"""Seconds after which whoever was held back should try again."""
MOST_NETWORKS: Final = 10_000


@dataclass(slots=True)
class Bucket:
    """`most` reads at once for each network, and `a_second` more in every second."""

    most: float
    a_second: float
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, who: str, count: int = 1) -> bool:
        """Use one of a network's reads, or give one back by -1; return whether there was one left."""
        with self._lock:
            now = time.monotonic()
            left, at = self._left.pop(who, (self.most, now))
            left = min(self.most, left + (now - at) * self.a_second)
            is_left = left >= count
            self._left[who] = (left - count if is_left else left, now)
            if len(self._left) > MOST_NETWORKS:
                self._left.popitem(last=False)
        return is_left

    def forget(self) -> None:
        """Count anew for everybody."""
        with self._lock:
            self._left.clear()


PAGES: Final = Bucket(most=1200, a_second=40)
"""Two hundred people in one room, who click every five seconds and do nothing but search, are forty a second."""
FILES: Final = Bucket(most=300, a_second=5)
"""What programs fetch. What a program has already and is told so (304), does not count."""


def held_back(bucket: Bucket) -> Callable[[View[P]], View[P]]:
    """Let a view answer each network as fast as `bucket` says, and ask whoever is faster to wait."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.actor.person:
                return view(request, *args, **kwargs)
            who = limits.visitor(request)
            if not bucket.take(who):
                return _wait(request)
            response = view(request, *args, **kwargs)
            if response.status_code == HTTPStatus.NOT_MODIFIED:
                bucket.take(who, -1)
            return response

        return answer

    return decorate


def _wait(request: Request) -> HttpResponseBase:
    response = errors.too_many(request)
    response["Retry-After"] = str(WAIT)
    response["Cache-Control"] = "no-store"
    return response
