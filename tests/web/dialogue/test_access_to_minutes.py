"""Access requests for the minutes of meetings: what a company keeps secret there is decided passage by passage, too."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from mulighetsrom.web.common.models import Event
from mulighetsrom.web.dialogue import access_copy, gathering, log
from mulighetsrom.web.dialogue.actions import access_request as actions
from mulighetsrom.web.dialogue.actions import input_readers as reading
from mulighetsrom.web.dialogue.actions.access_request import Decided
from mulighetsrom.web.dialogue.log import words as log_words
from mulighetsrom.web.dialogue.models import AccessRequest, Claim, Dialogue, Entry, Hearing, Minutes
from mulighetsrom.web.dialogue.queries import access_request as queries
from tests.web import meeting_samples as samples
from tests.web import people
from tests.web.meeting_samples import COMMENT, OURS, SECRET, THEIRS

if TYPE_CHECKING:
    from mulighetsrom.web.dialogue.gathering import Document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
BY: Final = "adviser"
WITHHELD = Decided("withheld-business", "Sensoren er av betydning for konkurransen.")
RELEASED = Decided("", "")


def dialogue() -> Dialogue:
    return Dialogue.objects.select_related("owner", "answers_for", "board").get(public_id=samples.DIALOGUE)


def asked(row: Minutes) -> AccessRequest:
    """Ask for minutes, and put what is claimed in them to the company; the adviser is a named reader."""
    fields = {"requester": "", "what": "Alle referater.", "received_date": timezone.localdate()}
    request = actions.register(dialogue=dialogue(), fields=fields, by=people.actor(BY))
    actions.gather(request=request, keys=[f"minutes:{row.public_id}"], by=people.actor(BY))
    reading.name_reader(dialogue=dialogue(), person=people.person(BY), by=people.actor(BY))
    if queries.claims(request):
        until = timezone.now() + timedelta(days=3)
        actions.put_to_companies(request=request, deadline_at=until, by=people.actor(BY))
    return again(request)


def again(request: AccessRequest) -> AccessRequest:
    return AccessRequest.objects.select_related("dialogue__owner", "dialogue__answers_for").get(pk=request.pk)


def claims(request: AccessRequest) -> list[Claim]:
    return list(queries.claims(request).values())


def decided(request: AccessRequest, *said: Decided) -> AccessRequest:
    """Let the company agree to everything, and decide in the order of the passages."""
    hearing = Hearing.objects.select_related("request__dialogue", "company").get(request=request)
    agreed = {one.public_id: (False, "") for one in claims(request)}
    actions.answer(hearing=hearing, said=agreed, by=people.actor("supplier"))
    each = {one.public_id: what for one, what in zip(claims(request), said, strict=True)}
    actions.decide(request=again(request), said=each, by=people.actor(BY))
    return again(request)


def document(row: Minutes) -> Document:
    [found] = [one for one in gathering.found(dialogue()) if one.key == f"minutes:{row.public_id}"]
    return found


def copy(request: AccessRequest) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(access_copy.document(request))).pages)


def page(who: str, address: str) -> str:
    return people.log_in(Client(), who).get(f"/nb/dialog/{samples.DIALOGUE}/{address}").content.decode()


def test_only_minutes_that_were_answered_can_be_asked_for() -> None:
    assert gathering.found(dialogue()) == [], "one waits for its company"
    row = samples.met()
    assert [one.key for one in gathering.found(dialogue())] == [f"minutes:{row.public_id}"]


def test_what_the_company_marked_is_claimed_with_its_reason_and_the_rest_is_there_to_read() -> None:
    found = document(samples.met())
    ours, theirs, secret = found.sections
    assert ours.text == f"{OURS} [ [1] ]", "nothing that somebody writes is read as the place of a passage"
    assert (theirs.text, theirs.claims) == (THEIRS, ())
    assert (secret.text, len(secret.claims), secret.reason) == ("[[1]]", 1, "Ny sensor.")
    assert found.company.name == "Varmt hjem AS"


def test_a_comment_is_claimed_whole_and_of_silent_minutes_all_that_the_company_said() -> None:
    commented = document(samples.met(comment=COMMENT))
    assert [len(one.claims) for one in commented.sections] == [0, 0, 1, 1]


def test_silence_is_no_yes_to_giving_anything_out() -> None:
    silent = document(samples.met(silent=True))
    assert [len(one.claims) for one in silent.sections] == [0, 1, 1]
    assert silent.sections[1].reason == "bedriften har ikke svart på referatet"


def test_nothing_that_is_marked_is_seen_before_it_is_opened_and_only_a_named_reader_opens_it() -> None:
    request = asked(samples.met(comment=COMMENT))
    address = f"innsynskrav/{request.public_id}/"
    html = page(BY, address)
    assert OURS in html
    assert not any(mark in html for mark in (SECRET, COMMENT))
    with pytest.raises(PermissionDenied):
        actions.open_claims(request=request, by=people.actor("owner"))
    opened = actions.open_claims(request=request, by=people.actor(BY))
    assert set(opened.values()) == {COMMENT, f"{SECRET} sensor"}
    assert set(opened) == {one.key for one in claims(request)}
    assert Event.objects.filter(kind="minutes.read", by=people.PEOPLE[BY].person).count() == 1
    line = Entry.objects.get(dialogue=dialogue(), kind="minutes-secret-opened")
    said = log_words.reader(dialogue()).sentence(log.as_line(line))
    assert "Varmt hjem AS" in said
    assert "Avsnitt: 2." in said


def test_the_company_sees_its_own_passages_and_says_of_each_what_it_holds_on_to() -> None:
    request = asked(samples.met(comment=COMMENT))
    hearing = Hearing.objects.get(request=request)
    html = page("supplier", f"innsyn/{hearing.public_id}/")
    assert SECRET in html
    assert COMMENT in html
    other = people.log_in(Client(), "other_supplier")
    assert other.get(f"/nb/dialog/{samples.DIALOGUE}/innsyn/{hearing.public_id}/").status_code == 404


def test_the_copy_holds_what_is_released_and_nothing_of_what_is_withheld() -> None:
    found = decided(asked(samples.met(comment=COMMENT)), WITHHELD, RELEASED)
    text = copy(found)
    assert OURS in text
    assert THEIRS in text
    assert COMMENT in text
    assert SECRET not in text
    assert "[holdt tilbake: offl. § 13 (1)" in " ".join(text.split())
    assert SECRET.encode() not in access_copy.document(found)


def test_minutes_without_anything_marked_are_given_whole() -> None:
    row = samples.met()
    row.exchanges.update(is_secret=False, reason="")
    request = asked(row)
    assert claims(request) == []
    actions.decide(request=request, said={}, by=people.actor(BY))
    assert f"{SECRET} sensor" in copy(again(request))
