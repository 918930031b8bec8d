from __future__ import annotations

from dataclasses import replace

import pytest

from rashomon.case.pointing import Pointing
from rashomon.records import Anchor, Edit, Parting, Span
from tests.report.fixture import TEXTS, comparison


@pytest.fixture
def shown() -> Pointing:
    return Pointing(comparison())


def test_a_statement_is_known_by_all_words_from_its_start_to_its_end(shown: Pointing) -> None:
    quote = shown.quote("wire-5")
    assert quote.exact == "“people who came over the fence with petrol”"
    assert quote.url == "https://velmwire.example/fire?a=1&b=2"
    assert f"{quote.prefix}{quote.exact}{quote.suffix}" in TEXTS["wire"]
    parted = replace(shown.statements["wire-3"], content=(Span(10, 20), Span(40, 60)))
    hull = Pointing(replace(shown.comparison, statements=(parted,)))
    assert hull.quote("wire-3").exact == TEXTS["wire"][10:60]


def test_a_question_is_known_by_words_of_each_answer_in_turn(shown: Pointing) -> None:
    topic = shown.topic("q1")
    assert (topic.kind, topic.text) == ("actor", "Who was behind the fire?")
    assert [quote.document for quote in topic.quotes] == ["wire", "vestnik", "vestnik"]
    assert topic.quotes[1].exact == "что поджога не было: загорелась проводка"


def test_a_discrepancy_is_known_by_the_words_of_both_sides(shown: Pointing) -> None:
    (one, other), parting = shown.discrepancy("d1")
    assert parting == Parting("actor", "speakers")
    assert (one.document, other.document) == ("wire", "vestnik")
    assert Edit("reject-discrepancy", quotes=(one, other), parting=parting).id


def test_the_sides_are_two_even_where_one_answer_carries_both(shown: Pointing) -> None:
    same = replace(shown.discrepancies["d2"], a="a3", b="a3", evidence=("vestnik-3", "sahil-1"))
    both = Pointing(replace(shown.comparison, discrepancies=(same,)))
    assert [quote.document for quote in both.discrepancy("d2")[0]] == ["vestnik", "sahil"]


def test_an_entity_and_an_answer_are_known_by_names_and_articles(shown: Pointing) -> None:
    assert shown.entity("e2") == Anchor("Oleg Marun", ("vestnik", "wire"))
    position = shown.position("a1")
    assert (position.value, position.speaker) == ("intruders", Anchor("Oleg Marun", ("vestnik", "wire")))
    assert shown.position("a9").speaker is None


@pytest.mark.parametrize("point", ["quote", "topic", "entity", "position", "discrepancy"])
def test_an_id_of_nothing_that_is_shown_is_refused(shown: Pointing, point: str) -> None:
    with pytest.raises(KeyError):
        getattr(shown, point)("no-such-id")
