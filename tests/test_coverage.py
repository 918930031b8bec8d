"""Real coverage and cases run through without an error, exact to the character, twice the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rashomon import Comparison, Rejected, Span, compare
from tests.data import shared

COVERAGE = (
    "china-well", "clinton-clear", "cubs-win-championship", "dieselgate", "equifax-breach", "f1", "gaga-protests",
    "iphone-x-green-line", "seattle-shooting", "star-wars-battlefront-ii-loot-box", "toberone-gate", "trump-and-obama",
)  # fmt: skip
CASES = (
    "alleged-coup-granada", "election-night", "factory-blast-gujarat", "ferry-batumi", "poisoning-minsk", "train-derailment",
)  # fmt: skip
INPUTS = [*(f"coverage/{name}.jsonl" for name in COVERAGE), *(f"cases/{name}/articles" for name in CASES)]


def texts_given(path: Path) -> list[str]:
    """Return the texts that must come out unchanged: those of JSON lines."""
    return (
        [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
        if path.suffix == ".jsonl"
        else []
    )


def spans(found: Comparison) -> Iterator[tuple[str, Span]]:
    texts = {document.id: document.text for document in found.documents}
    for statement in found.statements:
        for span in (*statement.content, *statement.cue, *statement.source):
            yield texts[statement.document], span


@pytest.mark.parametrize("name", INPUTS)
def test_coverage_runs_through_with_exact_spans(name: str) -> None:
    path = shared(name)
    found = compare([str(path)])
    assert [r for r in found.rejected if not r.reason.startswith("same content")] == []
    assert found.statements
    for text, span in spans(found):
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
    unchanged = {document.text for document in found.documents}
    assert all(text in unchanged for text in texts_given(path))


def references(found: Comparison) -> Iterator[tuple[set[str], set[str]]]:
    ids = {
        kind: {row.id for row in getattr(found, kind)}
        for kind in ("documents", "entities", "statements", "questions", "answers")
    }
    yield {s.document for s in found.statements}, ids["documents"]
    yield {s.speaker for s in found.statements if s.speaker}, ids["entities"]
    yield {s.parent for s in found.statements if s.parent}, ids["statements"]
    yield {a.question for a in found.answers}, ids["questions"]
    yield {a.speaker for a in found.answers if a.speaker}, ids["entities"]
    yield {s for a in found.answers for s in a.statements}, ids["statements"]
    yield {side for d in found.discrepancies for side in (d.a, d.b)}, ids["answers"]
    yield {s for d in found.discrepancies for s in d.evidence}, ids["statements"]
    yield {document for group in found.copies for document in group}, ids["documents"]


def test_the_example_is_whole_and_every_reference_leads_somewhere() -> None:
    found = compare(["examples/night-at-the-dam"])
    assert found.rejected == ()
    assert all(used <= known for used, known in references(found))


@pytest.mark.parametrize(
    "name", ["examples/night-at-the-dam", "cases/ferry-batumi/articles", "coverage/china-well.jsonl"]
)
def test_the_same_input_gives_the_same_bytes_in_any_process(name: str) -> None:
    path = Path(name) if name.startswith("examples") else shared(name)
    command = [
        sys.executable,
        "-c",
        "from rashomon.cli import main; main()",
        "compare",
        str(path),
        "--format",
        "json",
    ]
    runs = [
        subprocess.run(
            command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert json.loads(runs[0])["schema"] == "rashomon/1"


def test_a_bad_input_among_good_ones_is_told(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("not json\n", "utf-8")
    found = compare(["examples/night-at-the-dam", str(bad)])
    (rejected,) = found.rejected
    assert isinstance(rejected, Rejected)
    assert "bad.jsonl" in rejected.uri
    assert len(found.documents) == 8
