"""Letters about what somebody began for their company go to those who act for it, and never to who has left it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from mulighetsrom.web.accounts.models import Membership, Person
from mulighetsrom.web.common.mail import Receiver
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue.actions import held, sign_ups
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.letters import conference as letters_of_conference
from mulighetsrom.web.dialogue.letters import meetings as letters_of_meetings
from mulighetsrom.web.dialogue.log import gaps
from mulighetsrom.web.dialogue.models import Dialogue, Hearing, Part, Request, SignUp
from mulighetsrom.web.dialogue.timetable import Span
from tests.web import conference_samples, dialogue_samples, meeting_samples, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

DAY = timedelta(days=1)
NEW = "nina@varmt.example"


def leave(who: str) -> None:
    people.person(who).memberships.update(ended_at=timezone.now())


def join() -> Receiver:
    """Let somebody new act for Varmt hjem."""
    person = Person.objects.create(name="Nina Ny", email=NEW)
    firm = people.organisation(people.VARMT_HJEM)
    Membership.objects.create(person=person, organisation=firm, roles=["representative"], confirmed_by="owner",
                              confirmed_at=timezone.now())  # fmt: skip
    return Receiver(NEW, "nb", person.public_id)


def to(kind: str) -> set[str]:
    return set(Mail.objects.filter(kind=kind).values_list("address", flat=True))


def left_alone(dialogue: Dialogue) -> set[str]:
    return {str(gap.title) for gap in gaps.out_of_reach(dialogue)}


def test_who_takes_part_is_who_acts_for_the_company_now() -> None:
    dialogue, selma = Dialogue.objects.get(public_id=dialogue_samples.OPEN), people.person("supplier").email
    new = join()
    assert selma in {one.address for one in audience.of(dialogue)}
    assert NEW not in {one.address for one in audience.of(dialogue)}, "a colleague is not asked while she is there"
    leave("supplier")
    assert new in audience.of(dialogue)
    assert selma not in {one.address for one in audience.ever(dialogue)}


def test_a_company_that_nobody_acts_for_gets_no_letter_and_stops_none() -> None:
    dialogue, selma = Dialogue.objects.get(public_id=dialogue_samples.OPEN), people.person("supplier").email
    others = {one.address for one in audience.of(dialogue)} - {selma}
    leave("supplier")
    assert {one.address for one in audience.of(dialogue)} == others


def test_whoever_runs_the_dialogue_sees_which_company_no_letter_reaches() -> None:
    dialogue = Dialogue.objects.get(public_id=dialogue_samples.OPEN)
    told = {"Ingen representerer Varmt hjem AS her lenger"}
    assert left_alone(dialogue) == set()
    leave("supplier")
    assert left_alone(dialogue) == told
    join()
    assert left_alone(dialogue) == set()


def test_once_a_dialogue_has_ended_only_an_access_request_still_has_to_reach_a_company() -> None:
    dialogue = Dialogue.objects.get(public_id=dialogue_samples.OPEN)
    leave("supplier")
    Dialogue.objects.filter(pk=dialogue.pk).update(stage="closed")
    dialogue.refresh_from_db()
    assert len(left_alone(dialogue)) == 1, "it is put to the company"
    Hearing.objects.update(silent_at=timezone.now())
    assert left_alone(dialogue) == set()


def test_letters_about_a_meeting_and_its_minutes_follow_the_company() -> None:
    leave("supplier")
    join()
    Mail.objects.all().delete()
    one = Request.objects.get(public_id=meeting_samples.GIVEN)
    later = Span(one.slot.team, one.slot.starts_at + DAY, one.slot.ends_at + DAY)
    held.move(request=one, to=later, reason="Brann", person=people.person("adviser"), by=people.actor("adviser"))
    assert to("meeting-moved") == {NEW}
    meeting_samples.met()
    assert to("minutes-sent") == {NEW}


def test_the_answer_to_minutes_goes_to_who_is_responsible_once_their_writer_has_left() -> None:
    Dialogue.objects.update(responsible=people.person("need_owner"))
    leave("adviser")
    meeting_samples.met()
    assert to("minutes-answered") == {people.person("need_owner").email}


def test_letters_about_a_sign_up_follow_the_company() -> None:
    leave("supplier")
    join()
    Mail.objects.all().delete()
    mine = SignUp.objects.get(public_id=conference_samples.COMPANY)
    sign_ups.withdraw(sign_up=mine, people=list(mine.participants.all()), by=people.actor("supplier"))
    assert to("dialogue.sign-up-withdrawn") == {NEW}


def test_calendars_are_brought_up_to_date_for_who_has_the_place_and_nobody_beside_them() -> None:
    new, selma = join(), people.person("supplier")
    hers = Receiver(selma.email, "nb", selma.public_id)
    event = Part.objects.get(public_id=dialogue_samples.CONFERENCE)
    meetings = meeting_samples.part(meeting_samples.DRAWN)
    for changed, part in ((letters_of_conference.changed, event), (letters_of_meetings.changed, meetings)):
        assert len(list(changed(part, hers))) == 1
        assert list(changed(part, new)) == []
    leave("supplier")
    for changed, part in ((letters_of_conference.changed, event), (letters_of_meetings.changed, meetings)):
        assert list(changed(part, hers)) == []
        assert len(list(changed(part, new))) == 1
    guest = Receiver(conference_samples.GUEST_MAIL, "nb")
    assert len(list(letters_of_conference.changed(event, guest))) == 1


def test_a_guest_who_has_an_account_too_gets_the_one_letter_with_the_event_in_it() -> None:
    event, ravi = Part.objects.get(public_id=dialogue_samples.CONFERENCE), people.person("other_supplier")
    SignUp.objects.filter(public_id=conference_samples.GUEST).update(email=ravi.email.upper())
    [to] = [one for one in audience.of(event.dialogue) if one.address.lower() == ravi.email]
    assert len(list(letters_of_conference.changed(event, to))) == 1
