"""What a file is, told by its bytes: a name is only what its sender says.

Office files are zip archives. Their directory is read, a few kilobytes of the part that says what the archive is,
and the lists of what each part leads to; nothing is ever unpacked. This keeps out what is wrong or made to harm a
reader who opens it; it is no search for viruses, which is for the operator's own scanner and the reader's machine.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_stubs_ext import StrOrPromise

MOST_PARTS: Final = 10_000
MOST_UNPACKED: Final = 300 * 2**20  # bytes
MOST_RATIO: Final = 200  # real spreadsheets reach 50
SMALL: Final = 10 * 2**20  # what unpacks to less is no bomb, whatever its ratio
_HEAD: Final = 256 * 2**10
MOST_RELATIONS: Final = 4 * 2**20  # bytes: some ten thousand links

# A page to open at (/OpenAction) stands in half of all honest documents, so only what runs something is refused. It is
# seen where it stands in the open; a script in a compressed part is left to the reader's program, which asks first.
_PDF_RUNS: Final = re.compile(rb"/(?:JavaScript|Launch)\b")
_PDF_HEX: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
"""A letter of a name written as its number: /J#61vaScript is /JavaScript."""
_MACROS: Final = re.compile(
    r"(?:^|/)(?:vbaProject\.bin|vbaData\.xml|macrosheets/|activeX/|Basic/|Scripts/)", re.IGNORECASE
)
# Objects of other programs: the workbook behind a chart is one of these too, and stays allowed.
_OBJECTS: Final = re.compile(
    r"(?:^|/)(?:oleObject[^/]*|embeddings/[^/]+\.(?:bin|ole|docm|xlsm|xlsb|pptm))$", re.IGNORECASE
)
_OBJECT_RELATIONS: Final = frozenset({"oleobject", "control", "activexcontrolbinary"})
# A link is followed by a click, and Excel asks before it reads another workbook.
_WAIT_FOR_A_CLICK: Final = frozenset({"hyperlink", "externallinkpath"})
_ON_A_DRIVE: Final = re.compile(r"(?:file:/*)?[a-z]:[\\/]", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]+:|[\\/]{2}", re.IGNORECASE)
_NOT_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


class FileRefusedError(Exception):
    """Raised for a file that we do not take; the message is for whoever sent it, names it, and says what is right."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that we take; the first of its `endings` is the usual one."""

    type: str
    label: StrOrPromise
    endings: tuple[str, ...]


_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_OPEN: Final = "application/vnd.oasis.opendocument."
PDF: Final = Kind("application/pdf", gettext_lazy("a PDF file"), (".pdf",))
DOCX: Final = Kind(f"{_OFFICE}wordprocessingml.document", gettext_lazy("a Word document"), (".docx",))
XLSX: Final = Kind(f"{_OFFICE}spreadsheetml.sheet", gettext_lazy("an Excel workbook"), (".xlsx",))
PPTX: Final = Kind(f"{_OFFICE}presentationml.presentation", gettext_lazy("a PowerPoint presentation"), (".pptx",))
ODT: Final = Kind(f"{_OPEN}text", gettext_lazy("an OpenDocument text"), (".odt",))
ODS: Final = Kind(f"{_OPEN}spreadsheet", gettext_lazy("an OpenDocument spreadsheet"), (".ods",))
ODP: Final = Kind(f"{_OPEN}presentation", gettext_lazy("an OpenDocument presentation"), (".odp",))
PNG: Final = Kind("image/png", gettext_lazy("a PNG image"), (".png",))
JPEG: Final = Kind("image/jpeg", gettext_lazy("a JPEG image"), (".jpg", ".jpeg"))
TEXT: Final = Kind("text/plain", gettext_lazy("a plain text"), (".txt",))
CSV: Final = Kind("text/csv", gettext_lazy("a table as plain text (CSV)"), (".csv",))

KINDS: Final = (PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, TEXT, CSV, PNG, JPEG)
ENDINGS: Final = {ending: kind for kind in KINDS for ending in kind.endings}
_STARTS: Final = {b"%PDF-": PDF, b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
_MAIN_PARTS: Final = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}


def kind_of(name: str, data: bytes) -> Kind:
    """Return what a file is; raises FileRefusedError where its name says another thing, or we do not take it."""
    said = said_by(name)
    found = _found(name, data)
    if found is TEXT and said is CSV:
        return CSV  # the bytes of both are the same
    if found is not said:
        raise FileRefusedError(
            _("“%(name)s” seems to be %(found)s, and its name says that it is %(said)s. Save it anew as what it is.")
            % {"name": name, "found": found.label, "said": said.label}
        )
    return found


def said_by(name: str) -> Kind:
    """Return what a file's name says that it is; raises FileRefusedError for what we do not take."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if kind := ENDINGS.get(ending):
        return kind
    raise FileRefusedError(
        _("We do not take files such as “%(name)s”. Save it as one of these: %(endings)s.")
        % {"name": name, "endings": ", ".join(one[1:] for one in ENDINGS)}
    )


def _found(name: str, data: bytes) -> Kind:
    kind = next((kind for start, kind in _STARTS.items() if data.startswith(start)), None)
    if kind is PDF and _PDF_RUNS.search(_PDF_HEX.sub(_letter, data)):
        raise FileRefusedError(
            _(
                "“%(name)s” is a PDF file that runs something when it is opened. "
                "Print it to a new PDF file, and send that."
            )
            % {"name": name}
        )
    if kind:
        return kind
    return _office(name, data) if data.startswith(b"PK\x03\x04") else _text(name, data)


def _letter(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 16)])


def _text(name: str, data: bytes) -> Kind:
    if _NOT_TEXT.search(_decoded(data)):
        raise FileRefusedError(
            _(
                "We cannot tell what “%(name)s” is: it is no plain text, and none of the other kinds that we take. "
                "Open it in the program it was made with, and save it as a PDF file."
            )
            % {"name": name}
        )
    return TEXT


def _decoded(data: bytes) -> str:
    """Read as UTF-8, or letter by letter: older Norwegian programs write one byte a letter."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _office(name: str, data: bytes) -> Kind:
    try:
        if data.count(b"PK\x01\x02") > MOST_PARTS:  # asked before the directory fills the memory
            raise _bomb(name)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _be_harmless(name, archive.infolist())
            kind = _office_kind(name, archive)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError, RuntimeError, zlib.error):
        raise FileRefusedError(
            _(
                "“%(name)s” is broken, or locked with a password. "
                "Open it, save it anew without a password, and send that."
            )
            % {"name": name}
        ) from None
    if kind:
        return kind
    raise FileRefusedError(
        _("“%(name)s” seems to be an archive of files (zip). Send the files in it one by one.") % {"name": name}
    )


def _be_harmless(name: str, parts: list[zipfile.ZipInfo]) -> None:
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_RATIO * packed):
        raise _bomb(name)
    if any(_MACROS.search(part.filename) for part in parts):
        raise _macros(name)
    if any(_OBJECTS.search(part.filename) for part in parts):
        raise _object(name)
    if any(".." in part.filename.split("/") or part.flag_bits & 1 for part in parts):
        raise zipfile.BadZipFile


def _office_kind(name: str, archive: zipfile.ZipFile) -> Kind | None:
    parts = set(archive.namelist())
    if "[Content_Types].xml" in parts:
        types = _head(archive, "[Content_Types].xml")
        if b"macroEnabled" in types or b"vbaProject" in types:
            raise _macros(name)
        _fetch_nothing(name, archive)
        return next((kind for part, kind in _MAIN_PARTS.items() if part in parts and kind.type.encode() in types), None)
    if "mimetype" in parts:
        said = _head(archive, "mimetype").decode("latin-1")
        return next((kind for kind in (ODT, ODS, ODP) if kind.type == said), None)
    return None


def _fetch_nothing(name: str, archive: zipfile.ZipFile) -> None:
    """Refuse what fetches something by itself when it is opened; a link that waits for a click is none of it.

    A template or an image on a drive of the writer's own machine is left alone: documents are full of them.
    """
    parts = [part for part in archive.infolist() if part.filename.lower().endswith(".rels")]
    if sum(part.file_size for part in parts) > MOST_RELATIONS:
        raise _bomb(name)
    for part in parts:
        for kind, target, is_outside in _relations(archive.read(part)):
            if kind in _OBJECT_RELATIONS:
                raise _object(name)
            if is_outside and kind not in _WAIT_FOR_A_CLICK and _is_elsewhere(target):
                raise _fetches(name)


def _relations(data: bytes) -> Iterator[tuple[str, str, bool]]:
    """Yield the kind of each relation that a part has, where it leads, and whether that is outside the document."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise zipfile.BadZipFile from error
    for one in root.iter("{*}Relationship"):
        kind = str(one.get("Type", "")).rpartition("/")[2].lower()
        yield kind, str(one.get("Target", "")), str(one.get("TargetMode", "")).lower() == "external"


def _is_elsewhere(target: str) -> bool:
    plain = unquote(target).strip()
    return not _ON_A_DRIVE.match(plain) and bool(_ELSEWHERE.match(plain))


def _head(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as file:
        return file.read(_HEAD)


def _bomb(name: str) -> FileRefusedError:
    return FileRefusedError(
        _("“%(name)s” becomes far too large when it is opened. Make it smaller, or save it as a PDF file.")
        % {"name": name}
    )


def _macros(name: str) -> FileRefusedError:
    return FileRefusedError(
        _("“%(name)s” carries macros, which can harm whoever opens it. Save it without macros, or as a PDF file.")
        % {"name": name}
    )


def _object(name: str) -> FileRefusedError:
    return FileRefusedError(
        _(
            "“%(name)s” holds an object of another program, which can harm whoever opens it. "
            "Put an image in its place, or save the document as a PDF file."
        )
        % {"name": name}
    )


def _fetches(name: str) -> FileRefusedError:
    return FileRefusedError(
        _(
            "“%(name)s” fetches something from elsewhere when it is opened, such as a template or an image. "
            "Put it into the document itself, or save the document as a PDF file."
        )
        % {"name": name}
    )
