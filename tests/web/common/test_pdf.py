"""Documents for the archive: whatever is written in them is set as it is, and nothing of it is run."""

from __future__ import annotations

import io
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from mulighetsrom.web.common import pdf

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)


def document(text: str, title: str = "Trygge netter") -> pdf.Document:
    return pdf.Document(title, "Eksempelvik kommune", "Versjon 1", [pdf.Section("Situasjonen", text)], "nb", AT)


def _text(body: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


def test_a_document_is_pdf_a_for_screen_readers_and_the_same_every_time() -> None:
    body = pdf.write(document("Fjorten turer hver natt.\n\n- ett\n- to"))
    assert body.startswith(b"%PDF-1.7")
    assert b"pdfaid" in body
    assert b"/StructTreeRoot" in body
    assert body == pdf.write(document("Fjorten turer hver natt.\n\n- ett\n- to"))


def test_what_looks_like_code_is_only_words() -> None:
    hostile = '#panic("run") #read("/etc/passwd") $x^2$ *fet* `kode` <etikett> @kilde // kommentar'
    assert pdf.write(document(hostile, title=hostile)).startswith(b"%PDF")


@pytest.mark.parametrize(
    "name", ["Nguyễn Thị Hương", "Şükrü Ağaoğlu", "Անահիտ", "ნინო", "Ольга", "Ελένη", "✓ ferdig → ★"]
)
def test_names_and_signs_are_set_as_they_are_written(name: str) -> None:
    assert name in _text(pdf.write(document(f"Fra {name}.")))


def test_hebrew_is_set_and_what_no_font_of_ours_has_is_named_by_its_number() -> None:
    text = _text(pdf.write(document("Fra שרה og 🚀.")))
    assert "U+1F680" in text
    assert "U+05" not in text


def test_a_letter_with_its_mark_apart_is_set_as_one() -> None:
    assert "Blåbærstien" in _text(pdf.write(document(unicodedata.normalize("NFD", "Blåbærstien"))))


def test_every_letter_that_is_set_is_in_a_font() -> None:
    letters = [chr(code) for code in range(0x3000) if not pdf._NOT_IN_FONT.match(chr(code))]
    for at in range(0, len(letters), 97):
        text = " ".join(letters[at : at + 97])
        assert pdf.write(document(text, title=text[:80])).startswith(b"%PDF")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_letter_keeps_a_document_from_being_made(text: str) -> None:
    assert pdf.write(document(text, title=text)).startswith(b"%PDF")
