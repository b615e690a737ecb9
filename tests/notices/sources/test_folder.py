"""Finding raw files: every shape people keep them in, and every trick an archive can play."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import tarfile
import tracemalloc
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulighetsrom.notices.sources.archives import Limits, Opener
from mulighetsrom.notices.sources.folder import find

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mulighetsrom.notices.sources.raw import RawFile

XML = b"<ContractNotice/>"


def zipped(members: dict[str, bytes], **options: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", **options) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


def told(found: list[RawFile]) -> list[tuple[str, bytes | None, str | None]]:
    return [(one.name, one.data, one.problem.code if one.problem else None) for one in found]


def opened(data: bytes, limits: Limits | None = None, name: str = "a") -> list[tuple[str, bytes | None, str | None]]:
    return told(list(Opener(len(data), limits or Limits()).open(io.BytesIO(data), name)))


# --- folders --------------------------------------------------------------------------------------------------------


def test_a_folder_gives_its_files_sorted_and_leaves_hidden_ones_out(tmp_path: Path) -> None:
    for name in ("b.xml", "a.xml", "2024/c.xml", ".git/config", ".hidden.xml", "2023/d.xml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(XML)
    assert [one.name for one in find([tmp_path])] == ["a.xml", "b.xml", "2023/d.xml", "2024/c.xml"]


def test_a_file_is_found_by_its_name_even_where_it_is_hidden(tmp_path: Path) -> None:
    (tmp_path / ".a.xml").write_bytes(XML)
    assert told(list(find([tmp_path / ".a.xml"]))) == [(".a.xml", XML, None)]


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(XML)
    (tmp_path / "empty.xml").touch()
    (tmp_path / "gone.xml").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe")
    assert told(list(find([tmp_path, tmp_path / "absent"]))) == [
        ("a.xml", XML, None),
        ("empty.xml", b"", "empty"),
        ("gone.xml", None, "unreadable"),
        ("pipe", None, "not-a-file"),
        ("absent", None, "unreadable"),
    ]


def test_a_file_that_vanishes_between_listing_and_reading_is_told(tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_bytes(XML)
    found = find([tmp_path])
    next(found)
    (tmp_path / "b.xml").unlink()
    assert told(list(found)) == [("b.xml", None, "unreadable")]


def test_links_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.xml").write_bytes(XML)
    (inside / "a.xml").write_bytes(XML)
    (inside / "file").symlink_to(outside / "secret.xml")
    (inside / "folder").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    (inside / "same").symlink_to(inside / "a.xml")
    assert told(list(find([inside]))) == [
        ("a.xml", XML, None),
        ("file", None, "link-out"),
        ("folder", None, "link-out"),
        ("same", XML, None),
    ]


def test_a_name_is_one_line_of_valid_unicode(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"a\xff\n.xml")).write_bytes(XML)
    assert [one.name for one in find([tmp_path])] == ["a\ufffd\ufffd.xml"]


# --- archives -------------------------------------------------------------------------------------------------------

MEMBERS = {"2024/b.xml": XML + b"b", "a.xml": XML + b"a"}


@pytest.mark.parametrize(
    "packed",
    [zipped(MEMBERS), *(tarred(MEMBERS, mode) for mode in ("w", "w:gz", "w:bz2", "w:xz"))],
    ids=["zip", "tar", "gz", "bz2", "xz"],
)
def test_an_archive_is_told_by_its_content_and_names_its_members(packed: bytes, tmp_path: Path) -> None:
    (tmp_path / "notices.dat").write_bytes(packed)
    assert told(list(find([tmp_path]))) == [
        ("notices.dat/2024/b.xml", XML + b"b", None),
        ("notices.dat/a.xml", XML + b"a", None),
    ]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_single_file_may_be_compressed(pack: Callable[[bytes], bytes]) -> None:
    assert opened(pack(XML), name="a.xml.gz") == [("a.xml.gz/a.xml", XML, None)]


def test_an_archive_in_an_archive_is_opened_and_one_more_is_kept() -> None:
    inner = zipped({"a.xml": XML})
    middle = tarred({"inner.zip": inner}, "w:gz")
    assert opened(middle) == [("a/inner.zip/a.xml", XML, None)]
    assert opened(zipped({"middle.tgz": middle})) == [("a/middle.tgz/inner.zip", inner, "nested-archive")]


@pytest.mark.parametrize("name", ["../a.xml", "/a.xml", "C:\\a.xml", "x/../../a.xml", "..\\a.xml"])
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_name_that_leads_out_is_told_and_leads_nowhere(pack: Callable[..., bytes], name: str) -> None:
    [(shown, data, code)] = opened(pack({name: XML}))
    assert (data, code) == (XML, "path-outside")
    assert not shown.startswith("/")
    assert ".." not in shown


def test_backslashes_of_old_windows_tools_are_folders() -> None:
    assert opened(zipped({"2024\\a.xml": XML})) == [("a/2024/a.xml", XML, None)]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_told_apart_and_hidden_ones_left_out() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("a.xml", "a.xml", ".DS_Store", "__MACOSX/._a.xml"):
            archive.writestr(name, XML)
    assert [name for name, *_ in opened(packed.getvalue())] == ["a/a.xml", "a/a.xml#2"]


def test_links_and_devices_in_archives_are_refused() -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"x{kind.decode()}")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert {(data, code) for _, data, code in opened(packed.getvalue())} == {(None, "not-a-file")}
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    zip_link = io.BytesIO()
    with zipfile.ZipFile(zip_link, "w") as archive_of_links:
        archive_of_links.writestr(link, "/etc/passwd")
    assert opened(zip_link.getvalue()) == [("a/link", None, "not-a-file")]


def test_a_locked_member_is_told_and_the_rest_goes_on() -> None:
    packed = bytearray(zipped({"a.xml": XML, "b.xml": XML}))
    directory = packed.index(b"PK\x01\x02")
    packed[directory + 8] |= 1
    assert opened(bytes(packed)) == [("a/a.xml", None, "encrypted"), ("a/b.xml", XML, None)]


def test_a_damaged_member_is_told_and_the_rest_goes_on() -> None:
    packed = bytearray(zipped({"a.xml": XML, "b.xml": XML}))
    packed[packed.index(b"a.xml") + 8] ^= 0xFF
    assert opened(bytes(packed)) == [("a/a.xml", None, "broken-archive"), ("a/b.xml", XML, None)]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_truncated_archive_gives_what_is_whole_and_says_so(mode: str) -> None:
    packed = tarred({f"{n}.xml": os.urandom(20_000) for n in range(20)}, mode)
    found = opened(packed[: len(packed) // 2])
    assert found[-1][2] == "broken-archive"
    if mode in {"w", "w:gz"}:
        assert len([data for _, data, _ in found if data]) in range(5, 11)


def test_a_truncated_zip_says_so() -> None:
    packed = zipped(MEMBERS)
    assert opened(packed[:-30]) == [("a", None, "broken-archive")]


def test_a_tar_that_is_damaged_in_the_middle_does_not_end_in_silence() -> None:
    packed = bytearray(tarred({"a.xml": XML, "b.xml": XML}))
    packed[1024 + 150] ^= 0xFF  # the checksum of the second header
    assert [code for *_, code in opened(bytes(packed))] == [None, "broken-archive"]


# --- limits ---------------------------------------------------------------------------------------------------------

SMALL = Limits(parsed=100, kept=200, members=5, archive=2_000, ratio=10, unsuspicious=1_000)


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_large_file_is_kept_and_not_parsed_and_a_huge_one_not_kept(pack: Callable[..., bytes]) -> None:
    limits = Limits(parsed=100, kept=200)
    found = opened(pack({"a": b"x" * 100, "b": b"x" * 101, "c": b"x" * 201}), limits)
    assert [(data and len(data), code) for _, data, code in found] == [
        (100, None),
        (101, "too-large"),
        (None, "too-large"),
    ]


def test_a_bomb_stops_at_the_limit_and_what_came_before_stays() -> None:
    found = opened(
        zipped({f"{n}": b"x" * 190 for n in range(5)} | {"z": b"x" * 5_000}),
        Limits(kept=10**6, unsuspicious=1_000, ratio=1),
    )
    assert [code for *_, code in found] == [None] * 5 + ["archive-limit"]


@pytest.mark.parametrize("mode", ["w:gz", "w:bz2", "w:xz"])
def test_a_compressed_tar_of_zeros_stops_at_the_limit(mode: str) -> None:
    bomb = tarred({"a": bytes(50 << 20)}, mode)
    [(_, data, code)] = opened(bomb, Limits(unsuspicious=1 << 20, ratio=10))
    assert (data, code) == (None, "archive-limit")


def test_no_more_members_than_the_limit_are_taken() -> None:
    found = opened(zipped({f"{n}": XML for n in range(7)}), SMALL)
    assert [code for *_, code in found] == [None] * 5 + ["archive-limit"]


def test_a_header_that_asks_for_gigabytes_is_refused_at_once() -> None:
    long_name = tarfile.TarInfo("a")
    long_name.type, long_name.size = tarfile.GNUTYPE_LONGNAME, 8 << 30
    assert [code for *_, code in opened(gzip.compress(long_name.tobuf() + bytes(1 << 20)))] == ["broken-archive"]


def test_a_header_with_a_negative_size_does_not_send_the_reader_back() -> None:
    info = tarfile.TarInfo("a")
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    header[124:136] = (-2048).to_bytes(12, "big", signed=True)
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    assert [code for *_, code in opened(bytes(header) + bytes(1024))] == ["broken-archive"]


def test_memory_stays_small_with_many_members(tmp_path: Path) -> None:
    (tmp_path / "many.tar").write_bytes(tarred({f"{n}.xml": bytes(5_000) for n in range(4_000)}))
    tracemalloc.start()
    assert sum(1 for _ in find([tmp_path])) == 4_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20


# --- anything -------------------------------------------------------------------------------------------------------

BASES = [zipped(MEMBERS), tarred(MEMBERS), tarred(MEMBERS, "w:gz"), tarred(MEMBERS, "w:xz"), gzip.compress(XML)]


@given(
    st.sampled_from(BASES), st.lists(st.tuples(st.integers(0, 20_000), st.binary(min_size=1, max_size=4)), max_size=8)
)
def test_mangled_archives_raise_nothing(base: bytes, edits: list[tuple[int, bytes]]) -> None:
    packed = bytearray(base)
    for at, data in edits:
        start = at % len(packed)
        packed[start : start + len(data)] = data
    assert all(one[1] is not None or one[2] for one in opened(bytes(packed)))


@given(st.binary(max_size=2_000))
def test_any_bytes_raise_nothing(data: bytes) -> None:
    assert all(one[1] is not None or one[2] for one in opened(data))
