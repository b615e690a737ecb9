"""The check's page: findings in their sentence, put aside and taken back, for the need's own people alone."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from django.test import Client
from django.utils.translation import override

from mulighetsrom.web.common.models import Event
from mulighetsrom.web.needs.check import Rule, check
from mulighetsrom.web.needs.models import Need, PutAside
from mulighetsrom.web.needs.queries import check as queries
from tests.web import needs_samples, people

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("country")]

CHECK = f"/nb/behov/{needs_samples.DRAFT}/sjekk/"
WRITE = f"/nb/behov/{needs_samples.DRAFT}/skriv/"
ASK = "Hva kan hjelpe? Vi trenger en parkeringsapp til torget. Hilsen oss."


def _draft(**said: Any) -> None:
    Need.objects.filter(public_id=needs_samples.DRAFT).update(draft=needs_samples.content(**said))


def _seen(who: str = "adviser", address: str = CHECK) -> Any:
    return lxml.html.document_fromstring(people.log_in(Client(), who).get(address).content.decode())


def _decide(do: str, who: str = "adviser") -> Any:
    [one] = check(Need.objects.get(public_id=needs_samples.DRAFT).draft)
    said = {"rule": str(one.rule), "mark": queries.mark(one), "do": do}
    return people.log_in(Client(), who).post(CHECK, said)


def test_the_words_are_marked_in_their_sentence_and_lead_to_the_field() -> None:
    _draft(ask=ASK)
    page = _seen()
    [quote] = page.xpath("//blockquote")
    assert quote.text_content() == "Vi trenger en parkeringsapp til torget."
    assert "parkeringsapp" in quote.xpath("string(mark)")
    assert page.xpath("//section//header//a/@href") == [f"{WRITE}#ask"]


def test_hostile_words_stay_words() -> None:
    _draft(ask="<script>alert(1)</script> Vi trenger en parkeringsapp <img src=x>")
    page = _seen()
    assert not page.xpath("//blockquote//script | //blockquote//img")
    assert "<script>" in page.xpath("string(//blockquote)")


def test_a_finding_put_aside_is_quiet_until_it_is_taken_back() -> None:
    _draft(ask=ASK)
    assert _decide("aside").status_code == 302
    assert _decide("aside").status_code == 302
    assert PutAside.objects.count() == 1
    assert not _seen().xpath("//blockquote")
    assert _decide("back").status_code == 302
    assert len(_seen().xpath("//blockquote")) == 1
    kinds = [event.kind for event in Event.objects.filter(kind__in=["need.put_aside", "need.take_back"]).order_by("at")]
    assert kinds == ["need.put_aside", "need.take_back"]


def test_other_words_are_brought_up_again() -> None:
    _draft(ask=ASK)
    _decide("aside")
    _draft(ask="Vi trenger en turapp til fjellet.")
    assert len(_seen().xpath("//blockquote")) == 1


def test_what_is_missing_is_put_aside_for_its_own_row_alone() -> None:
    rows = [{"effect": "Færre fall", "measure": ""}, {"effect": "Flere går ut", "measure": ""}]
    _draft(effects=rows)
    first, second = check(Need.objects.get(public_id=needs_samples.DRAFT).draft)
    people.log_in(Client(), "adviser").post(CHECK, {"rule": "no-measure", "mark": queries.mark(first), "do": "aside"})
    checked = queries.of_need(Need.objects.get(public_id=needs_samples.DRAFT))
    assert ([*checked.open], [*checked.aside]) == ([second], [first])


@pytest.mark.parametrize("said", [{"mark": "x"}, {"rule": "x"}, {"do": "x"}, {"mark": "\x00" * 64}])
def test_a_forged_form_changes_nothing(said: dict[str, str]) -> None:
    _draft(ask=ASK)
    good = {"rule": "solution", "mark": "0" * 64, "do": "aside"}
    assert people.log_in(Client(), "adviser").post(CHECK, good | said).status_code == 404
    assert not PutAside.objects.exists()


def test_a_reader_sees_the_findings_and_puts_nothing_aside() -> None:
    _draft(ask=ASK)
    assert not _seen("reader").xpath("//main//form")
    assert _decide("aside", "reader").status_code == 403


def test_the_form_says_how_many_there_are_and_folds_a_hint_beside_the_field() -> None:
    _draft(ask=ASK)
    page = _seen(address=WRITE)
    assert page.xpath("//div[@class='look']//a/@href") == [CHECK]
    assert "1 ting å se nærmere på" in page.xpath("string(//div[@class='look'])")
    assert "parkeringsapp" in page.xpath("string(//*[@id='box-ask']//details[contains(@class, 'hints')])")


def test_a_text_without_findings_is_told_so_warmly() -> None:
    with override("nb"):
        _draft()
        assert "Godt skrevet" in _seen().xpath("string(//main)")


def test_the_summary_counts_by_rule() -> None:
    content = needs_samples.content(
        title="Parkeringsapp", ask="Kjøp av 40 nettbrett. Vi trenger Cisco eller tilsvarende."
    )
    assert queries.summary(content)[Rule.SOLUTION] == 2
    assert queries.summary(content)[Rule.BRAND] == 1
