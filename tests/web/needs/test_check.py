"""The need check as a pure function: what it marks, what it leaves alone, and how much work it may do."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mulighetsrom.web.needs.check import check, phrases
from mulighetsrom.web.needs.check.finding import Rule
from mulighetsrom.web.needs.fields import NEED
from tests.web import needs_samples


def _found(language: str = "nb", **content: Any) -> list[tuple[str, str]]:
    return [(str(one.rule), one.words) for one in check(content, language)]


def test_a_need_that_says_what_and_not_how_is_left_alone() -> None:
    assert check(needs_samples.content()) == []


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("nb", "Nytt fagsystem for barnevernet", "Nytt fagsystem"),
        ("nb", "Innkjøp av elbiler til hjemmetjenesten", "Innkjøp av elbiler"),
        ("nb", "Varmepumper", "Varmepumper"),
        ("nn", "60 nettbrett til ungdomsskulen", "60 nettbrett"),
        ("nn", "Ny turapp", "Ny turapp"),
    ],
)
def test_a_title_that_names_a_product_is_a_solution_in_disguise(language: str, title: str, words: str) -> None:
    [(rule, marked)] = _found(language, title=title)
    assert rule == "solution"
    assert words.rsplit(maxsplit=1)[-1] in marked


@pytest.mark.parametrize(
    "title",
    [
        "Flere eldre bor trygt hjemme lenger",
        "Tryggere skolevei",
        "Mindre matavfall i kommunale kjøkken",
        "Demenslandsby der beboerne lever som før",
        "Skule, barnehage og omsorg i same hus",
        "Arbeidsgivere og regnskapet i kommunen",
    ],
)
def test_a_title_in_outcome_terms_is_left_alone(title: str) -> None:
    assert _found(title=title) == []


def test_todays_systems_are_facts_and_what_is_wished_for_is_a_finding() -> None:
    assert _found(situation="Vi bruker Visma og sender timelister som PDF. Systemet er fra 2004.") == []
    assert _found(situation="Timelistene er gamle. Vi trenger et nytt timesystem.")[0][0] == "solution"


@pytest.mark.parametrize(
    ("ask", "brand"),
    [
        ("Lysene skal styres fra Tralvik eller tilsvarende.", "Tralvik"),
        ("Det må være kompatibelt med Snorrebox.", "Snorrebox"),
        ("Vi ser for oss en Volvo til brøytingen.", "Volvo"),
    ],
)
def test_brands_are_known_by_name_or_by_their_company(ask: str, brand: str) -> None:
    assert ("brand", brand) in _found(ask=ask)


@pytest.mark.parametrize("service", ["ID-porten", "Altinn", "Feide", "Digipost"])
def test_national_services_are_no_brands(service: str) -> None:
    assert _found(requirements=[{"text": f"Innlogging med {service}", "reason": "Forvaltningsloven § 13"}]) == []


@pytest.mark.parametrize(
    "text", ["Rapport i XLSX", "Kapsling minst IP67", "Windows 11 på alle maskiner", "Data sendes som .csv"]
)
def test_formats_and_versions_are_found_where_something_is_required(text: str) -> None:
    found = check({"requirements": [{"text": text, "reason": "Pliktlova § 3"}]}, "nb")
    assert Rule.FORMAT in {one.rule for one in found}


def test_dictating_the_delivery_is_found_and_a_result_is_not() -> None:
    assert ("delivered", "skal leveres med") in _found(ask="Alt skal leveres med opplæring.")
    assert _found(ask="Det skal leveres varm mat hver dag.") == []


@pytest.mark.parametrize("measure", ["", "Økt kvalitet", "Tatt i bruk", "Bedre hverdag"])
def test_an_effect_needs_something_to_count(measure: str) -> None:
    [(rule, words)] = _found(effects=[{"effect": "Færre fall", "measure": measure}])
    assert (rule, words) == ("no-measure", measure)


@pytest.mark.parametrize("measure", ["Antall fall per måned", "Halvparten så mange", "Minutter i kø", "Ni av ti"])
def test_a_quantity_is_a_measure_also_in_words(measure: str) -> None:
    assert _found(effects=[{"effect": "Færre fall", "measure": measure}]) == []


@pytest.mark.parametrize("reason", ["", "Standard", "Det er slik vi ønsker det", "Teknisk krav"])
def test_a_requirement_needs_a_reason(reason: str) -> None:
    [(rule, _words)] = _found(requirements=[{"text": "Ingen skal kunne følges uten samtykke", "reason": reason}])
    assert rule == "no-reason"


@pytest.mark.parametrize("reason", ["Personopplysningsloven § 2", "Smittefare", "Kaia er sju meter lang"])
def test_a_law_a_risk_or_a_fact_is_a_reason(reason: str) -> None:
    assert _found(requirements=[{"text": "Ingen skal kunne følges uten samtykke", "reason": reason}]) == []


def test_an_abbreviation_is_found_unless_the_text_explains_it() -> None:
    assert ("jargon", "RKS") in _found(who="Ansatte i RKS og de eldre.")
    assert _found(who="Ansatte i rådgivende kontor sør (RKS).", situation="RKS har ti ansatte.") == []


def test_a_long_sentence_is_found_and_a_long_list_is_not() -> None:
    assert _found(situation="ord " * 40)[0][0] == "long-sentence"
    assert _found(situation="ord, " * 40) == []


def test_of_an_english_text_only_what_holds_in_any_language_is_looked_for() -> None:
    told = {
        "title": "App for parking",
        "ask": "Must run on Windows 11 and use Cisco.",
        "effects": [{"effect": "Fewer falls", "measure": ""}],
        "requirements": [{"text": "Nobody is followed", "reason": ""}],
    }
    rules = {rule for rule, _words in _found("en", **told)}
    assert rules == {"format", "brand", "no-measure", "no-reason"}


def test_the_marked_words_stand_where_the_finding_says() -> None:
    ask = "Hva kan hjelpe?\n- Vi trenger en parkeringsapp\n- og 40 sensorer fra Cisco."
    for one in check({"ask": ask}, "nb"):
        assert ask[one.start : one.end] == one.words
        assert one.words


def test_findings_come_in_the_order_of_the_form() -> None:
    content = needs_samples.content(ask="Kjøp av 40 nettbrett", title="Parkeringsapp")
    assert [one.field for one in check(content)] == ["title", "ask"]


ODD = st.text(max_size=400) | st.lists(
    st.sampled_from(
        ["vi", "trenger", "40", "app", "eller", "tilsvarende", "(", ".", "ABC", "skal", "må", "levere", "\x00", "\n"]
    ),
    max_size=300,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(title=ODD, ask=ODD, measure=ODD, language=st.sampled_from(["nb", "nn", "en", "xx"]))
def test_whatever_is_written_gives_findings_within_the_text(title: str, ask: str, measure: str, language: str) -> None:
    content = {
        "title": title,
        "ask": ask,
        "effects": [{"effect": title, "measure": measure}],
        "requirements": "no list",
    }
    texts = {"title": title, "ask": ask, "effects.0.effect": title, "effects.0.measure": measure}
    for one in check(content, language):
        assert texts[one.field][one.start : one.end] == one.words


@pytest.mark.parametrize(
    "unit", ["vi trenger ", "( ", "1 ", "leie av ", "to bil ", "ABC ", "a", "A-", "1.", ".", "\n", "skal leveres ", "«"]
)
def test_the_work_grows_no_faster_than_the_text(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = 0
    real = phrases._after

    def counted(*args: Any) -> Any:
        nonlocal tried
        tried += 1
        return real(*args)

    monkeypatch.setattr(phrases, "_after", counted)
    most = NEED.fields["ask"].most
    steps = []
    for size in (most // 4, most // 2, most, 100_000):
        tried = 0
        check({"ask": (unit * size)[:size]}, "nb")
        steps.append(tried)
    assert steps[1] <= 2.2 * steps[0] + 2000
    assert steps[2] <= 2.2 * steps[1] + 2000
    assert steps[3] == steps[2]  # what a field cannot hold is not read
