"""Reviewed articles as annotated ones."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rashomon import Comparison, Document, Edit, compare_extractions, extract_document
from rashomon.evaluation.report import evaluate, total
from rashomon.exporting.gold import gold_rows, write_gold
from rashomon.records import Fix, Quote, Span

TEXTS = ("“The gate held,” Mayor Ann Roe said. She denied that it leaked.", "“It broke,” Bo Ek said.")


def reviewed(*, fully: bool) -> Comparison:
    documents = [Document(f"d{number}", text, language="en") for number, text in enumerate(TEXTS)]
    found = [extract_document(document) for document in documents]
    edits = []
    for statement in found[0].statements[: None if fully else 1]:
        span = Span(statement.content[0].start, statement.content[-1].end)
        edits.append(
            Edit(
                "accept-statement",
                quotes=(Quote.of("d0", TEXTS[0], span),),
                fix=Fix(act=statement.act),
                who="Ann",
            )
        )
    return compare_extractions(found, edits=edits)


def test_only_articles_that_are_reviewed_to_the_end_are_gold() -> None:
    rows = list(gold_rows(reviewed(fully=True)))
    assert [row["id"] for row in rows] == ["d0"]
    assert {one["speaker"] for one in rows[0]["attributions"]} == {"Ann Roe"}
    assert list(gold_rows(reviewed(fully=False))) == []


def test_what_was_accepted_measures_the_version_that_found_it_as_perfect(tmp_path: Path) -> None:
    write_gold(reviewed(fully=True), tmp_path / "gold.jsonl")
    figures = total(tally for _, tally in evaluate(tmp_path / "gold.jsonl")).figures()
    assert figures["gold"] == len(json.loads((tmp_path / "gold.jsonl").read_text())["attributions"])
    assert figures["speaker"]["f1"] == 1.0


def test_nothing_reviewed_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="reviewed"):
        write_gold(reviewed(fully=False), tmp_path / "gold.jsonl")
    assert not (tmp_path / "gold.jsonl").exists()


def test_a_lone_surrogate_is_written_as_json_escapes_it(tmp_path: Path) -> None:
    found = reviewed(fully=True)
    odd = replace(found, documents=(replace(found.documents[0], title="a\ud800"), *found.documents[1:]))
    write_gold(odd, tmp_path / "gold.jsonl")
    assert json.loads((tmp_path / "gold.jsonl").read_text("utf-8"))["title"] == "a\ud800"
    assert [path.name for path in tmp_path.iterdir()] == ["gold.jsonl"]
