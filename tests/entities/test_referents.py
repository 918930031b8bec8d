"""Descriptions that one article leaves open, and who is called so in another about the same."""

from __future__ import annotations

import pytest

from rashomon import Document, Entity, compare_extractions, extract_document
from rashomon.entities.offices import content

NAMED = (
    "“Nobody may call this a result,” said Nadia Kravets, head of the city election commission. "
    "Olga Brandt, the mayor of Ferrin, said the tram was late. Osterland Railway said the line was safe."
)


def speakers(*texts: str) -> dict[str, str]:
    """Return who says each statement, by the words of the statement."""
    found = compare_extractions(
        [extract_document(Document(f"d{n}", text, language="en")) for n, text in enumerate(texts)]
    )
    names: dict[str | None, Entity] = {entity.id: entity for entity in found.entities}
    text = {document.id: document.text for document in found.documents}
    return {
        statement.content[0].of(text[statement.document]): names[statement.speaker].name
        for statement in found.statements
        if statement.speaker
    }


@pytest.mark.parametrize(
    ("sentence", "words", "speaker"),
    [
        (
            "The head of the election commission said the count was over.",
            "the count was over",
            "Nadia Kravets",
        ),
        ("The railway said it would pay.", "it would pay", "Osterland Railway"),
    ],
)
def test_a_description_means_who_is_called_so_in_an_article_about_the_same(
    sentence: str, words: str, speaker: str
) -> None:
    assert speakers(NAMED, f"Olga Brandt said she was sorry. {sentence}")[words] == speaker


def test_articles_about_different_things_share_no_offices() -> None:
    assert speakers(NAMED, "Rain fell in Oster. The railway said it would pay.")["it would pay"] == "railway"


def test_a_calling_of_one_word_means_nobody_whom_its_article_does_not_name() -> None:
    sung = (
        "Mira Dahl, a singer from Ferrin, said the hall was full. Olga Brandt, the mayor, said it was safe."
    )
    told = "Olga Brandt said she was sorry. The singer said the lights had failed. The mayor said no more."
    found = speakers(sung, told)
    assert found["the hall was full"] == "Mira Dahl"
    assert found["the lights had failed"] != "Mira Dahl"


def test_a_man_is_nobody_in_particular() -> None:
    told = "Olga Brandt said she was sorry. A man said the count was over."
    assert speakers(NAMED, told)["the count was over"] == "man"


@pytest.mark.parametrize(
    ("text", "language", "office"),
    [
        ("прэс-сакратар руху", "be", "@spokesman"),
        ("пресс-секретарь движения", "ru", "@spokesman"),
        ("the head of state", "en", "@president"),
        ("President", "en", "@president"),
        ("міністр", "uk", "@minister"),
    ],
)
def test_an_office_is_one_in_all_languages(text: str, language: str, office: str) -> None:
    assert {word for word in content(text, language) if word.startswith("@")} == {office}


def test_a_ministry_is_no_minister() -> None:
    assert "@minister" not in content("the ministry", "en") | content("министерство", "ru")
