from __future__ import annotations

import re
from dataclasses import replace

import pytest

from rashomon.records import Comparison, Extraction
from tests.exporting.test_frames import extraction
from tests.report.fixture import comparison, many
from tests.report.hostile import PAYLOAD, hostile
from tests.report.reading import Reader


def test_a_comparison_shows_where_accounts_part_and_who_speaks_most() -> None:
    html = comparison()._repr_html_()
    assert "5 documents, 21 statements" in html
    assert html.index("Dara Kovrig: At ten past four") < html.index(
        "Oleg Marun: Intruders with petrol"
    )  # surest first
    assert "<td" in html[html.index("statements</th>") :]


def test_an_extraction_shows_who_says_what() -> None:
    html = extraction()._repr_html_()
    assert "8 statements" in html
    assert "<bdi>Oleg Marun</bdi>" in html
    assert "over the fence with petrol" in html


@pytest.mark.parametrize(
    "found",
    [
        hostile(),
        Extraction(
            replace(hostile().documents[0], title=PAYLOAD), hostile().statements[:8], hostile().entities
        ),
    ],
)
def test_hostile_words_are_words(found: Comparison | Extraction) -> None:
    html = found._repr_html_()
    tags = set(re.findall(r"</?([a-zA-Z]+)", html))
    assert tags <= {"p", "b", "bdi", "table", "thead", "tbody", "tr", "th", "td"}
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html)
    assert "&lt;script&gt;" in html
    assert Reader(html).badly_nested == []


def test_it_stays_small() -> None:
    assert len(many(60)._repr_html_()) < 12_000
    assert "<p>and 290 more</p>" in many(60)._repr_html_()
