"""What must hold on every page: rules of accessibility, the keyboard, the phone, no JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mulighetsrom.installation.frontend import DEVELOPMENT
from tests.e2e.conftest import DESKTOP, HEIGHTS, PHONE
from tests.web.access_table import PAGES
from tests.web.page import Page as Address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.e2e.conftest import Browse

pytestmark = [pytest.mark.urls("tests.web.specimen"), pytest.mark.usefixtures("country")]

SPECIMEN = Address("specimen", visitor=200)
WRONG = Address("specimen", visitor=200, query="?name=")
# What has the focus, and whether it shows. Designsystemet draws the ring around a radio button together with its words.
FOCUS = """() => {
    const here = document.activeElement
    const shows = [here, here.closest(".ds-field")].some((element) => {
        const style = element && getComputedStyle(element)
        return style && (style.outlineStyle !== "none" || style.boxShadow !== "none")
    })
    return here === document.body ? null : {shows, href: here.getAttribute("href"), html: here.outerHTML}
}"""
# The arrow keys move inside a group of radio buttons; Tab stops there once, and in what is folded away not at all. In a
# date it stops at the day, the month, the year and the calendar.
STOPS = """3 * document.querySelectorAll("input[type=date]").length +
new Set([...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter(
    (element) => element.checkVisibility() && element.tabIndex >= 0
).map(
    (element) => element.type === "radio" ? element.name : element
)).size"""


def violations(page: Page) -> list[dict[str, Any]]:
    script = DEVELOPMENT / "axe.min.js"
    if not script.exists():
        pytest.skip("axe-core is not fetched: python -m mulighetsrom.installation.frontend --development")
    page.evaluate(script.read_text())
    found = page.evaluate("axe.run().then(result => result.violations)")
    return [{"rule": rule["id"], "at": [node["target"] for node in rule["nodes"]]} for rule in found]


@pytest.mark.parametrize("address", [*PAGES, SPECIMEN, WRONG], ids=str)
def test_a_page_is_fit_for_everybody(browse: Browse, address: Address) -> None:
    """No rule of accessibility is broken, nothing runs off the side, the keyboard is enough, and so is no script."""
    who = address.viewer or "visitor"
    page = browse(address.address("nn"), width=PHONE, who=who)  # nynorsk has the longest words
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []
    if address is not WRONG:  # the focus begins in its summary
        _check_the_keyboard(page)
    page = browse(address.address("en"), javascript=False, who=who)
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_role("contentinfo").is_visible()


def _check_the_keyboard(page: Page) -> None:
    """Tab reaches everything, and it shows where one is."""
    reached = list(_tabbed(page))
    assert [place["html"] for place in reached if not place["shows"]] == []
    assert reached[0]["href"] == "#content"
    assert len(reached) == page.evaluate(STOPS)


def _tabbed(page: Page) -> Iterator[dict[str, Any]]:
    """Press Tab until the focus has left the page; yield where it was."""
    page.keyboard.press("Tab")
    while place := page.evaluate(FOCUS):
        yield place
        page.keyboard.press("Tab")


def test_the_skip_link_leads_past_the_header(browse: Browse) -> None:
    page = browse("/nb/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_error_summary_leads_to_the_field(browse: Browse) -> None:
    page = browse(WRONG.address())
    page.locator("ds-error-summary a").first.click()
    assert page.evaluate("document.activeElement.name") == "name"
    described = page.locator("[name=name]").get_attribute("aria-describedby") or ""
    assert all(page.locator(f"#{id_}").is_visible() for id_ in described.split())
