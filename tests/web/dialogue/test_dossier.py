"""The case as one dossier: every theme tells what happened, in date order, for a reader who was not there."""

from __future__ import annotations

import io
import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import pypdf
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from mulighetsrom.web.common.models import Sealed
from mulighetsrom.web.dialogue import dossier, gathering, log, protocol, records, took_part
from mulighetsrom.web.dialogue.actions import access_request as access_requests
from mulighetsrom.web.dialogue.actions import (
    changing,
    closing,
    contacts,
    impartiality,
    materials,
    stopping,
    summary,
    taking_part,
)
from mulighetsrom.web.dialogue.actions import held as meetings
from mulighetsrom.web.dialogue.actions.access_request import Decided
from mulighetsrom.web.dialogue.models import (
    AccessRequest,
    Dialogue,
    HandedIn,
    InputAnswer,
    Known,
    Material,
    Meetings,
    Minutes,
    Part,
    Passage,
    Request,
    SignUp,
    TooLate,
)
from mulighetsrom.web.dialogue.queries import access_request as requests
from tests.web import access_request_samples, conference_samples, people, question_samples
from tests.web import dialogue_samples as samples
from tests.web import input_samples as inputs
from tests.web import meeting_samples as meetings_samples
from tests.web.meeting_samples import COMMENT, OURS, SECRET, THEIRS

if TYPE_CHECKING:
    from mulighetsrom.web.dialogue.dossier import Chapter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
BY: Final = "adviser"


def dialogue(public_id: str = samples.OPEN) -> Dialogue:
    return Dialogue.objects.select_related("owner", "answers_for", "board").get(public_id=public_id)


def chapters(public_id: str = samples.OPEN) -> list[Chapter]:
    return dossier.told_in_order(dialogue(public_id))


def told(heading: str, public_id: str = samples.OPEN) -> str:
    """Return the text of the one chapter with that heading."""
    found = chapters(public_id)
    assert [one.heading for one in found].count(heading) == 1, [one.heading for one in found]
    [one] = [one for one in found if one.heading == heading]
    return one.text


def everything(public_id: str = samples.OPEN) -> str:
    """Return all that leaves the platform of a dialogue: the dossier, the protocol, the archive, as they are read."""
    row, now = dialogue(public_id), timezone.now()
    papers = [dossier.paper(row, now), protocol.paper(row, now)]
    papers += [record.body() for record in records.of(row) if not record.name]
    return "\n".join([*map(read, papers), json.dumps(protocol.data(row, now), ensure_ascii=False)])


def read(paper: bytes) -> str:
    """Return a PDF's text on one line: where its lines break is the page's business."""
    pages = pypdf.PdfReader(io.BytesIO(paper)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def test_the_invitation_stands_with_its_parts_what_is_asked_in_writing_and_what_becomes_of_what_comes_late() -> None:
    text = told("Invitasjon, versjon 1")
    assert "Tre av fire utrykninger om natten er unødige." in text
    assert "- Skriftlig innspill: Svar innen " in text
    assert f"Spørsmål 1, høyst 50 ord: {samples.IN_WRITING[0]}" in text
    assert "Regelen i denne delen for det som kommer for sent: Det tas ikke imot." in text


# --- questions ------------------------------------------------------------------------------------------------------


def test_an_answer_stands_with_its_question_and_when_it_was_published_and_each_correction_by_itself() -> None:
    asked = question_samples.question(
        "QD0551ER11", about=samples.OPEN, state="answered", asker="supplier",
        asked_text="Vi i Varmt hjem lurer på om det er nett?", text="Er det nett?",
        settled_at=question_samples.ANSWERED_AT,
    )  # fmt: skip
    question_samples.answer(asked, 1, "180 av 210 boliger.", question_samples.ANSWERED_AT)
    question_samples.answer(asked, 2, "190 av 210 boliger.", question_samples.CORRECTED_AT)
    first = told("Spørsmål og svar")
    assert "Stilt 20. november 2026 kl. 10:00, i loggen QD0551ER11: Er det nett?" in first
    assert "Kommunen har skrevet det med andre ord enn det kom inn med." in first
    assert "Svar: 180 av 210 boliger." in first
    assert "Publisert 23. november 2026 kl. 10:00 av Ina Innkjøp." in first
    assert "190 av 210 boliger." in told("Svaret på et spørsmål ble rettet")
    assert "Vi i Varmt hjem lurer" not in everything()


def test_what_was_taken_back_or_waits_is_told_without_its_words_and_what_is_declined_with_its_reason() -> None:
    question_samples.question("QW1THDRAW2", about=samples.OPEN, state="withdrawn", asked_text="",
                              settled_at=question_samples.ANSWERED_AT)  # fmt: skip
    question_samples.question("QDEC11NED2", about=samples.OPEN, state="declined", asked_text="Hva tjener dere?",
                              declined_reason="Det hører ikke til her.")  # fmt: skip
    question_samples.question("QVNC0NF1R2", about=samples.OPEN, state="unconfirmed", asked_text="Merkeubekreftet",
                              address=None)  # fmt: skip
    assert "Den som spurte, trakk det" in told("Et spørsmål ble trukket")
    declined = told("Et spørsmål som ikke blir besvart")
    assert "Hva tjener dere?" in declined
    assert "Det hører ikke til her." in declined
    assert "venter på svar" in told("Et spørsmål ble stilt")
    text = everything()
    assert samples.ASKED not in text
    assert "Merkeubekreftet" not in text


# --- written input --------------------------------------------------------------------------------------------------


def test_input_stands_whole_but_for_what_is_marked_with_its_receipt() -> None:
    row = HandedIn.objects.get(public_id=inputs.HANDED_IN)
    text = told("Skriftlig innspill fra Varmt hjem AS, nummer 1")
    assert f"Vi ser fall ({inputs.OPEN_MARK}). Ett hjem koster [holdt tilbake: Prisen er ikke kjent" in text
    assert f"det som er holdt tilbake: Ett hjem har en fast pris ({inputs.INSTEAD_MARK})." in text
    assert samples.IN_WRITING[1] in text
    assert row.hash in text
    assert row.head in text
    assert inputs.SECRET_MARK not in everything()


def test_a_later_input_says_what_it_replaces_and_both_stand() -> None:
    inputs.hand_in()
    assert "Det erstatter nummer 1." in told("Skriftlig innspill fra Varmt hjem AS, nummer 2")
    assert told("Skriftlig innspill fra Varmt hjem AS, nummer 1")


def test_what_came_late_is_told_with_the_rule_for_it() -> None:
    part = inputs.part()
    assert part.deadline_at
    late = {"part": part, "at": part.deadline_at + timedelta(seconds=3), "deadline_at": part.deadline_at}
    TooLate.objects.create(company=inputs.company("other_supplier"), by=people.person("other_supplier"), **late)
    text = told("Trygg vei AS kom for sent med skriftlig innspill")
    assert "12:00:03" in text
    assert "Regelen i denne delen for det som kommer for sent: Det tas ikke imot." in text


# --- one-to-one meetings --------------------------------------------------------------------------------------------


def test_the_draw_is_told_so_that_it_can_be_done_again_with_the_order_and_the_times() -> None:
    row = Meetings.objects.get(part__public_id=meetings_samples.DRAWN)
    text = told("Møter med tid: loddtrekningen", meetings_samples.DIALOGUE)
    assert row.frozen_hash in text
    assert row.published["seed"] in text
    assert f"/dialog/{meetings_samples.DIALOGUE}/moter/{meetings_samples.DRAWN}/trekning/" in text
    names = {"Varmt hjem AS": meetings_samples.GIVEN, "Trygg vei AS": "GTHERW1SH1"}
    order = {one: number for number, one in enumerate(row.published["order"], 1)}
    for company, wish in names.items():
        assert re.search(rf"- {order[wish]}\. {company} \({wish}\): \w+dag ", text)
    assert len(order) == 2
    assert row.commitment in told("Møter med tid: åpnet for ønsker", meetings_samples.DIALOGUE)


def test_a_move_tells_from_when_to_when_and_why_and_the_draw_still_tells_what_was_drawn() -> None:
    one = Request.objects.select_related("slot", "meetings__part").get(public_id=meetings_samples.GIVEN)
    before = told("Møter med tid: loddtrekningen", meetings_samples.DIALOGUE)
    span = meetings_samples.spans(public_id=meetings_samples.DRAWN, days=1)[0]
    meetings.move(request=one, to=span, reason="Rommet er opptatt.", person=people.person(BY), by=people.actor(BY))
    text = told("Møtet med Varmt hjem AS ble flyttet", meetings_samples.DIALOGUE)
    assert "Begrunnelse: Rommet er opptatt." in text
    assert text.startswith("Fra ")
    assert told("Møter med tid: loddtrekningen", meetings_samples.DIALOGUE) == before


def test_a_meeting_that_was_held_names_the_municipalitys_people_and_no_people_of_the_company() -> None:
    text = told("Et møte ble holdt", meetings_samples.DIALOGUE)
    assert "Trygg vei AS" in text
    assert "Fra kommunen: Ina Innkjøp (Spør), Bente Behov (Skriver referat)." in text
    assert "Deltakere fra bedriften: 1." in text
    assert meetings_samples.PEOPLE_MARK not in everything(meetings_samples.DIALOGUE)
    Request.objects.update(people=[])
    Known.objects.all().delete()
    text = told("Et møte ble holdt", meetings_samples.DIALOGUE)
    assert "Hvem som kom fra bedriften, er ikke lenger bevart." in text
    assert "[navnet er slettet]" in text


# --- minutes --------------------------------------------------------------------------------------------------------

MINUTES: Final = "Referat fra møtet med Varmt hjem AS"


def test_minutes_stand_once_they_are_answered_and_never_before() -> None:
    assert not [one for one in chapters(meetings_samples.DIALOGUE) if one.heading.startswith("Referat")]
    meetings_samples.met()
    text = told(MINUTES, meetings_samples.DIALOGUE)
    assert "Bedriften bekreftet referatet." in text
    assert f"- Fortalt av kommunen: {OURS} [[1]]" in text
    assert f"- Fortalt av bedriften: {THEIRS}" in text
    assert "- Fortalt av bedriften: [holdt tilbake: Ny sensor]" in text
    assert "Ingenting av det er fortalt til alle ennå." in text
    assert SECRET not in everything(meetings_samples.DIALOGUE)


def test_words_that_can_no_longer_be_opened_are_told_as_such_and_the_rest_of_the_case_stands() -> None:
    row = meetings_samples.met()
    first = row.exchanges.select_related("text").order_by("position")[0]
    Sealed.objects.filter(pk=first.text.pk).update(closed_text=b"spoilt")
    text = told(MINUTES, meetings_samples.DIALOGUE)
    assert "- Fortalt av kommunen: [kan ikke lenger åpnes]" in text
    assert THEIRS in text


def test_a_comment_is_held_back_since_it_may_tell_the_secret() -> None:
    meetings_samples.met(comment=f"{COMMENT} om {SECRET}")
    assert "Bedriftens kommentar: [holdt tilbake: " in told(MINUTES, meetings_samples.DIALOGUE)
    text = everything(meetings_samples.DIALOGUE)
    assert COMMENT not in text
    assert SECRET not in text


def test_silence_is_no_yes_and_nothing_the_company_said_is_shown() -> None:
    meetings_samples.met(silent=True)
    text = told(MINUTES, meetings_samples.DIALOGUE)
    assert "Bedriften svarte ikke. Det er taushet, og ingen bekreftelse." in text
    assert OURS in text
    assert "- Fortalt av bedriften: [holdt tilbake: bedriften har ikke svart på referatet]" in text
    assert THEIRS not in everything(meetings_samples.DIALOGUE)


# --- conferences ----------------------------------------------------------------------------------------------------


def held_conference(days: int = 1) -> None:
    now = timezone.now()
    Part.objects.filter(public_id=samples.CONFERENCE).update(
        deadline_at=now - timedelta(days=days + 7), starts_at=now - timedelta(days=days),
        ends_at=now - timedelta(days=days, hours=-3),
        programme=[{"at": "09.00", "what": "Velkommen", "who": "Ordføreren"}],
    )  # fmt: skip


def test_an_event_that_has_begun_tells_programme_companies_and_only_those_people_who_agreed() -> None:
    assert not [one for one in chapters() if one.heading == "Dialogkonferanse"]
    held_conference()
    text = told("Dialogkonferanse")
    assert "- 09.00 Velkommen (Ordføreren)" in text
    assert "- Gjest og sønner: med plass 1, på venteliste 1, møtt opp 0\n" in text
    assert "- Varmt hjem AS: med plass 2, på venteliste 0, møtt opp 0. Selma Strand (Daglig leder), Sven Sal" in text
    everywhere = everything()
    assert "Gudrun" not in everywhere
    assert conference_samples.NEEDS not in everywhere
    assert conference_samples.GUEST_MAIL not in everywhere
    assert {"Gjest og sønner", "Varmt hjem AS"} <= {one.name for one in took_part.everybody(dialogue())}


def test_names_that_are_forgotten_are_told_as_such_and_are_no_reason_to_archive_anew() -> None:
    held_conference(days=500)
    before = version("P" + samples.CONFERENCE)
    dialogue().holds.all().delete()
    taking_part.forget_people()
    assert SignUp.objects.get(public_id=conference_samples.COMPANY).forgotten_at
    assert "Navnene deres er ikke lenger bevart." in told("Dialogkonferanse")
    assert version("P" + samples.CONFERENCE) == before


def version(key: str) -> str:
    return next(record.version for record in records.of(dialogue()) if record.key == key)


def test_released_materials_are_told_with_their_file_and_its_hash_and_what_waits_is_not() -> None:
    taken = inputs.text_file("lysbilder.txt", b"Trygge netter\n")
    part = Part.objects.select_related("dialogue__owner").get(public_id=samples.CONFERENCE)
    one = materials.add(part=part, title="Lysbilder", text="", taken=taken, by=people.actor(BY))
    Material.objects.filter(pk=one.pk).update(released_at=timezone.now())
    text = told("Materiell ble lagt ut: Lysbilder")
    assert f"Filen lysbilder.txt, med SHA-256 {taken.sha256}." in text
    assert "- Trygge netter" in told("Materiell ble lagt ut: Behovet på én side")
    assert "Lysbilder om natten" not in everything()
    [record] = [record for record in records.of(dialogue()) if record.name == "lysbilder.txt"]
    assert record.body() == b"Trygge netter\n"
    Material.objects.filter(pk=one.pk).update(file=None)
    assert told("Materiell ble lagt ut: Lysbilder") == "Hører til Dialogkonferanse."


# --- changes, letters, the end --------------------------------------------------------------------------------------


def test_a_change_tells_old_new_and_why_when_it_was_told_and_to_how_many() -> None:
    part = inputs.part()
    assert part.deadline_at
    fields = {"deadline_at": part.deadline_at + timedelta(days=7)}
    changing.change_part(part=part, seen=part.edit_version, fields=fields, reason="Flere trenger tid.",
                         opening="Vi flytter fristen.", by=people.actor(BY))  # fmt: skip
    [*_before, text] = [one.text for one in chapters() if one.heading == "Endret: Skriftlig innspill"]
    assert re.search(r"- Svar innen: fra \w+dag .* til \w+dag ", text)
    assert "Begrunnelse: Flere trenger tid." in text
    assert re.search(r"med brev til alle som deltok da\. Mottakere: [1-9]", text)
    assert "Vi flytter fristen." in told("Brev til alle som deltar: Endring i dialogen")


def test_the_end_is_told_from_the_notice_to_the_answer() -> None:
    row, by = dialogue(), people.actor(BY)
    Dialogue.objects.filter(pk=row.pk).update(doffin_number="2026-123456", doffin_date=date(2026, 10, 2))
    content = {"intro": "Seks innspill.", "rows": [{"heard": "For lange frister.", "change": "Vi tar bort kravet."}]}
    summary.save(dialogue=row, seen=0, content=content, by=by)
    summary.publish(dialogue=row, seen=1, why="", names_are_meant=True, opening="", by=by)
    stopping.stop(dialogue=row, announced=date(2026, 11, 26), link="https://doffin.no/1", opening="", by=by)
    closing.answer(dialogue=dialogue(), outcome="goes-on", until=None, reason="Markedet er modent.", opening="", by=by)
    assert "2026-123456" in told("Doffin publiserte kunngjøringen")
    assert dossier.when(chapters()[0]) == "2. oktober 2026"
    heard = told("Dette hørte vi, og dette endrer vi: versjon 1")
    assert "Vi hørte: For lange frister." in heard
    assert "Vi endrer: Vi tar bort kravet." in heard
    assert "https://doffin.no/1" in told("Konkurransen er kunngjort")
    answer = told("Dette ble dialogen til")
    assert "Det går videre til en konkurranse." in answer
    assert "Begrunnelse: Markedet er modent." in answer


# --- access requests and impartiality -------------------------------------------------------------------------------


def test_a_request_is_told_from_what_was_asked_to_the_decision_passage_by_passage() -> None:
    first, second = requests.claims(access_request_samples.request()).values()
    said = {first.public_id: (True, "Prisen er vår."), second.public_id: (False, "")}
    access_requests.answer(hearing=access_request_samples.hearing(), said=said, by=people.actor("supplier"))
    decided = {
        first.public_id: Decided("withheld-business", "Den har betydning for konkurransen."),
        second.public_id: Decided("", ""),
    }
    access_requests.decide(request=access_request_samples.request(), said=decided, by=people.actor(BY))
    came = [one.text for one in chapters() if one.heading == "Et innsynskrav kom inn"]
    assert "Kravet gjelder innsyn i: Alle innspill til dialogen." in came[0]
    text = told("Varmt hjem AS svarte på et innsynskrav")
    assert "Avsnitt 1 fra Varmt hjem AS: holder fast ved det. Begrunnelse: Prisen er vår." in text
    text = told("Innsynskravet er avgjort")
    assert "(Skriftlig innspill fra Varmt hjem AS, nummer 1): holdt tilbake etter offl. § 13 (1)" in text
    assert "Begrunnelse: Den har betydning for konkurransen." in text
    assert "Avsnitt 2 fra Varmt hjem AS (Skriftlig innspill fra Varmt hjem AS, nummer 1): gitt ut" in text
    whole = everything()
    assert inputs.SECRET_MARK not in whole
    assert access_request_samples.REQUESTER not in whole


def test_impartiality_is_told_when_it_was_declared_and_when_it_was_decided() -> None:
    row = dialogue()
    declared = impartiality.declare(
        dialogue=row, interest="some", text="Merkeinteresse: aksjer", by=people.actor("need_owner")
    )
    impartiality.decide(declaration=declared, decision="stays-out", reason="Eier aksjer.", by=people.actor("owner"))
    name = people.person("need_owner").name
    assert told(f"Habilitetserklæring fra {name}") == "Jeg har, eller kan ha, en interesse."
    assert "Eier aksjer." in told(f"Avgjørelse om habiliteten til {name}")
    assert "Merkeinteresse" not in read(dossier.paper(row, timezone.now()))


# --- the whole ------------------------------------------------------------------------------------------------------


def test_all_of_it_stands_in_date_order_and_what_has_only_a_day_stands_at_its_hour_if_noted_then() -> None:
    held_conference()
    contact = {"date": timezone.localdate(), "how": "phone", "company": "Trygg vei AS", "about": "Ringte", "given": ""}
    contacts.note(dialogue=dialogue(), fields=contact, by=people.actor(BY))
    found = chapters()
    assert [one.at for one in found] == sorted(one.at for one in found)
    headings = [one.heading for one in found]
    assert headings[0] == "Invitasjon, versjon 1"
    handed_in = headings.index("Skriftlig innspill fra Varmt hjem AS, nummer 1")
    assert headings.index("Dialogkonferanse") < handed_in < headings.index("Et innsynskrav kom inn")
    assert headings[-1] == "Kontakt med Trygg vei AS"
    assert " kl. " in dossier.when(found[-1])
    text = read(dossier.paper(dialogue(), timezone.now()))
    at = 0
    for one in found:
        at = text.index(f"{dossier.when(one)}: {one.heading}", at) + 1


def test_the_same_stands_in_the_data_and_each_document_waits_for_the_archive_once() -> None:
    row = dialogue()
    data = protocol.data(row, timezone.now())
    assert [one["what"] for one in data["case"]] == [one.heading for one in chapters()]
    keys = [(record.key, record.version) for record in records.waiting(row)]
    assert len(keys) == len(set(keys))
    documents = {one["document"] for one in data["case"] if one["document"]}
    assert documents - {"V1"} <= {key for key, _version in keys}, "version 1 is archived already"
    assert f"I{inputs.HANDED_IN}" in documents
    [received] = [record for record in records.of(row) if record.key == f"I{inputs.HANDED_IN}"]
    assert (received.sender, received.receiver) == ("Varmt hjem AS", row.answers_for.name)


def test_it_is_written_in_the_owners_language_with_no_code_of_ours_in_it() -> None:
    meetings_samples.met(comment="Rett.")
    held_conference()
    for row in Dialogue.objects.select_related("owner", "answers_for", "board"):
        with override("en"):
            text = read(dossier.paper(row, timezone.now())) + read(protocol.paper(row, timezone.now()))
        english = re.findall(r"\b(?:the|was|held back|Told|Published|Everybody|company|Decided)\b", text)
        assert english == [], row.public_id
        assert not re.search(r"%\(|\b(?:by-buyer|by-company|goes-on|stays-out|deadline_at|access-|question-)", text)
        assert "[[" not in text.replace("[[1]]", "")


def more(count: int) -> None:
    """Let as many companies, questions, letters, changes and the rest be in two dialogues."""
    row, by = dialogue(), people.person(BY)
    part, sealed_ = inputs.part(), Passage.objects.select_related("text").first()
    assert sealed_
    meeting = Meetings.objects.get(part__public_id=meetings_samples.DRAWN)
    asked = list(part.asked.all())
    now = timezone.now()
    base = 100 + Request.objects.count()
    conference = Part.objects.get(public_id=samples.CONFERENCE)
    seats = conference.seats.get(how="stream")
    for number in range(base, base + count):
        firm, person = meetings_samples.company(number)
        at = {"part": part, "company": firm, "by": person, "at": now, "deadline_at": now + timedelta(days=1)}
        given = HandedIn.objects.create(number=1, is_late=False, whole=sealed_.text, hash="0" * 64, **at)
        for one in asked:
            answer = InputAnswer.objects.create(handed_in=given, asked=one, text="Et [[1]] svar", words=3, reason="R")
            answer.passages.create(number=1, text=sealed_.text)
        TooLate.objects.create(**at | {"at": now + timedelta(days=2)})
        question = question_samples.question(f"Q{number:09}", about=samples.OPEN, state="answered", asked_text="Hva?")
        question_samples.answer(question, 1, "Det.")
        changed = row.changes.create(part=part, what="changed", reason="R", by=by,
                                     fields=[{"field": "place", "old": "A", "new": "B"}])  # fmt: skip
        row.announcements.create(kind="change", about=changed.public_id, opening="Hei", language="nb", receivers=1,
                                 sent_by=by, sent_by_name=by.name)  # fmt: skip
        row.contacts.create(public_id=f"K{number:09}", date=now.date(), how="phone", company=f"Firma {number} AS",
                            entered_by=by, about="Ringte")  # fmt: skip
        row.declarations.create(person=person, interest="none")
        request = AccessRequest.objects.create(dialogue=row, what="Alt", received_date=now.date(), registered_by=by)
        request.gathered.create(key=f"input:{given.public_id}")
        request.hearings.create(company=firm, deadline_at=now, answered_at=now, answered_by=person)
        request.claims.create(document=f"input:{given.public_id}", key=f"input:{number}", company=firm, holds=True)
        signed = SignUp.objects.create(part=conference, person=person, organisation=firm, company=firm.name,
                                       shown="people", confirmed_at=now)  # fmt: skip
        signed.participants.create(seats=seats, name="N", state="waiting", number=number)
        conference.materials.create(title=f"M{number}", added_by=by, released_at=now)
        wish = Request.objects.create(meetings=meeting, company=firm, by=person, nonce="0", how="video", state="held",
                                      place=number)  # fmt: skip
        starts = now - timedelta(days=number)
        meeting.slots.create(team=1, starts_at=starts, ends_at=starts + timedelta(hours=1), request=wish, company=firm)
        wish.moves.create(old_starts_at=now, old_team=1, new_starts_at=now, new_team=1, reason="R", by=by)
        told_ = Minutes.objects.create(request=wish, state="silent", written_by=by, sent_at=now, due_date=now.date())
        told_.exchanges.create(told="by-company", text=sealed_.text, position=0)
        log.write(meeting.part.dialogue, "meeting-held", by=people.actor(BY), wish=wish.public_id)


def asked_of_the_database() -> list[int]:
    """Return how many queries each of the ways out takes, for each of the two dialogues."""
    counts = []
    for public_id in (samples.OPEN, meetings_samples.DIALOGUE):
        row = dialogue(public_id)
        ways: list[Any] = [dossier.told_in_order, records.waiting, gathering.found, took_part.everybody]
        ways += [lambda of: protocol.data(of, timezone.now()), lambda of: dossier.paper(of, timezone.now())]
        for way in ways:
            with CaptureQueriesContext(connection) as queries:
                way(row)
            counts.append(len(queries))
    return counts


def test_it_takes_as_many_queries_for_twenty_of_each_as_for_one() -> None:
    held_conference()
    with transaction.atomic():
        more(1)
    one = asked_of_the_database()
    with transaction.atomic():
        more(19)
    assert asked_of_the_database() == one
