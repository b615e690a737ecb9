"""Bytes that give no notice: each gets a code and a place, quickly, and nothing else is touched."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from mulighetsrom.notices.eforms import reader
from mulighetsrom.notices.eforms.reader import read
from mulighetsrom.notices.errors import Unreadable
from tests.notices.eforms.conftest import bytes_of, only

if TYPE_CHECKING:
    from pathlib import Path

VALID = bytes_of("consultation")
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>'
NAMESPACE = b"urn:oasis:names:specification:ubl:schema:xsd:PriorInformationNotice-2"
BOMB = b"<!DOCTYPE a [<!ENTITY a0 'lol'>%s]>" % b"".join(
    b"<!ENTITY a%d '%s'>" % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 12)
)


def prolog(document_type: bytes, data: bytes = VALID) -> bytes:
    """Return a notice with a document type declaration."""
    return data.replace(DECLARATION, DECLARATION + document_type)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"hello", "not-xml"),
        (b'{"id": 1}', "not-xml"),
        (b"PK\x03\x04 a zip", "not-xml"),
        (bytes(range(256)), "not-xml"),
        (VALID[: len(VALID) // 2], "truncated"),
        (VALID[:-20], "truncated"),
        (VALID[:-2], "truncated"),
        (VALID.replace(b"</cac:Party>", b"</cac:Part>"), "not-well-formed"),
        (VALID.replace(b"01</cbc:VersionID>", b"\x00</cbc:VersionID>"), "not-well-formed"),
        (VALID.decode().encode("latin-1"), "wrong-encoding"),
        (VALID.replace(b'"UTF-8"', b'"klingon"'), "wrong-encoding"),
        (VALID.replace(b">01<", b">&nosuch;<"), "not-well-formed"),
        (VALID.replace(b"<cbc:VersionID>", b"<a>" * 300 + b"<cbc:VersionID>"), "over-limits"),
        (VALID.replace(b"<cbc:VersionID>", b'<cbc:VersionID a="' + b"x" * 11_000_000 + b'">'), "over-limits"),
        (VALID.replace(b">01<", b">" + b"x" * 11_000_000 + b"<"), "over-limits"),
        (prolog(BOMB).replace(b">01<", b">&a11;<"), "over-limits"),
        (prolog(BOMB).replace(b'languageID="ENG"', b'languageID="&a11;"'), "over-limits"),
        (prolog(BOMB), "document-type"),
        (prolog(b"<!DOCTYPE a [<!ENTITY e 'x'>]>").replace(b">01<", b">&e;<"), "document-type"),
        (VALID.replace(NAMESPACE, b"urn:other"), "wrong-namespace"),
        (b"<PriorInformationNotice/>", "wrong-namespace"),
        (
            b'<TED_EXPORT xmlns="http://publications.europa.eu/resource/schema/ted/R2.0.9/publication"/>',
            "ted-r209-unsupported",
        ),
        (b"<BusinessRegistrationInformationNotice/>", "not-procurement"),
        (b"<html><body/></html>", "not-eforms"),
    ],
)
def test_what_is_no_notice_is_refused_with_a_reason(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data, "x.xml")
    assert refused.value.code == code
    assert refused.value.place
    assert len(refused.value.detail) <= 300


def test_a_file_over_the_limit_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_parser", None)
    with pytest.raises(Unreadable) as refused:
        read(b"<" * (reader.LARGEST + 1), "x.xml")
    assert refused.value.code == "too-large"


@pytest.mark.parametrize("kind", ["external", "entity", "parameter"])
def test_nothing_is_opened_from_disk(kind: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.dtd"
    secret.write_text("<!ENTITY foo 'secret'>")
    document_type = {
        "external": f'<!DOCTYPE a SYSTEM "{secret.as_uri()}">',
        "entity": f'<!DOCTYPE a [<!ENTITY foo SYSTEM "{secret.as_uri()}">]>',
        "parameter": f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{secret.as_uri()}"> %p;]>',
    }[kind].encode()
    opened = []
    sys.addaudithook(lambda event, args: opened.append(args) if event == "open" and str(secret) in str(args) else None)
    with pytest.raises(Unreadable) as refused:
        read(prolog(document_type).replace(b">01<", b">&foo;<"), "x.xml")
    assert "secret" not in refused.value.detail
    assert opened == []


def test_a_document_type_elsewhere_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "x.dtd").write_text("<!ENTITY what would be told, were it read")
    with pytest.raises(Unreadable) as refused:
        read(prolog(f'<!DOCTYPE a SYSTEM "{(tmp_path / "x.dtd").as_uri()}">'.encode()), "x.xml")
    assert refused.value.code == "document-type"


def test_a_document_type_on_the_network_is_not_fetched() -> None:
    with pytest.raises(Unreadable) as refused:
        read(prolog(b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">'), "x.xml")
    assert refused.value.code == "document-type"


def test_odd_but_right_xml_is_read() -> None:
    renamed = VALID.replace(b"cbc:", b"b:").replace(b"xmlns:cbc", b"xmlns:b")
    odd = renamed.replace(b"<b:VersionID>01", b"<?php echo 1 ?><b:VersionID><![CDATA[0]]><!-- x -->1")
    assert only(read(odd, "x.xml"))["version"] == "01"


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
def test_other_declared_encodings_are_read(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    data = VALID.decode().replace("UTF-8", name).encode(encoding)
    assert only(read(data, "x.xml"))["title"] == "Markedsdialog om stille brøyteploger"
