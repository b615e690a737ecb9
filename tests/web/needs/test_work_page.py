"""The page of a need in work leads on: to the box where something is missing, to whoever can approve."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from django.test import Client

from mulighetsrom.web.accounts.models import Membership, Organisation
from mulighetsrom.web.needs.models import Need
from tests.web import needs_samples, people

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("country")]

BASE = f"/nb/behov/{needs_samples.DRAFT}"


def _seen(who: str, address: str = f"{BASE}/arbeid/", **said: str) -> Any:
    client = people.log_in(Client(), who)
    answer = client.post(address, said) if said else client.get(address)
    return lxml.html.document_fromstring(answer.content.decode())


def test_what_is_missing_leads_to_its_box_in_the_form() -> None:
    Need.objects.filter(public_id=needs_samples.DRAFT).update(draft={"language": "nb"})
    links = _seen("adviser", f"{BASE}/arbeid/steg/", do="ask_for_approval").xpath(
        f"//a[starts-with(@href, '{BASE}/skriv/#')]"
    )
    boxes = _seen("adviser", f"{BASE}/skriv/").xpath("//form//@id")
    assert len(links) >= 6
    assert {link.get("href").partition("#")[2] for link in links} <= set(boxes)


def test_where_nobody_can_approve_an_administrator_is_led_to_the_invitation_and_others_are_told() -> None:
    Membership.objects.filter(person=people.person("approver")).update(roles=["reader"])
    invite = f"/nb/virksomhet/{people.EKSEMPELVIK}/invitasjon/?rolle=approver"
    assert _seen("owner").xpath(f"//a[@href='{invite}']")
    assert _seen("owner", invite).xpath("//input[@name='roles' and @checked]/@value") == ["approver"]
    told = _seen("adviser")
    assert "En administrator der gir noen den rollen." in told.text_content()
    assert not told.xpath("//a[contains(@href, 'rolle=approver')]")


def test_nothing_is_said_of_approvers_where_there_are_enough() -> None:
    assert "kan godkjenne" not in _seen("owner").text_content()
    Organisation.objects.filter(public_id=people.EKSEMPELVIK).update(approvals_needed=2)
    assert "Eksempelvik kommune trenger to som kan godkjenne" in _seen("owner").text_content()
