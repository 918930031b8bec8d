from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language.places import Place, find_place


@pytest.mark.parametrize("name", ["Homel", "Homiel", "Gomel", "Гомель"])
def test_spellings_name_one_town(name: str) -> None:
    place = find_place(name)
    assert place is not None
    assert place == find_place("Gomel")
    assert place.country == "BY"


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("Batumi", "Batumi", "same"),
        ("Batumi", "Georgia", "inside"),
        ("Batumi", "Poti", "apart"),
        ("Minsk", "Warsaw", "apart"),
    ],
)
def test_relations_are_mutual(one: str, other: str, relation: str) -> None:
    first, second = find_place(one), find_place(other)
    assert first is not None
    assert second is not None
    assert first.relation(second) == second.relation(first) == relation


@given(st.sampled_from(["Batumi", "Minsk", "Georgia", "Kyiv", "Лодзь", "Warszawa"]))
def test_places_read_back(name: str) -> None:
    place = find_place(name)
    assert place is not None
    assert Place.parse(place.format()) == place


@given(st.text(max_size=40))
def test_any_name_is_looked_up(name: str) -> None:
    place = find_place(name)
    assert place is None or place.country


def test_an_unknown_place_reads_as_none() -> None:
    assert Place.parse("Choluteca del Norte") is None


def test_the_last_word_of_a_name_is_not_the_place() -> None:
    found = find_place("Hall")
    assert found is None or found.country != "DE"
    assert find_place("Frankfurt") is not None
