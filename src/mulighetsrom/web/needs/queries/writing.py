"""Reads for who writes: whom to make responsible, who wrote last, what a version is to hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.common import audit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.needs.fields import Content
    from mulighetsrom.web.needs.models import Attachment, Need, Version


def candidates(need: Need) -> dict[str, str]:
    """Return who can be responsible for a need, by public id: the owner's people, and who is so now."""
    found = {member.person.public_id: member.person.name for member in people.members(need.owner)}
    return found | {need.responsible.public_id: need.responsible.name}


def last_writer(need: Need) -> Person | None:
    """Return who saved the text in work last."""
    event = audit.about(need).filter(kind="need.write").last()
    return people.person(event.by) if event else None


def whole(need: Need) -> Content:
    """Return the text in work with who is responsible: everything that the form shows."""
    draft: Content = need.draft
    return draft | {"responsible": need.responsible.public_id}


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
