"""Written input as documents: for access requests, for the archive, and for the list of who took part."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from mulighetsrom.web.common import pdf, sealed, written
from mulighetsrom.web.dialogue import gathering, marking, records, took_part
from mulighetsrom.web.dialogue.actions import input_readers as reading
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
    records.sources.append(documents)


def found(dialogue: Dialogue) -> Iterator[Document]:
    """Yield what companies have handed in, also what they replaced since."""
    rows = HandedIn.objects.filter(part__dialogue=dialogue).select_related("company", "part").order_by("at", "id")
    for one in rows:
        sections = tuple(_section(answer) for answer in queries.answers(one))
        yield Document(f"{CODE}:{one.public_id}", _title(one), one.at, one.company, sections)


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
    return {_key(passage): sealed.open_(passage.text) for passage in rows}


def companies(dialogue: Dialogue) -> Iterator[took_part.Taking]:
    """Yield the companies that have handed in."""
    for part in queries.parts(dialogue):
        for one in queries.received(part):
            yield took_part.Taking(
                Somebody(one.company.public_id, one.company.name), part.title or part.get_kind_display()
            )


def documents(dialogue: Dialogue) -> Iterator[records.Record]:
    """Yield each input for the archive; what is marked stays sealed here, and its place is shown."""
    for one in HandedIn.objects.filter(part__dialogue=dialogue).select_related("company", "part").order_by("at", "id"):
        yield records.Record(
            key=f"I{one.public_id}",
            version="1",
            title=_title(one),
            dated=one.at,
            sender=one.company.name,
            receiver=dialogue.owner.name,
            body=partial(_paper, one),
        )


def _title(one: HandedIn) -> str:
    return _("Written input of %(company)s, number %(number)s") % {"company": one.company.name, "number": one.number}


def _section(answer: InputAnswer) -> Section:
    claims = tuple(_key(passage) for passage in answer.passages.all())
    return Section(answer.asked.text, answer.text, claims, answer.reason, answer.instead)


def _key(passage: Passage) -> str:
    return f"{CODE}:{passage.public_id}"


def _paper(one: HandedIn) -> bytes:
    bar = f"[{_('business secret')}]"
    sections = [
        pdf.Section(answer.asked.text, "".join(piece.words or bar for piece in marking.pieces(answer.text)))
        for answer in queries.answers(one)
    ]
    owner = one.part.dialogue.owner
    below = f"{written.weekday_moment(one.at)} · SHA-256 {one.hash}"
    return pdf.write(pdf.Document(_title(one), owner.name, below, sections, owner.language, one.at))
