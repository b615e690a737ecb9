"""The minutes of meetings as documents that somebody can ask to see, once the company had its say.

What is held back in the dossier is claimed here: it is opened only to decide a request, by a named reader, and the log
says so first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from mulighetsrom.web.common import audit
from mulighetsrom.web.dialogue import dossier, gathering, log, marking
from mulighetsrom.web.dialogue.actions.giving import company
from mulighetsrom.web.dialogue.dossier import minutes as dossier_of_minutes
from mulighetsrom.web.dialogue.gathering import Document, Gatherer, Section
from mulighetsrom.web.dialogue.models import Exchange, Minutes
from mulighetsrom.web.dialogue.queries import input_readers as readers
from mulighetsrom.web.dialogue.queries import minutes as queries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue

CODE: Final = "minutes"
_COMMENT: Final = "-comment"


def register() -> None:
    gathering.gatherers[CODE] = Gatherer(found=found, opened=opened, read=read)
    dossier.chapters.append(dossier_of_minutes.chapters)


def found(dialogue: Dialogue) -> Iterator[Document]:
    """Yield the same minutes for access requests: each thing that was told a section of its own."""
    for one in queries.answered_in(dialogue):
        sections = [_section(number, told) for number, told in enumerate(one.exchanges.all(), 1)]
        if one.comment:
            heading = _("The company’s comment")
            sections.append(Section(heading, "[[1]]", (_comment_key(one),), _("It may tell of secrets.")))
        assert one.sent_at  # noqa: S101 - the database holds a moment for all that was sent
        title = dossier_of_minutes.title(one)
        yield Document(f"{CODE}:{one.public_id}", title, one.sent_at, one.request.company, tuple(sections))


def opened(key: str, by: Actor) -> dict[str, str]:
    """Open what is claimed secret in minutes as part of deciding a request: written down first, opened afterwards.

    Raises PermissionDenied to all but the named readers.
    """
    row = queries.by_id(key.partition(":")[2])
    assert row  # noqa: S101 - a gathered document is never deleted
    dialogue = row.request.meetings.part.dialogue
    if not readers.is_named(dialogue, by=by):
        raise PermissionDenied
    claimed = [one for one in queries.exchanges(row) if dossier_of_minutes.is_claimed(one)]
    count = len(claimed) + bool(row.comment)
    audit.record("minutes.read", about=row, by=by)
    log.write(dialogue, "minutes-secret-opened", by=by, whom=company(row.request), passages=count)
    texts = {_key(one): queries.text(one) for one in claimed}
    return texts | ({_comment_key(row): queries.comment(row)} if row.comment else {})


def read(claims: Collection[str]) -> Mapping[str, str]:
    """Return what is claimed secret, to its own company or since it is released."""
    ids = {claim.partition(":")[2].removesuffix(_COMMENT) for claim in claims}
    exchanges = Exchange.objects.filter(public_id__in=ids).select_related("text")
    texts = {_key(one): queries.text(one) for one in exchanges}
    commented = Minutes.objects.filter(public_id__in=ids).exclude(comment=None).select_related("comment")
    return texts | {_comment_key(one): queries.comment(one) for one in commented}


def _key(one: Exchange) -> str:
    return f"{CODE}:{one.public_id}"


def _comment_key(one: Minutes) -> str:
    return f"{CODE}:{one.public_id}{_COMMENT}"


def _section(number: int, one: Exchange) -> Section:
    heading = f"{number}. {one.get_told_display()}"
    if dossier_of_minutes.is_claimed(one):
        return Section(heading, "[[1]]", (_key(one),), dossier_of_minutes.reason(one))
    return Section(heading, marking.without_places(queries.text(one)))
