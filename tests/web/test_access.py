"""Who gets what at which address: every URL, every persona, one table."""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.web import people
from tests.web.access_table import TABLE
from tests.web.people import PERSONAS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.page import Page


def _names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _names(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"


def test_every_address_is_in_the_table() -> None:
    assert {page.name for page in TABLE} == set(_names(get_resolver()))


@contextmanager
def _undone() -> Iterator[None]:
    """Take back what one persona did before the next one comes, without filling the country anew."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined] # so that actions may be durable inside, as in any test
    with block:
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.usefixtures("country")
@pytest.mark.parametrize("page", TABLE, ids=str)
def test_each_persona_gets_what_the_table_says(page: Page) -> None:
    got = {}
    for persona in PERSONAS:
        with _undone():
            client = people.log_in(Client(), persona)
            ask = client.get if page.post is None else client.post
            answer = ask(page.address(), page.post)
            got[persona] = answer.status_code
            deque(answer, maxlen=0)  # a file that nobody reads stays open
    assert got == page.gets
