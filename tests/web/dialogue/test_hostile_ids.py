"""Ids that are guessed: what is another's, and what is not there, are answered alike to the letter."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Any, Final

import pytest
from django.test import Client

from tests.web import people
from tests.web.access_table import TABLE
from tests.web.test_access import _undone

if TYPE_CHECKING:
    from tests.web.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country"), pytest.mark.timeout(600)]
NOBODYS: Final = "ZZ99ZZ99ZZ"
EACH_TIME: Final = re.compile(r"csrf\w*|nonce|[A-Za-z0-9_-]{64}|value=\"[^\"]{20,}\"")
TELLING: Final = ("Cache-Control", "ETag", "Last-Modified", "Location", "Content-Type", "Content-Disposition", "Vary")


def answered(client: Client, page: Page, args: dict[str, str]) -> tuple[Any, ...]:
    """Return what somebody can tell an answer by, without the id that they asked for themselves."""
    with _undone():
        address = page.address()
        for name, value in page.args.items():
            address = address.replace(f"/{value}", f"/{args[name]}", 1)
        answer = client.get(address) if page.post is None else client.post(address, page.post)
        body = b"".join(answer) if answer.streaming else answer.content
    deque(answer, maxlen=0)
    text = EACH_TIME.sub("", body.decode(errors="replace"))
    heads = [answer.get(name, "") for name in TELLING]
    for value in args.values():
        text, heads = text.replace(value, "-"), [head.replace(value, "-") for head in heads]
    return answer.status_code, heads, text


def test_who_may_not_know_of_something_cannot_tell_it_from_nothing() -> None:
    told, tried = [], 0
    for page in (one for one in TABLE if one.name.startswith("dialogue:") and len(one.args) > 1):
        last = list(page.args)[-1]
        if not page.args[last].isalnum() or len(page.args[last]) != len(NOBODYS):
            continue
        for who in ("visitor", "supplier", "other_supplier", "stranger"):
            if page.gets[who] != 404:
                continue
            client, tried = people.log_in(Client(), who), tried + 1
            if answered(client, page, page.args) != answered(client, page, page.args | {last: NOBODYS}):
                told.append((str(page), who))
    assert tried > 50
    assert told == []


def test_a_visitor_who_guesses_an_id_is_asked_who_they_are_whether_or_not_it_is_there() -> None:
    told, tried = [], 0
    for page in (one for one in TABLE if one.name.startswith("dialogue:") and len(one.args) > 1):
        last = list(page.args)[-1]
        if page.gets["visitor"] != 302 or page.query or last == "part" or len(page.args[last]) != len(NOBODYS):
            continue  # which parts there are is public, and who has a letter's code has logged in by it
        here, nowhere = (answered(Client(), page, args)[0] for args in (page.args, page.args | {last: NOBODYS}))
        tried += 1
        if here != nowhere:
            told.append((str(page), here, nowhere))
    assert tried > 10
    assert told == []
