"""What browsers are told, and what a production installation must be."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.access_table import DIALOGUE

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client, RequestFactory


@pytest.mark.django_db
def test_every_page_carries_the_policy(client: Client) -> None:
    headers = client.get("/nb/").headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self'; ")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_pages_hold_no_inline_script_or_style(client: Client) -> None:
    html = client.get("/nb/").content.decode()
    assert "<style" not in html
    assert "style=" not in html
    assert html.count("<script") == html.count("<script defer src=")


@pytest.mark.django_db
def test_reading_sets_no_cookie(client: Client) -> None:
    assert not client.get("/nb/").cookies


def test_a_forms_cookie_ends_with_the_browser(client: Client) -> None:
    [cookie] = client.get(f"/nb/kunngjoring/{DIALOGUE['notice_id']}/meld-feil/").cookies.values()
    assert cookie["httponly"]
    assert not cookie["max-age"]
    assert not cookie["expires"]


def test_a_file_that_nobody_asked_for_is_not_taken(rf: RequestFactory) -> None:
    request = rf.post("/", {"wrong": "date", "file": SimpleUploadedFile("large", b"x" * 3_000_000)})
    assert not request.FILES
    assert request.POST["wrong"] == "date"


@pytest.mark.slow
def test_production_passes_djangos_own_checks(tmp_path: Path) -> None:
    told = {
        "MULIGHETSROM_HOME": str(tmp_path),
        "MULIGHETSROM_MODE": "production",
        "MULIGHETSROM_HOSTS": "mulighetsrom.example",
        "MULIGHETSROM_TLS_PROXY": "yes",
    }
    check = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(check, env=os.environ | told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
