"""Three languages under three prefixes; the reader's own where they asked for none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mulighetsrom.web.common import addresses

if TYPE_CHECKING:
    from django.test import Client


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("nn-NO,nn;q=0.9,en;q=0.5", "/nn/"),
        ("en-GB,en;q=0.8", "/en/"),
        ("nb-NO", "/nb/"),
        ("no", "/nb/"),
        ("sv,fi;q=0.5", "/nb/"),
        ("", "/nb/"),
    ],
)
def test_the_bare_address_leads_to_the_readers_language(client: Client, asked: str, given: str) -> None:
    answer = client.get("/", headers={"accept-language": asked})
    assert (answer.status_code, answer.headers["Location"]) == (302, given)
    assert "accept-language" in answer.headers["Vary"].lower()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_page_says_which_language_it_is_in(client: Client, language: str) -> None:
    answer = client.get(f"/{language}/")
    assert f'<html lang="{language}"' in answer.content.decode()
    assert answer.headers["Content-Language"] == language


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/nb/", "/nn/"),
        ("/nb/kommune/3201/?aar=2024", "/nn/kommune/3201/?aar=2024"),
        ("/en", "/nn/"),
        ("/nbx/", "/nn/nbx/"),
        ("/", "/nn/"),
        ("/?a=1", "/nn/?a=1"),
    ],
)
def test_the_same_page_in_another_language(path: str, expected: str) -> None:
    assert addresses.in_language(path, "nn") == expected
