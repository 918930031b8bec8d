from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language.names import (
    fold,
    gender_of,
    given_names,
    nominative,
    same_given,
    skeleton,
    sound,
    stem,
    transliterate,
    upright,
)  # fmt: skip

SPELLINGS = [
    ("Lukashenka", "Lukashenko", "Łukaszenka", "Лукашэнка", "Лукашенко"),
    ("Homel", "Homiel", "Gomel", "Гомель"),
    ("Harbatsevich", "Gorbatsevich", "Гарбацэвіч", "Горбацевич"),
    ("Zelensky", "Zelenskyy", "Зеленський"),
]


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_spellings_of_one_name_sound_the_same(spellings: tuple[str, ...]) -> None:
    assert len({sound(word) for word in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Miller", "Muller"), ("Putin", "Pushkin"), ("Rowe", "Reed"), ("Ivanov", "Ivanova")]
)
def test_other_names_sound_different(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Yauhen", "Evgeny", True), ("Mikhas", "Михаил", True), ("J.", "John", True), ("J.", "Peter", False),
        ("Anna", "Maria", False), ("Zviad", "Tornike", None), ("Сергей", "Siarhei", True),
    ],
)  # fmt: skip
def test_given_names_agree_over_languages(one: str, other: str, expected: bool | None) -> None:
    assert same_given(one, other) is expected
    assert same_given(other, one) is expected


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Volha Karp", "female"),
        ("Сергей Дрозд", "male"),
        ("Kim Lee", None),
        ("Захарова", "female"),
        ("Rasa Petrulytė", "female"),
        ("", None),
    ],
)
def test_gender_of_a_name(name: str, gender: str | None) -> None:
    assert gender_of(name) == gender


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Ивана Петрова", "ru", "Иван Петров"), ("Мариной Соколовой", "ru", "Марина Соколова"), ("Вадима Ерёмина", "ru", "Вадим Ерёмин"),
        ("Віталія Шелевера", "uk", "Віталій Шелевер"), ("Леван Мгалоблишвили", "ru", "Леван Мгалоблишвили"), ("Anna Nowak", "pl", "Anna Nowak"),
        ("Bill Gates", "en", "Bill Gates"),
    ],
)  # fmt: skip
def test_nominative(name: str, language: str, expected: str) -> None:
    assert nominative(name, language) == expected


def test_cases_of_one_surname_share_a_stem() -> None:
    assert len({stem(word, "ru") for word in ("Захарова", "Захаровой", "Захарову")}) == 1
    assert len({stem(word, "pl") for word in ("Kowalski", "Kowalskiego", "Kowalskiemu", "Kowalska")}) == 1
    assert stem("Putin", "en") == "putin"


def test_upright_is_letter_for_letter() -> None:
    assert upright("Lidia Wrzosek")
    assert not upright("Lidią Wrzosek")


def test_every_given_name_of_a_group_is_found_from_any_of_its_spellings() -> None:
    assert {entry.group for entry in given_names("Ольга")} == {entry.group for entry in given_names("Volha")}


@given(st.text())
def test_folding_is_idempotent_and_safe(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text) == fold(f"  {text}\t")


@given(st.text(max_size=40))
def test_keys_hold_latin_letters_of_any_word(word: str) -> None:
    assert set(skeleton(word)) <= set(sound(word)) | {"a"}
    assert stem(word, "ru") in (fold(word), stem(word, "ru"))


@pytest.mark.parametrize(
    "hostile", ["a" * 10_000, "‮abc‬", "Рutin", "\u0000", "́" * 500, "🙂", "'" * 99, "İstanbul", "ǅ"]
)
def test_odd_names_do_no_harm(hostile: str) -> None:
    assert len(sound(hostile)) <= 400
    assert isinstance(gender_of(hostile), str | None)
    assert nominative(hostile, "ru") == hostile
    assert transliterate(hostile) == transliterate(hostile)
