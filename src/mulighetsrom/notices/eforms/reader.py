"""From the bytes of one eForms notice to rows.

What notices say stands in `tables`, what becomes of it in `finish`; here is what is refused, and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from mulighetsrom.notices.eforms import identifiers
from mulighetsrom.notices.eforms.encoding import is_double, repaired
from mulighetsrom.notices.eforms.finish import finish
from mulighetsrom.notices.eforms.tables import NOTICE, ROOTS
from mulighetsrom.notices.eforms.walk import Walk, compile_step, tables_of
from mulighetsrom.notices.errors import Unreadable

if TYPE_CHECKING:
    from mulighetsrom.notices.schema import Rows

LARGEST = 32 << 20
ROOT = compile_step(NOTICE)
KINDS = tuple(sorted(set(tables_of(NOTICE))))
OTHER_ROOTS = {
    "TED_EXPORT": "ted-r209-unsupported",
    "BusinessRegistrationInformationNotice": "not-procurement",
    **dict.fromkeys(ROOTS.values(), "wrong-namespace"),
}
REASONS = {
    etree.ErrorTypes.ERR_DOCUMENT_EMPTY: "not-xml",
    etree.ErrorTypes.ERR_INVALID_ENCODING: "wrong-encoding",
    etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING: "wrong-encoding",
    etree.ErrorTypes.ERR_UNKNOWN_ENCODING: "wrong-encoding",
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED: "truncated",
    etree.ErrorTypes.ERR_RESOURCE_LIMIT: "over-limits",
}


def read(data: bytes, source_file: str) -> Rows:
    """Read one eForms notice (UBL 2.3, any subtype, SDK 1.3-1.14, native or converted) into rows.

    `source_file` is the file's name below what was added; where the notice does not hold its own publication number,
    the name may. Partial trouble becomes rows of `problems`. Raises `Unreadable` for bytes that give no notice.
    """
    record = identifiers.record_of(data)
    walk = _walk(_parse(data), record)
    if is_double("".join(walk.texts())):
        walk = _walk(_parse(repaired(data)), record)
        walk.problem("file", "repaired-encoding", "text was encoded twice; read from a repaired copy")
    return finish(walk, source_file)


def _walk(root: etree._Element, record: str) -> Walk:
    walk = Walk(record, {kind: [] for kind in KINDS})
    notice = {"record": record, "root": ROOTS[root.tag]}
    walk.rows["notices"].append(notice)
    walk.take(root, ROOT, notice)
    return walk


def _parse(data: bytes) -> etree._Element:
    if len(data) > LARGEST:
        raise Unreadable("file", "too-large", f"{len(data)} bytes; at most {LARGEST} are parsed")
    if not data or data.isspace():
        raise Unreadable("file", "empty", "no content; expected an XML document")
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise _refused(data, error) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("DOCTYPE", "document-type", "a document type declaration; notices have none")
    if root.tag not in ROOTS:
        code = OTHER_ROOTS.get(etree.QName(root).localname, "not-eforms")
        raise Unreadable("root element", code, f"found {root.tag[:200]!r}, expected an eForms notice")
    return root


def _parser() -> etree.XMLParser:
    """Return a parser that opens nothing: with `resolve_entities` or `collect_ids` false it reads document types."""
    return etree.XMLParser(
        resolve_entities="internal",  # type: ignore[arg-type] # not in the stubs
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=True,
    )


def _refused(data: bytes, error: etree.XMLSyntaxError) -> Unreadable:
    cut = data.lstrip().startswith(b"<") and not data.rstrip().endswith(b">")
    known = REASONS.get(error.code)  # type: ignore[attr-defined] # not in the stubs
    code = known or ("truncated" if cut else "not-well-formed")
    return Unreadable(f"line {error.lineno}, column {error.offset}", code, error.msg[:200])
