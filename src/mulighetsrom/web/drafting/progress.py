"""How far a text in work has come, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mulighetsrom.web.drafting.fields import Content, Group
    from mulighetsrom.web.drafting.kinds import Kind


def of(content: Content, kind: Kind) -> dict[str, Any]:
    """Return what drafting/progress.html shows: how many parts are `whole` `of` all, and what is `missing`.

    What is missing is told by where in the form it is, and its name.
    """
    missing = kind.of.missing(content)
    touched = {group.name for group in kind.layout.numbered for path in missing if _is_in(path, group)}
    parts = len(kind.layout.numbered)
    return {
        "whole": parts - len(touched),
        "of": parts,
        "missing": [(path.replace(".", "-"), str(kind.of.at(path).label)) for path in missing],
    }


def _is_in(path: str, group: Group) -> bool:
    """Tell whether a path is of a group; a further row belongs where the first one stands."""
    name, _dot, rest = path.partition(".")
    first = f"{name}.0.{rest.partition('.')[2]}" if rest else name
    return first in group.fields
