"""A real browser against a live server. Every page it opened must have loaded whole, without a word in its console."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from mulighetsrom.installation import config
from mulighetsrom.web.common import messages
from tests.web import country as country_of_tests
from tests.web import people, world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.live_server_helper import LiveServer

FLAGS = (
    "--no-sandbox",  # containers run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE, DESKTOP = 390, 1280
HEIGHTS = {PHONE: 844, DESKTOP: 900}


class Browse(Protocol):
    """Open an address of the live server and return the page."""

    def __call__(
        self, address: str, *, width: int = DESKTOP, javascript: bool = True, who: str = "visitor"
    ) -> Page: ...


@pytest.fixture(scope="session", autouse=True)
def words_and_files() -> None:
    messages.compile_all()
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    if not config.current().dataset.exists():  # the pages' own tests may have run before
        world.build(config.current().dataset)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's Chromium, else the one that Playwright fetched."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs an event loop in this thread, where Django would refuse to touch the database between tests.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        path = shutil.which("chromium") or playwright.chromium.executable_path
        if not Path(path).exists():
            pytest.skip("no Chromium on this machine, and Playwright has fetched none")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def country(transactional_db: None) -> None:  # noqa: ARG001 - asked for what it does
    """Fill the database with the people of the tests, and what is theirs."""
    country_of_tests.put()


@pytest.fixture
def browse(chromium: Browser, live_server: LiveServer) -> Iterator[Browse]:
    """Open pages; fail in the end if one said something in its console or could not load a file."""
    said: list[str] = []
    contexts = []

    def browse(address: str, *, width: int = DESKTOP, javascript: bool = True, who: str = "visitor") -> Page:
        viewport = {"width": width, "height": HEIGHTS[width]}
        contexts.append(chromium.new_context(viewport=viewport, java_script_enabled=javascript))  # type: ignore[arg-type] # a TypedDict
        contexts[-1].add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in people.session(who).items()]
        )
        page = contexts[-1].new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(error.message))
        page.on(
            "response", lambda answer: said.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None
        )
        page.goto(f"{live_server.url}{address}", wait_until="load")
        return page

    yield browse
    for context in contexts:
        context.close()
    assert said == []
