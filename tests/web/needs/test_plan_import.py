"""A plan from a file: every row is looked at first, bad ones are named, and nothing comes twice."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mulighetsrom.web.common.kernel import StageConflictError
from mulighetsrom.web.needs.actions import plan as plan_actions
from mulighetsrom.web.needs.actions import plan_import as actions
from mulighetsrom.web.needs.models import Line, PlanImport
from mulighetsrom.web.needs.queries import plan_import as queries
from tests.web import needs_samples as samples
from tests.web import people

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

AT = f"/nb/plan/{people.EKSEMPELVIK}/importer/"
HEAD = "tittel;kvartal;sannsynlighet;verdi fra;verdi til\n"


def send(client: Client, data: bytes, name: str = "plan.csv") -> Any:
    people.log_in(client, "adviser")
    key = re.search(r'name="key" value="([^"]+)"', client.get(AT).content.decode())
    assert key
    file = SimpleUploadedFile(name, data, content_type="text/csv")
    return client.post(AT, {"file": file, "key": key[1]})


def laid_out(client: Client, text: str, encoding: str = "utf-8") -> PlanImport:
    answer = send(client, text.encode(encoding))
    assert answer.status_code == 302
    return PlanImport.objects.latest("id")


def take(found: PlanImport, *numbers: int, reason: str = "") -> None:
    seen = queries.seen(queries.told(found))
    actions.take(laid_out=found, seen=seen, numbers=set(numbers), reason=reason, by=people.actor("adviser"))


def seen_of(page: str) -> str:
    [seen] = re.findall(r'name="seen" value="([^"]+)"', page)
    return str(seen)


def test_every_bad_row_is_named_with_what_would_be_right_and_the_good_ones_can_be_taken(client: Client) -> None:
    rows = "Nye benker;2. kvartal 2028;Mulig;2,5 mill;3 000 000\nFeil;høsten 2027;kanskje;mye;1\n;2028-Q1;Mulig;5;4\n"
    found = laid_out(client, HEAD + rows)
    page = client.get(f"{AT}{found.public_id}/").content.decode()
    for said in ("høsten 2027", "kanskje", "mye", "Feltet må fylles ut", "ikke være mindre"):
        assert said in page
    take(found, 2, 3, 4)
    line = Line.objects.get(title="Nye benker")
    assert (line.quarter, line.probability, line.value_min, line.value_max) == ("2028-Q2", "low", 2_500_000, 3_000_000)
    assert line.published_at is None
    assert not Line.objects.filter(title__in=["Feil", ""]).exists()


def test_rows_are_taken_once_and_the_same_file_again_changes_nothing(client: Client) -> None:
    text = f"{HEAD}Nye benker;2028-Q2;Mulig;1;2\n"
    found = laid_out(client, text)
    take(found, 2)
    with pytest.raises(StageConflictError):
        take(found, 2)
    again = laid_out(client, text)
    assert "1 rad sier det planen allerede sier" in client.get(f"{AT}{again.public_id}/").content.decode()
    take(again, 2)
    assert Line.objects.filter(title="Nye benker").count() == 1


def test_what_everybody_sees_is_changed_with_a_reason_only(client: Client) -> None:
    line = Line.objects.get(public_id=samples.LINE)
    found = laid_out(client, f"id;{HEAD}{line.public_id};{line.title};{line.quarter};Mulig;7 mill;9 mill\n")
    with pytest.raises(plan_actions.ReasonNeededError):
        take(found, 2)
    assert PlanImport.objects.filter(pk=found.pk).exists(), "nothing is lost"
    take(found, 2, reason="Kommunestyret flyttet pengene.")
    line.refresh_from_db()
    assert (line.value_min, line.probability) == (7_000_000, "low")
    assert {change.reason for change in line.changes.all()} >= {"Kommunestyret flyttet pengene."}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_file_that_is_fetched_is_read_in_again_and_changes_nothing(
    client: Client, form: str, language: str
) -> None:
    more: dict[str, Any] = {"value_min": 2_500_000, "cpv": ["85312000", "45000000"], "text": '-1 grad; "is"\nog snø'}
    samples.line("0NE0000001", title="=2+2", internal=["value", "need", "cpv"], need=samples.DRAFT, **more)
    people.log_in(client, "adviser")
    answer = client.get(f"/{language}/plan/{people.EKSEMPELVIK}/alt.{form}")
    body = b"".join(answer)
    before = list(Line.objects.order_by("pk").values())
    assert send(client, body, f"plan.{form}").status_code == 302
    found = PlanImport.objects.latest("id")
    assert [row["problems"] for row in found.rows] == [[]] * len(found.rows)
    take(found, *range(2, len(found.rows) + 2), reason="Skal ikke trengs")
    assert list(Line.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_is_read_as_norwegian_spreadsheets_write_it(client: Client, encoding: str) -> None:
    found = laid_out(client, f"{HEAD}Brøyting på Ås;3. kvartal 2027;Svært sannsynlig;;\n", encoding)
    assert found.rows[0]["fields"]["title"] == "Brøyting på Ås"
    assert found.rows[0]["problems"] == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"tittel;pris\nA;1\n", "Vi mangler"),
        (HEAD.encode() + b"A;2028-Q1;Mulig;1;2\n" * 2001, "mer enn 2000 rader"),
        (b"%PDF-1.7 ikke en plan", "plan.csv"),
        (b"PK\x03\x04 ikke et ark", "plan.csv"),
    ],
)
def test_what_is_no_plan_is_refused_in_words(client: Client, data: bytes, said: str) -> None:
    answer = send(client, data)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not PlanImport.objects.exclude(public_id=samples.IMPORT).exists()


def test_a_formula_is_the_text_that_it_is(client: Client) -> None:
    found = laid_out(client, f"{HEAD}=cmd|' /C calc'!A0;2028-Q1;Mulig;;\n")
    take(found, 2)
    assert Line.objects.filter(title="=cmd|' /C calc'!A0").exists()


def test_what_is_internal_stays_so_in_another_plan(client: Client) -> None:
    found = laid_out(
        client, "tittel;kvartal;sannsynlighet;verdi fra;internt\nNye benker;2028-Q2;Mulig;5;Verdi, Kvartal\n"
    )
    take(found, 2)
    assert Line.objects.get(title="Nye benker").internal == ["quarter", "value"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"{samples.DONE_LINE};Nye senger;2026-Q1;Mulig;;", "ikke planlagt lenger"),
        (f"{samples.DROPPED_LINE};Parkeringshus;2027-Q2;Mulig;;", "ikke planlagt lenger"),
        (
            f"{samples.LINE};Nattjeneste hjemme;2027-Q3;Svært sannsynlig;Kunngjort eller gjennomført;",
            "endrer ikke status",
        ),
        ("1;Ny linje;2027-Q3;Mulig;Ikke videreført;", "endrer ikke status"),
        ("1;Ny linje;2027-Q3;Mulig;;THE1RNEED1", "ikke noe behov med dette nummeret"),
        ("1;Ny linje;2027-Q3;Mulig;flyttet;", "Skriv ett av disse: Planlagt"),
    ],
)
def test_a_file_neither_takes_up_what_is_over_nor_says_what_is_not_so(client: Client, row: str, said: str) -> None:
    before = list(Line.objects.order_by("pk").values())
    found = laid_out(client, f"id;tittel;kvartal;sannsynlighet;status;behovets id\n{row}\n")
    assert said in client.get(f"{AT}{found.public_id}/").content.decode()
    take(found, 2, reason="Prøver.")
    assert list(Line.objects.order_by("pk").values()) == before


def test_a_row_is_read_beside_what_the_file_leaves_as_it_is(client: Client) -> None:
    line = Line.objects.get(public_id=samples.MOVED_LINE)
    text = f"id;tittel;kvartal;sannsynlighet;verdi til;politisk vedtak\n{line.public_id};{line.title};2028-Q1;"
    found = laid_out(client, f"{text}Svært sannsynlig;5;nei\n")
    assert "ikke være mindre" in client.get(f"{AT}{found.public_id}/").content.decode()
    found = laid_out(client, f"{text}Svært sannsynlig;;nei\n")
    take(found, 2)
    line.refresh_from_db()
    assert (line.depends_on_decision, line.decision_date) == (False, None)


def test_two_rows_about_the_same_are_one_and_a_problem(client: Client) -> None:
    row = "Nye benker;2028-Q2;Mulig;;\n"
    found = laid_out(client, f"{HEAD}{row}{row}")
    assert "Rad 2 gjelder den samme" in client.get(f"{AT}{found.public_id}/").content.decode()
    take(found, 2, 3)
    assert Line.objects.filter(title="Nye benker").count() == 1


def test_what_is_wrong_is_told_in_the_language_of_who_reads(client: Client) -> None:
    found = laid_out(client, f"{HEAD}Feil;høsten 2027;kanskje;mye;\n")
    page = client.get(f"/nn{AT[3:]}{found.public_id}/").content.decode()
    for said in ("Dette er ikkje eit kvartal", "Skriv eitt av desse: Mogleg", "Dette er ikkje eit beløp"):
        assert said in page, said


def test_two_thousand_rows_can_be_taken_at_once(client: Client) -> None:
    found = laid_out(client, HEAD + "".join(f"Benk {n};2028-Q2;Mulig;;\n" for n in range(2000)))
    at = f"{AT}{found.public_id}/"
    answer = client.post(at, {"row": range(2, 2002), "seen": seen_of(client.get(at).content.decode())})
    assert answer.status_code == 302
    assert Line.objects.filter(title__startswith="Benk ").count() == 2000


def test_a_mistake_that_fills_a_column_is_told_once_with_all_its_rows(client: Client) -> None:
    bad = [f"Linje {n};{'høsten' if n % 2 else 'våren'} {2027 + n % 5};kanskje;;\n" for n in range(1234)]
    bad[10] = "Linje 10;2028-Q1;kanskje;;\n"
    found = laid_out(client, HEAD + "".join(bad) + "God linje;2028-Q2;Mulig;2,5 mill;\n")
    page = client.get(f"{AT}{found.public_id}/").content.decode()
    assert "1234 rader kan ikke leses" in page
    assert page.count("Dette er ikke et kvartal") == 1
    assert "2–11, 13–1235" in page, "the rows whose quarter is wrong"
    assert "2–1235" in page, "the rows whose probability is wrong"
    assert "og 7 til" in page
    assert "2. kvartal 2028 · fra 2,5 mill. kroner" in page.replace("\u00a0", " "), "what a new line would be"


def test_different_codes_that_are_none_are_told_of_together(client: Client) -> None:
    found = laid_out(client, "tittel;kvartal;sannsynlighet;CPV-koder\nA;2028-Q1;Mulig;1\nB;2028-Q1;Mulig;2\n")
    page = client.get(f"{AT}{found.public_id}/").content.decode()
    assert "Dette er ikke CPV-koder" in page
    assert "1 · 2" in page


def test_a_row_whose_mark_was_taken_away_stays_without_it_when_the_reason_is_missing(client: Client) -> None:
    line = Line.objects.get(public_id=samples.LINE)
    change = f"{line.public_id};{line.title};{line.quarter};Mulig;7 mill;9 mill\n"
    found = laid_out(client, f"id;{HEAD}{change};Utelatt;2028-Q2;Mulig;;\n")
    at = f"{AT}{found.public_id}/"
    page = client.post(at, {"row": [2], "seen": seen_of(client.get(at).content.decode())}).content.decode()
    assert "Si hvorfor" in page
    assert re.findall(r'name="row" value="(\d+)" id="row-\d+"( checked)?', page) == [("3", ""), ("2", " checked")]


def test_nothing_marked_takes_nothing_and_forgets_nothing(client: Client) -> None:
    found = laid_out(client, f"{HEAD}Nye benker;2028-Q2;Mulig;;\n")
    at = f"{AT}{found.public_id}/"
    answer = client.post(at, {"seen": seen_of(client.get(at).content.decode())})
    assert "Merk minst én rad" in answer.content.decode()
    assert PlanImport.objects.filter(pk=found.pk).exists()


def test_a_line_that_was_changed_since_somebody_looked_is_looked_at_again(client: Client) -> None:
    line = Line.objects.get(public_id=samples.INTERNAL_LINE)
    found = laid_out(client, f"id;{HEAD[:-1]};kort fortalt\n{line.public_id};{line.title};2028-Q2;Mulig;;;Fra filen\n")
    at = f"{AT}{found.public_id}/"
    opened = {"row": [2], "seen": seen_of(client.get(at).content.decode())}
    Line.objects.filter(pk=line.pk).update(text="Skrevet imens", edit_version=line.edit_version + 1)
    answer = client.post(at, opened)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Skrevet imens" in page
    line.refresh_from_db()
    assert line.text == "Skrevet imens"
    assert client.post(at, opened | {"seen": seen_of(page)}).status_code == 302
    line.refresh_from_db()
    assert line.text == "Fra filen"


def test_a_file_that_is_no_table_is_refused_by_what_would_be_right(client: Client) -> None:
    answer = send(client, b"%PDF-1.7\n1 0 obj\n", "plan.pdf")
    assert "verken CSV eller XLSX" in answer.content.decode()


def test_rows_that_nobody_takes_are_gone_after_a_day() -> None:
    PlanImport.objects.update(read_at=timezone.now() - actions.KEPT)
    assert actions.purge() == 1


def test_another_municipalitys_line_is_never_changed_by_its_id(client: Client) -> None:
    theirs = Line.objects.get(public_id=samples.THEIR_LINE)
    found = laid_out(client, f"id;{HEAD}{theirs.public_id};Overtatt;2028-Q1;Mulig;;\n")
    take(found, 2)
    theirs.refresh_from_db()
    assert theirs.title == "Vinterdrift av gangveier"
    assert Line.objects.get(title="Overtatt").owner == people.organisation()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TO = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_AROUND = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_TO}">'
    f'<Relationship Id="r" Type="{_KIND}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_KIND}"><sheets><sheet name="A" sheetId="1" r:id="s"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_TO}">'
    f'<Relationship Id="s" Type="{_KIND}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
FAR = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>b</t></is></c></row>'
"""A second cell, at the other end of the sheet: between them lie seventeen billion."""


def _workbook(rows: str, before: str = "") -> bytes:
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>tittel</t></is></c></row>'
    sheet = f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{first}{rows}</sheetData></worksheet>'
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, part in (_AROUND | {"xl/worksheets/sheet1.xml": sheet}).items():
            zipped.writestr(name, part)
    return written.getvalue()


@pytest.mark.parametrize(
    "hostile",
    [
        _workbook(FAR),
        _workbook('<row r="2"><c r="ZZZZZZZZZZ2"><v>1</v></c></row>'),
        _workbook(
            '<row r="2"><c r="A2" t="inlineStr"><is><t>&e;</t></is></c></row>',
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hosts">]>',
        ),
    ],
    ids=["far cell", "column beyond the last", "entity"],
)
def test_a_workbook_made_to_break_its_reader_is_refused_in_words(client: Client, hostile: bytes) -> None:
    answer = send(client, hostile, "plan.xlsx")
    assert "Regnearket kan ikke leses" in answer.content.decode()
    assert not PlanImport.objects.exclude(public_id=samples.IMPORT).exists()
