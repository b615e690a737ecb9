"""Reads of written input: what is asked, a company's draft, what was handed in and counts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from mulighetsrom.web.common import sealed
from mulighetsrom.web.dialogue.models import (
    Asked,
    HandedIn,
    InputAnswer,
    InputDraft,
    Intake,
    Paper,
    Part,
    Passage,
    TooLate,
)
from mulighetsrom.web.drafting.fields import Description, Field, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.models import Organisation, Person
    from mulighetsrom.web.dialogue.models import Dialogue
    from mulighetsrom.web.drafting.fields import Content

KINDS = (Part.Kind.INPUT, Part.Kind.COMMENTS)
"""The parts that take written input."""
MOST_LETTERS = 40_000
"""How long an answer may be while it is written; what may be handed in is counted in words."""
MOST_REASON = 1000


def parts(dialogue: Dialogue) -> QuerySet[Part]:
    """Return the parts of a dialogue that take written input and are not cancelled."""
    return dialogue.parts.filter(kind__in=KINDS, state=Part.State.PLANNED).order_by("id")


# --- what is asked -------------------------------------------------------------------------------------------------


def intake(part: Part) -> Intake | None:
    """Return the rules of a part, None before somebody has written them."""
    return Intake.objects.filter(part=part).first()


def asked(part: Part) -> QuerySet[Asked]:
    return part.asked.order_by("number")


def papers(part: Part) -> QuerySet[Paper]:
    """Return the draft documents of a part whose files are there."""
    return part.papers.exclude(file=None).select_related("file").order_by("id")


def missing(part: Part) -> list[str]:
    """Return what a part that takes written input lacks, in the codes of `readiness.SAYS`."""
    lacks = [] if asked(part).exists() else ["asked"]
    lacks += [] if intake(part) else ["intake"]
    return lacks + (["papers"] if part.kind == Part.Kind.COMMENTS and not papers(part).exists() else [])


def snapshot(part: Part) -> dict[str, Any]:
    """Return what everybody reads of what a part asks, as JSON takes it; approval is of exactly this."""
    rules = intake(part)
    return {
        "asked": [{"text": one.text, "most_words": one.most_words} for one in asked(part)],
        "late": rules.late if rules else "",
        "read_until": rules.read_until_date.isoformat() if rules else "",
        "papers": [
            {"title": one.title, "version": one.version, "may_change": one.may_change, "sha256": one.file.sha256}
            for one in papers(part)
            if one.file
        ],
    }


def description(part: Part) -> Description:
    """Return what a company's input holds, as a table: for each question the answer, and what goes with its secrets."""
    fields = []
    for one in asked(part):
        answer = _("Your answer to question %(number)s") % {"number": one.number}
        fields += [
            Field(f"text-{one.number}", Kind.TEXT, answer, most=MOST_LETTERS),
            Field(f"reason-{one.number}", Kind.TEXT, _("Why is it a business secret?"), most=MOST_REASON),
            Field(f"instead-{one.number}", Kind.TEXT, _("What others can read instead"), most=MOST_LETTERS),
        ]
    return Description(fields, choices={})


# --- a company's own ------------------------------------------------------------------------------------------------


def draft(part: Part, company: Organisation) -> InputDraft | None:
    found = InputDraft.objects.filter(part=part, company=company)
    return found.select_related("text", "changed_by").first()


def written(found: InputDraft | None) -> Content:
    """Return what stands in a draft; raises SealedError."""
    content: Content = json.loads(sealed.open_(found.text)) if found else {}
    return content


def unfinished(company: Organisation) -> QuerySet[InputDraft]:
    """Return a company's drafts that can still be handed in, and of which nothing has been yet."""
    ahead = InputDraft.objects.filter(
        company=company, part__deadline_at__gt=timezone.now(), part__dialogue__stage="open"
    )
    given = HandedIn.objects.filter(company=company).values("part")
    open_ = ahead.filter(part__state=Part.State.PLANNED).exclude(part__in=given)
    return open_.select_related("part__dialogue").order_by("part__deadline_at", "id")


def unanswered(company: Organisation) -> QuerySet[HandedIn]:
    """Return what a company has handed in to dialogues that have no answer yet."""
    waits = {"part__dialogue__stage__in": ("open", "stopped"), "superseded_at": None}
    return HandedIn.objects.filter(company=company, **waits).select_related("part__dialogue").order_by("at", "id")


def writers(dialogue: Dialogue, part: Part | None = None) -> Iterator[tuple[Person, Organisation]]:
    """Yield who wrote on an input or handed it in, and for whom, in a dialogue or in one part of it."""
    where = {"part": part} if part else {"part__dialogue": dialogue}
    for one in InputDraft.objects.filter(**where).select_related("changed_by", "company").order_by("id"):
        yield one.changed_by, one.company
    for given in HandedIn.objects.filter(superseded_at=None, **where).select_related("by", "company").order_by("id"):
        yield given.by, given.company


def standing(part: Part, company: Organisation) -> HandedIn | None:
    """Return what a company has handed in and not replaced."""
    return of_company(part, company).filter(superseded_at=None).first()


def of_company(part: Part, company: Organisation) -> QuerySet[HandedIn]:
    """Return all that a company has handed in, newest first."""
    return part.handed_in.filter(company=company).select_related("by").order_by("-number")


def too_late(part: Part, company: Organisation) -> TooLate | None:
    return part.too_late.filter(company=company).first()


def whole(found: HandedIn) -> str:
    """Return the document as it was handed in; raises SealedError. For the company itself."""
    return sealed.open_(found.whole)


# --- what the municipality reads ------------------------------------------------------------------------------------


def received(part: Part) -> QuerySet[HandedIn, Any]:
    """Return what counts, in the order of arrival, with the number of marked passages as `marked`."""
    found = part.handed_in.filter(superseded_at=None).select_related("company")
    return found.annotate(marked=Count("answers__passages")).order_by("at", "id")


def answers(found: HandedIn) -> QuerySet[InputAnswer]:
    """Return the answers of an input with their questions and the places of their passages."""
    return _read(found.answers.all()).order_by("asked__number")


def handed_in(dialogue: Dialogue) -> QuerySet[HandedIn]:
    """Return all that was handed in to a dialogue, also what was replaced, in the order of arrival; see `told`."""
    joined = HandedIn.objects.filter(part__dialogue=dialogue).select_related("company", "part__intake")
    answers_ = Prefetch("answers", _read(InputAnswer.objects.order_by("asked__number")))
    return joined.prefetch_related(answers_).order_by("at", "id")


def told(found: HandedIn) -> list[InputAnswer]:
    """Return the answers of an input that `handed_in` has fetched, without another query."""
    return list(found.answers.all())


def standing_in(dialogue: Dialogue) -> QuerySet[HandedIn]:
    """Return what counts of what was handed in to a dialogue, also to a part that was cancelled afterwards."""
    found = HandedIn.objects.filter(part__dialogue=dialogue, superseded_at=None)
    return found.select_related("company", "part").order_by("at", "id")


def refused(dialogue: Dialogue) -> QuerySet[TooLate]:
    """Return who came too late to a part that takes nothing late."""
    found = TooLate.objects.filter(part__dialogue=dialogue).select_related("company", "part__intake")
    return found.order_by("at", "id")


def answers_to(question: Asked) -> QuerySet[InputAnswer]:
    """Return what all companies answered to a question, in the order of arrival."""
    counting = InputAnswer.objects.filter(asked=question, handed_in__superseded_at=None)
    return _read(counting).order_by("handed_in__at", "handed_in_id")


def counted(part: Part) -> list[tuple[Asked, int, int]]:
    """Return for each question how many companies answered, and how many marked something in the answer."""
    counting = InputAnswer.objects.filter(handed_in__part=part, handed_in__superseded_at=None)
    given = dict(counting.values_list("asked").annotate(Count("pk")).order_by())
    secret = dict(
        counting.filter(passages__isnull=False).values_list("asked").annotate(Count("pk", distinct=True)).order_by()
    )
    return [(one, given.get(one.pk, 0), secret.get(one.pk, 0)) for one in asked(part)]


def _read(found: QuerySet[InputAnswer]) -> QuerySet[InputAnswer]:
    passages = Prefetch("passages", queryset=Passage.objects.order_by("number"))
    return found.select_related("asked", "handed_in__company", "handed_in__part").prefetch_related(passages)


def handed_in_by(person: str) -> Iterator[dict[str, Any]]:
    """Yield what a person handed in on a company's behalf, as JSON takes it; the words are the company's."""
    rows = HandedIn.objects.filter(by__public_id=person).select_related("part__dialogue", "company")
    for one in rows.order_by("at", "id"):
        yield {
            "dialogue": one.part.dialogue.public_id,
            "company": one.company.name,
            "at": one.at.isoformat(),
            "number": one.number,
            "hash": one.hash,
        }
    refused = TooLate.objects.filter(by__public_id=person).select_related("part__dialogue", "company")
    for late in refused.order_by("at"):
        dialogue = late.part.dialogue.public_id
        yield {"dialogue": dialogue, "company": late.company.name, "too_late_at": late.at.isoformat()}


def is_over(part: Part) -> bool:
    """Tell whether to say that the deadline has passed; what is handed in is judged by the database's clock."""
    return part.deadline_at is not None and timezone.now() >= part.deadline_at
