"""What an installation adds: the full CPV list, populations, boundaries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulighetsrom.notices.reference import added, boundaries, cpv, files
from mulighetsrom.notices.reference.files import Refused
from mulighetsrom.notices.reference.population import population

if TYPE_CHECKING:
    from pathlib import Path

WIDE = (
    '"07459: Befolkning"\n\n"region";"2023";"2024"\n"3201 Bærum";130 772;131 234\n"K-0301 Oslo (kommune)";709037;..\n'
)
LONG = "region,år,statistikkvariabel,Befolkning\n3201 Bærum,2024,Personer,131234\n32 Akershus,2024,Personer,740680\n"
PLAIN = "number\tname\tyear\tpopulation\n3201\tBærum\t2024\t131234\n"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (WIDE, {"3201": (2024, 131234), "0301": (2023, 709037)}),
        (LONG, {"3201": (2024, 131234)}),
        (PLAIN, {"3201": (2024, 131234)}),
        ("region;2019\n0124 Askim;15865\n0125 Eidsberg;11396\n0706 Sandefjord (-2016);0\n", {"3118": (2019, 27261)}),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_populations_come_in_several_shapes(
    text: str, people: dict[str, tuple[int, int]], encoding: str, tmp_path: Path
) -> None:
    added.add("population", text.encode(encoding), tmp_path)
    assert population(tmp_path) == people


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("region;2024\nBærum;131234\n", "begin with a municipality number"),
        ("region;people\n3201;131234\n", "line 2: no year"),
        ("region;2024\n3201;mange\n", "line 2: “mange”"),
        ("region;kjønn;2024\n3201;kvinner;66000\n3201;menn;65000\n", "only totals, no sexes and ages"),
        ("region;2024\n3201;131234\n3201;131234\n", "line 3: a second figure for 3201"),
    ],
)
def test_a_population_that_cannot_be_believed_is_refused(text: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=reason):
        added.add("population", text.encode(), tmp_path)
    assert list(tmp_path.iterdir()) == []


@given(data=st.binary(max_size=300) | st.text(max_size=300).map(str.encode), kind=st.sampled_from(sorted(added.KINDS)))
def test_anything_else_is_refused_with_a_reason(data: bytes, kind: str) -> None:
    with pytest.raises(Refused, match=r"\w+"):
        added.KINDS[kind].check(data, files.DATA)


def test_the_full_cpv_list_gives_every_code_its_name(shared: Path, tmp_path: Path) -> None:
    listed = (shared / "data/reference/cpv_no_en.csv").read_bytes()
    assert added.add("cpv", listed, tmp_path).rows == 9454
    assert cpv.label("90511000", "nb", tmp_path) == "Innsamling av avfall"
    assert cpv.label("90511000", "en", tmp_path) == "Refuse collection services"
    assert cpv.label("90511000", "nb") == "Avfallstjenester"
    assert cpv.label("45000000", "nb", tmp_path) == "Bygge- og anleggsarbeid"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("code,name\n03000000,Farming\n", "1 codes"),
        ("code,name\nfarming,03000000\n", "line 2: “farming”"),
        ("code,title\n03000000,Farming\n", "no column with names"),
    ],
)
def test_a_list_that_is_not_the_cpv_is_refused(text: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=reason):
        added.add("cpv", text.encode(), tmp_path)


def test_boundaries_are_kept_as_they_came(shared: Path, tmp_path: Path) -> None:
    shapes = (shared / "data/reference/Kommuner-S.topojson").read_bytes()
    written = added.add("boundaries", shapes, tmp_path / "reference")
    assert written.rows == 357
    assert written.path == boundaries.boundaries(tmp_path / "reference")
    assert written.path.read_bytes() == shapes


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<svg/>", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ({"type": "FeatureCollection", "features": []}, "not TopoJSON"),
        ({"type": "Topology", "objects": {}}, "no shapes"),
        ({"type": "Topology", "objects": {"a": {"geometries": [{"properties": {"name": "Oslo"}}]}}}, "kommunenummer"),
        ({"type": "Topology", "objects": {"a": {"geometries": [None, 3]}, "b": 7}}, "kommunenummer"),
    ],
)
def test_a_file_without_boundaries_is_refused(content: object, reason: str, tmp_path: Path) -> None:
    data = content if isinstance(content, str) else json.dumps(content)
    with pytest.raises(Refused, match=reason):
        added.add("boundaries", data.encode(), tmp_path)


def test_nothing_but_the_three_kinds_is_added(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="choose one of cpv, population, boundaries"):
        added.add("weather", b"", tmp_path)


def test_a_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    added.add("population", PLAIN.encode(), tmp_path)
    added.add("population", PLAIN.replace("131234", "131999").encode(), tmp_path)
    assert population(tmp_path) == {"3201": (2024, 131999)}
    assert [path.name for path in tmp_path.iterdir()] == ["population.csv"]
