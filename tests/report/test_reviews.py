from __future__ import annotations

import re
from dataclasses import replace

import pytest

from rashomon.records import Comparison, Review
from rashomon.report import render
from rashomon.report.reviews import reviews
from tests.report.fixture import comparison


def section(html: str, start: str, end: str) -> str:
    return html[html.index(start) : html.index(end, html.index(start))]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (
            '<article class="versus" id="d-d1"',
            "</article>",
            "<b>accepted</b> by <bdi>Ann, 5 March 2031</bdi>",
        ),
        ('<li value="5"', "</li>", "<b>corrected</b> by <bdi>Bob, 5 March 2031</bdi>"),
        ('<li value="20"', "</li>", "<b>added</b> by <bdi>Bob</bdi>"),
        ('id="q-q2"', "</th>", "Ask the hospital on Monday."),
        ('id="e-e4"', "</article>", "Called back on Tuesday."),
    ],
)
def test_what_people_said_stands_at_what_they_said_it_of(start: str, end: str, words: str) -> None:
    assert words in section(render(comparison(), version="1"), start, end)


def test_what_nobody_reviewed_bears_no_mark() -> None:
    bare = replace(comparison(), reviews=())
    assert not re.search(r'class="reviewed', render(bare, version="1"))
    assert reviews(Comparison()) == {}


def test_a_state_of_no_known_kind_becomes_no_class() -> None:
    odd = Review("d1", 'x" onload="', "e")  # type: ignore[arg-type]
    assert [row.state for row in reviews(Comparison(reviews=(odd,)))["d1"]] == ["noted"]
