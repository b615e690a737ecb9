"""Writing a need: begun, saved half-filled, saved by itself, by two at once, copied; and what everybody reads of it."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

import lxml.html
import pytest
from django.test import Client

from mulighetsrom.web.common import audit
from mulighetsrom.web.needs import fields
from mulighetsrom.web.needs.models import Need
from tests.web import needs_samples, people

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("country")]

WRITE = f"/nb/behov/{needs_samples.DRAFT}/skriv/"


def _session(who: str) -> Client:
    return people.log_in(Client(), who)


def _need(public_id: str = needs_samples.DRAFT) -> Need:
    return Need.objects.get(public_id=public_id)


def _found(html: bytes, path: str) -> Any:
    return lxml.html.document_fromstring(html.decode()).xpath(path)


def _opened(client: Client, address: str = WRITE) -> dict[str, Any]:
    """Open the form as a browser does; return everything that it would send."""
    [form] = _found(client.get(address).content, "//form[@id='writing']")
    values: dict[str, Any] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return values


def _by_itself(client: Client, said: dict[str, Any], address: str = WRITE) -> Any:
    return client.post(address, said, headers={"Accept": "application/json", "Origin": "http://testserver"})


def test_a_new_need_begins_empty_but_for_what_is_known() -> None:
    ina = _session("adviser")
    answer = ina.post("/nb/behov/skriv/", {"key": str(uuid.uuid4())})
    made = Need.objects.latest("pk")
    assert answer.headers["Location"] == f"/nb/behov/{made.public_id}/skriv/"
    assert made.draft == {"language": "nb", "contact_mailbox": "innkjop@eksempelvik.example", "places": ["9901"]}
    assert (made.responsible.name, made.stage, made.text) == ("Ina Innkjøp", "unpublished", "draft")


def test_the_form_sent_twice_makes_one_need() -> None:
    ina, key = _session("adviser"), {"key": str(uuid.uuid4())}
    before = Need.objects.count()
    assert ina.post("/nb/behov/skriv/", key).url == ina.post("/nb/behov/skriv/", key).url  # type: ignore[attr-defined]
    assert Need.objects.count() == before + 1


def test_an_untouched_form_changes_nothing() -> None:
    ina, before = _session("adviser"), _need()
    assert ina.post(WRITE, _opened(ina)).status_code == 302
    after = _need()
    assert (after.draft, after.edit_version) == (before.draft, before.edit_version)


def test_a_half_filled_draft_is_saved_and_says_what_is_missing() -> None:
    ina = _session("adviser")
    ina.post(WRITE, _opened(ina) | {"title": "", "effects-0-measure": "", "situation": "Bare dette"})
    assert (_need().draft["situation"], "title" in _need().draft) == ("Bare dette", False)
    shown = ina.get(WRITE).content.decode()
    assert "<strong>4 av 6</strong>" in shown
    assert 'href="#effects-0-measure"' in shown


def test_what_cannot_be_kept_is_refused_alone_and_everything_else_is_saved() -> None:
    ina, before = _session("adviser"), _need()
    said = {"title": "x" * 121, "who": "Alle", "contact_mailbox": "ikke en adresse", "budget_min": "mye"}
    answer = ina.post(WRITE, _opened(ina) | said)
    after, page = _need(), answer.content.decode()
    assert (after.draft["who"], after.draft["title"]) == ("Alle", before.draft["title"])
    assert after.draft["contact_mailbox"] == before.draft["contact_mailbox"]
    assert "budget_min" not in after.draft
    assert "x" * 121 in page
    assert "Dette er på 121 tegn, og det er plass til 120." in page
    assert page.count('class="ds-validation-message"') == 3


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"title": "To\x00 linjer\r\npå én"}, {"title": "To linjer på én"}),
        ({"situation": "•\tpunkt\r\n•\tnok et"}, {"situation": "- punkt\n- nok et"}),
        ({"budget_min": "2,5 mill"}, {"budget_min": 2_500_000}),
        ({"focus_areas": ["care", "digital"]}, {"focus_areas": ["care", "digital"]}),
        ({"another_place": "Liksomnes"}, {"places": ["9901", "9902"]}),
        ({"responsible": "NEEDAWNER1"}, {}),
    ],
)
def test_each_kind_of_field_is_kept_as_it_should_be(said: dict[str, Any], kept: dict[str, Any]) -> None:
    ina, before = _session("adviser"), _need().draft
    ina.post(WRITE, _opened(ina) | said)
    assert _need().draft == before | kept
    assert _need().responsible.public_id == said.get("responsible", people.PEOPLE["adviser"].person)


@pytest.mark.parametrize(
    "said",
    [
        {"focus_areas": ["hacking"]},
        {"cpv": ["<script>"]},
        {"places": ["0000"]},
        {"responsible": people.PEOPLE["stranger"].person},
        {"responsible": people.PEOPLE["reader"].person},  # who could do nothing with it
        {"seen": "[1]"},
        {"seen": "{" * 2000},
        {"page": "no uuid"},
        {"effects-99-effect": "far off", "effects-0-\x00": "?"},
    ],
)
def test_what_no_form_of_ours_sends_does_no_harm(said: dict[str, Any]) -> None:
    ina, before = _session("adviser"), _need()
    assert ina.post(WRITE, _opened(ina) | said).status_code in {200, 302}
    after = _need()
    assert {name: after.draft.get(name) for name in ("focus_areas", "cpv", "places")} == {
        name: before.draft.get(name) for name in ("focus_areas", "cpv", "places")
    }
    assert after.responsible == before.responsible


def test_rows_are_added_and_removed_without_javascript() -> None:
    ina = _session("adviser")
    row = {"effects-1-effect": "Bedre søvn", "effects-1-measure": "Spurt", "do": "add:effects"}
    onwards = ina.post(WRITE, _opened(ina) | row).headers["Location"]
    assert onwards.endswith("?mer=effects#effects-2")
    assert 'name="effects-2-effect"' in ina.get(onwards).content.decode()
    ina.post(WRITE, _opened(ina) | {"do": "remove:effects.0"})
    assert [one["effect"] for one in _need().draft["effects"]] == ["Bedre søvn"]


def test_codes_are_found_by_plain_words_without_javascript() -> None:
    ina = _session("adviser")
    onwards = ina.post(WRITE, _opened(ina) | {"do": "cpv", "cpv_search": "utdanning"}).headers["Location"]
    found = _found(ina.get(onwards).content, "//input[@name='cpv']")
    boxes = {box.get("value"): box.get("checked") for box in found}
    assert boxes["85312000"] is not None
    assert boxes["80000000"] is None
    ina.post(WRITE, _opened(ina) | {"cpv_search": "utdanning", "cpv": ["85312000", "80000000"]})
    assert _need().draft["cpv"] == ["85312000", "80000000"]


def test_saving_by_itself_tells_when_and_what_is_missing() -> None:
    ina = _session("adviser")
    answer = json.loads(_by_itself(ina, _opened(ina) | {"title": ""}).content)
    assert re.fullmatch(r"Lagret \d\d:\d\d", answer["status"])
    assert "<strong>5 av 6</strong>" in answer["progress"]
    assert answer["errors"] == {}
    assert "title" not in _need().draft


def test_saving_by_itself_after_the_session_ended_says_so_and_writes_nothing() -> None:
    said = _opened(_session("adviser")) | {"title": "Skrevet for sent"}
    answer = _by_itself(Client(), said)
    assert answer.status_code == 401
    assert "Logg inn igjen i en annen fane" in json.loads(answer.content)["status"]
    assert _need().draft["title"] != "Skrevet for sent"


def test_one_page_that_saves_every_few_letters_is_one_event() -> None:
    ina = _session("adviser")
    said = _opened(ina)
    for title in ("a", "ab", "abc"):
        answer = _by_itself(ina, said | {"title": title})
        assert answer.status_code == 200
    assert _need().draft["title"] == "abc"
    assert audit.about(_need()).filter(kind="need.write").count() == 1


# --- two at once ----------------------------------------------------------------------------------------------------


def test_two_who_write_in_different_fields_are_both_kept() -> None:
    ina, bente = _session("adviser"), _session("need_owner")
    inas, bentes = _opened(ina), _opened(bente)
    ina.post(WRITE, inas | {"title": "Tittel av Ina"})
    assert bente.post(WRITE, bentes | {"how_many": "Tallet til Bente"}).status_code == 302
    assert (_need().draft["title"], _need().draft["how_many"]) == ("Tittel av Ina", "Tallet til Bente")


def test_the_later_of_two_sees_both_texts_and_chooses() -> None:
    ina, bente = _session("adviser"), _session("need_owner")
    inas, bentes = _opened(ina), _opened(bente)
    ina.post(WRITE, inas | {"title": "Tittel av Ina"})
    answer = bente.post(WRITE, bentes | {"title": "Tittel av Bente", "who": "Alle"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Ina Innkjøp" in shown
    assert "<del>" in shown
    assert (_need().draft["title"], _need().draft["who"]) == ("Tittel av Ina", "Alle")

    mine, theirs = (box.get("value") for box in _found(answer.content, '//input[@name="choose-title"]'))
    again = bentes | {"title": "Tittel av Bente", "who": "Alle"}
    assert bente.post(WRITE, again).status_code == 409, "without a choice, nothing is overwritten"
    assert bente.post(WRITE, again | {"choose-title": mine}).status_code == 302
    assert _need().draft["title"] == "Tittel av Bente"
    assert theirs == "theirs"


def test_the_later_of_two_may_keep_what_the_other_wrote() -> None:
    ina, bente = _session("adviser"), _session("need_owner")
    inas, bentes = _opened(ina), _opened(bente)
    ina.post(WRITE, inas | {"title": "Tittel av Ina"})
    chosen = bentes | {"title": "Tittel av Bente", "choose-title": "theirs"}
    assert bente.post(WRITE, chosen).status_code == 302
    assert _need().draft["title"] == "Tittel av Ina"


def test_a_third_who_saves_while_one_chooses_is_not_overwritten_either() -> None:
    ina, bente, eli = _session("adviser"), _session("need_owner"), _session("owner")
    inas, bentes = _opened(ina), _opened(bente)
    ina.post(WRITE, inas | {"title": "Tittel av Ina"})
    clash = bente.post(WRITE, bentes | {"title": "Bentes"}).content
    mine = _found(clash, '//input[@name="choose-title"]')[0].get("value")
    eli.post(WRITE, _opened(eli) | {"title": "Tittel av Eli"})
    assert bente.post(WRITE, bentes | {"title": "Bentes", "choose-title": mine}).status_code == 409
    assert _need().draft["title"] == "Tittel av Eli"


def test_saving_by_itself_stops_where_a_colleague_changed_the_same() -> None:
    ina, bente = _session("adviser"), _session("need_owner")
    inas, bentes = _opened(ina), _opened(bente)
    _by_itself(ina, inas | {"title": "Tittel av Ina"})
    answer = _by_itself(bente, bentes | {"title": "Tittel av Bente", "who": "Alle"})
    told = json.loads(answer.content)
    assert answer.status_code == 409
    assert "kollega har endret samme felt" in told["status"]
    assert (_need().draft["title"], _need().draft["who"]) == ("Tittel av Ina", "Alle")
    assert bente.post(WRITE, bentes | {"title": "Tittel av Bente", "seen": json.dumps(told["seen"])}).status_code == 409


def test_a_page_that_shows_an_old_text_does_not_bring_it_back() -> None:
    ina, bente = _session("adviser"), _session("need_owner")
    inas, bentes = _opened(ina), _opened(bente)
    _by_itself(ina, inas | {"title": "Tittel av Ina"})
    seen = json.loads(_by_itself(bente, bentes | {"who": "Alle"}).content)["seen"]
    _by_itself(bente, bentes | {"who": "Alle sammen", "seen": json.dumps(seen)})
    assert (_need().draft["title"], _need().draft["who"]) == ("Tittel av Ina", "Alle sammen")


def test_a_page_that_saved_one_field_does_not_own_what_others_wrote_in_another() -> None:
    ina, bente = _session("adviser"), _session("need_owner")
    inas, bentes = _opened(ina), _opened(bente)
    _by_itself(ina, inas | {"title": "Tittel av Ina"})
    seen = json.dumps(json.loads(_by_itself(bente, bentes | {"who": "Alle"}).content)["seen"])
    assert _by_itself(bente, bentes | {"who": "Alle", "title": "Bentes", "seen": seen}).status_code == 409
    assert _need().draft["title"] == "Tittel av Ina"


def test_a_text_that_waits_for_approval_is_not_written_in() -> None:
    address = f"/nb/behov/{needs_samples.WAITING}/skriv/"
    ina, before = _session("adviser"), _need(needs_samples.WAITING).draft
    assert "venter på godkjenning" in ina.get(address).content.decode()
    assert ina.post(address, {"title": "Endret"}).status_code == 409
    assert _by_itself(ina, {"title": "Endret"}, address).status_code == 409
    assert _need(needs_samples.WAITING).draft == before


# --- copies and templates --------------------------------------------------------------------------------------------


def test_a_copy_of_anothers_need_is_of_what_is_public_and_leaves_people_out() -> None:
    lars = _session("stranger")
    lars.post("/nb/behov/skriv/", {"key": str(uuid.uuid4()), "copy": needs_samples.PUBLISHED})
    made = Need.objects.latest("pk")
    assert made.draft["title"] == needs_samples.content()["title"], "never the secret text in work"
    assert (made.draft["contact_mailbox"], made.draft["places"]) == ("post@liksomnes.example", ["9902"])
    assert not set(fields.NOT_COPIED) - {"contact_mailbox", "places"} & set(made.draft)
    assert (made.copied_from, made.owner.public_id) == (needs_samples.PUBLISHED, people.LIKSOMNES)


def test_what_is_not_public_is_not_copied_by_others() -> None:
    lars, before = _session("stranger"), Need.objects.count()
    answer = lars.post("/nb/behov/skriv/", {"key": str(uuid.uuid4()), "copy": needs_samples.DRAFT})
    assert (answer.status_code, Need.objects.count()) == (404, before)


def test_a_template_is_made_used_and_deleted_by_its_own() -> None:
    ina, lars = _session("adviser"), _session("stranger")
    ina.post(f"/nb/behov/{needs_samples.DRAFT}/mal/")
    template = Need.objects.get(is_template=True)
    assert template.draft == _need().draft
    ina.post("/nb/behov/skriv/", {"key": str(uuid.uuid4()), "copy": template.public_id})
    assert Need.objects.latest("pk").draft["title"] == template.draft["title"]
    assert lars.post(f"/nb/behov/{template.public_id}/slett-mal/").status_code == 404
    assert ina.post(f"/nb/behov/{template.public_id}/slett-mal/").status_code == 302
    assert not Need.objects.filter(is_template=True).exists()


# --- what everybody reads --------------------------------------------------------------------------------------------


def test_the_public_page_shows_the_newest_version_and_nothing_of_the_draft(client: Client) -> None:
    address = f"/nb/behov/{needs_samples.PUBLISHED}/"
    page = client.get(address).content.decode()
    assert "Trygge netter hjemme" in page
    assert "210 i dag, 420 i 2036" in page
    assert '<meta property="og:title" content="Trygge netter hjemme for dem som bor alene"' in page
    for shown in (
        page,
        client.get(address.rstrip("/") + ".json").content.decode(),
        client.get("/nb/behov/").content.decode(),
    ):
        assert "Hemmelig" not in shown
        assert people.PEOPLE["adviser"].name not in shown


def test_the_json_holds_the_description_and_where_it_stands(client: Client) -> None:
    told = client.get(f"/nb/behov/{needs_samples.PUBLISHED}.json").json()
    assert (told["stage"], told["version"], told["owner"]["number"]) == ("published", 1, "316777627")
    assert told["need"] == needs_samples.content()


def test_a_dropped_need_says_why(client: Client) -> None:
    page = client.get(f"/nb/behov/{needs_samples.DROPPED}/").content.decode()
    assert "Kommunestyret prioriterte vegene." in page
    assert 'class="way"' not in page


def test_hostile_text_stays_text(client: Client) -> None:
    hostile = "<script>alert(1)</script>"
    told = dict.fromkeys(("title", "who", "situation", "ask", "tried"), hostile)
    version = _need(needs_samples.PUBLISHED).versions.get()
    version.content |= told | {"voices": [{"quote": hostile, "whose": "resident"}]}
    version.save()
    assert "<script>alert" not in client.get(f"/nb/behov/{needs_samples.PUBLISHED}/").content.decode()
