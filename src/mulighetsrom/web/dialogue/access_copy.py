"""The answer to an access request as one document: the decision, the documents with what is withheld left out, and how
to complain. What is withheld never gets here: its place is shown, and the rule that it is withheld by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from mulighetsrom.web.common import pdf, written
from mulighetsrom.web.dialogue import gathering, law, marking, told
from mulighetsrom.web.dialogue.models import Claim
from mulighetsrom.web.dialogue.queries import access_request as queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mulighetsrom.web.dialogue.gathering import Section
    from mulighetsrom.web.dialogue.models import AccessRequest


def document(request: AccessRequest) -> bytes:
    """Return the answer as PDF/A-2a, in the language of the body that decided."""
    body = request.dialogue.answers_for
    assert request.decided_at  # noqa: S101 - asked for once it is decided, which the database holds
    with override(body.language):
        below = _("Decided %(day)s") % {"day": written.local_day(request.decided_at)}
        title = _("Access to documents: %(title)s") % {"title": told.title(request.dialogue.draft)}
        sections = [pdf.Section(*one) for one in _sections(request)]
        return pdf.write(pdf.Document(title, body.name, below, sections, body.language, request.decided_at))


def complaint(request: AccessRequest) -> list[str]:
    """Return how to complain, in sentences."""
    day = timezone.localtime(request.decided_at).date() if request.decided_at else timezone.localdate()
    said = {
        "body": request.dialogue.answers_for.name,
        "why": law.cited(day, "access-why"),
        "complaint": law.cited(day, "access-complaint"),
    }
    lines = [
        _("You can complain to the regional governor (statsforvalteren) within three weeks (%(complaint)s)."),
        _("Send the complaint to %(body)s, which looks at it again, and passes it on if it changes nothing."),
        _("Within three weeks you can also ask for a fuller explanation of what is withheld (%(why)s)."),
    ]
    return [line % said for line in lines]


def _sections(request: AccessRequest) -> Iterator[tuple[str, str]]:
    claims = queries.claims(request)
    yield _("What was asked for"), request.what
    yield _("The decision"), "\n".join(_decision(list(claims.values())))
    texts = gathering.read([key for key, one in claims.items() if one.decision == Claim.Decision.RELEASED])
    for found in queries.documents(request):
        yield found.title, written.weekday_moment(found.dated)
        for section in found.sections:
            yield section.heading, _text(section, claims, texts)
    yield _("How to complain"), "\n".join(complaint(request))


def _decision(claims: list[Claim]) -> Iterator[str]:
    withheld = [one for one in claims if one.decision == Claim.Decision.WITHHELD]
    if not withheld:
        yield _("You get everything you asked for.")
        return
    yield _("You get the documents without what is withheld below.")
    for one in withheld:
        said = {"company": one.company.name, "stands": one.stands, "reason": one.reason}
        yield "- " + _("Withheld under %(stands)s (%(company)s): %(reason)s") % said


def _text(section: Section, claims: Mapping[str, Claim], texts: Mapping[str, str]) -> str:
    keys = dict(enumerate(section.claims, 1))
    words = []
    for piece in marking.pieces(section.text):
        key = keys.get(piece.passage, "")
        words.append(piece.words or texts.get(key) or _("[withheld: %(stands)s]") % {"stands": claims[key].stands})
    withheld = any(claims[key].decision == Claim.Decision.WITHHELD for key in section.claims)
    if withheld and section.instead:
        words.append("\n" + _("The company’s own words in place of this: %(words)s") % {"words": section.instead})
    return "".join(words)
