from __future__ import annotations

import pytest

from rashomon.pipeline import extract_document
from rashomon.records import Block, Document, Span


def named(language: str, *paragraphs: str) -> list[str | None]:
    """Return the speaker of each statement of an article."""
    text, blocks = "", []
    for paragraph in paragraphs:
        start = len(text) + (2 if text else 0)
        text = f"{text}\n\n{paragraph}" if text else paragraph
        blocks.append(Block("paragraph", Span(start, start + len(paragraph))))
    found = extract_document(Document("d", text, language=language, blocks=tuple(blocks)))
    names = {entity.id: entity.name for entity in found.entities}
    return [names.get(statement.speaker or "") for statement in found.statements]


@pytest.mark.parametrize(
    ("language", "paragraphs", "expected"),
    [
        ("pl", ["Minister Anna Lis i radny Jan Mróz byli w szpitalu. Zapowiedziała kontrolę."], ["Anna Lis"]),
        ("ru", ["Глава села Ольга Иванова молчала. «Воды нет», — сказала."], ["Ольга Иванова"]),
        ("ru", ["Глава села Ольга Иванова молчала. Ожидается, что воды не будет."], [None]),
        ("ru", ["Глава села Ольга Иванова молчала. Мне сказали: ждите."], [None]),
        ("de", ["Landrat Jan Vogt sieht es anders. Von Streit könne keine Rede sein."], ["Jan Vogt"]),
        (
            "es",
            ["Ana Prat vive sola en la isla.", "P. ¿Por qué se quedó?", "R. Porque nací aquí.", "P. ¿Y ahora?", "R. Ya veremos."],
            ["Ana Prat", "Ana Prat"],
        ),
        ("fr", ["La médecin Claire Duval craint la grippe. L’avocat dort.", "La médecin ajoute que non."], ["Claire Duval"] * 2),
    ],
)  # fmt: skip
def test_who_speaks_unnamed(language: str, paragraphs: list[str], expected: list[str | None]) -> None:
    assert named(language, *paragraphs) == expected


def test_a_noun_that_points_back() -> None:
    text = "Au tribunal, Marc Delorme a nié. « C’est faux », a lancé le prévenu."
    assert named("fr", text) == ["Marc Delorme"]


def test_a_company_by_its_kind() -> None:
    found = named("es", "El tren era de la empresa Ferronorte Andina. La empresa aseguró que el freno falló.")
    assert found == ["Ferronorte Andina"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # Roles of the lexicon tell a person, and women by their ending.
        ("uk", "До зали зайшли сторож Іван Лис і фельдшерка Ніна Гай. Фельдшерка сказала, що спала.", "Ніна Гай"),
        # A bare noun comes back to the body described before.
        ("uk", "У Міністерстві лісів сказали, що дощу не буде. Відомство додало, що чекає снігу.", "міністерство лісів"),
        # A name that only quotation marks show is a body.
        ("ru", "Склад сгорел у «Углелеса» ночью. Компания заявила, что платит налоги.", "«Углелеса»"),
        # The first person of a sentence is its subject.
        ("uk", "Суддя Руслан Ліс запитав Степана Гая. Степан Гай мовчав біля Руслана Ліса. Він наполягає, що спав.", "Степан Гай"),
    ],
)  # fmt: skip
def test_nouns_and_pronouns_that_point_back(language: str, text: str, expected: str) -> None:
    assert named(language, text)[-1] == expected


def test_the_answers_of_an_english_interview_are_those_of_whom_it_introduces() -> None:
    text = (
        "Philippa Anstruther has studied revolts for thirty years. The historian spoke to the Review.\n\n"
        "Was there a plot?\n\n“There was a grievance and there was a group of men.”\n\n"
        "What makes you doubt it?\n\n“Nobody storms a palace with shotguns and without a clock.”"
    )
    found = extract_document(Document("d", text, language="en"))
    names = {entity.id: entity.name for entity in found.entities}
    assert [names.get(one.speaker or "") for one in found.statements] == ["Philippa Anstruther"] * 2


def test_one_question_makes_no_interview() -> None:
    text = "Philippa Anstruther has studied revolts.\n\nWas there a plot?\n\n“There was a group of men with a grievance.”"
    found = extract_document(Document("d", text, language="en"))
    assert [one.speaker for one in found.statements] == [None]
