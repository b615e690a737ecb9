"""The kinds of things that the search finds, and what everybody can read of a need and of a plan line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mulighetsrom.web.common import markup
from mulighetsrom.web.drafting import queries as drafting
from mulighetsrom.web.needs.index.documents import Entry
from mulighetsrom.web.needs.lines import public_view
from mulighetsrom.web.needs.queries import needs, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mulighetsrom.web.drafting.fields import Content

PUBLIC: Final[dict[str, tuple[str, ...]]] = {
    "needs.Version.content": (
        *("language", "title", "who", "how_many", "situation", "effects.effect", "effects.measure", "effects.target"),
        *("ask", "requirements.text", "requirements.reason", "tried", "voices.quote", "volume", "time", "starts"),
        *("budget_min", "budget_max", "climate", "security", "universal_design", "focus_areas", "cpv", "places"),
    ),
    "needs.Version": ("published_at",),
    "needs.Need": ("public_id", "stage", "owner"),
    "needs.lines.LineView": (
        *("public_id", "owner", "title", "text", "quarter", "value_min", "value_max", "focus_area", "cpv", "state"),
        *("published_at", "changed_at"),
    ),
    "accounts.Organisation": ("public_id", "name", "municipality", "county", "language"),
}
"""Everything that the search knows anything of; a line is read by its public view, which has nothing internal."""

_TEXTS: Final = tuple(
    name for name in PUBLIC["needs.Version.content"]
    if name not in {"language", "title", "starts", "budget_min", "budget_max", "focus_areas", "cpv", "places"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of thing: the ids of all that are public, and the entry of one; None if it is not public."""

    kind: str
    ids: Callable[[], Iterable[str]]
    entry: Callable[[str], Entry | None]


sources: Final[dict[str, Source]] = {}


def register(source: Source) -> None:
    """Let the search find a further kind of thing, and make its documents again in a rebuild."""
    sources[source.kind] = source


def need_entry(public_id: str) -> Entry | None:
    """Return what everybody can read of a need."""
    need = needs.public().filter(public_id=public_id).first()
    version = drafting.newest(need) if need else None
    if not need or not version:
        return None
    told = version.content
    return Entry(
        kind="need", thing=need.public_id, url_name="needs:need", url_arg=need.public_id,
        owner=need.owner, language=told.get("language") or "nb", title=told.get("title", ""),
        body="\n".join(filter(None, (markup.plain(text) for text in _said(told)))),
        places=tuple(told.get("places") or ()), areas=tuple(told.get("focus_areas") or ()),
        cpv=tuple(told.get("cpv") or ()), value_min=told.get("budget_min"), value_max=told.get("budget_max"),
        quarter=told.get("starts") or "", stage=need.stage,
        published_at=version.published_at, changed_at=version.published_at,
    )  # fmt: skip


def line_entry(public_id: str) -> Entry | None:
    """Return what is public of a plan line: what its public view shows."""
    line = plan.published().filter(public_id=public_id).first()
    if not line:
        return None
    told = public_view(line)
    return Entry(
        kind="line", thing=told.public_id, url_name="needs:plan", url_arg=told.owner, anchor=told.public_id,
        owner=line.owner, language=line.owner.language, title=told.title, body=told.text,
        areas=tuple(filter(None, [told.focus_area])), cpv=told.cpv, value_min=told.value_min,
        value_max=told.value_max, quarter=told.quarter, stage=told.state,
        published_at=line.published_at or told.changed_at, changed_at=told.changed_at,
    )  # fmt: skip


def _said(content: Content) -> Iterator[str]:
    for name in _TEXTS:
        field, _, inner = name.partition(".")
        if inner:
            yield from (str(row.get(inner) or "") for row in content.get(field) or ())
        else:
            yield str(content.get(field) or "")


register(Source("need", lambda: needs.public().values_list("public_id", flat=True), need_entry))
register(Source("line", lambda: plan.published().values_list("public_id", flat=True), line_entry))
