from __future__ import annotations

import pytest

from rashomon.language.declension import governed, nominative_phrase
from rashomon.language.names import nominative


@pytest.mark.parametrize(
    ("language", "words", "head", "expected"),
    [
        ("uk", "обласної ради", 1, "обласна рада"),
        ("uk", "свідків аварії", 0, "свідки аварії"),
        ("ru", "районного суда", 1, "районный суд"),
        ("ru", "следствия", 0, "следствие"),
        ("be", "сельскага савета", 1, "сельскі савет"),
        ("pl", "gazety", 0, "gazeta"),
        ("pl", "świadków", 0, "świadkowie"),
        ("de", "Landratsamts", 0, "Landratsamt"),
        ("fr", "témoins", 0, "témoins"),
        ("en", "witnesses", 0, "witnesses"),
    ],
)
def test_the_nominative_of_a_source(language: str, words: str, head: int, expected: str) -> None:
    assert " ".join(nominative_phrase(words.split(), head, language)) == expected


def test_what_governs_a_source() -> None:
    assert governed(["на", "думку"], "uk")
    assert governed(["w"], "pl")
    assert not governed(["said"], "en")
    assert not governed([], "ru")


@pytest.mark.parametrize(
    ("language", "name", "expected"),
    [
        ("uk", "Дениса Загребельного", "Денис Загребельний"),
        ("pl", "Renaty Kowalskiej", "Renata Kowalska"),
        ("uk", "Тараса Лозенка", "Тарас Лозенко"),
        ("uk", "Олега Кравця", "Олег Кравець"),
        ("uk", "Мирослави Ткачук", "Мирослава Ткачук"),
        ("uk", "Богдана Левчука", "Богдан Левчук"),
        ("be", "Сяргея Шаўца", "Сяргей Шавец"),
        ("be", "Алены Бярозкай", "Алена Бярозкай"),
        ("pl", "Anny Nowak", "Anna Nowak"),
        ("pl", "Pawła Sowy", "Paweł Sowa"),
        ("pl", "Michała Wieczorka", "Michał Wieczorek"),
    ],
)
def test_the_nominative_of_a_person(language: str, name: str, expected: str) -> None:
    assert nominative(name, language) == expected
