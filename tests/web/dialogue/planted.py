"""A marker in every hidden place of the tests' dialogues, and who may come to read it where.

`MAY` is the whole table: a walk through every address finds exactly these pairs of a marker and a persona, so that it
fails for one too many and for one too few.
"""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from mulighetsrom.web.accounts.models import Organisation
from mulighetsrom.web.asking.actions.asking import PURPOSE
from mulighetsrom.web.asking.models import Board, Draft, Question
from mulighetsrom.web.common import files, sealed
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue import models
from mulighetsrom.web.dialogue.actions import giving
from mulighetsrom.web.dialogue.models import Dialogue, Minutes, Part, Participant, Request, SignUp
from tests.web import (
    access_request_samples,
    conference_samples,
    input_samples,
    meeting_samples,
    people,
    question_samples,
)
from tests.web import dialogue_samples as dialogues
from tests.web.needs_samples import PUBLISHED
from tests.web.page import Page

if TYPE_CHECKING:
    from mulighetsrom.web.common.models import Sealed

CONTACT, DECLARATION, REWORDED, DECLINED, BEGUN = "P1ANTED111", "P1ANTED222", "QA1TERED11", "QREFVSED11", "QBEGVN1111"
NOBODY: Final[frozenset[str]] = frozenset()
FIRST, SECOND = frozenset({"supplier"}), frozenset({"other_supplier"})
COLLEAGUES: Final = frozenset({"reader", "need_owner", "adviser", "approver", "owner"})
WRITERS: Final = frozenset({"adviser", "need_owner", "owner"})
ARCHIVES: Final = frozenset({"adviser", "owner"})
TEAM: Final = frozenset({"adviser", "need_owner"})

MAY: Final[dict[str, frozenset[str]]] = {
    # a wish, and the meeting that comes of it
    "merkevnskefolk": FIRST | COLLEAGUES,
    "merkevnskegruppe": FIRST | COLLEAGUES,
    "merkemotefolk": FIRST | COLLEAGUES,
    "merkelenke": FIRST | COLLEAGUES,
    "merkeflyttegrunn": FIRST | COLLEAGUES,
    "merkeholdtfolk": SECOND | COLLEAGUES,
    # minutes
    "merkereferatsagt": SECOND | COLLEAGUES,
    "merkereferatsvart": SECOND | COLLEAGUES,
    "merkereferathemmelig": SECOND | TEAM,
    "merkereferatgrunn": SECOND | TEAM,
    "merkereferatkommentar": SECOND | TEAM,
    "merkereferatutkast": TEAM,
    # who comes to a conference, and what waits to be shown there
    "merkegjestnavn": WRITERS,
    "merkegjestrolle": WRITERS,
    "merkegjestfirma": WRITERS,
    "merkegjestepost": WRITERS,
    "merketilrettelegging": WRITERS,
    "merkeubekreftet": NOBODY,
    "merkeselma": FIRST | WRITERS,
    "merkestrom": FIRST | ARCHIVES,
    "merkelysbildetittel": WRITERS,
    "merkelysbildetekst": WRITERS,
    "merkelysbildenavn": COLLEAGUES,
    "merkelysbildefil": COLLEAGUES,
    # questions
    "merkesporsmal": FIRST | WRITERS,
    "merkeurform": SECOND | WRITERS,
    "merkeomskriving": WRITERS,
    "merkeutkastsvar": WRITERS,
    "merkeavslaatt": WRITERS,
    "merkeavslagsgrunn": WRITERS,
    "merkesporrerpost": NOBODY,
    # what the municipality works on
    "merkeoppsummering": WRITERS,
    "merkekommentar": COLLEAGUES,
    "merkeutkasttittel": COLLEAGUES,
    "merkeandres": frozenset({"stranger"}),
    "merkekontaktfirma": COLLEAGUES,
    "merkekontaktom": COLLEAGUES,
    "merkekontaktgitt": COLLEAGUES,
    "merkeinteresse": frozenset({"need_owner", "owner"}),
    "merkehabilitet": frozenset({"need_owner", "owner", "adviser"}),
    "merkeradgiver": COLLEAGUES,
    "merkeoppgave": COLLEAGUES,
    "merkefordel": COLLEAGUES,
    "merketiltak": COLLEAGUES,
    "merkebrevapning": COLLEAGUES,
    "merkearkivfil": ARCHIVES,
    "merkearkivtittel": ARCHIVES,
    # access requests
    "merkekrever": ARCHIVES,
    "merkekravtekst": ARCHIVES,
    "merkefastholdt": ARCHIVES,
    # written input
    input_samples.SECRET_MARK: FIRST | {"adviser"},  # the named reader, by what is noted
    input_samples.DRAFT_MARK: SECOND,
    input_samples.OPEN_MARK: FIRST | COLLEAGUES,
    input_samples.REASON_MARK: FIRST | COLLEAGUES,
    input_samples.INSTEAD_MARK: FIRST | COLLEAGUES,
}


SEALED: Final = frozenset(
    {
        *("merkereferatsagt", "merkereferatsvart", "merkereferathemmelig", "merkereferatkommentar"),
        *("merkereferatutkast", "merketilrettelegging", "merkesporrerpost", "merkearkivfil", "merkelysbildefil"),
        *(input_samples.SECRET_MARK, input_samples.DRAFT_MARK),
    }
)
"""What no dump of the database holds in plain: it is sealed, or lies in a file."""
HOMES: Final = frozenset(
    {
        *("asking_draft", "asking_question", "common_file", "dialogue_accessrequest", "dialogue_adviser"),
        *("dialogue_announcement", "dialogue_archived", "dialogue_claim", "dialogue_comment", "dialogue_contact"),
        *("dialogue_declaration", "dialogue_dialogue", "dialogue_exchange", "dialogue_inputanswer"),
        *("dialogue_material", "dialogue_move", "dialogue_part", "dialogue_participant", "dialogue_request"),
        *("dialogue_signup", "dialogue_summary"),
    }
)
"""The tables that hold the others: no job, outbox, letter, audit, log of equal treatment, search index or count."""


_OPEN: Final = {"public_id": dialogues.OPEN}
_HELD: Final = {"public_id": meeting_samples.DIALOGUE, "part": meeting_samples.HELD}
PAGES: Final = (
    *(Page("dialogue:question", visitor=302, args=_OPEN | {"question": one}) for one in (REWORDED, DECLINED, BEGUN)),
    Page("dialogue:meeting", visitor=302, args=_HELD | {"request_id": meeting_samples.HELD_WISH}),
    Page("dialogue:contact", visitor=302, args=_OPEN | {"contact": CONTACT}),
    Page("dialogue:decide", visitor=302, args=_OPEN | {"declaration": DECLARATION}),
)
"""Addresses of what is planted, beside those of the access table."""


def plant() -> None:
    """Put each marker into its place; the samples are there."""
    with transaction.atomic():
        _meetings()
        _minutes()
        _conference()
        _questions()
        _work()
        _access_requests()


def _seal(text: str, purpose: str) -> Sealed:
    return sealed.seal(text, owner=people.EKSEMPELVIK, purpose=purpose)


def _meetings() -> None:
    wish, given = (Request.objects.filter(public_id=name) for name in (meeting_samples.WISH, meeting_samples.GIVEN))
    wish.update(people=[{"name": "merkevnskefolk", "role": ""}], group=["merkevnskegruppe"])
    given.update(people=[{"name": "merkemotefolk", "role": ""}], link="https://video.example/merkelenke")
    Request.objects.filter(public_id=meeting_samples.HELD_WISH).update(people=[{"name": "merkeholdtfolk", "role": ""}])
    now = timezone.now()
    given.get().moves.create(
        old_starts_at=now, old_team=1, new_starts_at=now + timedelta(days=1), new_team=1, reason="merkeflyttegrunn",
        by=people.person("adviser"),
    )  # fmt: skip


def _minutes() -> None:
    sent = Minutes.objects.get(request__public_id=meeting_samples.HELD_WISH)
    sent.exchanges.all().delete()
    _tell(sent, "by-buyer", "merkereferatsagt", 0)
    _tell(sent, "by-company", "merkereferatsvart", 1)
    _tell(sent, "by-company", "merkereferathemmelig", 2, is_secret=True, reason="merkereferatgrunn")
    Minutes.objects.filter(pk=sent.pk).update(
        state="commented", answered_at=timezone.now(), answered_by=people.person("other_supplier"),
        comment=_seal("merkereferatkommentar", "minutes"),
    )  # fmt: skip
    begun = Request.objects.filter(public_id=meeting_samples.GIVEN)
    begun.update(state="held")
    draft = Minutes.objects.create(request=begun.get(), written_by=people.person("adviser"))
    _tell(draft, "by-company", "merkereferatutkast", 0)


def _tell(minutes: Minutes, told: str, text: str, position: int, **more: Any) -> None:
    minutes.exchanges.create(told=told, text=_seal(text, "minutes"), position=position, **more)


def _conference() -> None:
    Part.objects.filter(public_id=dialogues.CONFERENCE).update(stream="https://video.example/merkestrom")
    guest = SignUp.objects.filter(public_id=conference_samples.GUEST)
    needs = _seal("merketilrettelegging", "taking-part")
    guest.update(company="merkegjestfirma", email="merkegjestepost@gjest.example", needs=needs)
    Participant.objects.filter(public_id=conference_samples.GUDRUN).update(
        name="merkegjestnavn", role="merkegjestrolle"
    )
    SignUp.objects.filter(public_id=conference_samples.COMPANY).update(shown="company")
    Participant.objects.filter(public_id=conference_samples.SELMA).update(name="merkeselma")
    unconfirmed = SignUp.objects.filter(public_id=conference_samples.UNCONFIRMED)
    unconfirmed.update(company="merkeubekreftet", email="merkeubekreftet@gjest.example")
    taken = files.checked(SimpleUploadedFile("merkelysbildenavn.txt", b"merkelysbildefil", "text/plain"))
    kept = files.keep(taken, owner=people.EKSEMPELVIK, layer=Layer.MEMBERS)
    models.Material.objects.filter(public_id=conference_samples.SLIDES).update(
        title="merkelysbildetittel", text="merkelysbildetekst", file=kept
    )


def _questions() -> None:
    Question.objects.filter(public_id=dialogues.QUESTION).update(asked_text="merkesporsmal", text="merkesporsmal")
    said = {"about": dialogues.OPEN}
    question_samples.question(REWORDED, asked_text="merkeurform", text="Omskrevet", asker="other_supplier", **said)
    question_samples.question(
        DECLINED, state="declined", asked_text="merkeavslaatt", declined_reason="merkeavslagsgrunn", **said
    )
    drafted = question_samples.question(BEGUN, asked_text="Kan vi?", state="drafted", **said)
    Draft.objects.create(
        question=drafted, wording="merkeomskriving", text="merkeutkastsvar", by=people.person("adviser")
    )
    guest = question_samples.question("QGVEST1111", asked_text="Kan gjester?", **said)
    Question.objects.filter(pk=guest.pk).update(address=_seal("merkesporrerpost@gjest.example", PURPOSE))


def _work() -> None:
    adviser = people.person("adviser")
    shown, draft = (Dialogue.objects.get(public_id=name) for name in (dialogues.OPEN, dialogues.DRAFT))
    said = {"intro": "", "rows": [{"heard": "merkeoppsummering", "change": ""}]}
    models.Summary.objects.create(dialogue=shown, draft=said)
    draft.comments.create(
        field="title", text="merkekommentar", author=adviser, author_name="Ina", organisation=draft.owner
    )
    Dialogue.objects.filter(pk=draft.pk).update(draft=dialogues.content(title="merkeutkasttittel"))
    Dialogue.objects.filter(public_id=dialogues.THEIRS).update(draft=dialogues.content(title="merkeandres"))
    shown.contacts.create(
        public_id=CONTACT, date=timezone.localdate(), how="phone", company="merkekontaktfirma", about="merkekontaktom",
        given="merkekontaktgitt", entered_by=adviser,
    )  # fmt: skip
    shown.declarations.create(
        public_id=DECLARATION, person=people.person("need_owner"), interest="some", text="merkeinteresse",
        decision="returns", reason="merkehabilitet", decided_by=people.person("owner"), decided_at=timezone.now(),
    )  # fmt: skip
    shown.advisers.create(
        key="name:merkeradgiver", name="merkeradgiver", added=True, role="merkeoppgave", advantage="levelled",
        why="merkefordel", measure="merketiltak", assessed_at=timezone.now(), assessed_by=adviser,
    )  # fmt: skip
    shown.announcements.create(
        kind="reminder", about=dialogues.INPUT, opening="merkebrevapning", language="nb", receivers=1, sent_by=adviser,
        sent_by_name="Ina",
    )  # fmt: skip
    package = shown.packages.get()
    package.file = files.keep(_zip("merkearkivfil"), owner=people.EKSEMPELVIK, layer=Layer.SEALED)
    package.save(update_fields=["file"])
    package.documents.update(title="merkearkivtittel")


def _zip(text: str) -> files.Checked:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("dokument.txt", text)
    return files.Checked("pakke.zip", "application/zip", "0" * 64, made.getvalue())


def _access_requests() -> None:
    put = models.AccessRequest.objects.filter(public_id=access_request_samples.PUT)
    put.update(requester="merkekrever", what="merkekravtekst")
    put.get().claims.update(holds=True, why="merkefastholdt")


def move_again() -> None:
    """Let the meeting that was planted be ahead still, and its company be written to of the move."""
    given = Request.objects.filter(public_id=meeting_samples.GIVEN)
    given.update(state="given")
    one = given.select_related("by", "meetings__part__dialogue__owner").get()
    with transaction.atomic():
        giving.tell("meeting-moved", one, once=one.moves.get().public_id)


def hide(count: int) -> None:
    """Put so many rows of each kind into the tables that nobody may count who may not read them."""
    shown, adviser, now = Dialogue.objects.get(public_id=dialogues.OPEN), people.person("adviser"), timezone.now()
    conference, asks = (shown.parts.get(public_id=one) for one in (dialogues.CONFERENCE, dialogues.INPUT))
    meetings = models.Meetings.objects.get(part__public_id=meeting_samples.WISHES)
    closed, said = models.HandedIn.objects.get().whole, {"language": "nb", "text": "Skjult", "asked_text": "Skjult"}
    firms = Organisation.objects.bulk_create(
        Organisation(kind="supplier", name=f"Skjult {at} AS", registered="founding") for at in range(count)
    )
    Request.objects.bulk_create(
        Request(meetings=meetings, company=firm, by=adviser, nonce="0", how="video", any_time=True) for firm in firms
    )
    models.InputDraft.objects.bulk_create(
        models.InputDraft(part=asks, company=firm, text=closed, changed_by=adviser) for firm in firms
    )
    late = {"part": asks, "by": adviser, "at": now, "deadline_at": now}
    models.TooLate.objects.bulk_create(models.TooLate(company=firm, **late) for firm in firms)
    models.HandedIn.objects.bulk_create(
        models.HandedIn(company=firm, number=1, is_late=True, whole=closed, hash=f"{firm.pk:064}", **late)
        for firm in firms
    )
    for board in Board.objects.filter(public_id__in=[dialogues.OPEN, PUBLISHED]):
        Question.objects.bulk_create(Question(board=board, state="waiting", **said) for _ in firms)
    SignUp.objects.bulk_create(
        SignUp(part=conference, email=f"{firm.pk}@skjult.example", company="Skjult", shown="people") for firm in firms
    )
    models.Material.objects.bulk_create(
        models.Material(part=conference, title="Skjult", text="Skjult", added_by=adviser) for _ in firms
    )
    boards = Board.objects.bulk_create(Board(kind=Dialogue.BOARD, owner=shown.owner) for _ in firms)
    whose = {"owner": shown.owner, "answers_for": shown.owner, "responsible": adviser, "created_by": adviser}
    Dialogue.objects.bulk_create(
        Dialogue(public_id=board.public_id, board=board, draft=dialogues.content(), **whose) for board in boards
    )
