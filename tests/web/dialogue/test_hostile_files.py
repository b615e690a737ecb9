"""Hostile files through every door of a dialogue that takes one: refused in words, or kept and given out as no page."""

from __future__ import annotations

from collections import deque
from http import HTTPStatus
from typing import Final

import pytest
from django.test import Client
from django.urls import reverse

from mulighetsrom.web.common.models import File
from mulighetsrom.web.dialogue.models import Material, Paper
from tests.web import dialogue_samples as samples
from tests.web import input_samples, people
from tests.web.common.samples import PDF, PNG, docx, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
KEY: Final = {"key": "7d1c0f7e-4d5e-4a0f-8a53-0d9f4f9b2f04"}
TOLD: Final = {"title": "Utkast", "version": "1", "may_change": "Alt.", "name": "Utkast", "text": ""}
DOORS: Final = (
    ("stranger", reverse("dialogue:add_paper", args=[samples.THEIRS, input_samples.COMMENTS]), Paper),
    ("adviser", reverse("dialogue:materials", args=[samples.OPEN, samples.CONFERENCE]), Material),
)
SCRIPT: Final = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
WRONG: Final = {
    "tom.pdf": b"", "bilde.svg": SCRIPT, "side.html": b"<script>alert(1)</script>", "bilde.png": SCRIPT,
    "makro.docx": docx(**{"word/vbaProject.bin": b"x"}), "bombe.docx": docx(**{"word/media/a": bytes(30 * 2**20)}),
    "skript.pdf": PDF.replace(b"[3 0 R /Fit]", b"<</S/JavaScr#69pt/JS(app.alert(1))>>"), "program.pdf": b"MZ\x90\0",
    "stor.txt": b"a" * (20 * 2**20 + 1),
}  # fmt: skip

ODD: Final = {"..\\..\\a\u202efdp\x07.png": PNG + SCRIPT, "x%0d%0aSet-Cookie: a=b.pdf": PDF + b"PK"}


@pytest.mark.parametrize(("who", "door", "rows"), DOORS)
def test_what_lies_or_harms_is_refused_in_words_and_nothing_of_it_is_kept(
    who: str, door: str, rows: type[Material | Paper]
) -> None:
    client, before = people.log_in(Client(), who), (rows._base_manager.count(), File.objects.count())
    for name, data in WRONG.items():
        answer = client.post(door, TOLD | KEY | {"file": upload(name, data)})
        html = answer.content.decode()
        assert (name, answer.status_code) == (name, HTTPStatus.OK)
        assert f"«{name}»" in html
        assert "Alt." in html or rows is Material, "what was typed beside it stays"
    assert (rows._base_manager.count(), File.objects.count()) == before


@pytest.mark.parametrize(("who", "door", "rows"), DOORS)
def test_what_is_taken_is_an_attachment_with_a_plain_name_and_nobody_gets_it_before_its_time(
    who: str, door: str, rows: type[Material | Paper]
) -> None:
    client = people.log_in(Client(), who)
    for at, (name, data) in enumerate(ODD.items()):
        sent = TOLD | {"key": f"7d1c0f7e-4d5e-4a0f-8a53-0d9f4f9b2a0{at}", "file": upload(name, data)}
        assert client.post(door, sent).status_code == HTTPStatus.FOUND
        one = rows._base_manager.latest("pk")
        part = one.part
        kind = "dialogue:material" if isinstance(one, Material) else "dialogue:input_paper"
        address = reverse(kind, args=[part.dialogue.public_id, part.public_id, one.public_id])
        answer = client.get(address)
        deque(answer, maxlen=0)
        shown = answer["Content-Disposition"]
        assert shown.startswith("attachment; filename")
        assert not any(mark in shown for mark in ("\u202e", "..", "\\", "\r", "\n"))
        assert answer["Content-Type"] in {"image/png", "application/pdf"}
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
        for other in ("visitor", "supplier", "other_supplier"):
            assert people.log_in(Client(), other).get(address).status_code in {HTTPStatus.FOUND, HTTPStatus.NOT_FOUND}
