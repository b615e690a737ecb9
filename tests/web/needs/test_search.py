"""What is public is found, by its words in many forms; what is not public is found by nobody."""

from __future__ import annotations

import importlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mulighetsrom.notices.reference import cpv
from mulighetsrom.web.drafting import actions as drafting
from mulighetsrom.web.drafting import queries as texts
from mulighetsrom.web.needs import fields, index, tasks
from mulighetsrom.web.needs.actions import life, plan
from mulighetsrom.web.needs.finding import letters, lexicon, places
from mulighetsrom.web.needs.finding.misspelt import distance
from mulighetsrom.web.needs.lines import LineView
from mulighetsrom.web.needs.models import Document, Line, Need, Version, Word
from mulighetsrom.web.needs.queries import needs
from mulighetsrom.web.needs.queries.life import voices_hash
from mulighetsrom.web.needs.queries.search import Query, Reason, find, matches
from tests.web import needs_samples as samples
from tests.web import people

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

MOMENT = datetime(2026, 11, 2, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_else(country: None) -> None:  # noqa: ARG001 - after it
    """Let the search know nothing but what a test puts there."""
    Document.objects.all().delete()
    Word.objects.all().delete()


def put(title: str, body: str = "", **more: Any) -> str:
    """Let the search find a thing of this title; return its id."""
    thing = f"T{Document.objects.count():09}"
    told = {"kind": "line", "stage": "planned", "published_at": MOMENT, "changed_at": MOMENT, **more}
    entry = index.Entry(
        thing=thing,
        url_name="needs:plan",
        url_arg=people.EKSEMPELVIK,
        owner=people.organisation(),
        title=title,
        body=body,
        **told,
    )
    with transaction.atomic():
        index.put(entry)
    return thing


def found(text: str, **narrowed: str) -> list[str]:
    return [hit.document.title for hit in find(Query(text=text, **narrowed)).hits if not hit.partly]


def _publish(**said: Any) -> Need:
    need = Need.objects.get(public_id=samples.DRAFT)
    need.draft = samples.content(**said)
    need.save(update_fields=["draft"])
    adviser = people.actor("adviser")
    life.check_voices(need=need, seen=voices_hash(need), by=adviser)
    drafting.ask_for_approval(row=need, by=adviser)
    asked = texts.newest_round(need)
    assert asked
    drafting.approve(row=need, round_=asked, by=people.actor("approver"))
    life.publish(need=need, by=adviser)
    return need


# --- what is found, and what never ----------------------------------------------------------------------------------


def test_a_need_is_found_from_the_moment_it_is_published_and_after_it_is_dropped_as_such() -> None:
    assert found("svømmehallen") == []
    need = _publish(title="Bading for alle i svømmehallen")
    assert found("svømmehall") == ["Bading for alle i svømmehallen"]
    assert found("svømmehall", stage="published") == ["Bading for alle i svømmehallen"]
    life.drop(need=need, reason="Ingen penger.", by=people.actor("adviser"))
    assert found("svømmehall", stage="dropped") == ["Bading for alle i svømmehallen"]
    assert found("svømmehall", stage="published") == []


def test_the_text_in_work_and_older_versions_are_not_found() -> None:
    need = _publish(situation="Badevakten slutter klokken tre.")
    Version.objects.create(
        need=need, number=2, content=samples.content(situation="Nytt."), published_by=need.responsible,
        published_by_name="Ina", published_at=MOMENT,
    )  # fmt: skip
    index.rebuild()
    assert found("badevakten") == []
    Need.objects.filter(pk=need.pk).update(draft=samples.content(situation="Zebrahemmelighet"))
    index.rebuild()
    assert found("zebrahemmelighet") == []


def test_no_internal_part_of_a_line_gets_into_the_search() -> None:
    line = Line.objects.get(public_id=samples.LINE)
    Line.objects.filter(pk=line.pk).update(
        text="Zebrahemmelighet", value_min=777_000_111, value_max=888_000_222, quarter="2039-Q4", focus_area="digital",
        cpv=["48000000"], internal=["text", "value", "quarter", "focus_area", "cpv"],
    )  # fmt: skip
    with transaction.atomic():
        index.put_line(line)
    told = Document.objects.values().get(kind="line", thing=samples.LINE)
    assert not [
        one for one in ("zebra", "777000", "888000", "2039-q4", "digital", "48000000") if one in str(told).lower()
    ]
    assert not Word.objects.filter(word__startswith="zebra").exists()


def test_a_line_is_found_once_it_is_published_and_as_it_was_changed() -> None:
    line = Line.objects.get(public_id=samples.INTERNAL_LINE)
    adviser = people.actor("adviser")
    assert found("tomten") == []
    plan.publish_lines(lines=[line], by=adviser)
    assert found("tomten") == ["Hemmelig linje om tomten"]
    line.refresh_from_db()
    plan.edit_line(line=line, seen=line.edit_version, fields={"title": "Salg av parsell"}, reason="Nytt navn",
                   person=line.responsible, by=adviser)  # fmt: skip
    assert found("tomten") == []
    assert found("parsell") == ["Salg av parsell"]


def test_a_rebuild_finds_what_is_public_and_nothing_else() -> None:
    stale = put("Gammel ting som er borte")
    public = set(needs.public().filter(versions__isnull=False).values_list("public_id", flat=True))
    public |= set(Line.objects.filter(published_at__isnull=False).values_list("public_id", flat=True))
    assert index.rebuild() == Document.objects.count()
    things = set(Document.objects.values_list("thing", flat=True))
    assert stale not in things
    dialogues = set(Document.objects.filter(kind="dialogue").values_list("thing", flat=True))
    assert things - dialogues == public
    said = " ".join(Document.objects.values_list("title", flat=True)) + " ".join(
        Document.objects.values_list("body", flat=True)
    )
    assert "emmelig" not in said
    assert "øyndom" not in said


def test_the_list_of_public_columns_names_columns_that_there_are() -> None:
    for name in index.PUBLIC["needs.Version.content"]:
        field, _, inner = name.partition(".")
        assert field == "language" or field in fields.NEED.fields
        assert not inner or inner in {one.name for one in fields.NEED.fields[field].rows}
    assert set(index.PUBLIC["needs.lines.LineView"]) <= set(LineView.__dataclass_fields__)
    assert "contact_mailbox" not in index.PUBLIC["needs.Version.content"]


def test_what_writes_for_the_search_is_part_of_an_action(transactional_db: None) -> None:  # noqa: ARG001 - no transaction
    with pytest.raises(RuntimeError):
        index.drop("need", samples.PUBLISHED)


# --- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("brøyte", "Brøyting av veger"),
        ("BRØYTING!", "Brøyting av veger"),
        ("broyting", "Brøyting av veger"),
        ("broeyting", "Brøyting av veger"),
        ("tak", "Takrenovering på rådhuset"),
        ("snø brøyting", "Snøbrøyting i sentrum"),
        ("snøbrøyting", "Brøyting av snø"),
        ("skule", "Ny skole i nord"),
        ("sjukeheimen", "Sykehjem med hage"),
        ("heimetenester", "Hjemmetjeneste om natten"),
        ("sykehjemsplasser", "Plasser på sykehjem"),
        ("barneha", "Barnehage i sør"),
        ("gate lys", "Nye veilys langs skolevegen"),
        ("e-helse", "E-helse for alle"),
        ("kyrkje", "Nytt tak på kirken"),
        ("vassleidningar", "Vannledninger i sentrum"),
        ("personleg", "Personlige hjelpere"),
        ("bustader", "Boliger for eldre"),
    ],
)
def test_words_are_found_in_their_other_forms(asked: str, title: str) -> None:
    put("Noe helt annet om papir")
    put(title)
    assert found(asked) == [title]


def test_a_misspelt_word_finds_what_was_meant_and_says_so() -> None:
    put("Renhold av skoler")
    page = find(Query(text="renhodl"))
    assert [hit.document.title for hit in page.hits] == ["Renhold av skoler"]
    assert page.understood.concepts[0].similar == ("renhold",)
    assert page.hits[0].reasons == (Reason("similar", "renhold"),)


def test_the_letters_of_a_word_in_another_are_not_the_word() -> None:
    put("Materiell til brannvesenet")
    put("Strømper til ansatte")
    for title in ("Mat på hjul", "Strøm til bygg"):
        put(title)
        assert found(title.split()[0]) == [title]


def test_a_place_in_the_words_is_a_place_and_can_be_taken_as_a_mere_word() -> None:
    put("Skole i fjellet", places=("3201",))
    put("Skole ved sjøen", places=("1103",))
    page = find(Query(text="skole Baerum"))
    assert [hit.document.title for hit in page.hits] == ["Skole i fjellet"]
    assert page.understood.place == places.Place("3201", "Bærum")
    assert Reason("place", "3201") in page.hits[0].reasons
    assert find(Query(text="skole Bærum", plain="1")).understood.place is None
    assert find(Query(text="ski og fjord")).understood.place is None


def test_the_title_counts_more_than_the_text_and_the_same_is_sorted_newest_first() -> None:
    put("Vedlikehold av bygg", "Også litt maling av vegger")
    put("Maling av skoler", changed_at=datetime(2025, 1, 1, tzinfo=UTC))
    put("Maling av broer")
    assert found("maling") == ["Maling av broer", "Maling av skoler", "Vedlikehold av bygg"]


def test_where_little_fits_all_words_what_fits_some_is_shown_as_such() -> None:
    put("Maling av skoler")
    put("Maling av broer")
    hits = find(Query(text="maling skoler")).hits
    assert [(hit.document.title, hit.partly) for hit in hits] == [
        ("Maling av skoler", False),
        ("Maling av broer", True),
    ]


def test_words_that_fit_are_marked_also_in_compounds() -> None:
    put("Takrenovering på rådhuset", "Taket lekker.")
    hit = find(Query(text="tak")).hits[0]
    assert [piece.text for piece in hit.title if piece.marked] == ["Takrenovering"]
    assert [piece.text for piece in hit.excerpt if piece.marked] == ["Taket"]


# --- what narrows ---------------------------------------------------------------------------------------------------


def test_facets_narrow_and_count_what_is_public_only() -> None:
    index.rebuild()
    put(
        "Digital skole", areas=("digital",), cpv=("48000000",), value_min=2_000_000, quarter="2028-Q1", places=("9902",)
    )
    page = find(Query())
    assert page.total == Document.objects.count() == sum(page.facets["kind"].values())
    assert page.facets["area"]["digital"] == Document.objects.filter(areas__contains=["digital"]).count() == 1
    for narrowed in ({"area": "digital"}, {"cpv": "48"}, {"cpv": "48000000"}, {"value": "1-10", "year": "2028"},
                     {"place": "9902", "year": "2028"}, {"place": "99", "area": "digital"}):  # fmt: skip
        assert found("", **narrowed) == ["Digital skole"], narrowed


def test_of_very_many_an_even_share_is_counted_and_told_as_about(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setattr("mulighetsrom.web.needs.queries.search.counting.COUNTED", 5)
    for number in range(40):
        put(f"Skole {number}", areas=("digital",))
    page = find(Query(text="skole"))
    assert (page.total, page.about, page.facets["area"]) == (40, True, {"digital": 40})
    assert "ca. 40" in client.get("/nb/behov/", {"q": "skole"}).content.decode()
    assert client.get("/nb/behov.json", {"q": "skole"}).json()["facets_are_estimates"] is True
    assert not find(Query(text="17")).about


def test_what_was_published_before_there_were_facets_is_narrowed_as_what_comes_after() -> None:
    migration = importlib.import_module("mulighetsrom.web.needs.migrations.0009_facets")
    put("Digital skole", areas=("digital",), cpv=("48000000",), value_min=2_000_000, value_max=20_000_000,
        quarter="2028-Q1", places=("9902",))  # fmt: skip
    put("Ingenting mer")
    put("Liten", value_max=1_000_000)
    before = list(Document.objects.order_by("id").values_list("facets", flat=True))
    Document.objects.update(facets="")
    with connection.cursor() as cursor:
        cursor.execute(migration.FILL)
    assert list(Document.objects.order_by("id").values_list("facets", flat=True)) == before


def test_a_night_counts_the_words_and_takes_compounds_apart_by_what_came_later() -> None:
    line = Line.objects.get(public_id=samples.LINE)
    Line.objects.filter(pk=line.pk).update(title="Gapahukzebra", internal=[])
    with transaction.atomic():
        index.put_line(line)
    assert found("zebra") == []
    Line.objects.filter(public_id=samples.INTERNAL_LINE).update(title="Zebra og gapahuk", published_at=MOMENT)
    tasks.refresh_search(timestamp=0)
    assert sorted(found("zebra")) == ["Gapahukzebra", "Zebra og gapahuk"]
    assert Word.objects.get(word="zebra").count == len(["Gapahukzebra", "Zebra og gapahuk"])


def test_a_query_survives_being_saved_and_forgets_what_it_does_not_know() -> None:
    query = Query(text="skole", place="3201", area="digital", order="ny")
    assert Query.from_dict(query.to_dict()) == query
    assert Query.from_dict({"q": "x", "sted": "<script>", "status": "'; DROP", "tid": "1999", "fremmed": "1"}) == Query(
        "x"
    )


def test_matches_tells_which_new_things_a_saved_search_finds_and_why() -> None:
    first, second, third = put("Brøyting av veger"), put("Maling av skoler"), put("Vinter og brøyting")
    told = matches(Query(text="brøyting"), {first, second})
    assert told == {first: (Reason("word", "brøyting"),)}
    assert matches(Query(), [third]) == {third: ()}
    assert matches(Query(text="brøyting maling"), [first, second]) == {}


# --- strangers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "og i på",
        "🎉🎉",
        "\0\0",
        "' & | ! <-> :*",
        "a" * 10_000,
        "skole " * 2_000,
        "(((",
        "-" * 300,
        "x:* & !y",
        "skole:*",
        "'skole' \" skole'' $$skole$$",
        "sko\0le \0",
        "🏫 skole 🎉",
        "\\",
    ],
)
def test_hostile_texts_are_answered(text: str) -> None:
    put("Ny skole")
    assert find(Query.from_dict({"q": text})).number == 1


@pytest.mark.parametrize(
    "text", ["skole:*", '"skole"', "'skole'", "🏫 skole", "\0skole\0", "skole og i på", "skole;--"]
)
def test_signs_around_a_word_do_not_hide_it(text: str) -> None:
    put("Ny skole")
    assert [hit.document.title for hit in find(Query.from_dict({"q": text})).hits] == ["Ny skole"]


@pytest.mark.parametrize(
    "told",
    [
        {"sted": "9999"}, {"sted": "0301'; --"}, {"omrade": "nothing"}, {"cpv": "4"}, {"cpv": "45%"}, {"cpv": "9" * 9},
        {"verdi": "-1"}, {"tid": "20xx"}, {"eier": "x"}, {"status": "' | 'a"}, {"slag": "<b>"}, {"sorter": "verst"},
        {"ordrett": "ja"}, {"page": "1e3"}, {"ukjent": "1"}, {"status": "\0"},
    ],
)  # fmt: skip
def test_a_shared_address_with_a_value_that_nobody_gave_finds_as_without_it(
    client: Client, told: dict[str, str]
) -> None:
    put("Ny skole")
    page = client.get("/nb/behov/", {"q": "skole", **told})
    assert page.status_code == 200
    assert "<mark>skole</mark>" in page.content.decode()
    assert client.get("/nb/behov.json", {"q": "skole", **told}).json()["query"] == {"q": "skole"}


def test_what_is_about_the_same_as_the_best_comes_first() -> None:
    for number in range(4):
        put(f"Renhold av skoler {number}", cpv=("90910000",))
    put("Renhold av søknader i arkivet", cpv=("79990000",))
    put("Drift av bygg", "Renhold er en del av avtalen.", cpv=("90919200",))
    put("Renhold uten kode")
    titles = found("renhold")
    assert titles[-1] == "Renhold av søknader i arkivet"
    assert set(titles[:4]) == {f"Renhold av skoler {number}" for number in range(4)}


@pytest.mark.parametrize(
    ("asked", "title"),
    [("demens", "Møter med dem som bor her"), ("motor", "Møte om veien")],
)
def test_short_stems_do_not_meet_by_chance(asked: str, title: str) -> None:
    put(title)
    assert found(asked) == []


def test_a_wider_word_finds_what_is_part_of_it_and_not_the_other_way() -> None:
    put("Sykehjem i sør")
    put("Eldreomsorg i nord")
    assert set(found("eldreomsorg")) == {"Sykehjem i sør", "Eldreomsorg i nord"}
    assert found("sykehjem") == ["Sykehjem i sør"]


def test_another_word_of_several_fits_only_where_they_stand_together() -> None:
    put("Brukerstyrt personlig assistanse")
    put("Assistanse til personlig og brukerstyrt handel")
    assert found("bpa") == ["Brukerstyrt personlig assistanse"]


def test_what_has_the_code_of_what_is_asked_for_is_found_without_the_word_and_says_why() -> None:
    put("Kjøring av pasienter", cpv=("60120000",))
    put("Kjøring av grus", cpv=("14210000",))
    hits = find(Query(text="drosje")).hits
    assert [(hit.document.title, hit.reasons) for hit in hits] == [
        ("Kjøring av pasienter", (Reason("cpv", "60120000"),))
    ]


def test_a_word_that_has_only_to_do_with_a_code_brings_in_what_fits_in_part() -> None:
    put("Levering til eldre", cpv=("55521100",))
    assert "frokost" in {word for words in lexicon.subjects() for word in words}
    assert ("frokost",) not in lexicon.named()
    assert [(hit.document.title, hit.partly) for hit in find(Query(text="frokost")).hits] == [
        ("Levering til eldre", True)
    ]


def test_what_says_the_word_comes_before_what_has_the_code() -> None:
    put("Drosjer til skolen", cpv=("60120000",), changed_at=datetime(2025, 1, 1, tzinfo=UTC))
    put("Kjøring av pasienter", cpv=("60120000",))
    assert found("drosje") == ["Drosjer til skolen", "Kjøring av pasienter"]


def test_words_that_only_say_how_people_ask_need_not_be_there() -> None:
    put("Maling av broer")
    put("Levering av papir")
    assert found("leverandør av tjenester for maling av broer") == ["Maling av broer"]
    assert found("levering") == ["Levering av papir"]


def test_several_words_together_are_met_by_another_word_for_them() -> None:
    put("Assistanse i hjemmet, BPA")
    put("Psykiatri for unge")
    assert found("psykisk helse") == ["Psykiatri for unge"]


def test_every_code_in_the_table_of_subjects_is_the_beginning_of_one() -> None:
    codes = [code.removeprefix(lexicon.CODE) for codes in lexicon.subjects().values() for code in codes]
    known = cpv.names()
    assert [code for code in codes if not 2 <= len(code) <= 5 or code[:2] not in known] == []
    assert [code for code in codes if len(code) > 2 and code[:3] not in known] == []
    assert all(lexicon.subjects())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    find(Query.from_dict({"q": text}))


@given(st.text(max_size=40))
def test_stems_are_letters_and_digits_only(text: str) -> None:
    assert all(one.replace("-", "").isalnum() for word in letters.words(text) for one in [lexicon.root(word)])


@pytest.mark.parametrize("things", [1, 3])
def test_a_page_of_hits_takes_a_fixed_number_of_queries(things: int) -> None:
    for number in range(things):
        put(f"Brøyting {number} på skolen")
    assert _queries("brøyting skole") == 7


def test_a_misspelt_word_takes_three_more() -> None:
    put("Renhold av skolen")
    assert _queries("renhodl") == 10


def _queries(text: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        find(Query(text=text))
    return len(asked)


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("renhodl", "renhold", 1),
        ("skole", "skole", 0),
        ("skole", "skule", 1),
        ("a", "abcd", 3),
        ("solselle", "solcelle", 1),
    ],
)
def test_letters_that_differ_are_counted(one: str, other: str, steps: int) -> None:
    assert distance(one, other, 2) == steps


# --- the page -------------------------------------------------------------------------------------------------------


def test_the_page_says_what_was_found_and_why(client: Client) -> None:
    put("Renhold av skoler", places=("3201",))
    told = client.get("/nb/behov/", {"q": "renhodl Bærum"}).content.decode()
    assert "<mark>Renhold</mark>" in told
    assert "lignende ord: renhold" in told
    assert "gjelder Bærum" in told
    assert "1 treff" in told


def test_what_somebody_typed_stays_text(client: Client) -> None:
    told = client.get("/nb/behov/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in told
    assert "Ingen treff" in told


def test_machines_get_the_same(client: Client) -> None:
    put("Renhold av skoler")
    told = client.get("/nb/behov.json", {"q": "renhold"}).json()
    assert (told["total"], told["results"][0]["title"]) == (1, "Renhold av skoler")
    assert told["results"][0]["reasons"] == [{"code": "word", "value": "renhold"}]


@pytest.mark.parametrize("page", ["0", "-1", "99999", "x", "9" * 50])
def test_any_page_number_is_answered(client: Client, page: str) -> None:
    assert client.get("/nb/behov/", {"q": "skole", "page": page}).status_code == 200


@pytest.mark.parametrize("word", ["trygghet", "tryggheten", "trygge", "tryggleik"])
def test_a_quality_and_what_has_it_share_a_stem(word: str) -> None:
    assert lexicon.root(word) == lexicon.root("trygg")
