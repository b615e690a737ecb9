"""Take every page as a picture, at both widths and in all three languages, so that somebody can look.

    pytest tests/e2e/pictures.py                 everything, into .cache/pictures/
    pytest tests/e2e/pictures.py -k "front and nb"

Not collected by itself: no file named like this is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mulighetsrom.installation.config import CLONE
from tests.e2e.conftest import DESKTOP, HEIGHTS, PHONE
from tests.web import people
from tests.web.access_table import PAGES
from tests.web.page import LANGUAGES, Page

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer

FOLDER = CLONE / ".cache" / "pictures"
SPECIMENS = [
    Page("specimen", visitor=200),
    Page("specimen", visitor=200, query="?name="),
    *(Page(name, visitor=int(name)) for name in ("400", "403", "500")),
    Page("csrf", visitor=403),
]


@pytest.mark.urls("tests.web.specimen")
@pytest.mark.usefixtures("country")
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [*PAGES, *SPECIMENS], ids=str)
def test_picture(chromium: Browser, live_server: LiveServer, page: Page, language: str, width: int) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    context = chromium.new_context(viewport={"width": width, "height": HEIGHTS[width]})
    cookies = people.session(page.viewer or "visitor")
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    view = context.new_page()
    view.goto(f"{live_server.url}{page.address(language)}", wait_until="load")
    name = str(page).replace(":", "-").replace("?", "-")
    view.screenshot(path=FOLDER / f"{name}-{language}-{width}.png", full_page=True)
    context.close()
