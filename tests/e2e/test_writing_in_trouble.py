"""What is typed survives: a lost connection, a closed tab, a colleague, a log-out, and somebody else at the browser."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mulighetsrom.web.common import audit
from mulighetsrom.web.needs.models import Need
from tests.e2e.test_paste import PASTE, point
from tests.web import needs_samples, people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page
    from pytest_django.live_server_helper import LiveServer

    Opens = Callable[..., Page]

pytestmark = pytest.mark.usefixtures("country")

WRITE = f"/nb/behov/{needs_samples.DRAFT}/skriv/"
SAVED = re.compile(r"^Lagret \d\d:\d\d$")


@pytest.fixture
def opens(chromium: Browser, live_server: LiveServer) -> Iterator[Opens]:
    """Open pages that may be refused: here that is what is looked at."""
    contexts: list[BrowserContext] = []

    def opens(address: str = WRITE, who: str = "adviser", **told: Any) -> Page:
        contexts.append(chromium.new_context(base_url=live_server.url, **told))
        _log_in(contexts[-1], live_server, who)
        page = contexts[-1].new_page()
        page.goto(address)
        return page

    yield opens
    for context in contexts:
        context.close()


def _log_in(context: BrowserContext, live_server: LiveServer, who: str) -> None:
    """Let somebody log in, or out, in another tab of the same browser: its cookies are new from now on."""
    context.clear_cookies()
    context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in people.session(who).items()]
    )


def _draft() -> dict[str, Any]:
    draft: dict[str, Any] = Need.objects.get(public_id=needs_samples.DRAFT).draft
    return draft


def _writers() -> set[str | None]:
    need = Need.objects.get(public_id=needs_samples.DRAFT)
    return {event.by for event in audit.about(need).filter(kind="need.write")}


def _until(text: str, field: str = "title") -> None:
    """Wait until a text has been saved by itself."""
    for _ in range(100):
        if _draft()[field] == text:
            return
        time.sleep(0.1)
    assert _draft()[field] == text


def test_nothing_is_lost_while_there_is_no_connection(opens: Opens) -> None:
    page, before = opens(), _draft()
    page.context.set_offline(True)
    page.locator("#title").fill("Skrevet på toget")
    expect(page.locator("#status")).to_contain_text("Ingen nettforbindelse")
    expect(page.locator("#aloud")).to_contain_text("Ingen nettforbindelse")
    assert _draft() == before
    page.context.set_offline(False)
    expect(page.locator("#status")).to_have_text(SAVED, timeout=15_000)
    _until("Skrevet på toget")


def test_a_tab_that_is_closed_right_after_the_last_letter_has_saved_it(opens: Opens) -> None:
    page = opens()
    page.locator("#title").fill("Det siste som ble skrevet")
    page.close(run_before_unload=True)
    _until("Det siste som ble skrevet")


def test_a_colleague_who_saved_the_same_field_is_not_overwritten_and_other_fields_are_joined(opens: Opens) -> None:
    ina, bente = opens(), opens(who="need_owner")
    ina.locator("#title").fill("Inas tittel")
    expect(ina.locator("#status")).to_have_text(SAVED)
    _until("Inas tittel")
    bente.locator("#who").fill("Alle som bor alene")
    bente.locator("#title").fill("Bentes tittel")
    expect(bente.locator("#status")).to_contain_text("En kollega har endret samme felt")
    assert (_draft()["title"], _draft()["who"]) == ("Inas tittel", "Alle som bor alene")

    bente.locator(".bar").get_by_role("button", name="Lagre").click()
    clash = bente.locator(".clash")
    expect(clash).to_contain_text("Bentes tittel")
    expect(clash).to_contain_text("Inas")
    clash.get_by_role("radio", name="Behold din").check()
    clash.get_by_role("button", name="Lagre det jeg valgte").click()
    expect(bente.locator("#title")).to_have_value("Bentes tittel")
    expect(bente.locator(".clash")).to_have_count(0)
    _until("Bentes tittel")


def test_what_is_typed_after_one_has_logged_in_anew_is_saved_by_itself(opens: Opens, live_server: LiveServer) -> None:
    page = opens()
    _log_in(page.context, live_server, "visitor")
    page.locator("#title").fill("Skrevet videre")
    expect(page.locator("#status")).to_contain_text("Du er logget ut")
    _log_in(page.context, live_server, "adviser")
    expect(page.locator("#status")).to_have_text(SAVED, timeout=20_000)
    _until("Skrevet videre")


def test_nothing_is_saved_in_the_name_of_whoever_logged_in_meanwhile(opens: Opens, live_server: LiveServer) -> None:
    page, before = opens(), _draft()
    _log_in(page.context, live_server, "need_owner")
    page.locator("#title").fill("Inas ord i Bentes økt")
    expect(page.locator("#status")).to_contain_text("En annen har logget inn")
    page.locator(".bar").get_by_role("button", name="Lagre").click()
    expect(page.locator("h1")).to_have_text("Nå er en annen logget inn")
    assert _draft() == before

    page.get_by_role("main").get_by_role("link", name="Logg inn").click()
    led_to = re.sub(".*neste=", "", page.url)
    _log_in(page.context, live_server, "adviser")
    page.goto(led_to.replace("%2F", "/"))
    expect(page.get_by_text("Inas ord i Bentes økt")).to_be_visible()
    page.get_by_role("button", name="Send på nytt").click()
    expect(page.locator("#title")).to_have_value("Inas ord i Bentes økt")
    assert _writers() == {people.PEOPLE["adviser"].person}


def test_an_old_page_without_a_script_is_sent_once_more_with_what_was_typed(
    opens: Opens, live_server: LiveServer
) -> None:
    page = opens(java_script_enabled=False)
    _log_in(page.context, live_server, "adviser")
    page.locator("#title").fill("Skrevet før jeg logget inn på nytt")
    page.locator(".bar").get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("Skrevet før jeg logget inn på nytt")).to_be_visible()
    expect(page.locator(".kept-field").filter(has_text="{")).to_have_count(0)
    page.get_by_role("button", name="Send på nytt").click()
    expect(page.locator("#title")).to_have_value("Skrevet før jeg logget inn på nytt")


def test_a_kept_form_that_is_sent_twice_is_done_once(opens: Opens, live_server: LiveServer) -> None:
    page, before = opens("/nb/behov/skriv/"), Need.objects.count()
    _log_in(page.context, live_server, "visitor")
    page.get_by_role("button", name="Begynn").click()
    kept = re.sub(".*neste=", "", page.url).replace("%2F", "/")
    _log_in(page.context, live_server, "adviser")
    for _ in range(2):
        page.goto(kept)
        page.get_by_role("button", name="Send på nytt").click()
        expect(page).to_have_url(re.compile("/skriv/$"))
    assert Need.objects.count() == before + 1


def test_what_is_pasted_from_word_is_saved_as_light_text(opens: Opens) -> None:
    page = opens()
    html = f"<h2>Natten</h2>{point('Ett punkt')}<script>alert(1)</script><p onclick='x()'>&lt;b&gt;ord&lt;/b&gt;</p>"
    page.locator("#situation").clear()
    page.evaluate(PASTE.replace('"textarea"', '"#situation"'), html)
    expect(page.locator("#situation")).to_have_value("## Natten\n\n- Ett punkt\n\n<b>ord</b>")
    _until("## Natten\n\n- Ett punkt\n\n<b>ord</b>", "situation")


def test_the_check_follows_what_is_typed_and_takes_no_focus(opens: Opens) -> None:
    page = opens()
    page.locator("#ask").fill("Vi trenger en parkeringsapp til torget.")
    expect(page.locator("[data-hints=ask]")).to_contain_text("parkeringsapp")
    expect(page.locator("#look")).to_contain_text("1 ting å se nærmere på")
    expect(page.locator("#ask")).to_be_focused()
    page.locator("#ask").fill("Hva kan hjelpe dem som leter etter en plass?")
    expect(page.locator("[data-hints=ask] details")).to_have_count(0)
    expect(page.locator("#aloud")).to_have_text("Ingenting å se nærmere på")
