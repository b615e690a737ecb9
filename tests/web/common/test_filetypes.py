"""What is taken and what is refused: by the bytes, in words that name the file and say what is right."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as some

from mulighetsrom.web.common import filenames, files, filetypes
from mulighetsrom.web.common.filetypes import FileRefusedError
from tests.web.common.samples import JPEG, PDF, PNG, TAKEN, archive, docx, odf, office, upload


@pytest.mark.parametrize("name", TAKEN)
def test_every_kind_that_we_take_is_known_by_its_bytes(name: str) -> None:
    taken = files.checked(upload(name, TAKEN[name]))
    assert taken.type == filetypes.said_by(name).type
    assert (taken.name, taken.size, len(taken.sha256)) == (name, len(TAKEN[name]), 64)
    assert "data" not in repr(taken), "what somebody wrote gets into no log"


def test_every_kind_is_tried_here() -> None:
    assert {filetypes.said_by(name) for name in TAKEN} == set(filetypes.KINDS)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.pdf", b"", "is empty"),
        ("a.pdf", PNG, "seems to be a PNG image, and its name says that it is a PDF file"),
        ("a.docx", PDF, "seems to be a PDF file, and its name says that it is a Word document"),
        ("a.xlsx", docx(), "seems to be a Word document"),
        ("a.png", JPEG, "seems to be a JPEG image"),
        ("a.csv", PDF, "seems to be a PDF file"),
        ("a.pdf", b"Hei", "seems to be a plain text"),
        ("a.txt", b"Hei\x00du", "it is no plain text"),
        ("a.txt", "Hei".encode("utf-16"), "it is no plain text"),
        ("a.csv", b"\x1b[2J", "it is no plain text"),
        ("a.txt", b"MZ\x90\x00", "it is no plain text"),
        ("a.exe", b"MZ\x90\x00", "pdf, docx, xlsx"),
        ("a.docm", docx(), "We do not take files such as"),
        ("a.svg", b"<svg/>", "We do not take files such as"),
        ("a.html", b"<html/>", "We do not take files such as"),
        ("a", b"Hei", "We do not take files such as"),
        (".pdf", PDF, "We do not take files such as"),
        ("a.pdf", PDF.replace(b"[3 0 R /Fit]", b"<</S/JavaScript/JS(app.alert(1))>>"), "runs something"),
        ("a.pdf", PDF.replace(b"[3 0 R /Fit]", b"<</S/J#61vaScrip#74/JS(app.alert(1))>>"), "runs something"),
        ("a.pdf", PDF.replace(b"[3 0 R /Fit]", b"<</S/Launch/F(cmd.exe)>>"), "runs something"),
        ("a.docx", archive({"a.txt": b"Hei"}), "an archive of files (zip)"),
        ("a.docx", archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b""}), "an archive of files"),
        ("a.odt", archive({"mimetype": b"application/epub+zip"}), "an archive of files"),
        ("a.docx", b"PK\x03\x04" + b"x" * 90, "is broken, or locked"),
        ("a.docx", docx()[:-30], "is broken, or locked"),
        ("a.docx", docx(**{"../../etc/passwd": b"x"}), "is broken, or locked"),
        ("a.docx", docx(**{"word/vbaProject.bin": b"x"}), "carries macros"),
        ("a.docx", docx(**{"word/VBAPROJECT.BIN": b"x"}), "carries macros"),
        ("a.xlsx", office("xl/workbook.xml", "spreadsheetml.sheet", **{"xl/macrosheets/sheet1.xml": b"x"}), "macros"),
        ("a.docx", office("word/document.xml", "wordprocessingml.document.macroEnabled"), "carries macros"),
        ("a.odt", odf("text", **{"Basic/Standard/Module1.xml": b"x"}), "carries macros"),
        ("a.docx", docx(**{"word/media/a": bytes(30 * 2**20)}), "far too large"),
    ],
)
def test_what_lies_or_harms_is_refused_in_words(name: str, data: bytes, told: str) -> None:
    with override("en"), pytest.raises(FileRefusedError) as refused:
        files.checked(upload(name, data))
    assert told in str(refused.value)
    assert filenames.cleaned(name) in str(refused.value)


def _relation(kind: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    office = "http://schemas.openxmlformats.org"
    return (
        f'<?xml version="1.0"?><Relationships xmlns="{office}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument/2006/relationships/{kind}" Target="{target}"{mode}/>'
        "</Relationships>"
    ).encode()


SETTINGS, DOCUMENT = "word/_rels/settings.xml.rels", "word/_rels/document.xml.rels"
REMOTE = "https://ond.example/mal.dotm"


@pytest.mark.parametrize(
    ("part", "data", "told"),
    [
        (SETTINGS, _relation("attachedTemplate", REMOTE), "fetches something from elsewhere"),
        (SETTINGS, _relation("attachedTemplate", REMOTE).replace(b"https", b"h&#116;tps"), "fetches something"),
        (SETTINGS, _relation("attachedTemplate", REMOTE).decode().encode("utf-16"), "fetches something"),
        ("Word/_RELS/Settings.xml.RELS", _relation("attachedTemplate", REMOTE), "fetches something"),
        (SETTINGS, _relation("attachedTemplate", "file:///\\\\ond.example\\mal.dotm"), "fetches something"),
        (SETTINGS, _relation("attachedTemplate", "file:///%5C%5Cond.example%5Cmal.dotm"), "fetches something"),
        (SETTINGS, _relation("attachedTemplate", "file://ond.example/mal.dotm"), "fetches something"),
        (SETTINGS, _relation("attachedTemplate", "\\\\ond.example\\mal.dotm"), "fetches something"),
        (DOCUMENT, _relation("image", "//ond.example/spor.png"), "fetches something"),
        (DOCUMENT, _relation("frame", "http://ond.example/"), "fetches something"),
        (DOCUMENT, _relation("subDocument", "https://ond.example/a.docx"), "fetches something"),
        (DOCUMENT, _relation("oleObject", "mhtml:https://ond.example/a.html!x-usc:b"), "an object of another program"),
        (DOCUMENT, _relation("oleObject", "embeddings/hva.som.helst", ""), "an object of another program"),
        (DOCUMENT, _relation("control", "a/b.xml", ""), "an object of another program"),
        ("word/embeddings/oleObject1.bin", b"x", "an object of another program"),
        ("word/embeddings/Arbeidsbok.xlsm", b"x", "an object of another program"),
        ("word/activeX/activeX1.xml", b"x", "carries macros"),
        (SETTINGS, b"<Relationships", "is broken"),
        (SETTINGS, b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>' * 2, "is broken"),
    ],
)
def test_a_document_that_fetches_or_holds_what_runs_is_refused_in_words(part: str, data: bytes, told: str) -> None:
    for name, made in (("a.docx", docx(**{part: data})),
                       ("a.xlsx", office("xl/workbook.xml", "spreadsheetml.sheet", **{part: data}))):  # fmt: skip
        with override("en"), pytest.raises(FileRefusedError) as refused:
            files.checked(upload(name, made))
        assert told in str(refused.value)


@pytest.mark.parametrize(
    ("part", "data"),
    [
        (DOCUMENT, _relation("hyperlink", "https://www.doffin.no/notices/2026-1")),
        (DOCUMENT, _relation("hyperlink", "mailto:post@eksempelvik.example")),
        (DOCUMENT, _relation("image", "media/image1.png", "")),
        (SETTINGS, _relation("attachedTemplate", "file:///C:\\Users\\Ina\\Maler\\Brev.dotx")),
        (SETTINGS, _relation("attachedTemplate", "Brev.dotx")),
        ("xl/externalLinks/_rels/externalLink1.xml.rels", _relation("externalLinkPath", "file://srv/budsjett.xlsx")),
        ("word/embeddings/Microsoft_Excel_Worksheet.xlsx", b"the workbook behind a chart"),
        ("word/charts/_rels/chart1.xml.rels", _relation("package", "../embeddings/Microsoft_Excel_Sheet.xlsx", "")),
    ],
)
def test_links_that_wait_for_a_click_and_what_every_document_holds_stay_allowed(part: str, data: bytes) -> None:
    assert files.checked(upload("a.docx", docx(**{part: data}))).name == "a.docx"


def test_a_list_of_links_without_end_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filetypes, "MOST_RELATIONS", 100)
    with override("en"), pytest.raises(FileRefusedError, match="far too large"):
        files.checked(upload("a.docx", docx(**{DOCUMENT: _relation("hyperlink", "https://a.example")})))


def test_a_file_may_be_as_large_as_we_say_and_no_larger() -> None:
    most = b"x" * files.MOST_BYTES
    assert files.checked(upload("a.txt", most)).size == 20 * 2**20
    with override("nb"), pytest.raises(FileRefusedError, match="høyst 20 MB"):
        files.checked(upload("a.txt", most + b"x"))


def test_an_archive_of_more_parts_than_any_document_is_refused_before_they_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(filetypes, "MOST_PARTS", 5)
    with override("en"), pytest.raises(FileRefusedError, match="far too large"):
        files.checked(upload("a.docx", docx(**{f"word/{n}.xml": b"" for n in range(9)})))


def test_a_part_that_needs_a_password_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
    locked = bytearray(packed.getvalue())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(sign) + at] |= 1
    with override("en"), pytest.raises(FileRefusedError, match="password"):
        files.checked(upload("a.docx", bytes(locked)))


@given(some.binary(max_size=400), some.sampled_from(["", "%PDF-", "PK"]), some.sampled_from(sorted(TAKEN)))
def test_whatever_is_sent_is_taken_or_refused_in_words(data: bytes, start: str, name: str) -> None:
    assert name in _told(name, start.encode() + data)


@given(some.integers(0, len(docx()) - 1), some.integers(0, 255))
def test_a_document_with_any_byte_changed_is_taken_or_refused_in_words(at: int, byte: int) -> None:
    data = bytearray(docx())
    data[at] = byte
    assert "a.docx" in _told("a.docx", bytes(data))


def _told(name: str, data: bytes) -> str:
    try:
        return files.checked(upload(name, data)).name
    except FileRefusedError as refused:
        return str(refused)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("referat.pdf", "referat.pdf"),
        ("C:\\Users\\Kari\\referat.pdf", "referat.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\u202efdp.exe.pdf", "afdp.exe.pdf"),
        ("a\x00b\r\n c.pdf", "ab c.pdf"),
        ("bla\u030abær.pdf", "blåbær.pdf"),
        ('a"<b>:c?.pdf', "a__b__c_.pdf"),
        ("  .hidden.pdf ", "hidden.pdf"),
        ("x" * 400 + ".docx", "x" * 145 + ".docx"),
        ("x" * 400, "x" * 150),
        ("\u202e\u200b", "file"),
        ("", "file"),
    ],
)
def test_a_name_is_cleaned_and_keeps_its_ending(sent: str, kept: str) -> None:
    with override("en"):
        assert filenames.cleaned(sent) == kept


@given(some.text(max_size=300))
def test_no_name_leads_astray(sent: str) -> None:
    kept = filenames.cleaned(sent)
    assert 0 < len(kept) <= filenames.MOST_LETTERS
    assert kept.isprintable()
    assert not set(kept) & set('/\\<>:"|?*')
    assert not kept.startswith(".")
