"""Who gets what at which address: every URL, every persona, one table."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.web import people
from tests.web.access_table import TABLE, Page
from tests.web.people import PERSONAS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client


def _names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _names(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"


def test_every_address_is_in_the_table() -> None:
    assert {page.name for page in TABLE} == set(_names(get_resolver()))


@pytest.mark.django_db
@pytest.mark.usefixtures("country")
@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("page", TABLE, ids=str)
def test_each_persona_gets_what_the_table_says(client: Client, page: Page, persona: str) -> None:
    people.log_in(client, persona)
    ask = client.get if page.post is None else client.post
    with closing(ask(page.address(), page.post)) as answer:  # a file that nobody reads stays open
        assert answer.status_code == page.gets[persona]
