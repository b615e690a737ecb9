"""How often one visitor may do something."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from mulighetsrom.web.common import limits, tasks
from mulighetsrom.web.common.models import Allowance

if TYPE_CHECKING:
    from django.test import RequestFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def _take(who: str = "203.0.113.7", what: str = "report", limit: int = 2) -> bool:
    return limits.take(what=what, who=who, limit=limit, period=HOUR)


def test_what_is_allowed_twice_is_refused_the_third_time() -> None:
    assert [_take(), _take(), _take()] == [True, True, False]


def test_one_visitor_and_one_deed_do_not_spend_anothers() -> None:
    assert [_take(limit=1), _take(limit=1, who="203.0.113.8"), _take(limit=1, what="ask")] == [True, True, True]


def test_the_next_hour_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    assert _take(limit=1)
    monkeypatch.setattr(timezone, "now", lambda: now + HOUR)
    assert _take(limit=1)


def test_nobody_can_read_who_it_was() -> None:
    _take()
    assert "203.0.113.7" not in Allowance.objects.get().who


def test_the_nightly_task_forgets_yesterday_and_keeps_today() -> None:
    now = timezone.now()
    for hours in (1, 23, 25, 100):
        Allowance.objects.create(what="report", who=str(hours), began_at=now - timedelta(hours=hours))
    tasks.purge(timestamp=0)
    assert sorted(Allowance.objects.values_list("who", flat=True)) == ["1", "23"]


def test_behind_the_proxy_only_what_the_proxy_saw_counts(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    request = rf.get("/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.7"}, REMOTE_ADDR="10.0.0.1")
    assert limits.visitor(request) == "10.0.0.1"
    monkeypatch.setattr(limits, "_behind_proxy", lambda: True)
    assert limits.visitor(request) == "203.0.113.7"


def test_all_of_one_subscribers_addresses_are_one_visitor(rf: RequestFactory) -> None:
    sent_from = [f"2001:db8:7:1{host}" for host in ("::1", "::2", ":a:b:c:d")]
    assert {limits.visitor(rf.get("/", REMOTE_ADDR=one)) for one in sent_from} == {"2001:db8:7:1::/64"}
    assert limits.visitor(rf.get("/", REMOTE_ADDR="::ffff:203.0.113.7")) == "203.0.113.7"
