"""Files are taken where a view says so, from whoever is logged in, and never more than it says."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from mulighetsrom.web.common import uploads
from tests.web.common.handing_in import MOST_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

pytestmark = [pytest.mark.urls("tests.web.common.handing_in"), pytest.mark.django_db]
PERSON = {"x-person": "P000000001"}


def form(*sizes: int, **fields: str) -> dict[str, Any]:
    files = [SimpleUploadedFile(f"{n}.pdf", b"x" * size) for n, size in enumerate(sizes)]
    return {"title": "Referat", **fields, "file": files}


@pytest.fixture
def temporary(tmp_path: Path, settings: Settings) -> Path:
    """Where Django would lay down what it is sent."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


def test_files_come_whole_with_the_rest_of_the_form(client: Client, temporary: Path) -> None:
    answer = client.post("/takes", form(2_900_000, 5), headers=PERSON)
    files = {"0.pdf": 2_900_000, "1.pdf": 5}
    assert answer.json() == {"person": "P000000001", "title": "Referat", "files": files}
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("sizes", [(MOST_BYTES + 1,), (MOST_BYTES, 1), (1, 1, 1)])
def test_too_much_is_answered_in_words_and_nothing_of_it_is_kept(
    client: Client, temporary: Path, sizes: tuple[int, ...]
) -> None:
    answer = client.post("/takes", form(*sizes), headers={**PERSON, "accept-language": "en"})
    assert answer.status_code == 413
    assert "at most 3 MB, and 2 in number" in answer.content.decode()
    assert list(temporary.iterdir()) == []


def test_as_much_as_a_view_says_is_taken(client: Client) -> None:
    assert client.post("/takes", form(MOST_BYTES), headers=PERSON).json()["files"] == {"0.pdf": MOST_BYTES}


class Wire(io.BytesIO):
    """What comes over the wire, counted as it is read."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data


def send(client: Client, address: str, data: dict[str, Any], **headers: str) -> tuple[Any, Wire]:
    body = encode_multipart(BOUNDARY, data)
    wire = Wire(body)
    told = {"CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": MULTIPART_CONTENT, "wsgi.input": wire, **headers}
    return client.request(REQUEST_METHOD="POST", PATH_INFO=address, **told), wire


def test_of_a_body_that_is_too_large_nothing_is_read(client: Client) -> None:
    answer, wire = send(client, "/takes", form(6_000_000), HTTP_X_PERSON="P000000001")
    assert (answer.status_code, wire.taken) == (413, 0)


def test_reading_stops_where_the_limit_is_passed(client: Client) -> None:
    answer, wire = send(client, "/takes", form(MOST_BYTES + 1_900_000), HTTP_X_PERSON="P000000001")
    assert answer.status_code == 413
    assert wire.taken < MOST_BYTES + 500_000


@pytest.mark.parametrize(("address", "person"), [("/takes", ""), ("/takes-none", "P000000001"), ("/takes-none", "")])
def test_of_a_visitor_and_where_no_view_says_so_no_file_is_read(client: Client, address: str, person: str) -> None:
    answer, wire = send(client, address, form(2_900_000), HTTP_X_PERSON=person)
    assert answer.json() == {"person": person or None, "title": "Referat", "files": {}}
    assert wire.taken < 200_000


def test_a_forged_form_is_refused_where_files_are_taken_too() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/takes", form(5), headers=PERSON).status_code == 403
    token = strict.get("/takes", headers=PERSON).content.decode()
    assert strict.post("/takes", form(5, csrfmiddlewaretoken="x" * 64), headers=PERSON).status_code == 403
    assert strict.post("/takes", form(5, csrfmiddlewaretoken=token), headers=PERSON).json()["files"] == {"0.pdf": 5}


def test_a_broken_body_is_a_bad_request(client: Client) -> None:
    answer = client.generic("POST", "/takes", b"x" * 99, "multipart/form-data", headers=PERSON)
    assert answer.status_code == 400
    said = client.generic("POST", "/takes", b"", MULTIPART_CONTENT, headers=PERSON, CONTENT_LENGTH="many")
    assert said.status_code == 200


def test_the_largest_file_fits_into_a_request_of_the_usual_size() -> None:
    assert uploads.MOST_BYTES > 20 * 2**20
