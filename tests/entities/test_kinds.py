"""One type for a name, by all articles about the same."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.entities.kinds import retyped
from rashomon.entities.nodes import Node
from tests.entities.nodes import node


def company(*documents: str) -> list[Node]:
    """Return the people whom all articles name, so that they are about the same."""
    return [node(document, name) for document in documents for name in ("Olga Brandt", "Karl Holt")]


def types(rows: Sequence[Node], name: str) -> list[str]:
    return [row.entity.type for row in retyped(rows) if row.entity.name == name]


def test_a_surname_is_a_persons_where_another_article_names_the_person() -> None:
    rows = [*company("a", "b"), node("a", "Jessica Marlow"), node("b", "Marlow", kind="organization")]
    (found,) = (row for row in retyped(rows) if row.entity.name == "Marlow")
    assert found.entity.type == "person"
    assert [merge.reason for merge in found.entity.merges] == [
        "“Marlow” is a person: an article has “Jessica Marlow”"
    ]


def test_articles_about_other_things_tell_nothing() -> None:
    rows = [node("a", "Olga Brandt"), node("a", "Jessica Marlow"), node("b", "Marlow", kind="organization")]
    assert types(rows, "Marlow") == ["organization"]


def test_a_companys_short_name_is_no_person() -> None:
    rows = [
        *company("a", "b", "c"), node("a", "Velm Freight", kind="organization"), node("b", "Velm"),
        node("c", "Velm", "the company", kind="organization"),
    ]  # fmt: skip
    assert types(rows, "Velm") == ["organization", "organization"]


def test_level_evidence_changes_nothing() -> None:
    rows = [*company("a", "b"), node("a", "Orlan"), node("b", "Orlan", kind="media")]
    assert types(rows, "Orlan") == ["person", "media"]


def test_a_rank_outweighs_a_guess() -> None:
    rows = [*company("a", "b"), node("a", "Orlan", role="President"), node("b", "Orlan", kind="media")]
    assert types(rows, "Orlan") == ["person", "person"]


def test_an_acronym_stays_a_body() -> None:
    rows = [*company("a", "b"), node("a", "Jessica ORLA"), node("b", "ORLA", kind="organization")]
    assert types(rows, "ORLA") == ["organization"]
