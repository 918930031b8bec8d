"""The invented accounts as coverage, and how what is found in it is judged."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from rashomon.discrepancies.confidence import PLAIN, Calibration
from training import accounts
from training.coverages import Coverage, Key, annotated
from training.reliability import Row, fit, table, write

ROW = {
    "id": "x-1",
    "passages": [
        {"id": "p1", "outlet": "Wire", "date": "2033-05-11", "speaker": "Ann Roe", "text": "Ann Roe: [[four men died]]."},
        {"id": "p2", "outlet": "Wire", "date": "2033-05-11", "speaker": "Ann Roe", "heading": True, "text": "[[Nine men die]]"},
        {"id": "p3", "outlet": "Post", "date": "2033-05-12", "speaker": "Karl Dahl", "text": "[[There was no fire]], Dahl said."},
        {"id": "p4", "outlet": "Post", "date": "2033-05-12", "speaker": "Bo Ash", "text": "[[Three died]], Ash said."},
    ],
    "questions": [
        {
            "id": "q1", "text": "How many died?", "kind": "number",
            "answers": [
                {"id": "a1", "speaker": "Ann Roe", "value": "4", "passages": ["p1"]},
                {"id": "a2", "speaker": "Ann Roe", "value": "9", "passages": ["p2"]},
                {"id": "a3", "speaker": "Bo Ash", "value": "3", "passages": ["p4"]},
            ],
            "conflicts": [["a1", "a2", "number", "headline", "four or nine"]],
            "compatible": [["a1", "a3", "an earlier count"]],
        }
    ],
}  # fmt: skip
ACCOUNT = accounts.read(ROW)


def test_an_outlets_passages_of_a_day_are_one_article_with_its_headlines_on_top() -> None:
    coverage = Coverage.of(ACCOUNT)
    assert [document.text for document in coverage.documents] == [
        "There was no fire, Dahl said.\n\nThree died, Ash said.",
        "Nine men die\n\nAnn Roe: four men died.",
    ]
    for document in coverage.documents:
        for start, name in coverage.begins[document.id]:
            assert document.text.startswith(coverage.passages[name].text, start)


def test_the_annotations_statements_stand_where_their_words_do() -> None:
    coverage = Coverage.of(ACCOUNT)
    seen = annotated(coverage, [])
    texts = {document.id: document.text for document in seen.documents}
    words = {"".join(span.of(texts[one.document]) for span in one.content) for one in seen.statements}
    assert words == {"four men died", "Nine men die", "There was no fire", "Three died"}
    assert {coverage.passage_of(one) for one in seen.statements} == {"p1", "p2", "p3", "p4"}


@pytest.mark.parametrize(
    ("ones", "others", "judgement"),
    [
        ({"p1"}, {"p2"}, "right"),
        ({"p1"}, {"p4"}, "alarm"),
        ({"p2"}, {"p4"}, "unclear"),
        ({"p1"}, {"p3"}, "wrong"),
    ],
)
def test_each_pair_is_judged_by_the_annotation(ones: set[str], others: set[str], judgement: str) -> None:
    assert Key(ACCOUNT).judge(ones, others)[0] == judgement


def test_a_fit_tells_good_ranks_from_bad_and_is_read_back(tmp_path: Path) -> None:
    rows = [Row(f"x-{place}", "number", "speakers", 0.85, place % 10 != 0) for place in range(40)]
    rows += [Row(f"x-{place}", "actor", "self", 0.5, place % 10 == 0) for place in range(40)]
    found = fit(rows)
    assert found.confidence("number", "speakers", 0.85) > 0.8
    assert found.confidence("actor", "self", 0.5) < 0.25
    write(found, tmp_path / "confidence.toml", "made for a test")
    text = (tmp_path / "confidence.toml").read_text("utf-8")
    assert text.startswith("# made for a test\n")
    assert Calibration.from_dict(tomllib.loads(text)) == found
    last = list(table(rows, [PLAIN, PLAIN]))[-1]
    assert last.startswith("all           80")
