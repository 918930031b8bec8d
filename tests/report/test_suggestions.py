from __future__ import annotations

from dataclasses import replace

from rashomon.records import Comparison, Link, Suggestion
from rashomon.report import render
from rashomon.report.fragment import wikidata_address
from rashomon.report.index import Index
from rashomon.report.suggestions import FIRST, MOST, suggested
from tests.report.fixture import comparison


def test_likelier_pairs_come_first_and_of_those_the_most_quoted() -> None:
    rows = suggested(Index(comparison())).first
    assert [(row.a.name.text, row.b and row.b.name.text) for row in rows] == [
        ("Dara Kovrig", None),
        ("a guard", "Wanda Leitner"),
        ("Velm Wire", "Port Velm"),
    ]
    assert [link.name for link in rows[0].links] == ["Dara Kovrig", "Dara Kovrig, painter"]


def test_a_pair_of_which_one_is_not_there_is_left_out() -> None:
    lone = Suggestion("e1", "nobody", "", "", "likely")
    assert suggested(Index(replace(comparison(), suggestions=(lone,)))).first == []


def test_many_pairs_stand_folded_and_all_are_there() -> None:
    many = tuple(Suggestion("e1", f"e{n}", f"reason {n}", "", "possible") for n in range(2, 9)) * 40
    html = render(replace(comparison(), suggestions=many), version="1")
    assert f"<summary>{MOST - FIRST} more</summary>" in html
    assert f"The JSON has {len(many) - MOST} more." in html
    assert html.count("</bdi>.</span> <span><b>Against") == MOST


def test_without_suggestions_and_edits_no_section_stands() -> None:
    html = render(Comparison(), version="1")
    assert "May be the same" not in html
    assert "Corrected by hand" not in html


def test_only_an_item_of_wikidata_is_linked_to() -> None:
    assert wikidata_address(Link("1", "f", "n", 'Q1" onclick="')) is None
    assert wikidata_address(Link("1", "f", "n")) is None
    assert 'href="https://www.wikidata.org/wiki/Q4242"' in render(comparison(), version="1")


def test_a_side_tells_in_which_articles_the_name_is() -> None:
    entities = tuple(
        replace(entity, documents=("wire", "gone", "vestnik")) for entity in comparison().entities
    )
    side = suggested(Index(replace(comparison(), entities=entities))).first[0].a
    assert (side.paper and side.paper.outlet, side.more) == ("Velm Wire", 1)
