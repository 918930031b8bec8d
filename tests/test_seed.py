"""The article that started it: all quotations with their speakers, both versions of who was behind the plot."""

from __future__ import annotations

import pytest

from rashomon import Comparison, Entity, Statement, compare
from tests.data import shared

DIRECT = {
    "“The plans were to capture the child": "Lukashenka",
    "“For example, in Liozna Lukashenka": "Anatol Lyabedzka",
    "“Obviously, the announcement": "Andrey Parotnikau",
    "“The initiative belongs": "Anatol Lyabedzka",
    "“The Russian FSB reports": "Andrey Parotnikau",
    "“Putin’s support for Lukashenka": "Alexander Goltz",
    "“Stocks of “Novichok” agent": "Anatol Lyabedzka",
}
INDIRECT = {
    "to have prevented an attempt at an armed coup": "Lukashenka",
    "an assassination attempt before the 1994 election": "Lukashenka",
    "it helped prevent coup d’etat in Belarus": "FSB",
    "that a military coup in Belarus was prepared by Belarusian generals": "FSB",
    "a conspiracy led by either the CIA or the FBI": "Lukashenka",
    "Czech authorities are expelling Russian diplomats": "Zakharova",
    "Persons involved in anti-Lukashenka coup attempt": "KGB",
    "[Yury] Zyankovich and [Alyaksandr] Fyaduta were sure": "FSB",
    "that any attempt of the people to get rid of an authoritarian ruler": "Putin",
}


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare([str(shared("seed/belsat-fake-coup-2021.txt"))])


def words(found: Comparison, statement: Statement) -> str:
    text = found.documents[0].text
    return " … ".join(span.of(text) for span in statement.content)


def speaker(found: Comparison, statement: Statement) -> Entity | None:
    return next((entity for entity in found.entities if entity.id == statement.speaker), None)


def said(found: Comparison, opening: str) -> Statement:
    (statement,) = [s for s in found.statements if words(found, s).startswith(opening)]
    return statement


def names(entity: Entity | None) -> str:
    return " ".join((entity.name, *entity.aliases)) if entity else ""


@pytest.mark.parametrize("opening", DIRECT)
def test_all_seven_quotations_are_whole_and_have_the_right_speaker(found: Comparison, opening: str) -> None:
    statement = said(found, opening)
    content = words(found, statement)
    paragraph = next(p for p in found.documents[0].text.split("\n\n") if p.startswith(opening))
    assert (statement.kind, content) == ("direct", paragraph)
    assert DIRECT[opening] in names(speaker(found, statement))


def test_at_least_eight_of_nine_indirect_statements_have_the_right_speaker(found: Comparison) -> None:
    right = [opening for opening, name in INDIRECT.items() if _told(found, opening, name)]
    assert len(right) >= 8, sorted(set(INDIRECT) - set(right))


def _told(found: Comparison, opening: str, name: str) -> bool:
    told = [s for s in found.statements if words(found, s).startswith(opening)]
    return bool(told) and name in names(speaker(found, told[0]))


def test_two_spellings_are_one_person_and_two_services_stay_two(found: Comparison) -> None:
    lukashenkas = {s.speaker for s in found.statements if "Lukashenk" in names(speaker(found, s))}
    assert len(lukashenkas) == 1
    assert said(found, "it helped prevent").speaker != said(found, "Persons involved").speaker


def test_neither_version_swallows_the_other(found: Comparison) -> None:
    generals, agencies = said(found, "that a military coup"), said(found, "a conspiracy led by")
    assert words(found, generals).endswith("with the support of the United States and Poland")
    assert words(found, agencies).endswith("the CIA or the FBI")


def test_who_was_behind_it_is_a_discrepancy_of_kind_actor(found: Comparison) -> None:
    answers = {answer.id: answer for answer in found.answers}
    sides = [
        {statement for side in (d.a, d.b) for statement in answers[side].statements}
        for d in found.discrepancies
        if d.kind == "actor"
    ]
    both = {said(found, "that a military coup").id, said(found, "a conspiracy led by").id}
    assert any(both <= side for side in sides)


def test_a_report_inside_a_quotation_stands_inside_it(found: Comparison) -> None:
    assert said(found, "[Yury] Zyankovich").parent == said(found, "“The Russian FSB reports").id
