"""The pages between us and a log-in provider, where no address leads straight: read by everybody, in each language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from mulighetsrom.installation import config
from mulighetsrom.web.accounts.oidc import client as asking
from tests.e2e.conftest import DESKTOP, HEIGHTS, PHONE
from tests.e2e.test_every_page import violations
from tests.web.accounts import provider as fakes
from tests.web.page import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Route
    from pytest_django.live_server_helper import LiveServer

    from tests.web.accounts.provider import Fake

pytestmark = pytest.mark.usefixtures("country")


@pytest.fixture
def fake(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    with fakes.running() as running:
        offered = (
            running.provider(name="ID-porten"),
            running.provider(key="entra", name="Eksempelvik kommune (Entra ID)"),
        )
        here = replace(config.current(), url=live_server.url, log_in_with=offered)
        monkeypatch.setattr(config, "current", lambda: here)
        yield running
    asking.forget()


@pytest.mark.parametrize(("language", "width"), [("nb", DESKTOP), *((language, PHONE) for language in LANGUAGES)])
def test_every_page_on_the_way_to_a_provider_and_back_is_fit_to_be_read(
    chromium: Browser, live_server: LiveServer, fake: Fake, language: str, width: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": HEIGHTS[width]}, locale=language)
    page = context.new_page()
    answers: list[dict[str, str]] = []
    page.route("**/auth?*", lambda route: _answer(route, fake, answers))

    def is_fit(name: str) -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert violations(page) == [], name
        assert page.locator("html").get_attribute("lang") == language

    page.goto(f"{live_server.url}/{language}/logg-inn/")
    is_fit("log in")
    page.locator("form[action='/innlogging/fake/'] button").click()
    page.locator(f"main a[href^='{fake.issuer}/auth']").wait_for()
    is_fit("onward")
    answers.append({"error": "access_denied"})
    page.locator(f"main a[href^='{fake.issuer}/auth']").click()
    page.wait_for_url("**/svar?*")
    is_fit("not let in")
    page.locator("main .ds-button").click()
    answers.append({"code": "c"})
    page.locator("form[action='/innlogging/fake/'] button").click()
    page.locator("input[name=email][value='kari@ny.example']").wait_for()
    is_fit("not known yet")
    context.close()


def _answer(route: Route, fake: Fake, answers: list[dict[str, str]]) -> None:
    """Answer as the provider would; while there is nothing to answer, the browser stays where it is."""
    if not answers:
        route.fulfill(status=204)
        return
    asked = dict(parse_qsl(urlsplit(route.request.url).query))
    fake.token = fake.signed(nonce=asked["nonce"], email="kari@ny.example", name="Kari Ny")
    told = urlencode({"state": asked["state"], **answers.pop()})
    route.fulfill(status=302, headers={"Location": f"{asked['redirect_uri']}?{told}"})
