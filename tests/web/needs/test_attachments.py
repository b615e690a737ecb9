"""Files of a need: checked, public with the version that names them and never before, kept for the versions."""

from __future__ import annotations

import uuid
from contextlib import closing
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mulighetsrom.web.needs.models import Attachment, Need, Version
from mulighetsrom.web.needs.queries import writing
from tests.web import needs_samples, people

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("country")]

WRITE = f"/nb/behov/{needs_samples.PUBLISHED}/skriv/"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa7\x9a\x9b\xd4\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def ina() -> Client:
    return people.log_in(Client(), "adviser")


def _send(client: Client, name: str, data: bytes, **said: Any) -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(WRITE, {"attachment": file, "page": str(uuid.uuid4()), "do": "attach", "tried": "Mye", **said})


def _address(attachment: Attachment) -> str:
    assert attachment.file
    return f"/nb/behov/{attachment.need.public_id}/vedlegg/{attachment.file.public_id}/"


def _got(client: Client, address: str) -> tuple[int, bytes, str]:
    """Fetch a file; return the status, its bytes, and how it is to be saved."""
    with closing(client.get(address)) as answer:
        data = b"".join(answer) if answer.status_code == 200 else b""
        return answer.status_code, data, answer.headers.get("Content-Disposition", "")


def _published(need: Need) -> None:
    Version.objects.create(
        need=need,
        number=2,
        content=writing.snapshot(need),
        published_by=need.responsible,
        published_by_name=need.responsible.name,
    )


def test_a_file_is_public_only_when_the_newest_version_names_it(ina: Client, client: Client) -> None:
    _send(ina, "kart.png", PNG, attachment_title="Kart over bygda")
    [attachment] = Attachment.objects.all()
    assert client.get(_address(attachment)).status_code == 404
    assert people.log_in(Client(), "stranger").get(_address(attachment)).status_code == 404
    assert _got(people.log_in(Client(), "reader"), _address(attachment))[1] == PNG
    _published(attachment.need)
    assert _got(client, _address(attachment)) == (200, PNG, 'attachment; filename="kart.png"')
    assert "Kart over bygda" in client.get(f"/nb/behov/{needs_samples.PUBLISHED}/").content.decode()


def test_a_file_is_found_under_its_own_need_only(ina: Client, client: Client) -> None:
    _send(ina, "kart.png", PNG)
    [attachment] = Attachment.objects.all()
    _published(attachment.need)
    other = _address(attachment).replace(needs_samples.PUBLISHED, needs_samples.DROPPED)
    assert client.get(other).status_code == 404


def test_a_file_that_lies_is_refused_in_words_and_the_rest_is_kept(ina: Client) -> None:
    answer = _send(ina, "kart.png", b"<html><script>alert(1)</script>", tried="Mye er prøvd")
    assert answer.status_code in {200, 409}
    assert "kart.png" in answer.content.decode()
    assert not Attachment.objects.exists()


def test_a_removed_file_goes_unless_a_version_names_it(ina: Client, client: Client) -> None:
    _send(ina, "en.png", PNG)
    _send(ina, "to.png", PNG)
    first, second = Attachment.objects.all()
    assert first.file
    assert second.file
    Attachment.objects.filter(pk=second.pk).update(in_draft=False)
    _published(first.need)
    Attachment.objects.filter(pk=second.pk).update(in_draft=True)
    for one in (first, second):
        assert one.file
        ina.post(WRITE, {"do": f"detach:{one.file.public_id}"})
    assert list(Attachment.objects.values_list("title", "in_draft")) == [("en.png", False)]
    assert _got(client, _address(first))[0] == 200


def test_a_file_of_another_need_cannot_be_removed(ina: Client) -> None:
    _send(ina, "kart.png", PNG)
    [attachment] = Attachment.objects.all()
    assert attachment.file
    other = f"/nb/behov/{needs_samples.DRAFT}/skriv/"
    assert ina.post(other, {"do": f"detach:{attachment.file.public_id}"}).status_code == 404
    assert Attachment.objects.filter(in_draft=True).exists()
