"""Small files of every kind that we take, made here."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile

OFFICE: Final = "application/vnd.openxmlformats-officedocument."
OPEN: Final = "application/vnd.oasis.opendocument."
PDF: Final = b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction[3 0 R /Fit]>>endobj\n%%EOF\n"
PNG: Final = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
JPEG: Final = b"\xff\xd8\xff\xe0" + b"\0" * 40


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    made = SimpleUploadedFile("x", data)
    vars(made)["_name"] = name  # as a hostile sender writes it: Django's own cleaning is not what is tried
    return made


def archive(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return packed.getvalue()


def office(main: str, kind: str, **more: bytes) -> bytes:
    types = f'<Types><Override PartName="/{main}" ContentType="{OFFICE}{kind}.main+xml"/></Types>'
    return archive({"[Content_Types].xml": types.encode(), main: b"<document/>", **more})


def docx(**more: bytes) -> bytes:
    return office("word/document.xml", "wordprocessingml.document", **more)


def odf(kind: str, **more: bytes) -> bytes:
    return archive({"mimetype": f"{OPEN}{kind}".encode(), "content.xml": b"<content/>", **more})


TAKEN: Final = {
    "a.pdf": PDF,
    "a.png": PNG,
    "a.JPG": JPEG,
    "a.jpeg": JPEG,
    "a.txt": "Blåbær\r\n\tog fløte\f".encode(),
    "b.txt": "Blåbær".encode("latin-1"),
    "a.csv": "kommune;behov\r\nÅs;brøyting".encode(),
    "a.docx": docx(),
    "a.xlsx": office("xl/workbook.xml", "spreadsheetml.sheet"),
    "a.pptx": office("ppt/presentation.xml", "presentationml.presentation"),
    "a.odt": odf("text"),
    "a.ods": odf("spreadsheet"),
    "a.odp": odf("presentation"),
}
