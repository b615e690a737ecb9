"""Readers report errors without saying who they are; an operator decides; everybody sees what was decided."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app as background
from typer.testing import CliRunner

from mulighetsrom.cli import app
from mulighetsrom.installation.errors import InstallationError
from mulighetsrom.web.common.actor import VISITOR
from mulighetsrom.web.insights import actions
from mulighetsrom.web.insights.models import Report
from mulighetsrom.web.insights.queries import reports
from tests.web.access_table import DIALOGUE
from tests.web.insights.looking import page, text

NOTICE = DIALOGUE["notice_id"]
ADDRESS = f"/en/kunngjoring/{NOTICE}/meld-feil/"
pytestmark = pytest.mark.django_db


def report(**said: Any) -> Report:
    told = {"notice_id": NOTICE, "dataset_version": 1, "wrong": "date", "words": ""}
    return actions.report_error(**told | {"sent_from": str(uuid.uuid4()), "by": VISITOR} | said)


def decide(kept: Report, decision: str = "accepted", reason: str = "Datoen er rettet.") -> Report:
    return actions.decide_report(
        reference=kept.reference, decision=Report.Decision(decision), reason=reason, by=VISITOR
    )


def filled(client: Client, **said: str) -> dict[str, str]:
    """Open the form and fill it in, as a browser would."""
    fields = page(client, ADDRESS).xpath("//main//input[@type='hidden']")
    return {one.get("name"): one.get("value") for one in fields} | {"wrong": "date", "words": "Feil år."} | said


# --- sending ------------------------------------------------------------------------------------------------------


def test_a_report_is_kept_and_answered_with_a_reference(client: Client) -> None:
    answer = client.post(ADDRESS, filled(client))
    kept = Report.objects.get()
    assert (kept.notice_id, kept.wrong, kept.words, kept.decision) == (NOTICE, "date", "Feil år.", "waiting")
    assert answer.status_code == 302
    html = page(client, answer.headers["Location"])
    assert kept.reference in text(html)
    assert "Feil år." not in text(html), "what was written is shown to nobody but operators"


def test_nobody_is_asked_who_they_are(client: Client) -> None:
    asked = {one.get("name") for one in page(client, ADDRESS).xpath("//form//*[@name]")}
    assert asked == {"csrfmiddlewaretoken", "wrong", "words", "key"}
    assert {field.name for field in Report._meta.get_fields()} == {
        *("id", "reference", "notice_id", "dataset_version", "wrong", "words"),
        *("sent_at", "decision", "reason", "decided_at"),
    }


def test_a_double_click_is_one_report(client: Client) -> None:
    form = filled(client)
    first, second = client.post(ADDRESS, form), client.post(ADDRESS, form)
    assert first.headers["Location"] == second.headers["Location"]
    assert Report.objects.count() == 1


def test_a_form_without_a_choice_says_what_to_do_and_keeps_the_words(client: Client) -> None:
    html = lxml_of(client.post(ADDRESS, filled(client, wrong="")))
    assert "Choose one of these." in text(html.find(".//ds-error-summary"))
    assert text(html.find(".//textarea")) == "Feil år."
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"words": "x" * 1000}, True),
        ({"words": "linje\r\n" * 166}, True),
        ({"words": ""}, True),
        ({"words": "x" * 1001}, False),
        ({"words": "a\x00b"}, True),
        ({"wrong": "something"}, False),
        ({"key": "again"}, False),
        ({"key": ""}, False),
    ],
)
def test_only_what_fits_is_kept(client: Client, said: dict[str, str], *, kept: bool) -> None:
    assert client.post(ADDRESS, filled(client, **said)).status_code == (302 if kept else 200)
    assert Report.objects.count() == kept


def test_addresses_and_numbers_are_masked_before_anything_is_kept() -> None:
    assert report(words="Ring Ola på tlf. 22 33 44 55 eller ola@example.no").words == "Ring Ola på tlf. ‹tel› eller ‹@›"


def test_a_form_from_elsewhere_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    form = filled(strict)
    assert strict.post(ADDRESS, {**form, "csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert strict.post(ADDRESS, form).status_code == 302


def test_one_visitor_cannot_send_without_end(client: Client) -> None:
    for _ in range(actions.REPORTS_AN_HOUR):
        assert client.post(ADDRESS, filled(client)).status_code == 302
    last = filled(client)
    answer = client.post(ADDRESS, last)
    assert answer.status_code == 429
    assert "Wait an hour" in text(lxml_of(answer))
    assert text(lxml_of(answer).find(".//textarea")) == "Feil år."
    assert client.post(ADDRESS, filled(client), REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_removed_or_unknown_notice_takes_no_report(client: Client) -> None:
    assert client.post("/nb/kunngjoring/2024-999999/meld-feil/", {"wrong": "date"}).status_code == 404


def test_a_receipt_belongs_to_its_notice(client: Client) -> None:
    kept = report()
    assert client.get(f"/nb/kunngjoring/2024-000001/meld-feil/{kept.reference}/").status_code == 404
    assert client.get(f"/nb/kunngjoring/{NOTICE}/meld-feil/%00/").status_code == 404  # PostgreSQL takes no NUL
    assert client.get(f"/nb/kunngjoring/{NOTICE}/meld-feil/{kept.reference}/").status_code == 200


def lxml_of(answer: Any) -> Any:
    from lxml import html  # noqa: PLC0415 - beside the one place that needs it

    return html.document_fromstring(answer.content.decode())


# --- what the database promises -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrongly",
    [
        {"wrong": "nothing"},
        {"decision": "perhaps"},
        {"decision": "accepted"},
        {"decision": "accepted", "decided_at": timezone.now()},
        {"reason": "for nothing"},
        {"decided_at": timezone.now()},
    ],
)
def test_the_database_keeps_no_half_decisions(wrongly: dict[str, Any]) -> None:
    kept = report()
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=kept.pk).update(**wrongly)


def test_a_report_is_decided_once() -> None:
    kept = decide(report())
    with pytest.raises(actions.DecisionRefusedError, match="accepted already"):
        decide(kept, "rejected")
    with pytest.raises(actions.DecisionRefusedError, match="from 1 to 1000"):
        decide(report(), reason="  ")


# --- what everybody sees ------------------------------------------------------------------------------------------


def test_the_decision_and_its_reason_are_shown_on_the_notices_page(client: Client) -> None:
    decide(report(words="Hemmelig"))
    decide(report(wrong="not-dialogue"), "rejected", "<b>Tittelen</b> inviterer.")
    report(wrong="buyer")
    html = page(client, f"/en/kunngjoring/{NOTICE}/")
    [said] = html.xpath("//section[@aria-labelledby='reports']")
    assert "A date is wrong The report was right Datoen er rettet." in text(said)
    assert "We found no error <b>Tittelen</b> inviterer." in text(said)
    assert "The buyer or the municipality is wrong Not decided yet" in text(said)
    assert "Hemmelig" not in text(html)


def test_reports_are_counted_apart() -> None:
    decide(report())
    decide(report(), "rejected")
    report()
    report()
    assert reports.counts() == reports.Counts(reports=4, waiting=2, accepted=1, rejected=1)


# --- what time takes away -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decided", "days", "left"),
    [(True, 29, "Feil"), (True, 31, ""), (False, 31, "Feil"), (False, 729, "Feil"), (False, 731, "")],
)
def test_what_was_written_goes_when_it_is_not_needed(*, decided: bool, days: int, left: str) -> None:
    kept = report(words="Feil")
    if decided:
        kept = decide(kept)
    then = timezone.now() - timedelta(days=days)
    Report.objects.filter(pk=kept.pk).update(sent_at=then, **({"decided_at": then} if decided else {}))
    background.tasks["purge"].func(0)
    kept.refresh_from_db()
    assert kept.words == left
    assert actions.forget_words() == 0


# --- the operator's commands --------------------------------------------------------------------------------------


@pytest.fixture
def command() -> Any:
    def run(*words: str) -> str:
        done = CliRunner().invoke(app, ["admin", "reports", *words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    return run


def test_an_operator_lists_shows_and_decides(command: Any) -> None:
    kept = report(wrong="personal-data", words="Navnet står\x1b[2J i teksten")
    assert kept.reference in command("list")
    shown = command("show", kept.reference)
    assert "Navnet står" in shown
    assert "\x1b" not in shown
    said = command("decide", kept.reference, "--accept", "--reason", "Navnet er tatt bort.")
    assert f"mulighetsrom notices remove {NOTICE}" in said
    assert "0 reports wait." in command("list")
    assert "accepted" in command("show", kept.reference)


def test_an_operator_is_told_what_cannot_be_decided(command: Any) -> None:
    with pytest.raises(InstallationError, match="there is no report XX"):
        command("show", "XX")
    with pytest.raises(InstallationError, match="there is no report XX"):
        command("decide", "XX", "--reject", "--reason", "Nei.")
