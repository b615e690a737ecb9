"""The rolling plan: what everybody sees of it, what nobody does, and how it is written."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mulighetsrom.web.common import written
from mulighetsrom.web.common.kernel import EditConflictError
from mulighetsrom.web.drafting import amounts
from mulighetsrom.web.needs import lines, wording
from mulighetsrom.web.needs.actions import plan as actions
from mulighetsrom.web.needs.models import Change, Contribution, Document, Line, Presented
from mulighetsrom.web.needs.queries import plan as queries
from tests.web import needs_samples as samples
from tests.web import people

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

PLAN = f"/nb/plan/{people.EKSEMPELVIK}/"
SECRETS: dict[str, dict[str, Any]] = {
    "text": {"text": "Zebrahemmelighet"},
    "quarter": {"quarter": "2039-Q4"},
    "probability": {"probability": "decided"},
    "value": {"value_min": 135_791_300, "value_max": 246_802_400},
    "focus_area": {"focus_area": "digital"},
    "need": {"need": samples.PUBLISHED},
    "cpv": {"cpv": ["98765432"]},
    "decision": {"depends_on_decision": True, "decision_date": date(2038, 11, 23)},
}
TRACES = {
    "text": ["Zebrahemmelighet"],
    "quarter": ["2039"],
    "probability": ["Besluttet", "decided"],
    "value": ["135791", "246802"],
    "focus_area": ["Digitalisering</span>", '"digital"'],
    "need": [samples.PUBLISHED, "Trygge netter hjemme"],
    "cpv": ["98765432"],
    "decision": ["2038", "vedtak 23"],
}
CHANNELS = [
    *(PLAN, f"{PLAN}?aar=2039", f"{PLAN}?omrade=digital"),
    *(f"{PLAN[:-1]}.{form}" for form in ("json", "atom", "csv", "xlsx")),
]


def _line(public_id: str = samples.LINE) -> Line:
    return queries.whole(Line.objects.all()).get(public_id=public_id)


def _told(client: Client, address: str) -> str:
    answer = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    if "spreadsheetml" in answer["Content-Type"]:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    return body.decode("utf-8", "replace")


def _edit(line: Line, reason: str = "", **fields: Any) -> None:
    actions.edit_line(
        line=line, seen=line.edit_version, fields=fields, reason=reason, person=people.person("adviser"),
        by=people.actor("adviser"),
    )  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(internal=st.sets(st.sampled_from(sorted(lines.PARTS)), min_size=1))
def test_nothing_internal_is_told_to_everybody(client: Client, internal: set[str]) -> None:
    for model in (Contribution, Presented, Line):
        model.objects.all().delete()
    fields = {name: value for part in SECRETS.values() for name, value in part.items()}
    samples.line("0NE0000001", published_at=samples.PUBLISHED_AT, internal=sorted(internal), **fields)
    for channel in CHANNELS:
        told = _told(client, channel)
        form = told[: told.find('<section class="plan-year')] if 'class="plan-year' in told else told
        for part in internal:
            for trace in TRACES[part]:
                shown = told if part not in {"focus_area", "quarter"} else told.removeprefix(form)
                assert trace not in (shown if part != "value" else "".join(shown.split())), (channel, part)
    view = lines.public_view(_line("0NE0000001"))
    for part in internal:
        for name in lines.PARTS[part]:
            assert not getattr(view, name)


def test_a_year_that_is_internal_cannot_be_chosen(client: Client) -> None:
    samples.line("0NE0000001", published_at=timezone.now(), internal=["quarter"], quarter="2039-Q4")
    assert "2039" not in _told(client, PLAN)


def test_a_change_of_what_is_internal_is_internal(client: Client) -> None:
    line = _line()
    line.internal = ["value"]
    line.save()
    before = lines.public_view(_line()).changed_at
    _edit(line, value_min=777_000_111, value_max=None)
    assert "777" not in _told(client, PLAN)
    assert lines.public_view(_line()).changed_at == before, "not even when is told"


def test_what_was_internal_when_it_was_changed_is_not_told_when_the_part_becomes_public(client: Client) -> None:
    line = _line()
    line.internal = ["value"]
    line.save()
    _edit(line, value_min=777_000_000, value_max=None, internal=[])
    told = _told(client, PLAN)
    assert "777 mill" in told.replace("\u00a0", " "), "the value itself is public now"
    assert "2–9 mill" not in told, "what it was before never was"


def test_a_line_that_is_not_published_is_seen_by_its_own_people_only(client: Client) -> None:
    for who in ("visitor", "supplier", "stranger", "operator"):
        assert "Hemmelig linje" not in _told(people.log_in(client, who), PLAN), who
        client.cookies.clear()
    assert "Hemmelig linje" in _told(people.log_in(client, "reader"), PLAN)
    assert "Hemmelig linje" not in _told(client, f"{PLAN}?vis=offentlig")


def test_a_new_line_begins_in_this_quarter_and_not_in_one_long_past(client: Client) -> None:
    today = timezone.localdate()
    told = _told(people.log_in(client, "adviser"), f"{PLAN}linje/ny/")
    assert f'<option value="{today.year}-Q{(today.month + 2) // 3}" selected>' in told


def test_asking_for_what_everybody_sees_of_an_unpublished_line_is_refused() -> None:
    with pytest.raises(ValueError, match="not published"):
        lines.public_view(_line(samples.INTERNAL_LINE))


def test_a_need_is_told_only_while_it_is_public(client: Client) -> None:
    assert "Trygge netter hjemme" in _told(client, PLAN)
    samples.line("0NE0000001", published_at=timezone.now(), need=samples.DRAFT)
    told = _told(client, PLAN)
    assert "svømmehallen" not in told
    assert samples.DRAFT not in told


def test_a_moved_line_shows_from_where_to_where_and_why(client: Client) -> None:
    told = _told(client, PLAN)
    assert "Flyttet fra 3. kvartal 2027 til 1. kvartal 2028" in told
    assert "Strømmen må forsterkes først." in told
    assert "Avhenger av politisk vedtak 18. februar 2027" in told.replace("\u00a0", " ")


def test_a_dropped_line_stays_with_its_reason(client: Client) -> None:
    told = _told(client, PLAN)
    assert "<s>Parkeringshus ved rådhuset</s>" in told
    assert "Tellingen viste at det ikke trengtes." in told


def test_what_everybody_sees_cannot_be_changed_without_a_reason() -> None:
    with pytest.raises(actions.ReasonNeededError):
        _edit(_line(), quarter="2027-Q4")
    assert _line().quarter == "2027-Q3"
    assert not Change.objects.filter(line__public_id=samples.LINE).exists()


def test_who_publishes_sees_when_each_line_is_expected(client: Client) -> None:
    told = _told(people.log_in(client, "adviser"), f"{PLAN}publiser/")
    assert written.quarter(_line(samples.INTERNAL_LINE).quarter) in told


def test_each_changed_part_has_its_own_row_with_the_reason() -> None:
    _edit(_line(), "Vi må snakke med flere først.", quarter="2027-Q4", title="Ny tittel", text="Ny tekst")
    rows = Change.objects.filter(line__public_id=samples.LINE)
    assert [(one.field, one.old, one.new, one.internal) for one in rows] == [
        ("title", "Nattjeneste hjemme", "Ny tittel", False),
        ("quarter", "2027-Q3", "2027-Q4", False),
    ]
    assert {one.reason for one in rows} == {"Vi må snakke med flere først."}


def test_the_later_of_two_overwrites_nothing() -> None:
    first, second = _line(), _line()
    _edit(first, text="Den første")
    with pytest.raises(EditConflictError):
        _edit(second, text="Den andre")
    assert _line().text == "Den første"


def _sent(client: Client, line: Line, **said: Any) -> Any:
    form = {
        "title": line.title, "quarter": line.quarter, "probability": line.probability, "seen": line.edit_version,
        "responsible": line.responsible.public_id, "key": uuid.uuid4(), "value_min": "2 mill", "value_max": "9 mill",
        "need": samples.PUBLISHED,
    }  # fmt: skip
    return client.post(f"{PLAN}linje/{line.public_id}/", form | said)


def test_the_later_of_two_is_shown_the_difference_and_can_go_on(client: Client) -> None:
    people.log_in(client, "adviser")
    opened = _line()
    assert _sent(client, opened, text="Den første").status_code == 302
    answer = _sent(client, opened, text="Den andre")
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "Den første" in told
    assert "Den andre" in told
    assert f'name="seen" value="{opened.edit_version + 1}"' in told, "sent once more, it is saved"
    assert _line().text == "Den første"


def test_the_form_asks_for_the_reason_in_words(client: Client) -> None:
    answer = _sent(people.log_in(client, "adviser"), _line(), quarter="2028-Q2")
    assert "Skriv hvorfor" in answer.content.decode()
    assert _line().quarter == "2027-Q3"


def test_a_form_sent_twice_makes_one_line(client: Client) -> None:
    people.log_in(client, "adviser")
    form = {
        "title": "Ny linje", "quarter": "2027-Q3", "probability": "low", "responsible": people.PEOPLE["adviser"].person,
        "key": str(uuid.uuid4()), "internal": ["value", "text"],
    }  # fmt: skip
    assert [client.post(f"{PLAN}linje/ny/", form).status_code for _ in range(2)] == [302, 302]
    made = Line.objects.get(title="Ny linje")
    assert made.internal == ["text", "value"]
    assert made.published_at is None


@pytest.mark.parametrize(
    "wrong",
    [{"need": samples.THEIRS}, {"responsible": people.PEOPLE["stranger"].person}, {"quarter": "2027-Q5"},
     {"internal": "title"}, {"value_min": "9 mill", "value_max": "2 mill"}, {"title": "x" * 201},
     {"title": "nul\x00"}, {"cpv": "123"}, {"decision_date": "31.02.2027"}],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_in_a_line_is_refused(client: Client, wrong: dict[str, str]) -> None:
    answer = _sent(people.log_in(client, "adviser"), _line(), **wrong)
    assert answer.status_code == 200
    assert _line().edit_version == 1


def test_hostile_text_stays_text(client: Client) -> None:
    samples.line("0NE0000001", published_at=timezone.now(), title="<script>alert(1)</script>", text="<b>fet</b>")
    told = _told(client, PLAN)
    assert "<script>alert" not in told
    assert "<b>fet" not in told


def test_chosen_lines_are_published_at_one_moment_and_others_wait(client: Client) -> None:
    samples.line("0NE0000001", title="Venter")
    people.log_in(client, "adviser")
    client.post(f"{PLAN}publiser/", {"line": [samples.INTERNAL_LINE, samples.THEIR_LINE, "nonsense"]})
    assert _line(samples.INTERNAL_LINE).published_at is not None
    assert _line("0NE0000001").published_at is None


def test_the_feed_tells_of_new_changed_and_dropped_lines_with_lasting_names(client: Client) -> None:
    people.log_in(client, "adviser")
    client.post(f"{PLAN}linje/{samples.LINE}/steg/drop/", {"reason": "Pengene strakk ikke til.", "seen": 1})
    told = [_told(client, f"{PLAN[:-1]}.atom") for _ in range(2)]
    assert told[0] == told[1]
    assert "Ikke videreført: Nattjeneste hjemme" in told[0]
    assert "Pengene strakk ikke til." in told[0]
    assert "Flyttet fra 3. kvartal 2027" in told[0]
    assert "Hemmelig" not in told[0]


def test_a_letter_that_xml_cannot_hold_breaks_no_feed(client: Client) -> None:
    samples.line("0NE0000001", published_at=timezone.now(), title="Skilt\x0b & <sti>")
    assert "Skilt  &amp; &lt;sti&gt;" in _told(client, f"{PLAN[:-1]}.atom")


def test_json_has_codes_and_addresses(client: Client) -> None:
    plan = json.loads(_told(client, f"{PLAN[:-1]}.json"))
    [line] = [one for one in plan["lines"] if one["id"] == samples.LINE]
    assert (line["quarter"], line["value"]["min"], line["need"]) == ("2027-Q3", 2_000_000, samples.PUBLISHED)
    assert line["address"].endswith(f"{PLAN}#{samples.LINE}")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_of_a_file_is_a_formula(client: Client, form: str) -> None:
    samples.line("0NE0000001", published_at=timezone.now(), title="=HYPERLINK(1)")
    told = _told(client, f"{PLAN[:-1]}.{form}")
    assert "HYPERLINK" in told
    assert "<f>" not in told
    assert form == "xlsx" or "'=HYPERLINK" in told


def test_the_whole_file_is_for_its_own_people(client: Client) -> None:
    assert "Hemmelig linje" in _told(people.log_in(client, "reader"), f"{PLAN}alt.csv")


def test_dropping_and_taking_up_again_is_told_with_its_reasons(client: Client) -> None:
    people.log_in(client, "adviser")
    for seen, step, reason in ((1, "drop", "Pengene strakk ikke til."), (2, "resume", "Staten bidrar likevel.")):
        answer = client.post(f"{PLAN}linje/{samples.LINE}/steg/{step}/", {"reason": reason, "seen": seen})
        assert answer.status_code == 302
    line = _line()
    assert (line.state, line.reason) == ("planned", "")
    view = lines.public_view(line)
    assert [one.reason for one in view.changes] == ["Pengene strakk ikke til.", "Staten bidrar likevel."]
    assert "Tatt opp igjen" in _told(client, PLAN)


def _finish(client: Client, line: str = samples.LINE, **said: Any) -> Any:
    told = {"done_date": "12.03.2026", "seen": 1, **said}
    return people.log_in(client, "adviser").post(f"{PLAN}linje/{line}/steg/finish/", told)


def test_a_line_that_was_announced_moves_to_a_folded_part_with_its_day_its_id_and_its_history(client: Client) -> None:
    people.log_in(client, "adviser")
    _edit(_line(), "Vi ventet på budsjettet.", quarter="2026-Q1")
    where = "https://www.doffin.no/notices/2026-990118"
    assert _finish(client, notice=f"{where}?lang=nb", reason="Tre måneders frist.", seen=2).status_code == 302
    client.cookies.clear()
    before, _, folded = _told(client, PLAN).partition("<details")
    assert f'id="{samples.LINE}"' not in before
    for said in (f'id="{samples.LINE}"', "Kunngjort på Doffin 12. mars 2026", f'href="{where}"', "Tre måneders frist.",
                 "Vi ventet på budsjettet."):  # fmt: skip
        assert said in folded.replace("\u00a0", " "), said


def test_a_small_purchase_is_carried_out_without_an_id(client: Client) -> None:
    assert _finish(client).status_code == 302
    assert "Gjennomført 12. mars 2026" in _told(client, PLAN).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "wrong",
    [{"done_date": ""}, {"done_date": "31.12.2099"}, {"notice": "2026-12"}, {"notice": "javascript:alert(1)"},
     {"notice": "https://evil.example/?2026-123456"}, {"reason": "\x00"}, {"reason": "x" * 1001}],
    ids=str,
)  # fmt: skip
def test_what_is_no_day_and_no_id_changes_nothing(client: Client, wrong: dict[str, str]) -> None:
    assert _finish(client, **wrong).status_code == 200
    assert _line().state == "planned"


def test_its_id_can_be_told_later_and_a_mistake_taken_back(client: Client) -> None:
    _finish(client)
    assert _finish(client, notice="2026-990118", seen=2).status_code == 302
    assert "Mer ble fortalt" in _told(client, f"{PLAN[:-1]}.atom")
    client.post(f"{PLAN}linje/{samples.LINE}/steg/resume/", {"reason": "Feil linje.", "seen": 3})
    line = _line()
    assert (line.state, line.done_date, line.notice, line.reason) == ("planned", None, "", "")


def test_files_feed_and_search_tell_that_a_line_was_announced(client: Client) -> None:
    plan = json.loads(_told(client, f"{PLAN[:-1]}.json"))
    [line] = [one for one in plan["lines"] if one["id"] == samples.DONE_LINE]
    assert (line["state"], line["done_date"], line["notice"]) == ("done", "2026-03-12", "2026-990117")
    table = _told(client, f"{PLAN[:-1]}.csv")
    assert "Kunngjort eller gjennomført" in table
    assert "2026-990117" in table
    _finish(client, notice="2026-990118", reason="Tre måneders frist.")
    assert "Kunngjort eller gjennomført: Nattjeneste hjemme" in _told(client, f"{PLAN[:-1]}.atom")
    assert Document.objects.get(thing=samples.LINE).stage == "done"


def test_who_comes_second_sees_what_the_first_did_and_overwrites_nothing(client: Client) -> None:
    people.log_in(client, "adviser")
    _edit(_line(), "Flyttet.", quarter="2028-Q4")
    way = f"{PLAN}linje/{samples.LINE}/steg/drop/"
    met = client.post(way, {"reason": "Jeg skrev lenge.", "seen": 1})
    told = met.content.decode()
    assert met.status_code == 409
    assert "Noen andre har lagret" in told
    assert "Flyttet fra 3. kvartal 2027 til 4. kvartal 2028" in told
    assert "Jeg skrev lenge." in told
    assert _line().state == "planned"
    assert client.post(way, {"reason": "Jeg skrev lenge.", "seen": 2}).status_code == 302, "now that they have seen it"


def test_who_drops_a_line_that_another_has_dropped_does_not_take_it_up_again(client: Client) -> None:
    people.log_in(client, "adviser")
    way = f"{PLAN}linje/{samples.LINE}/steg/drop/"
    statuses = [client.post(way, {"reason": reason, "seen": 1}) for reason in ("Først.", "Sist.")]
    assert [one.status_code for one in statuses] == [302, 409]
    assert "Sist." in statuses[1].content.decode(), "what was typed is not lost"
    assert (_line().state, _line().reason) == ("dropped", "Først.")


def test_a_plan_is_read_with_the_same_number_of_questions_however_long_it_is(
    client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(9):
        samples.line(f"0NE000000{number}", published_at=timezone.now(), need=samples.PUBLISHED)
    with django_assert_num_queries(6):
        client.get(PLAN)


def test_the_plan_leads_to_the_meetings_and_each_of_them_back(client: Client) -> None:
    told = _told(client, PLAN)
    assert f"/nb/kontaktmote/{samples.MEETING}/" in told
    assert samples.DRAFT_MEETING not in told
    assert f'href="{PLAN}"' in _told(client, f"/nb/kontaktmote/{samples.MEETING}/")
    assert f"/nb/kontaktmote/{samples.LAST_MEETING}/" in _told(client, f"/nb/kontaktmote/{samples.MEETING}/")


def test_a_need_leads_to_where_it_stands_in_plans_unless_that_is_internal(client: Client) -> None:
    need = f"/nb/behov/{samples.PUBLISHED}/"
    samples.line("0NE0000001", need=samples.PUBLISHED, published_at=timezone.now(), internal=["need"], title="Skjult")
    samples.line("0NE0000002", need=samples.PUBLISHED, title="Upublisert")
    told = _told(client, need)
    assert f'href="{PLAN}#{samples.LINE}"' in told
    assert "Skjult" not in told
    assert "Upublisert" not in told


@pytest.mark.parametrize(
    ("text", "kroner"),
    [("2,5 mill", 2_500_000), ("2.5 millioner", 2_500_000), ("2 500 000", 2_500_000), ("2.500.000", 2_500_000),
     ("kr 2 500 000,-", 2_500_000), ("1,2 mrd", 1_200_000_000), ("3 milliarder kroner", 3_000_000_000),
     ("400 tusen", 400_000), ("NOK 12 mill.", 12_000_000), ("2\u00a0500\u00a0000", 2_500_000), ("0", 0),
     ("250000,00", 250_000), ("3 500 000,50", 3_500_001), ("1.200.000,49", 1_200_000), ("1,200,000.00", 1_200_000)],
)  # fmt: skip
def test_amounts_are_read_as_norwegian_plans_have_them(text: str, kroner: int) -> None:
    assert amounts.kroner(text) == kroner


@pytest.mark.parametrize(
    "text",
    [
        "2,5",
        "ca. 2 mill",
        "2.500 mill",
        "-4",
        "2,50",
        "2.500.00",
        "2500,50",
        "2 50 000",
        "mye",
        "9" * 30,
        "1e9",
        "=1+1",
    ],
)
def test_an_amount_that_could_be_another_is_refused(text: str) -> None:
    with pytest.raises(amounts.UnreadableError):
        amounts.kroner(text)


@pytest.mark.parametrize(
    "text", ["3. kvartal 2027", "Q3 2027", "2027-Q3", "K3/2027", "3 kv. 2027", "2027 Q3", "3. KVARTAL 2027"]
)
def test_quarters_are_read(text: str) -> None:
    assert amounts.quarter(text) == "2027-Q3"


@pytest.mark.parametrize("text", ["høsten 2027", "2027", "Q5 2027", "5. kvartal 2027", ""])
def test_a_season_is_no_quarter(text: str) -> None:
    with pytest.raises(amounts.UnreadableError):
        amounts.quarter(text)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amount=st.integers(0, amounts.MOST_KRONER))
def test_an_amount_in_the_form_is_read_back_as_it_was(amount: int) -> None:
    assert amounts.kroner(wording.plain_amount(amount)) == amount


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(2_000_000, 9_000_000, "2–9 mill. kroner"), (2_500_000, None, "fra 2,5 mill. kroner"),
     (None, 750_000, "inntil 750 000 kroner"), (3_000_000, 3_000_000, "3 mill. kroner"), (None, None, ""),
     (400_000, 1_234_567, "400 000–1 234 567 kroner")],
)  # fmt: skip
def test_values_are_told_in_words(low: int | None, high: int | None, words: str) -> None:
    with override("nb"):
        assert wording.value(low, high).replace("\u00a0", " ") == words


def test_an_organisations_page_leads_to_its_needs_its_plan_and_its_next_meeting(client: Client) -> None:
    html = client.get(f"/nb/virksomhet/{people.EKSEMPELVIK}/").content.decode()
    assert f"/nb/behov/?slag=need&amp;eier={people.EKSEMPELVIK}" in html
    assert PLAN in html
    assert f"/nb/kontaktmote/{samples.MEETING}/" in html
    assert "/nb/plan/" not in client.get(f"/nb/virksomhet/{people.VARMT_HJEM}/").content.decode()
