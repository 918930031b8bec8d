from __future__ import annotations

import time

import pytest

from rashomon.entities.identities import Identity
from rashomon.entities.suggesting import suggest
from rashomon.records import Entity, EntityType, Role, Suggestion
from tests.entities.nodes import node

Made = tuple[Entity, Identity]


def made(name: str, kind: EntityType = "person", document: str = "", role: str = "", alias: str = "") -> Made:
    document = document or f"d-{name}"
    aliases = (alias,) if alias else ()
    row = node(document, name, *aliases, kind=kind, role=role)
    roles = (Role(role),) if role else ()
    return Entity(f"{document}/{name}", name, kind, aliases, roles), Identity((row,))


def pairs(*rows: Made) -> list[tuple[str, str]]:
    return [(row.a.partition("/")[2], (row.b or "").partition("/")[2]) for row in suggest(rows)]


def test_a_surname_of_two_is_suggested_with_each_and_says_so() -> None:
    rows = suggest([made("Roberts"), made("Ann Roberts"), made("Paul Roberts")])
    assert [(row.b, row.against) for row in rows] == [
        ("d-Ann Roberts/Ann Roberts", "“Paul Roberts” could be meant too"),
        ("d-Paul Roberts/Paul Roberts", "“Ann Roberts” could be meant too"),
    ]
    assert {row.strength for row in rows} == {"possible"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (made("Siarhei Drazdovich"), made("Сергій Драздович")),
        (made("John Miller"), made("John Muller")),
        (made("Zhanybek Asanov"), made("Dzhanibek Asanov")),
        (made("John A. Miller"), made("John B. Miller")),
        (made("Ramiro Echeverry"), made("Ramiro Echeverry Solís")),
        (made("E. Halavach"), made("Y. Halavach")),
        (made("FSS", "organization"), made("Federal Saddlers Society", "organization")),
        (made("Ministry of Internal Affairs", "organization"), made("МВД", "organization")),
        (made("ФСБ", "organization"), made("Федеральная служба безопасности", "organization")),
        (made("Rail Alliance", "organization"), made("Rail Alliance Ferrin Branch", "organization")),
        (made("Hrodna", "organization"), made("Гродна", "place")),
        (made("the labour minister", role="", alias="the labour minister"), made("Ann Roe", role="labour minister")),
        (made("Ferrin Times", "organization", "d1"), made("Ferrin Times", "media", "d2")),
        (made("Investigative Committee", "organization", "d1"), made("Investigative Committee", "organization", "d2")),
    ],
    ids=lambda row: row[0].name,
)  # fmt: skip
def test_pairs_that_stay_open(one: Made, other: Made) -> None:
    assert len(pairs(one, other)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (made("Anna Roberts"), made("Maria Roberts")),
        (made("A. Roberts"), made("Maria Roberts")),
        (made("Paul Kerr"), made("Paula Kerr")),
        (made("Roe"), made("Ray")),
        (made("Zviad Kobalia"), made("Zurab Kobalia")),
        (made("FSB", "organization"), made("Foreign Service", "organization")),
        (made("Polish government", "organization"), made("German government", "organization")),
        (made("police", "organization", "d1"), made("police", "organization", "d2")),
        (made("witnesses", "group", "d1"), made("witnesses", "group", "d2")),
        (made("spokesman", document="d1"), made("spokesman", document="d2")),
        (made("Ann Roe"), made("Ann Roe Bridge", "place")),
    ],
    ids=lambda row: row[0].name,
)
def test_pairs_that_are_no_question(one: Made, other: Made) -> None:
    assert pairs(one, other) == []


def test_a_rejected_pair_is_not_suggested_again() -> None:
    rows = [made("Roberts"), made("Ann Roberts"), made("Paul Roberts")]
    rejected = frozenset([frozenset((rows[0][0].id, rows[1][0].id))])
    assert [row.b for row in suggest(rows, rejected=rejected)] == [rows[2][0].id]


def test_the_order_of_entities_does_not_matter() -> None:
    rows = [
        made("Roberts"),
        made("Ann Roberts"),
        made("Paul Roberts"),
        made("John Miller"),
        made("John Muller"),
    ]
    assert suggest(rows) == suggest(rows[::-1])


def test_a_surname_of_many_suggests_nothing_and_many_namesakes_cost_little() -> None:
    many = [made(f"{chr(65 + n % 26)}{chr(97 + n // 26 % 26)}{'ela'[n % 3]} Smith", document=f"d{n}") for n in range(4000)]  # fmt: skip
    alone = [made("Smith", document=f"e{n}") for n in range(200)]
    start = time.process_time()
    rows: tuple[Suggestion, ...] = suggest([*many, *alone])
    assert time.process_time() - start < 20
    assert not [row for row in rows if row.a.startswith("e")]


def test_odd_names_do_no_harm() -> None:
    odd = ["", " ", "‏", "‮Roe", "Х" * 10_000, "А. Рое", "A. Poe", "-", "O'", "1", "\ud800 Roe", "a\x00b"]
    kinds: tuple[EntityType, ...] = ("person", "organization", "place")
    rows = [made(name, kind, f"d{n}") for n, name in enumerate(odd) for kind in kinds if name.split()]
    assert suggest(rows) == suggest(rows[::-1])
