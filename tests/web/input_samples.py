"""Written input of the tests, with names that stay: handed in with secrets, in a draft, and what is asked elsewhere."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile

from mulighetsrom.web.common import files
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue.actions import input as writing
from mulighetsrom.web.dialogue.actions import input_handing_in as handing_in
from mulighetsrom.web.dialogue.actions import input_readers as reading
from mulighetsrom.web.dialogue.models import Dialogue, HandedIn, InputDraft, Part, Passage, Reader, TooLate
from mulighetsrom.web.dialogue.queries import input as queries
from mulighetsrom.web.drafting import merging
from tests.web import dialogue_samples, people

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Organisation

HANDED_IN, READER, COMMENTS, PAPER = "HANDED1N11", "READER0001", "THE1RC0MM1", "PAPER00001"
SECRET_MARK, OPEN_MARK, REASON_MARK, INSTEAD_MARK = "merkepris-4711", "merkesvar", "merkegrunn", "merkeerstatning"
DRAFT_MARK, TOO_LATE_MARK = "merkeutkast-0815", "merkeforsent"
SAID: Final = {
    "text-1": f"Vi ser fall ({OPEN_MARK}). Ett hjem koster [[{SECRET_MARK} kroner]] og tar [[{SECRET_MARK} dager]].",
    "reason-1": f"Prisen er ikke kjent for konkurrentene ({REASON_MARK}).",
    "instead-1": f"Ett hjem har en fast pris ({INSTEAD_MARK}).",
    "text-2": "Kommunen må ha nett i boligene.",
}


def fill() -> None:
    """Hand in for Varmt hjem, let Trygg vei have a draft, name a reader, and ask for comments in Liksomnes."""
    write(SAID, who="supplier")
    made = hand_in(who="supplier")
    assert isinstance(made, HandedIn)
    HandedIn.objects.filter(pk=made.pk).update(public_id=HANDED_IN)
    Mail.objects.filter(about_id=made.public_id).update(about_id=HANDED_IN)
    write({"text-1": f"Et utkast ({DRAFT_MARK}) med [[{DRAFT_MARK} kroner]]."}, who="other_supplier")
    name_reader("adviser")
    Reader.objects.update(public_id=READER)
    theirs = Dialogue.objects.get(public_id=dialogue_samples.THEIRS)
    comments = dialogue_samples.part(theirs, "comments", public_id=COMMENTS)
    writing.add_paper(
        part=comments,
        taken=text_file("utkast.txt"),
        fields={"title": "Løyndom: utkast til krav", "version": "0.8", "may_change": "Alt utanom fristen."},
        by=people.actor("stranger"),
    )
    comments.papers.update(public_id=PAPER)


def text_file(name: str, body: bytes = b"Utkast til krav.\n") -> files.Checked:
    return files.checked(SimpleUploadedFile(name, io.BytesIO(body).read(), "text/plain"))


def part(public_id: str = dialogue_samples.INPUT) -> Part:
    return Part.objects.select_related("dialogue__owner", "dialogue__responsible").get(public_id=public_id)


def company(who: str) -> Organisation:
    return people.organisation(people.PEOPLE[who].organisation)


def write(said: dict[str, Any], *, who: str = "supplier", part_: Part | None = None) -> list[merging.Conflict]:
    """Save a draft of a persona's company; what is in it already is known to its writer."""
    of = part_ or part()
    there = queries.written(queries.draft(of, company(who)))
    seen = merging.marks(there, queries.description(of))
    return writing.save_draft(part=of, company=company(who), said=said, seen=seen, page=None, by=people.actor(who))


def hand_in(*, who: str = "supplier", part_: Part | None = None) -> HandedIn | TooLate:
    """Hand in the draft of a persona's company as it is."""
    of = part_ or part()
    seen = merging.mark(queries.written(queries.draft(of, company(who))))
    return handing_in.hand_in(part=of, company=company(who), seen=seen, by=people.actor(who))


def name_reader(who: str) -> None:
    dialogue = part().dialogue
    reading.name_reader(dialogue=dialogue, person=people.person(who), by=people.actor("adviser"))


def clear() -> None:
    """Take away what `fill` handed in and wrote, for tests that begin themselves."""
    Passage.objects.all().delete()
    HandedIn.objects.all().delete()
    InputDraft.objects.all().delete()
