"""Whether an exported log is whole: pure, for `mulighetsrom dialogue check-log`, without a platform."""

from __future__ import annotations

import json
from typing import Any, Final

from mulighetsrom.web.dialogue import chain

FORMAT: Final = 1
HOLDS: Final = "The log holds: every line leads to the next, and every note is as the log says."
_WRONG: Final = {
    "changed": "Line {} is not as it was written.",
    "missing": "Line {} is missing, or stands in another place.",
    "rewritten": "Up to line {} this is another log than the one that the mark was given for.",
    "cut": "The log ends before line {}, which the mark was given for.",
}
_LINE: Final = {"number", "kind", "at", "who", "whom", "facts", "before", "hash"}


class LogFileError(Exception):
    """Raised when something is no export of a log. The message says what is wrong with it."""


def told(text: str, *, mark: str = "") -> list[str]:
    """Return in English what does not hold of an export, held also to a mark from earlier. Raises LogFileError."""
    kept = read(text)
    heads = [_head(kept["log"]["mark"])] + ([_head(mark)] if mark else [])
    wrong = chain.broken(kept["dialogue"]["id"], kept["log"]["lines"], heads)
    return [_said(wrong)] if wrong else list(_notes(kept))


def read(text: str) -> dict[str, Any]:
    """Return an export that has all that is looked at. Raises LogFileError."""
    try:
        kept = json.loads(text)
    except ValueError as error:
        raise LogFileError(f"This is no JSON: {error}") from error
    if not isinstance(kept, dict) or kept.get("format") != FORMAT:
        raise LogFileError(f"This is no export of a log in the format {FORMAT}.")
    try:
        lines, notes = kept["log"]["lines"], kept["contacts"]
        whole = isinstance(kept["dialogue"]["id"], str) and all(line.keys() >= _LINE for line in lines)
        whole = whole and all({*chain.NOTE, "corrects"} <= note.keys() for note in notes)
        whole = whole and all(isinstance(line["facts"], dict) for line in lines)
    except (KeyError, TypeError, AttributeError) as error:
        raise LogFileError(f"The export lacks {error}.") from error
    if not whole:
        raise LogFileError("A line or a note lacks something that it must have.")
    return kept


def _head(mark: Any) -> chain.Head:
    head = chain.read_head(str(mark))
    if not head:
        raise LogFileError(f"{mark!r} is no mark of a log.")
    return head


def _said(wrong: str) -> str:
    code, number = wrong.split(" ")
    return _WRONG[code].format(number)


def _notes(kept: dict[str, Any]) -> Any:
    notes, lines = {note["id"]: note for note in kept["contacts"]}, kept["log"]["lines"]
    forgotten = max((line["number"] for line in lines if line["kind"] == chain.FORGOTTEN), default=0)
    for line in lines:
        if line["kind"] in {"contact", "contact-corrected"}:
            note = notes.pop(line["facts"].get("contact"), None)
            if note is None:
                yield f"The note that line {line['number']} tells of is not in the file."
            elif note.get("forgotten_at") and line["number"] < forgotten:
                continue
            elif chain.hash_of_note(note) != line["facts"].get("content"):
                yield f"The note of line {line['number']} is not as it was written."
    yield from (f"No line of the log tells of the note {id_}." for id_ in notes)
