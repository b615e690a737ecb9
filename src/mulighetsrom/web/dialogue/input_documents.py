"""Written input as documents: for access requests, for the dossier, and for the list of who took part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mulighetsrom.web.common import sealed
from mulighetsrom.web.dialogue import dossier, gathering, took_part
from mulighetsrom.web.dialogue.actions import input_readers as reading
from mulighetsrom.web.dialogue.dossier import input as dossier_of_input
from mulighetsrom.web.dialogue.gathering import Document, Gatherer, Section
from mulighetsrom.web.dialogue.log import Somebody
from mulighetsrom.web.dialogue.models import HandedIn, Opening, Passage
from mulighetsrom.web.dialogue.queries import input as queries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue, InputAnswer

CODE: Final = "input"


def register() -> None:
    gathering.gatherers[CODE] = Gatherer(found=found, opened=opened, read=read)
    took_part.sources.append(companies)
    dossier.chapters.append(dossier_of_input.chapters)


def found(dialogue: Dialogue) -> Iterator[Document]:
    """Yield what companies have handed in, also what they replaced since."""
    for one in queries.handed_in(dialogue):
        sections = tuple(_section(answer) for answer in queries.told(one))
        yield Document(f"{CODE}:{one.public_id}", dossier_of_input.title(one), one.at, one.company, sections)


def opened(key: str, by: Actor) -> dict[str, str]:
    """Open the marked passages of an input as part of deciding a request."""
    one = HandedIn.objects.get(public_id=key.partition(":")[2])
    texts: dict[str, str] = {}
    for answer in queries.answers(one).filter(passages__isnull=False).distinct():
        words = reading.open_passages(answer, why=Opening.Why.ACCESS_REQUEST, by=by)
        texts |= {_key(passage): words[passage.number] for passage in answer.passages.all()}
    return texts


def read(claims: Collection[str]) -> Mapping[str, str]:
    rows = Passage.objects.filter(public_id__in=[claim.partition(":")[2] for claim in claims]).select_related("text")
    return {_key(passage): sealed.legible(passage.text) for passage in rows}


def companies(dialogue: Dialogue) -> Iterator[took_part.Taking]:
    """Yield the companies that have handed in, also to a part that was cancelled afterwards."""
    for one in queries.standing_in(dialogue):
        how = one.part.title or one.part.get_kind_display()
        yield took_part.Taking(Somebody(one.company.public_id, one.company.name), how)


def _section(answer: InputAnswer) -> Section:
    claims = tuple(_key(passage) for passage in answer.passages.all())
    return Section(answer.asked.text, answer.text, claims, answer.reason, answer.instead)


def _key(passage: Passage) -> str:
    return f"{CODE}:{passage.public_id}"
