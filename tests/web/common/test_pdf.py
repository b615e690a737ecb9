"""Documents for the archive: whatever is written in them is set as it is, and nothing of it is run."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from mulighetsrom.web.common import pdf

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)


def document(text: str, title: str = "Trygge netter") -> pdf.Document:
    return pdf.Document(title, "Eksempelvik kommune", "Versjon 1", [pdf.Section("Situasjonen", text)], "nb", AT)


def test_a_document_is_pdf_a_for_screen_readers_and_the_same_every_time() -> None:
    body = pdf.write(document("Fjorten turer hver natt.\n\n- ett\n- to"))
    assert body.startswith(b"%PDF-1.7")
    assert b"pdfaid" in body
    assert b"/StructTreeRoot" in body
    assert body == pdf.write(document("Fjorten turer hver natt.\n\n- ett\n- to"))


def test_what_looks_like_code_is_only_words() -> None:
    hostile = '#panic("run") #read("/etc/passwd") $x^2$ *fet* `kode` <etikett> @kilde // kommentar'
    assert pdf.write(document(hostile, title=hostile)).startswith(b"%PDF")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_letter_keeps_a_document_from_being_made(text: str) -> None:
    assert pdf.write(document(text, title=text)).startswith(b"%PDF")
