"""The draw of times for one-to-one meetings, which anyone can do again.

`python draw.py FILE` with this file alone: it needs nothing but Python. docs/draw.md says in plain words why nobody can
steer the draw, and where that ends.

    commitment   SHA-256 of a random secret of 32 bytes; published when wishes open
    frozen hash  SHA-256 of the frozen list: all times, and all wishes each with its nonce; published at the deadline
    seed         SHA-256 of the secret followed by the frozen hash, 32 bytes each
    drawn order  wishes by HMAC-SHA256 of their ids under the seed, lowest first
    times        each in drawn order: the most wished time that is free; else one that is free and that they can, by
                 lot; else the waiting list

Hashes are written as 64 lower-case hexadecimal digits. The list that is hashed is JSON in ASCII with sorted keys and no
spaces; times and wishes are sorted by id. Ids are random: they tell neither who wished nor when a time is.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import re
import secrets
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FORMAT: Final = "mulighetsrom draw 1"
LARGEST: Final = 20_000_000
"""The most characters of a file that is read: a hundred thousand wishes are fewer."""
HOLDS: Final = "The draw holds: everything follows from what was promised before it."
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_ID: Final = re.compile(r"[\w-]{1,64}", re.ASCII)
_KEYS: Final = {"format", "part", "commitment", "frozen", "frozen_hash", "secret", "seed", "order", "given", "waiting"}


class DrawFileError(Exception):
    """Raised when something is no file of a draw. The message says what is wrong with it."""


@dataclass(frozen=True)
class Wish:
    """What one company wishes: times from the most wished on, and others that it can; ids only."""

    id: str
    nonce: str
    ranked: tuple[str, ...]
    can: frozenset[str] = frozenset()

    def allows(self, time: str) -> bool:
        return time in self.ranked or time in self.can


@dataclass(frozen=True)
class Frozen:
    """All there is to draw from, as it stood at the deadline."""

    times: tuple[str, ...]
    wishes: tuple[Wish, ...]


@dataclass
class Result:
    """What was drawn: wishes in order, the time that each got, and who waits, in drawn order."""

    order: list[str]
    given: dict[str, str] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)


def new_secret() -> str:
    return secrets.token_hex(32)


def new_nonce() -> str:
    return secrets.token_hex(16)


def commitment(secret: str) -> str:
    """Return what is published before the first wish, and holds whoever made the secret to it."""
    return hashlib.sha256(bytes.fromhex(secret)).hexdigest()


def frozen_list(frozen: Frozen) -> dict[str, Any]:
    """Return the frozen list as it is hashed and published."""
    wishes = [
        {"wish": one.id, "nonce": one.nonce, "ranked": list(one.ranked), "can": sorted(one.can)}
        for one in sorted(frozen.wishes, key=lambda wish: wish.id)
    ]
    return {"times": sorted(frozen.times), "wishes": wishes}


def frozen_hash(frozen: Frozen) -> str:
    text = json.dumps(frozen_list(frozen), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def seed(secret: str, hash_of_list: str) -> str:
    return hashlib.sha256(bytes.fromhex(secret) + bytes.fromhex(hash_of_list)).hexdigest()


def drawn_order(wishes: Iterable[str], *, seed: str) -> list[str]:
    return sorted(wishes, key=lambda wish: (_lot(seed, wish), wish))


def draw(frozen: Frozen, *, secret: str) -> Result:
    """Draw the order, and give each in that order a time or a place on the waiting list."""
    lots = seed(secret, frozen_hash(frozen))
    wishes = {one.id: one for one in frozen.wishes}
    result = Result(drawn_order(wishes, seed=lots))
    free = set(frozen.times)
    for name in result.order:
        time = _best(wishes[name], free, lots)
        if time is None:
            result.waiting.append(name)
        else:
            result.given[name] = time
            free.remove(time)
    return result


def next_for(time: str, waiting: Sequence[Wish]) -> Wish | None:
    """Return who gets a time that has become free: the first in drawn order that wished for it or can."""
    return next((wish for wish in waiting if wish.allows(time)), None)


def published(frozen: Frozen, *, part: str, secret: str) -> dict[str, Any]:
    """Return all of a draw, as it is published: by this alone anybody does it again."""
    result, hash_of_list = draw(frozen, secret=secret), frozen_hash(frozen)
    return {
        "format": FORMAT,
        "part": part,
        "commitment": commitment(secret),
        "frozen": frozen_list(frozen),
        "frozen_hash": hash_of_list,
        "secret": secret,
        "seed": seed(secret, hash_of_list),
        "order": result.order,
        "given": result.given,
        "waiting": result.waiting,
    }


def verify(told: Any) -> list[str]:
    """Do a published draw again; return in English what does not hold, nothing where all does. Raises DrawFileError."""
    frozen, secret = _read(told)
    again = published(frozen, part=told["part"], secret=secret)
    wrong = {
        "commitment": "The secret is not the one that was promised before the wishes came.",
        "frozen": "The list is not written in its order, or names something twice.",
        "frozen_hash": "The list of wishes is not the one whose hash was published at the deadline.",
        "seed": "The seed does not follow from the secret and the list.",
        "order": "The drawn order does not follow from the seed.",
        "given": "The times that were given do not follow from the order and the wishes.",
        "waiting": "The waiting list does not follow from the order and the wishes.",
    }
    return [text for name, text in wrong.items() if again[name] != told[name]]


def read(text: str) -> Any:
    """Return what a file of a draw holds. Raises DrawFileError."""
    if len(text) > LARGEST:
        raise DrawFileError("The file is too large for a draw.")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DrawFileError(f"The file is not JSON: {error}.") from error


def told(text: str, *, commitment: str = "", frozen_hash: str = "") -> list[str]:
    """Return in English what does not hold of a file, held also to what was published earlier. Raises DrawFileError."""
    kept = read(text)
    wrong = verify(kept)
    if commitment and kept["commitment"] != commitment:
        wrong.append("The file tells another commitment than the one you kept.")
    if frozen_hash and kept["frozen_hash"] != frozen_hash:
        wrong.append("The file tells another hash of the list than the one you kept.")
    return wrong


def _best(wish: Wish, free: set[str], lots: str) -> str | None:
    wished = next((time for time in wish.ranked if time in free), None)
    if wished is not None:
        return wished
    # By lot too: "the first of the others" would let whoever numbers the times choose among them.
    return min(wish.can & free, key=lambda time: (_lot(lots, f"{wish.id} {time}"), time), default=None)


def _lot(key: str, what: str) -> str:
    return hmac.new(bytes.fromhex(key), what.encode("ascii"), hashlib.sha256).hexdigest()


def _read(told: Any) -> tuple[Frozen, str]:
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise DrawFileError(f"This is not a draw: it does not say “format”: “{FORMAT}”.")
    if missing := sorted(_KEYS - set(told)):
        raise DrawFileError(f"The draw lacks {', '.join(missing)}.")
    if not _is(told["secret"], _HASH):
        raise DrawFileError("The secret is not 64 hexadecimal digits.")
    frozen = told["frozen"]
    if not isinstance(frozen, dict) or set(frozen) != {"times", "wishes"} or not isinstance(frozen["wishes"], list):
        raise DrawFileError("“frozen” does not hold times and wishes.")
    wishes = tuple(_wish(one, place) for place, one in enumerate(frozen["wishes"], start=1))
    if len({one.id for one in wishes}) < len(wishes):
        raise DrawFileError("Two wishes have the same id.")
    return Frozen(_ids(frozen["times"], "“times”"), wishes), told["secret"]


def _wish(told: Any, place: int) -> Wish:
    where = f"Wish {place}"
    if not isinstance(told, dict) or set(told) != {"wish", "nonce", "ranked", "can"}:
        raise DrawFileError(f"{where} does not hold wish, nonce, ranked and can.")
    if not _is(told["wish"], _ID) or not _is(told["nonce"], _ID):
        raise DrawFileError(f"{where} has no id or nonce of letters and digits.")
    return Wish(told["wish"], told["nonce"], _ids(told["ranked"], where), frozenset(_ids(told["can"], where)))


def _ids(told: Any, where: str) -> tuple[str, ...]:
    if not isinstance(told, list) or not all(_is(one, _ID) for one in told):
        raise DrawFileError(f"{where} does not list times by their ids.")
    if len(set(told)) < len(told):
        raise DrawFileError(f"{where} lists a time twice.")
    return tuple(told)


def _is(value: Any, pattern: re.Pattern[str]) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def main(arguments: Sequence[str]) -> int:
    """Check the file that is named, and print what came of it."""
    asked = argparse.ArgumentParser(description="Do a published draw again, and say what does not hold.")
    asked.add_argument("file", type=Path)
    asked.add_argument("--commitment", default="", help="the commitment that you kept when wishes opened")
    asked.add_argument("--hash", default="", help="the hash of the list that you kept at the deadline")
    said = asked.parse_args(arguments)
    try:
        wrong = told(said.file.read_text(encoding="utf-8"), commitment=said.commitment, frozen_hash=said.hash)
    except (DrawFileError, OSError, UnicodeDecodeError) as error:
        print(error)
        return 2
    print("\n".join(wrong) or HOLDS)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
