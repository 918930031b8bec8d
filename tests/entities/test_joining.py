from __future__ import annotations

from rashomon.entities import joined
from rashomon.records import Document, Entity, Extraction, Span, Statement


def said(name: str, start: int) -> Statement:
    return Statement(name, "d", "indirect", (Span(start, start + 2),))


def test_one_who_speaks_in_two_languages_is_one_entity() -> None:
    document = Document("d", "x" * 20)
    english = Extraction(document, (said("s2", 10),), (Entity("e", "Ann Roe", "person", aliases=("Roe",)),))
    french = Extraction(document, (said("s1", 2),), (Entity("e", "Ann Roe", "person", aliases=("Mme Roe",)),))
    found = joined(document, [english, french])
    assert [statement.id for statement in found.statements] == ["s1", "s2"]
    assert [(entity.id, entity.aliases) for entity in found.entities] == [("e", ("Roe", "Mme Roe"))]


def test_one_part_stays_what_it_is() -> None:
    document = Document("d", "x" * 20)
    part = Extraction(document, (said("s", 0),), ())
    assert joined(document, [part]) == part
