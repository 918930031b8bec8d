from __future__ import annotations

import pytest

from rashomon.entities.mentions import find_mentions
from rashomon.language.parser import parse
from rashomon.records import Document


def names(text: str) -> list[tuple[str, str]]:
    read = parse(Document("d", text, language="en"))
    return [(mention.text, mention.type) for mention in find_mentions(read, ())]


def test_a_surname_is_a_name_wherever_it_stands() -> None:
    text = (
        "Harriet Collingdale came. What the others made of it, Collingdale never asked. Collingdale laughed."
    )
    assert [name for name, _ in names(text)].count("Collingdale") == 2


@pytest.mark.parametrize("age", [", 93,", " (93)"])
def test_who_has_an_age_is_a_person(age: str) -> None:
    assert ("Bertha Isbister", "person") in names(f"Bertha Isbister{age} has kept a rain gauge since 1951.")


def test_who_signs_with_an_account_under_a_given_name_is_a_person() -> None:
    text = "So what are the good folk of the town talking about? Chocolate. -- Julia Brewer (@juliabr) May 8, 2031"
    assert ("Julia Brewer", "person") in names(text)
