"""What went wrong, said in the reader's language, with the right status."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.urls("tests.web.specimen")


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/nb/ingen/", 404, "Vi finner ikke denne siden"),
        ("/nn/ingen/", 404, "Vi finn ikkje denne sida"),
        ("/en/ingen/", 404, "We cannot find this page"),
        ("/nb/specimen/400/", 400, "Vi kunne ikke lese forespørselen"),
        ("/nn/specimen/403/", 403, "Du har ikkje tilgang til denne sida"),
        ("/en/specimen/500/", 500, "Something went wrong on our side"),
        ("/nb/specimen/csrf/", 403, "Skjemaet kunne ikke sendes"),
    ],
)
def test_each_error_has_its_page(path: str, status: int, title: str) -> None:
    answer = Client(raise_request_exception=False).get(path)
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in answer.content.decode()


@pytest.mark.urls("mulighetsrom.web.urls")
@pytest.mark.django_db
def test_what_only_a_form_sends_says_so_to_whoever_opens_the_address() -> None:
    answer = Client().get("/nb/logg-ut/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "<h1>Det er ingen side her</h1>" in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/nb/")
    assert answer.status_code == 403
    assert "Skjemaet kunne ikke sendes" in answer.content.decode()


def test_the_page_for_an_unknown_host_shows_even_without_navigation() -> None:
    answer = Client().get("/nb/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "Vi kunne ikke lese forespørselen" in answer.content.decode()
