from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files

import pytest

from rashomon.language.countries import country, country_word
from rashomon.language.gazetteer import towns
from rashomon.language.inflection import stems, surname_gender, unmixed
from rashomon.language.names import fold
from rashomon.language.terms import term


def entries() -> Iterator[tuple[str, str]]:
    data = files("rashomon.language").joinpath("data")
    terms = tomllib.loads(data.joinpath("terms.toml").read_text("utf-8"))
    countries = tomllib.loads(data.joinpath("countries.toml").read_text("utf-8"))
    for section in (*terms.values(), countries["words"]):
        yield from ((name, entry) for name, row in section.items() for entry in row)


def test_every_entry_is_one_folded_word_that_can_match() -> None:
    wrong = [
        (name, entry)
        for name, entry in entries()
        if fold(entry.replace("*", "x")) != entry.replace("*", "x") or " " in entry or entry.count("*") > 1
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Niemczech", "DE"), ("Германией", "DE"), ("Nizozemsku", "NL"), ("США", "US"), ("Stanach Zjednoczonych", "US"),
        ("Республики Беларусь", "BY"), ("Belgiens", "BE"), ("Irish Sea", None), ("Northern Ireland", None), ("", None),
        ("Northern " * 50, None), ("Корея", None), ("Южной Кореи", "KR"),
    ],
)  # fmt: skip
def test_countries(name: str, code: str | None) -> None:
    assert country(name) == code


def test_a_word_tells_its_country_and_its_term() -> None:
    assert country_word("ukraińskiego") == "UA"
    assert term("Чёрного") == term("Czarnym") == "black"
    assert term("Roe") is None


def test_towns_in_other_cases_and_languages() -> None:
    found = towns(["Krakowie", "Кракова", "Nowhere at All", "", "x" * 5_000])
    assert found["Krakowie"] == found["Кракова"]
    assert set(found) == {"Krakowie", "Кракова"}


def test_stems_hold_the_nominative() -> None:
    for form in ("Putina", "Putinowi", "Putinem", "Putinův", "Путиным", "Путіну"):
        assert "putin" in stems(form)
    assert stems("") == ("",)
    assert len(stems("a" * 10_000)[0]) <= 60


def test_words_of_two_scripts_become_one() -> None:
    assert unmixed("Mocквa") == "Москва"
    assert unmixed("Moscow") == "Moscow"
    assert unmixed("ЖукGmbH") == "ЖукGmbH"


def test_surnames_tell_their_gender_where_only_one_has_the_ending() -> None:
    assert surname_gender("Nováková") == "female"
    assert surname_gender("Kowalskiego") == "male"
    assert surname_gender("Roe") is None
