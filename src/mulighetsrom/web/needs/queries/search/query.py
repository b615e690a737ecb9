"""What somebody looks for, as an address writes it and as a saved search keeps it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.web.needs import fields as need_fields
from mulighetsrom.web.needs.finding import places
from mulighetsrom.web.needs.finding.facets import VALUES
from mulighetsrom.web.needs.finding.understand import MOST_LETTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for: words, and what narrows them. Empty is everything.

    `place` is a municipality's or county's number, `area` a focus area, `cpv` the beginning of a code, `value` one of
    `VALUES`, `year` of the quarter, `owner` an organisation's public id. `plain` takes place names as mere words.
    """

    text: str = ""
    place: str = ""
    area: str = ""
    cpv: str = ""
    value: str = ""
    year: str = ""
    stage: str = ""
    kind: str = ""
    owner: str = ""
    order: str = ""
    plain: str = ""

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Query:
        """Return the query of an address or a saved search; what cannot be meant is left out."""
        told = {name: str(given.get(key) or "").replace("\0", " ").strip() for name, key in KEYS.items()}
        text = " ".join(told.pop("text")[: MOST_LETTERS + 1].split())
        return cls(text=text, **{name: value for name, value in told.items() if _ALLOWED[name](value)})

    def to_dict(self) -> dict[str, str]:
        """Return the query as JSON and addresses hold it, without what is empty."""
        return {key: value for name, key in KEYS.items() if (value := getattr(self, name))}

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, one.name) for one in fields(self) if one.name not in {"order", "plain"})

    def without(self, *names: str) -> Query:
        return replace(self, **dict.fromkeys(names, ""))


KEYS: Final = {
    "text": "q", "place": "sted", "area": "omrade", "cpv": "cpv", "value": "verdi", "year": "tid", "stage": "status",
    "kind": "slag", "owner": "eier", "order": "sorter", "plain": "ordrett",
}  # fmt: skip

_CODE: Final = re.compile(r"[a-z-]{0,20}")
_ALLOWED: Final[dict[str, Callable[[str], object]]] = {
    "place": places.is_known,
    "area": need_fields.CHOICES["focus_areas"].__contains__,
    "cpv": re.compile(r"[0-9]{2,8}").fullmatch,
    "value": VALUES.__contains__,
    "year": re.compile(r"20[0-9]{2}").fullmatch,
    "stage": _CODE.fullmatch,
    "kind": _CODE.fullmatch,
    "owner": re.compile(r"[0-9A-Z]{10}").fullmatch,
    "order": {"ny"}.__contains__,
    "plain": {"1"}.__contains__,
}
