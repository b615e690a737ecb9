"""Text that was encoded twice: UTF-8 read as Latin-1 or Windows-1252 and saved as UTF-8 again ("Ã¥" for "å")."""

from __future__ import annotations

import re

BYTES = {bytes([code]).decode("cp1252", "ignore") or chr(code): code for code in range(0x80, 0x100)}
BYTES |= {chr(code): code for code in range(0x80, 0xA0)}  # Latin-1 has control characters where 1252 has signs


def _class(first: int, last: int) -> str:
    return "[" + "".join(re.escape(sign) for sign, code in BYTES.items() if first <= code <= last) + "]"


TAIL = _class(0x80, 0xBF)
SEQUENCES = re.compile(f"{_class(0xC3, 0xDF)}{TAIL}|{_class(0xE0, 0xEF)}{TAIL}{{2}}|Â{TAIL}")
LETTERS = re.compile(f"Ã{TAIL}")


def is_double(text: str) -> bool:
    """Tell whether a text holds a letter that was encoded twice."""
    return "Ã" in text and LETTERS.search(text) is not None


def repaired(data: bytes) -> bytes:
    """Return a copy of a UTF-8 file where every sequence that was encoded twice is the character it was."""
    return SEQUENCES.sub(_once, data.decode()).encode()


def _once(found: re.Match[str]) -> str:
    written = bytes(BYTES[sign] for sign in found[0])
    try:
        return written.decode()
    except UnicodeDecodeError:  # not a character: leave what stands there
        return found[0]
