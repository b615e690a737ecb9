"""What the dossier and the archive hold of access requests: what was asked, what companies say, what is decided.

Who asked stands in the body's own case system; here they are forgotten a year after the decision. The passages
themselves are never opened here, also those that were released: the copy holds them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from mulighetsrom.web.common import markup, written
from mulighetsrom.web.dialogue import gathering
from mulighetsrom.web.dialogue.dossier import Chapter, joined, noted_on
from mulighetsrom.web.dialogue.models import AccessRequest, Claim
from mulighetsrom.web.dialogue.queries import access_request as queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mulighetsrom.web.dialogue.models import Dialogue, Hearing


def chapters(dialogue: Dialogue) -> Iterator[Chapter]:
    """Yield each request as it came, what each company was asked and answered, and the decision passage by passage."""
    requests = list(queries.recorded(dialogue))
    titles = {one.key: one.title for one in gathering.found(dialogue)} if requests else {}
    for one in requests:
        came, body = noted_on(one.received_date, one.registered_at), dialogue.answers_for.name
        what = _("What is asked for: %(what)s") % {"what": markup.plain(one.what)}
        text = joined(what, *_documents(one, titles))
        heading, key = _("An access request came"), f"X{one.public_id}"
        yield Chapter(came, heading, text, key, sender=_("Whoever asked"), receiver=body)
        for hearing in one.hearings.all():
            yield from _heard(one, hearing)
        if one.decided_at:
            said = _decision(one, titles)
            heading, key = _("The access request was decided"), f"XD{one.public_id}"
            yield Chapter(one.decided_at, heading, said, key, sender=body, receiver=_("Whoever asked"))


def _documents(one: AccessRequest, titles: Mapping[str, str]) -> list[str]:
    found = [f"- {_title(row.key, titles)}" for row in one.gathered.all()]
    return [_("It is about these documents:"), "\n".join(found)] if found else []


def _heard(one: AccessRequest, hearing: Hearing) -> Iterator[Chapter]:
    said = {"company": hearing.company.name, "deadline": written.weekday_moment(hearing.deadline_at)}
    asked = _("It was asked what it holds on to, to be answered before %(deadline)s.") % said
    yield Chapter(hearing.asked_at, _("An access request was put to %(company)s") % said, asked)
    if hearing.answered_at:
        lines = [
            f"- {_passage(number, claim)}: {_holds(claim)}"
            for number, claim in enumerate(one.claims.all(), 1)
            if claim.company_id == hearing.company_id
        ]
        text, key = "\n".join(lines), f"XH{hearing.public_id}"
        heading = _("%(company)s answered an access request") % said
        yield Chapter(hearing.answered_at, heading, text, key, sender=hearing.company.name)
    elif hearing.silent_at:
        silent = _("That is silence: neither a yes nor a no.")
        yield Chapter(hearing.silent_at, _("%(company)s did not answer an access request") % said, silent)


def _holds(claim: Claim) -> str:
    if claim.holds:
        return _("holds on to it. Why: %(why)s") % {"why": " ".join(claim.why.split())}
    return _("can be released")


def _decision(one: AccessRequest, titles: Mapping[str, str]) -> str:
    claims = list(enumerate(one.claims.all(), 1))
    lines = [
        f"- {_passage(number, claim)} ({_title(claim.document, titles)}): {_decided(claim)}" for number, claim in claims
    ]
    nothing = "" if claims else _("Nothing was claimed to be a secret, and everything was given.")
    by = _("Decided by %(name)s.") % {"name": one.decided_by.name} if one.decided_by else ""
    copy = (
        _("The copy can be given from %(day)s.") % {"day": written.day(one.copy_from_date)}
        if one.copy_from_date
        else ""
    )
    return joined("\n".join(lines), nothing, by, copy)


def _decided(claim: Claim) -> str:
    if claim.decision == Claim.Decision.WITHHELD:
        said = {"stands": claim.stands, "reason": " ".join(claim.reason.split())}
        return _("withheld by %(stands)s. Why: %(reason)s") % said
    reason = " ".join(claim.reason.split())
    return ". ".join(filter(None, [_("released"), reason]))


def _passage(number: int, claim: Claim) -> str:
    return _("Passage %(number)s of %(company)s") % {"number": number, "company": claim.company.name}


def _title(key: str, titles: Mapping[str, str]) -> str:
    return titles.get(key) or _("a document that is no longer kept")
