"""How every page of a text is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from mulighetsrom.web.drafting.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from mulighetsrom.web.common.components import Link
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.drafting.fields import Content
    from mulighetsrom.web.drafting.models import Drafted


def answer(
    request: Request,
    row: Drafted,
    name: str,
    context: Mapping[str, Any],
    *,
    content: Content | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a page by our template of this name, or by the kind's own of the same name; `content` is the text on it."""
    kind = kind_of(row)
    shown = {
        "row": row,
        kind.model: row,
        "app": kind.app,
        "says": kind.says,
        "public_page": kind.page(row, kind.model),
        "description": None if content is None else kind.described(content),
        "description_template": f"{kind.app}/description.html",
    }
    return render(request, [f"{kind.app}/{name}.html", f"drafting/{name}.html"], {**shown, **context}, status=status)


def titled(row: Drafted) -> dict[str, Any]:
    """Return the heading of a page of a text in work; one that nobody has named yet has our words for it."""
    return {"title": kind_of(row).title(row), "verbatim": bool(row.draft.get("title"))}


def trail(row: Drafted, *here: Link) -> list[Link]:
    """Return the way to a page of a row."""
    return [*kind_of(row).trail(row), *here]
