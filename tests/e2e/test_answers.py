"""The pages that only answer something: an error, two who wrote at once, another's form, too many letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESKTOP, HEIGHTS, PHONE
from tests.e2e.test_every_page import violations
from tests.web import needs_samples, people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.urls("tests.web.specimen"), pytest.mark.usefixtures("country")]
WRITE = f"/nn/behov/{needs_samples.DRAFT}/skriv/"
LETTERS = 6
"""One more than an address gets in an hour."""


@pytest.fixture
def opens(chromium: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Open a page as somebody, whatever its status; what is shown needs no script."""
    contexts: list[BrowserContext] = []

    def opens(address: str, who: str = "visitor") -> Page:
        contexts.append(chromium.new_context(viewport={"width": PHONE, "height": HEIGHTS[PHONE]}))
        become(contexts[-1], who, live_server.url)
        page = contexts[-1].new_page()
        page.goto(live_server.url + address)
        return page

    yield opens
    for context in contexts:
        context.close()


def become(context: BrowserContext, who: str, url: str) -> None:
    context.clear_cookies(name="sessionid")
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in people.session(who).items()])


def _is_good(page: Page) -> None:
    assert page.get_by_role("heading", level=1).is_visible()
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []


@pytest.mark.parametrize("what", ["finst/ikkje/", "specimen/400/", "specimen/403/", "specimen/csrf/", "specimen/500/"])
def test_every_error_is_a_page_like_others(opens: Callable[..., Page], what: str) -> None:
    _is_good(opens(f"/nn/{what}", "reader"))


def test_two_who_wrote_the_same_text_are_shown_both(opens: Callable[..., Page]) -> None:
    ina, bente = opens(WRITE, "adviser"), opens(WRITE, "need_owner")
    for page, title in ((ina, "Tryggare dagar i fjor og i år"), (bente, "Tryggare netter heime i år")):
        page.locator("#title").fill(title)
        page.locator(".bar").get_by_role("button", name="Lagre").click()
    bente.locator(".clash").wait_for()
    _is_good(bente)


def test_whoever_sends_a_form_of_somebody_else_is_told(opens: Callable[..., Page], live_server: LiveServer) -> None:
    page = opens("/nn/konto/", "adviser")
    become(page.context, "need_owner", live_server.url)
    page.locator("main [name=name]").fill("Ina frå ei gammal side")
    page.get_by_role("main").get_by_role("button", name="Lagre").click()
    assert page.locator("h1").text_content() == "No er ein annan logga inn"
    _is_good(page)


def test_too_many_letters_are_refused_on_a_page_with_the_way_on(opens: Callable[..., Page]) -> None:
    page = opens("/nn/logg-inn/")
    for _ in range(LETTERS):
        page.goto(page.url.partition("/nn/")[0] + "/nn/logg-inn/")
        page.locator("[name=email]").fill("same@alltid.example")
        page.get_by_role("main").get_by_role("button").first.click()
    expect(page.locator("ds-error-summary")).to_be_visible()
    _is_good(page)
