"""Who reads a file is told by what is in it."""

from __future__ import annotations

import pytest

from mulighetsrom.notices import sources
from mulighetsrom.notices.errors import Unreadable
from mulighetsrom.notices.sources import export, reader_for

EXPORT, EFORMS, NOBODY = export.read, sources._eforms, None


@pytest.mark.parametrize(
    ("name", "head", "reader"),
    [
        ("a.xml", b"<?xml version='1.0'?><ContractNotice/>", EFORMS),
        ("a.csv", b"\xef\xbb\xbf\n <ContractNotice/>", EFORMS),
        ("a", "\ufeff<ContractNotice/>".encode("utf-16-le"), EFORMS),
        ("a.xml", b"doffin_id;type;date\n", EXPORT),
        ("a.dat", b'"doffin_referanse","navn"\r\n', EXPORT),
        ("a.dat", b"doffin_id\ttype\n", EXPORT),
        ("a.dat", '{"tittel": "søk"}'.encode(), EXPORT),
        ("a.dat", b' [{"id": 1}]', EXPORT),
        ("a.xml", b"not xml at all", EFORMS),
        ("a.csv", b"one column\n", EXPORT),
        ("a.txt", b"", EXPORT),
        ("a.pdf", b"%PDF-1.7\n\x01\x02", NOBODY),
        ("README.md", b"# Notices\n", NOBODY),
        ("a", b"", NOBODY),
    ],
)
def test_content_decides_and_the_name_only_where_it_says_nothing(name: str, head: bytes, reader: object) -> None:
    assert reader_for(name, head) is reader


def test_a_file_that_nobody_reads_says_so() -> None:
    with pytest.raises(Unreadable, match="unknown-kind"):
        sources.read(b"%PDF-1.7\n", "a.pdf")


def test_a_file_of_one_record_has_nothing_left_without_it() -> None:
    assert sources.without(b"<ContractNotice/>", "a.xml", {None}) is None
