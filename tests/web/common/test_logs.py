"""The log tells what happened and where, and never what a person wrote."""

from __future__ import annotations

import json
import logging
import sys
from typing import TYPE_CHECKING, Any

import pytest

from mulighetsrom.web.common import logs

if TYPE_CHECKING:
    from django.test import Client


def _line(record: logging.LogRecord) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(logs.JsonFormatter().format(record))
    return line


def _record(message: str, *args: Any, exc_info: Any = None) -> logging.LogRecord:
    return logging.LogRecord("here", logging.ERROR, "file.py", 1, message, args, exc_info)


def test_a_line_names_its_request() -> None:
    with logs.request() as name:
        assert _line(_record("kept %s", 3)) | {"time": ""} == {
            "time": "",
            "level": "ERROR",
            "logger": "here",
            "message": "kept 3",
            "request": name,
        }
    assert _line(_record("outside"))["request"] is None


def test_an_error_is_told_by_kind_and_place_without_its_words() -> None:
    try:
        int("Kari Nordmann")
    except ValueError:
        line = _line(_record("failed", exc_info=sys.exc_info()))
    assert line["error"] == "ValueError"
    assert line["trace"][-1].endswith("test_an_error_is_told_by_kind_and_place_without_its_words")
    assert "Nordmann" not in json.dumps(line)


@pytest.mark.django_db
def test_each_answer_is_logged_once_without_what_was_searched_for(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = client.get("/nb/?kommune=hemmelig")
    told = [record for record in caplog.records if record.message == "answered"]
    assert [(one.fields["path"], one.fields["status"]) for one in told] == [("/nb/", 200)]  # type: ignore[attr-defined] # our own
    assert "hemmelig" not in caplog.text
    assert len(answer.headers["X-Request-ID"]) == 16


def test_the_secret_of_a_letters_link_is_in_no_line() -> None:
    secret = "0123456789abcdef0123456789abcdef01234567"
    line = logs.JsonFormatter().format(_record("Gone: %s", f"/nb/invitasjon/{secret}/"))
    assert secret not in line
    assert "/nb/invitasjon/-/" in line


def test_what_opens_something_by_itself_is_in_no_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    secret = "0123456789abcdef.ABCDEFGH_ijklmnop-qrstuv"
    with caplog.at_level(logging.INFO):
        client.get(f"/nb/varsel/stopp/{secret}/")
        client.get(f"/nb/varsel/stoppe/{secret}/noe")
    told = [json.dumps(_line(record)) for record in caplog.records]
    assert len([line for line in told if "answered" in line]) == 2
    assert "/nb/varsel/stopp/-/" in "".join(told)
    assert not any("abcdef" in line for line in told)
