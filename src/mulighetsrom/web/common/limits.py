"""How often one visitor may do what costs others something: counted in the database, so that all processes agree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Final, TypeAlias

from django.db import connection
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from mulighetsrom.installation import config
from mulighetsrom.web.common.models import Allowance

if TYPE_CHECKING:
    from django.http import HttpRequest

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
KEPT: Final = DAY
Allowed: TypeAlias = Sequence[tuple[int, timedelta]]
"""How many times in how long, for each of several stretches."""

GUEST_LETTERS: Final[Allowed] = ((3, HOUR), (10, DAY))
"""How many letters that nobody has answered a stranger can have sent to one address."""

_START: Final = datetime(2000, 1, 1, tzinfo=UTC)
_TAKE: Final = """
    INSERT INTO common_allowance AS had (what, who, began_at, used) VALUES (%s, %s, %s, 1)
    ON CONFLICT (what, who, began_at) DO UPDATE SET used = had.used + 1 WHERE had.used < %s
"""
"""Compare and set in one: of two requests at once, only one gets the last time."""


def take(*, what: str, who: str, limit: int, period: timedelta) -> bool:
    """Use one of `who`'s `limit` times to do `what` in this stretch of `period`; return whether there was one left.

    The limit is one or more.
    """
    whose = salted_hmac(what, who, algorithm="sha256").hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [what, whose, _began(period), limit])
        return bool(cursor.rowcount)


def give_back(*, what: str, who: str, period: timedelta) -> None:
    """Take back one time of this stretch, for what turned out to be right: only what is wrong is counted."""
    whose = salted_hmac(what, who, algorithm="sha256").hexdigest()
    Allowance.objects.filter(what=what, who=whose, began_at=_began(period), used__gt=0).update(used=F("used") - 1)


class UsedUpError(Exception):
    """Raised by an action whose doer has had all the times of a stretch: one can wait for the next `period`."""

    def __init__(self, period: timedelta) -> None:
        super().__init__()
        self.period = period


def take_each(*, what: str, who: str, allowed: Allowed) -> timedelta | None:
    """Use one time of each of several stretches, such as three in an hour and ten in a day.

    Return the stretch of which none was left, None where there was one everywhere; the action that was refused rolls
    back what it has used.
    """
    for limit, period in allowed:
        if not take(what=f"{what} {period.total_seconds():.0f}", who=who, limit=limit, period=period):
            return period
    return None


def give_back_each(*, what: str, who: str, allowed: Allowed) -> None:
    """Take back what `take_each` used."""
    for _limit, period in allowed:
        give_back(what=f"{what} {period.total_seconds():.0f}", who=who, period=period)


def visitor(request: HttpRequest) -> str:
    """Return the network address a request came from; behind our proxy, the one that the proxy itself saw.

    Of IPv6 it is the network of 64 bits: one subscriber has all of its addresses.
    """
    if _behind_proxy():
        return _subscriber(request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip())
    return _subscriber(str(request.META["REMOTE_ADDR"]))


def _subscriber(address: str) -> str:
    try:
        ip = ip_address(address)
    except ValueError:
        return address  # a proxy may send words: then all of whom it says so are one
    if ip.version == 4:  # noqa: PLR2004 - the other one is 6
        return address
    return str(ip.ipv4_mapped or ip_network((ip.packed[:8] + bytes(8), 64)))


def forget() -> int:
    """Delete the counts of stretches that began more than a day ago; return how many."""
    return Allowance.objects.filter(began_at__lt=timezone.now() - KEPT).delete()[0]


def _behind_proxy() -> bool:
    return config.current().behind_tls_proxy


def _began(period: timedelta) -> datetime:
    now = timezone.now()
    return now - (now - _START) % period
