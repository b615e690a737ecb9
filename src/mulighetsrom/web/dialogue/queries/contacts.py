"""Reads of contacts outside a dialogue's parts, and of what was told to all afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, F, Max, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce, Lower

from mulighetsrom.web.accounts.models import Organisation
from mulighetsrom.web.dialogue import chain, log
from mulighetsrom.web.dialogue.models import Contact, Entry, Shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from mulighetsrom.web.dialogue.models import Dialogue

BY_NAME: Final = "name:"
"""How the id of somebody begins who is no company here, and is known by name only."""


def newest(dialogue: Dialogue) -> QuerySet[Contact]:
    """Return each contact as it was noted last, by the day it was held."""
    later = Contact.objects.filter(number__gt=OuterRef("number")).filter(
        Q(first=OuterRef("pk")) | Q(first=OuterRef("first"))
    )
    rows = dialogue.contacts.filter(~Exists(later)).select_related("first", "entered_by")
    return rows.order_by("date", "id")


def noted(dialogue: Dialogue) -> QuerySet[Contact]:
    """Return every note of a dialogue as it was written down, corrections by themselves, with what all were told."""
    told = Prefetch("shared", Shared.objects.order_by("id"))
    return dialogue.contacts.select_related("first", "entered_by").prefetch_related(told).order_by("id")


def rows(contact: Contact) -> QuerySet[Contact]:
    """Return a contact's rows, as it was noted first and as it was corrected."""
    first = contact.first_id or contact.pk
    return Contact.objects.filter(Q(pk=first) | Q(first=first)).select_related("first", "entered_by").order_by("number")


def told_to_one(dialogue: Dialogue) -> list[Contact]:
    """Return the contacts in which a company learned what has not been told to all."""
    told = set(
        Shared.objects.filter(contact__dialogue=dialogue)
        .annotate(root=Coalesce(F("contact__first"), F("contact")))
        .values_list("root", "contact__given")
    )
    return [one for one in newest(dialogue) if one.given and (one.first_id or one.pk, one.given) not in told]


def shared(contact: Contact) -> QuerySet[Shared]:
    """Return what was told to all of what a company learned in a contact."""
    return Shared.objects.filter(contact__in=rows(contact)).select_related("by").order_by("id")


def told_to_all(dialogue: Dialogue) -> QuerySet[Shared]:
    """Return what everybody reads on the dialogue's page that one company had been told first, newest first."""
    return Shared.objects.filter(contact__dialogue=dialogue, how=Shared.How.PUBLISHED).order_by("-id")


def changed(dialogue: Dialogue) -> list[Contact]:
    """Return the rows that do not say any more what the log has the hash of."""
    lines = {facts["contact"]: (number, facts["content"]) for number, facts in _lines(dialogue)}
    last = Entry.objects.filter(dialogue=dialogue, kind=chain.FORGOTTEN).aggregate(last=Max("number"))["last"] or 0
    found = ((one, *lines.get(one.public_id, (last, ""))) for one in dialogue.contacts.select_related("first"))
    return [
        one
        for one, number, content in found
        if not (one.forgotten_at and number < last) and content != one.content_hash()
    ]


def gone(dialogue: Dialogue) -> list[str]:
    """Return the ids of rows that the log tells of and that are not there any more."""
    told = {facts["contact"] for _number, facts in _lines(dialogue)}
    return sorted(told - set(dialogue.contacts.values_list("public_id", flat=True)))


def _lines(dialogue: Dialogue) -> QuerySet[Entry, tuple[int, dict[str, Any]]]:
    """Return the numbers and the facts of the lines that tell of a note."""
    written = Entry.objects.filter(dialogue=dialogue, kind__in=["contact", "contact-corrected"])
    return written.values_list("number", "facts")


def somebody(company: str) -> log.Somebody:
    """Return whom a name means: the company that is here by that name, or the name itself."""
    return named([company])[company]


def named(companies: Iterable[str]) -> dict[str, log.Somebody]:
    """Return whom each of many names means, by one query."""
    plain = {company: " ".join(company.split()) for company in companies}
    suppliers = Organisation.objects.filter(kind=Organisation.Kind.SUPPLIER).annotate(lower=Lower("name"))
    found: dict[str, list[Organisation]] = {}
    for one in suppliers.filter(lower__in={name.lower() for name in plain.values()}).order_by("id"):
        found.setdefault(one.name.lower(), []).append(one)
    return {company: _meant(name, found.get(name.lower(), [])) for company, name in plain.items()}


def _meant(plain: str, found: list[Organisation]) -> log.Somebody:
    if len(found) == 1:
        return log.Somebody(found[0].public_id, found[0].name)
    return log.Somebody(f"{BY_NAME}{plain.casefold()}", plain)


def companies(dialogue: Dialogue) -> list[log.Somebody]:
    """Return the company of each contact, as it was noted last, as long as it is kept."""
    return list(named(one.company for one in newest(dialogue).filter(forgotten_at=None)).values())


def noted_by(person: str) -> Iterator[dict[str, Any]]:
    """Yield the contacts that a person has noted or corrected, as JSON takes them."""
    kept = Contact.objects.filter(entered_by__public_id=person, forgotten_at=None)
    for one in kept.select_related("dialogue").order_by("id"):
        told = {"day": f"{one.date}", "company": one.company, "about": one.about, "given": one.given}
        yield {"dialogue": one.dialogue.public_id, "noted_at": one.entered_at.isoformat(), **told}
