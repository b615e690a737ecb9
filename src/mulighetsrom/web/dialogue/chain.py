"""A log that shows when it was tampered with: each line holds the hash of the line before.

Pure: a line is a mapping as `line` makes it, and whoever got a `Head` earlier (on the page, in a receipt, a letter, an
export) can see whether the log still leads to it.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SHOWN: Final = 32
"""How many letters of a hash are shown: 128 bits are enough to know it again."""

NOTE: Final = ("id", "number", "day", "how", "company", "about", "given", "mail")
"""What the note of a contact says, in the order in which it is hashed."""

FORGOTTEN: Final = "forgotten"
"""The kind of line that tells that the words of all notes before it were deleted on their day."""

_HEAD: Final = re.compile(rf"(?P<number>[0-9]{{1,9}})-(?P<hash>[0-9a-f]{{{SHOWN},64}})")


@dataclass(frozen=True, slots=True)
class Head:
    """Where a log ended at some moment: the number of its last line, and that line's hash."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}-{self.hash[:SHOWN]}"


def beginning(dialogue: str) -> str:
    """Return what the first line of a dialogue's log is chained to."""
    return hashlib.sha256(f"equal treatment log of {dialogue}".encode()).hexdigest()


def hash_of(line: Mapping[str, Any]) -> str:
    """Return the hash of a line: all it says but its own hash, as canonical JSON."""
    said = {name: value for name, value in line.items() if name != "hash"}
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def hash_of_note(said: Mapping[str, Any]) -> str:
    """Return the hash of a contact's note, as its line in the log holds it: of `NOTE`'s values and its salt as JSON."""
    values = [said[name] for name in NOTE] + ([said["salt"]] if said.get("salt") else [])
    return hashlib.sha256(json.dumps(values, ensure_ascii=True).encode()).hexdigest()


def broken(dialogue: str, lines: Iterable[Mapping[str, Any]], heads: Sequence[Head] = ()) -> str:
    """Return what is wrong with a log, oldest line first, in a code and a number such as "changed 3"; empty if nothing.

    "changed": the line is not what it was when the next was written. "missing": a line was taken away, or put in
    another place. "rewritten": the log no longer leads to one of `heads`, which were given out earlier. "cut": it ends
    before one of them.
    """
    before, number, hashes = beginning(dialogue), 0, {}
    for line in lines:
        number += 1
        if line["number"] != number:
            return f"missing {number}"
        if line["before"] != before or hash_of(line) != line["hash"]:
            return f"changed {number}"
        before = hashes[number] = line["hash"]
    for head in heads:
        if head.number > number:
            return f"cut {head.number}"
        if head.number and not hashes[head.number].startswith(head.hash[:SHOWN]):
            return f"rewritten {head.number}"
    return ""


def read_head(text: str) -> Head | None:
    """Return the head that somebody copied from a page or a letter, such as "12-9f86d081884c7d65...", or None."""
    found = _HEAD.fullmatch(text.strip().lower())
    return Head(int(found["number"]), found["hash"]) if found else None
