"""What leaves the platform: who took part, input to the protocol, the dossier, packages by increments."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from typer.testing import CliRunner

from mulighetsrom.cli import app
from mulighetsrom.web.common import files, kernel
from mulighetsrom.web.dialogue import checking, law, log, protocol, records, took_part
from mulighetsrom.web.dialogue.actions import contacts, holds
from mulighetsrom.web.dialogue.actions import record as actions
from mulighetsrom.web.dialogue.models import Adviser, Dialogue
from tests.web import dialogue_samples as samples
from tests.web import people

if TYPE_CHECKING:
    from pathlib import Path

    from mulighetsrom.web.dialogue.models import Package

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
SECRET = "Prisen teller sekstini prosent"


def dialogue(public_id: str = samples.DRAFT) -> Dialogue:
    return Dialogue.objects.get(public_id=public_id)


def page(who: str, name: str, /, *args: str, **post: str) -> Any:
    client, address = people.log_in(Client(), who), reverse(f"dialogue:{name}", args=args)
    return client.post(address, post) if post else client.get(address)


def assess(**said: Any) -> None:
    who = log.Somebody(people.VARMT_HJEM, "Varmt hjem AS")
    fields = {"advantage": "levelled", "why": "Fikk vite om november", "measure": "Alt er delt med alle"} | said
    actions.assess(dialogue=dialogue(), who=who, seen=0, fields=fields, by=people.actor("adviser"))


# --- who took part --------------------------------------------------------------------------------------------------


def test_companies_come_by_themselves_and_consultants_by_hand_each_once() -> None:
    told = {"name": "Konsulent & co", "role": "Skrev markedsanalysen", "key": str(uuid4())}
    for _ in range(2):
        assert page("adviser", "participants", samples.DRAFT, **told).status_code == 302
    twice = page("adviser", "participants", samples.DRAFT, **told | {"key": str(uuid4()), "name": "konsulent & CO"})
    assert "De står på listen fra før." in twice.content.decode()
    assert [one.name for one in took_part.everybody(dialogue())] == ["Konsulent & co", "Varmt hjem AS"]


def test_each_is_assessed_and_of_two_who_do_so_at_once_the_second_is_shown_the_first() -> None:
    address = (samples.DRAFT, samples.pseudonym())
    first = {"advantage": "none", "why": "Spurte bare når", "measure": "", "seen": ""}
    assert page("adviser", "assess", *address, **first).status_code == 302
    second = page("owner", "assess", *address, **first | {"why": "Noe helt annet"})
    assert second.status_code == 409
    assert "Spurte bare når" in second.content.decode()
    assert page("owner", "assess", *address, **first | {"why": "Avklart", "seen": "1"}).status_code == 302
    assert Adviser.objects.get().why == "Avklart"


def test_an_advantage_is_levelled_by_measures_or_not_said_to_be() -> None:
    told = {"advantage": "levelled", "why": "Fikk mer", "measure": "", "seen": ""}
    answer = page("adviser", "assess", samples.DRAFT, samples.pseudonym(), **told)
    assert "Skriv hva som jevner ut fordelen." in answer.content.decode()
    assert not Adviser.objects.exists()


def test_who_was_added_by_mistake_is_removed_and_who_was_assessed_is_not() -> None:
    made = actions.add_adviser(dialogue=dialogue(), name="Feil firma", role="Ingenting", by=people.actor("adviser"))
    called = log.pseudonym(dialogue(), made.key)
    assert page("adviser", "remove_adviser", samples.DRAFT, called, really="1").status_code == 302
    assess()
    assert page("adviser", "remove_adviser", samples.DRAFT, samples.pseudonym(), really="1").status_code == 409
    assert [one.name for one in took_part.everybody(dialogue())] == ["Varmt hjem AS"]


# --- the protocol ---------------------------------------------------------------------------------------------------


def exported(tmp_path: Path) -> Path:
    file = tmp_path / "protokoll.json"
    file.write_bytes(page("adviser", "protocol_json", samples.DRAFT).content)
    return file


def checked(file: Path, *more: str) -> tuple[int, str]:
    ran = CliRunner().invoke(app, ["dialogue", "check-log", str(file), *more])
    return ran.exit_code, ran.output


def test_the_protocol_tells_measures_and_rules_and_can_be_checked_without_the_platform(tmp_path: Path) -> None:
    mark = str(log.head(dialogue()))
    assess()
    file = exported(tmp_path)
    told = json.loads(file.read_text())
    [company] = told["participants"]
    assert (company["name"], company["advantage"]) == ("Varmt hjem AS", "levelled")
    assert {"FOA § 10-5 (2) j", "FOA § 25-5 (2) l"} <= {rule["stands"] for rule in told["law"]}
    assert [one["given"] for one in told["contacts"]] == ["Invitasjonen kommer i november."]
    assert "Varmt hjem AS" in told["log"]["names"].values()
    assert checked(file, "--mark", mark) == (0, f"{checking.HOLDS}\n")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda told: told["log"]["lines"][0]["facts"].update(how="visit"), "Line 1 is not as it was written."),
        (lambda told: told["log"]["lines"].pop(), "The log ends before line 2, which the mark was given for."),
        (lambda told: told["contacts"][0].update(given="intet"), "The note of line 1 is not as it was written."),
        (lambda told: told["contacts"].clear(), "The note that line 1 tells of is not in the file."),
    ],
)
def test_what_was_changed_in_the_export_is_told(spoil: Any, says: str, tmp_path: Path) -> None:
    assess()
    file = exported(tmp_path)
    told = json.loads(file.read_text())
    spoil(told)
    file.write_text(json.dumps(told))
    assert checked(file) == (1, f"{says}\n")


NO_EXPORT = ["", "[]", "{}", '{"format": 1}', '{"format": 1, "log": {"lines": [1]}, "contacts": []}']


@pytest.mark.parametrize("text", NO_EXPORT)
def test_what_is_no_export_is_refused_in_words(text: str, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text(text)
    code, says = checked(file)
    assert code == 2
    assert says.startswith(("This is no", "The export lacks", "A line or a note"))


def test_a_rule_is_cited_by_the_day_it_holds() -> None:
    rule = law.Rule("protocol", "FOA § 1", date(2026, 1, 1), date(2026, 6, 30))
    assert [rule.holds(day) for day in (date(2025, 12, 31), date(2026, 6, 30), date(2026, 7, 1))] == [
        False,
        True,
        False,
    ]
    assert law.cited(date(2026, 11, 27), "protocol") == "FOA § 10-5 (2) j, FOA § 25-5 (2) l"


@pytest.mark.parametrize("name", ["protocol_pdf", "dossier"])
def test_the_paper_opens_as_pdf_a(name: str) -> None:
    body = page("adviser", name, samples.OPEN).content
    assert body.startswith(b"%PDF-1.7")
    assert b"pdfaid:part" in body


def test_what_is_put_in_a_paper_has_the_owners_language() -> None:
    data = protocol.data(dialogue(samples.THEIRS), timezone.now())
    assert data["what"] == "Underlag til anskaffingsprotokoll"


# --- the archive ----------------------------------------------------------------------------------------------------


def opened(package: Package) -> tuple[zipfile.ZipFile, list[dict[str, str]]]:
    assert package.file
    with files.opened(package.file).data as data:
        zipped = zipfile.ZipFile(io.BytesIO(data.read()))
    return zipped, list(csv.DictReader(io.StringIO(zipped.read("journal.csv").decode("utf-8-sig")), delimiter=";"))


def packed() -> Package:
    waiting = records.waiting(dialogue())
    made = records.entries(dialogue(), waiting)
    return actions.pack(dialogue=dialogue(), records_=waiting, entries=made, by=people.actor("adviser"))


def test_an_increment_holds_what_the_archive_has_not_been_given_and_every_document_its_journal_fields() -> None:
    zipped, journal = opened(packed())
    assert [line["document_id"].split("-")[1] for line in journal] == [f"K{samples.CONTACT}", "D", "L", "J"]
    for line in journal:
        body = zipped.read(line["file"])
        assert hashlib.sha256(body).hexdigest() == line["sha256"]
        assert all(line[name] for name in ("context", "related", "title", "sender", "receiver", "dated", "registered"))
    assert checking.told(zipped.read("dokument/J-log.json").decode()) == []
    assert records.waiting(dialogue()) == [], "the line about the package itself is no reason for another"


def test_what_comes_afterwards_waits_and_only_that() -> None:
    packed()
    assess()
    assert [record.key for record in records.waiting(dialogue())] == ["D", "L", "J"]


def test_of_two_packages_at_once_the_second_is_refused() -> None:
    waiting = records.waiting(dialogue())
    made = records.entries(dialogue(), waiting)
    packed()
    with pytest.raises(kernel.StageConflictError):
        actions.pack(dialogue=dialogue(), records_=waiting, entries=made, by=people.actor("owner"))
    assert dialogue().packages.count() == 1


def test_journal_numbers_are_written_back_and_what_lacks_one_is_told() -> None:
    assert page("adviser", "archive", samples.DRAFT, really="1").status_code == 302
    package = dialogue().packages.get()
    first = package.documents.first()
    assert first
    numbers = {f"n{one.pk}": "" for one in package.documents.all()} | {f"n{first.pk}": "2026/417-3"}
    assert page("adviser", "package", samples.DRAFT, package.public_id, **numbers).status_code == 302
    first.refresh_from_db()
    assert first.journal_number == "2026/417-3"
    assert "3 dokumenter har ikke journalnummer ennå." in page("owner", "archive", samples.DRAFT).content.decode()


def test_a_package_is_encrypted_and_given_out_as_it_was_made() -> None:
    contact = {
        "date": date(2026, 11, 20),
        "how": "phone",
        "company": "Trygg vei AS",
        "about": "Ringte",
        "given": SECRET,
    }
    contacts.note(dialogue=dialogue(), fields=contact, by=people.actor("adviser"))
    package = packed()
    holds.place(dialogue=dialogue(), kind="dispute", by=people.actor("adviser"))
    assert package.file
    assert package.file.layer == "sealed"
    given = page("adviser", "package_zip", samples.DRAFT, package.public_id)
    kept = zipfile.ZipFile(io.BytesIO(b"".join(given))).read("dokument/J-log.json").decode()
    assert SECRET in kept
    assert "dispute" not in kept
