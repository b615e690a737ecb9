"""Whoever declares an interest is out of the case at once, in every channel, until somebody else decides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mulighetsrom.web.accounts.models import Membership
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import kernel
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import dossier, log, protocol, records
from mulighetsrom.web.dialogue.actions import impartiality as actions
from mulighetsrom.web.dialogue.log import gaps
from mulighetsrom.web.dialogue.models import Declaration, Dialogue
from mulighetsrom.web.dialogue.queries import dialogues
from mulighetsrom.web.dialogue.queries import impartiality as queries
from mulighetsrom.web.dialogue.queries import input_readers as readers
from mulighetsrom.web.drafting import actions as drafting
from tests.web import dialogue_samples as samples
from tests.web import people
from tests.web.background import work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
WHICH = "Søsteren min eier Varmt hjem"


def dialogue(public_id: str = samples.DRAFT) -> Dialogue:
    return Dialogue.objects.get(public_id=public_id)


def page(who: str, name: str, /, *args: str, **post: str) -> Any:
    client, address = people.log_in(Client(), who), reverse(f"dialogue:{name}", args=[samples.DRAFT, *args])
    return client.post(address, post) if post else client.get(address)


def declared(who: str = "adviser", text: str = WHICH) -> Declaration:
    return actions.declare(dialogue=dialogue(), interest="some", text=text, by=people.actor(who))


def decided(declaration: Declaration, decision: str, who: str = "owner") -> None:
    actions.decide(declaration=declaration, decision=decision, reason="Nær slekt", by=people.actor(who))


def desk(who: str) -> str:
    return people.log_in(Client(), who).get(reverse("needs:desk")).content.decode()


def test_who_declares_an_interest_is_refused_with_the_reason_and_no_page_names_the_dialogue_any_more() -> None:
    assert page("adviser", "work").status_code == 200
    told = {"interest": "some", "text": WHICH, "key": str(uuid4())}
    assert page("adviser", "impartiality", **told).status_code == 302
    for name in ("work", "write", "log", "archive", "comments", "participants"):
        refused = page("adviser", name)
        assert refused.status_code == 403, name
        assert "Du har meldt fra om en interesse i denne dialogen." in refused.content.decode()
        assert samples.SECRET not in refused.content.decode()
    out = page("adviser", "impartiality").content.decode()
    assert WHICH in out
    assert samples.SECRET not in out
    assert page("need_owner", "work").status_code == 200, "a colleague goes on"


def test_it_is_gone_from_their_desk_and_their_lists_and_they_get_no_letter() -> None:
    assert samples.SECRET in desk("approver") or samples.SECRET in desk("adviser")
    declared("approver")
    declared("adviser")
    for who in ("approver", "adviser"):
        assert samples.SECRET not in desk(who)
        assert not dialogues.of(people.actor(who)).filter(public_id=samples.DRAFT).exists()
    drafting.ask_for_comments(row=dialogue(), by=people.actor("owner"))
    work()
    receivers = set(Mail.objects.filter(kind="text-for-comments").values_list("receiver", flat=True))
    assert receivers
    assert receivers.isdisjoint(people.PEOPLE[who].person for who in ("approver", "adviser"))


def test_an_administrator_is_asked_by_letter_without_a_word_of_the_interest() -> None:
    one = declared()
    mail = Mail.objects.get(kind="impartiality-declared")
    assert (mail.receiver, mail.once) == (people.PEOPLE["owner"].person, one.public_id)
    assert WHICH not in str(mail.facts)
    assert "Habilitet som skal avgjøres" in desk("owner")


def test_somebody_else_decides_and_says_why_and_the_person_comes_back() -> None:
    one = declared()
    told = {"decision": "returns", "reason": "Hun solgte i 2020"}
    assert page("owner", "decide", one.public_id, **told).status_code == 302
    assert page("adviser", "work").status_code == 200
    kinds = list(dialogue().log.order_by("number").values_list("kind", flat=True))
    assert kinds[-2:] == ["declared", "impartiality-decided"]
    assert log.broken(dialogue()) == ""
    assert page("owner", "decide", one.public_id, **told).status_code == 409, "decided once"


def test_who_stays_out_can_be_let_in_later_and_not_by_declaring_anew() -> None:
    one = declared()
    decided(one, "stays-out")
    with pytest.raises(kernel.StageConflictError):
        actions.declare(dialogue=dialogue(), interest="none", by=people.actor("adviser"))
    assert page("adviser", "work").status_code == 403
    decided(one, "returns")
    assert page("adviser", "work").status_code == 200


def test_nobody_decides_on_themselves_whatever_their_role() -> None:
    one = declared("owner")
    assert page("owner", "decide", one.public_id, decision="returns", reason="Går bra").status_code == 403
    with pytest.raises(actions.OwnCaseError):
        decided(one, "returns", who="owner")
    with pytest.raises(IntegrityError), transaction.atomic():
        Declaration.objects.filter(pk=one.pk).update(
            decision="returns", reason="x", decided_by=people.person("owner"), decided_at=timezone.now()
        )
    assert page("adviser", "decide", one.public_id).status_code == 403, "an adviser is no administrator"
    Membership.objects.filter(person=people.person("approver")).update(roles=["owner"])
    assert page("approver", "decide", one.public_id, decision="returns", reason="Avklart").status_code == 302


def test_whoever_answers_and_is_out_gets_a_deputy_who_is_not() -> None:
    declared("adviser")
    shown = page("owner", "impartiality").content.decode()
    assert people.PEOPLE["need_owner"].person in shown
    assert f'value="{people.PEOPLE["adviser"].person}"' not in shown
    assert queries.fit_responsible(dialogue(), May.ANSWER) != people.person("adviser")
    assert page("owner", "name_deputy", to=people.PEOPLE["need_owner"].person).status_code == 302
    assert dialogue().responsible == people.person("need_owner")
    with pytest.raises(kernel.StageConflictError):
        actions.name_deputy(dialogue=dialogue(), to=people.person("adviser"), by=people.actor("owner"))


def test_a_question_is_not_answered_or_read_by_who_is_out() -> None:
    shown = dialogue(samples.OPEN)
    answer = reverse("dialogue:question", args=[samples.OPEN, samples.QUESTION])
    assert people.log_in(Client(), "need_owner").get(answer).status_code == 200
    actions.declare(dialogue=shown, interest="some", text=WHICH, by=people.actor("need_owner"))
    assert people.log_in(Client(), "need_owner").get(answer).status_code == 403
    assert samples.ASKED not in desk("need_owner")


def test_who_has_declared_nothing_is_lacking_and_asked_on_the_desk() -> None:
    assert "Er du habil?" in desk("adviser")
    assert any("Ina Innkjøp" in str(gap.title) for gap in gaps.found(dialogue()))
    actions.declare(dialogue=dialogue(), interest="none", by=people.actor("adviser"))
    assert not any("Ina Innkjøp" in str(gap.title) for gap in gaps.found(dialogue()))
    assert reverse("dialogue:impartiality", args=[samples.DRAFT]) not in desk("adviser")


def test_the_interest_itself_is_read_by_who_decides_and_not_by_colleagues_or_in_the_protocol() -> None:
    one = declared()
    decided(one, "stays-out")
    assert WHICH in page("owner", "decide", one.public_id).content.decode()
    for who in ("need_owner", "owner"):
        assert WHICH not in page(who, "impartiality").content.decode()
    [told] = protocol.data(dialogue(), timezone.now())["interests"]
    assert (told["name"], told["decision"], told["reason"]) == ("Ina Innkjøp", "stays-out", "Nær slekt")
    assert WHICH not in str(told)
    assert dossier.paper(dialogue(), timezone.now()).startswith(b"%PDF")
    assert f"H{one.public_id}" in {record.key for record in records.of(dialogue())}


def test_an_interest_is_named_and_none_is_not_kept() -> None:
    missing = page("adviser", "impartiality", interest="some", text="", key=str(uuid4()))
    assert "Skriv hvilken interesse du har eller kan ha." in missing.content.decode()
    assert page("adviser", "impartiality", interest="none", text=WHICH, key=str(uuid4())).status_code == 302
    assert Declaration.objects.get().text == ""


def test_of_two_declarations_at_once_one_stands() -> None:
    declared()
    with pytest.raises(IntegrityError), transaction.atomic():
        Declaration.objects.create(
            dialogue=dialogue(), person=people.person("adviser"), interest="some", text="x",
            declared_at=timezone.now() + timedelta(seconds=1),
        )  # fmt: skip


def test_who_is_out_can_neither_be_named_as_a_reader_of_secrets_nor_read_as_one() -> None:
    adviser = people.PEOPLE["adviser"].person
    assert adviser in readers.candidates(dialogue())
    dialogue().readers.create(person=people.person("adviser"), named_by=people.person("owner"))
    assert readers.is_named(dialogue(), by=people.actor("adviser"))
    declared("adviser")
    assert adviser not in readers.candidates(dialogue())
    assert not readers.is_named(dialogue(), by=people.actor("adviser"))
    assert people.person("adviser") not in queries.fit(dialogue())
