"""The boundaries of the municipalities, where an installation has added them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mulighetsrom.notices.reference import municipalities
from mulighetsrom.notices.reference.files import Refused

if TYPE_CHECKING:
    from pathlib import Path

FILE = "boundaries.topojson"


def boundaries(folder: Path) -> Path | None:
    """Return the TopoJSON file that was added, or None."""
    path = folder / FILE
    return path if path.exists() else None


def check(data: bytes, folder: Path) -> tuple[bytes, int]:
    """Return the file as it came and its number of municipalities: TopoJSON with `kommunenummer` on every shape."""
    today = municipalities.register(folder).today
    numbers = {number(shape) for named in topology(data).values() for shape in shapes(named)}
    if strangers := sorted(one for one in numbers if today(one) is None):
        raise Refused(f"shapes without a known kommunenummer: {', '.join(strangers[:5])}")
    if not numbers:
        raise Refused("no shapes: expected a TopoJSON whose shapes have the property kommunenummer")
    return data, len(numbers)


def topology(data: bytes) -> dict[str, Any]:
    """Return the named objects of a TopoJSON file."""
    try:
        read = json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise Refused(f"not JSON: {str(problem)[:100]}") from problem
    objects = read.get("objects") if isinstance(read, dict) and read.get("type") == "Topology" else None
    if not isinstance(objects, dict):
        raise Refused("not TopoJSON: expected an object with “type”: “Topology” and “objects”")
    return objects


def shapes(named: Any) -> list[Any]:
    found = named.get("geometries") if isinstance(named, dict) else None
    return found if isinstance(found, list) else []


def number(shape: Any) -> str:
    properties = shape.get("properties") if isinstance(shape, dict) else None
    return str(properties.get("kommunenummer", "none")) if isinstance(properties, dict) else "none"
