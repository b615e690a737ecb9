"""Reads of a need's files, and what a version of it is to hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.drafting.fields import Content
    from mulighetsrom.web.drafting.models import Version
    from mulighetsrom.web.needs.models import Attachment, Need


def attachments(need: Need) -> Iterator[Attachment]:
    """Yield the files that belong to the text in work."""
    yield from need.attachments.filter(in_draft=True, file__isnull=False).select_related("file")


def named(version: Version) -> set[str]:
    """Return the ids of the files that a version names."""
    return {one["id"] for one in version.content.get("attachments", [])}


def snapshot(need: Need) -> Content:
    """Return what a version of the text in work holds: the description, and what its attachments are."""
    files = [
        {"id": one.file.public_id, "title": one.title, "size": one.file.size, "type": one.file.type}
        for one in attachments(need)
        if one.file
    ]
    draft: Content = need.draft
    return draft | ({"attachments": files} if files else {})
