"""Hostile input at every address: whatever stands in an address, a query or a form, the platform answers, and says so.

The table of addresses knows what is asked for there; here each part of it is put in another's place.
"""

from __future__ import annotations

from collections import deque
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import pytest
from django import forms
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.web import people
from tests.web.access_table import TABLE
from tests.web.test_access import _undone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.page import Page

PARTS: Final = ("\0", "'\u202e" + "A" * 3000)
"""What somebody may put in the place of an id."""
VALUES: Final = ("\0", "\x1b[31m\u202e<script>", "9" * 40)
"""What somebody may put in the place of what a form or a search holds."""
SEARCHED: Final = ("q", "sted", "omrade", "cpv", "aar", "side", "page", "year", "what", "kode", "neste", "dato", "kopi",
                   "mer", "sorter", "minst", "fylke", "navn", "kommune", "vis", "sok", "stadium", "fra", "til",
                   "with", "add", "virksomhet", "behov")  # fmt: skip
COMES_FAR: Final = {HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country"), pytest.mark.timeout(600)]


def _pages(*, forms_only: bool = False) -> Iterator[Page]:
    """Yield one page of each address, as the persona sees it who comes furthest."""
    found = {page.name: page for page in reversed(TABLE) if page.html or not forms_only}
    yield from found.values()


def _client(page: Page) -> Client:
    who = min(people.PERSONAS, key=lambda one: (page.gets[one] not in COMES_FAR, one == "visitor"))
    return people.log_in(Client(raise_request_exception=False), who)


def _status(client: Client, address: str, sent: dict[str, Any] | None) -> int:
    answer = client.get(address) if sent is None else client.post(address, sent)
    deque(answer, maxlen=0)  # a file that nobody reads stays open
    return answer.status_code


def _fields(client: Client, page: Page) -> dict[str, Any]:
    """Return what a page's forms ask for."""
    found: dict[str, Any] = dict(page.post or {})
    answer = client.get(page.address())
    deque(answer, maxlen=0)
    for layer in answer.context or ():
        for values in getattr(layer, "dicts", ()):
            for one in values.values():
                found |= dict.fromkeys(one.fields, "") if isinstance(one, forms.BaseForm) else {}
    return found


def test_no_id_in_an_address_breaks_anything() -> None:
    wrong = []
    for page in _pages():
        for name in page.args:
            for part in PARTS:
                try:
                    address = reverse(page.name, kwargs=page.args | {name: part})
                except NoReverseMatch:
                    continue
                with _undone():
                    status = _status(_client(page), address, page.post)
                if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    wrong.append((page.name, name, part[:2], status))
    assert not wrong


def test_no_query_breaks_anything() -> None:
    wrong = []
    for page in (one for one in _pages() if one.post is None):
        address, client = page.address().partition("?")[0], _client(page)
        for value in VALUES:
            status = _status(client, f"{address}?{urlencode(dict.fromkeys(SEARCHED, value))}", None)
            if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                wrong.append((page.name, value, status))
    assert not wrong


def test_no_form_breaks_anything() -> None:
    wrong, asked = [], 0
    for page in _pages(forms_only=True):
        with _undone():
            fields = _fields(_client(page), page)
        asked += len(fields)
        for value in VALUES:
            with _undone():
                status = _status(_client(page), page.address(), dict.fromkeys(fields, value))
            if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                wrong.append((page.name, value, status))
    assert asked > 100, "the forms were not found"
    assert not wrong
