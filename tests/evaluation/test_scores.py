from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from rashomon.cli import main
from rashomon.cli_codes import NOTHING_READ
from rashomon.evaluation.attribution import Tally, matches, name_agrees
from rashomon.exporting.lines import LineFile
from rashomon.pipeline import extract
from tests.data import shared

TEXT = "The wall held, Ann Roe said. Bob Ash denied it."
GOLD = [
    {"type": "indirect", "content": [[0, 13]], "cue": [[23, 27]], "source": [[15, 22]], "speaker": "Ann Roe"},
    {
        "type": "indirect",
        "content": [[44, 46]],
        "cue": [[37, 43]],
        "source": [[29, 36]],
        "speaker": "Bob Ash",
    },
]


def test_each_measure_counts_what_it_says() -> None:
    tally = Tally()
    half = {"content": [[0, 8]], "cue": [[23, 27]], "source": [[15, 18]], "speaker": {"name": "Roe"}}
    tally.add(TEXT, GOLD, [half])
    figures = tally.figures()
    assert figures["found"] == {"p": 1.0, "r": 0.5, "f1": 0.6667}
    assert figures["exact"]["f1"] == 0.0
    assert figures["speaker"]["p"] == figures["source"]["p"] == figures["cue"]["p"] == 1.0
    assert figures["recall"] == {"indirect": [0.5, 0.5]}


def test_one_statement_answers_one_attribution() -> None:
    twice = [{"content": [[0, 13]], "source": []}] * 2
    assert len(matches(TEXT, GOLD[:1], twice)) == 1
    assert len(matches(TEXT, [*GOLD[:1], *GOLD[:1]], twice[:1])) == 1


@pytest.mark.parametrize(
    ("gold", "given", "agree"),
    [
        ("José Roe", "Jose Roe", True),
        ("the ministry", "Ministry", True),
        (None, None, True),
        ("Ann Roe", "Bob Ash", False),
    ],
)
def test_names_agree_by_their_last_word(gold: str | None, given: str | None, agree: bool) -> None:
    assert name_agrees(gold, given) is agree


def test_the_command_prints_a_table_and_one_line_of_json(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "a", "text": TEXT, "language": "en", "attributions": GOLD}), "utf-8")
    done = CliRunner().invoke(main, ["evaluate", "attribution", str(gold)])
    assert done.exit_code == 0, done.output
    figures = json.loads(done.output.splitlines()[-1])
    assert figures["gold"] == 2
    assert f"F1 {figures['found']['f1']:.3f}" in done.output


def test_a_file_that_holds_no_annotated_article_is_named(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "a", "text": "No."}\n', "utf-8")
    done = CliRunner().invoke(main, ["evaluate", "attribution", str(gold)])
    assert done.exit_code == NOTHING_READ
    assert "gold.jsonl, line 1" in done.output


def test_it_scores_as_the_shared_scorer_does(tmp_path: Path) -> None:
    gold, scorer = shared("styles/dev.jsonl"), shared("../scoring/score_attribution.py")
    found = tmp_path / "found.jsonl"
    assert all(LineFile(found).write(extract([str(gold)])))
    command = [sys.executable, str(scorer), str(gold), str(found)]
    theirs = json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
    )
    ours = json.loads(
        CliRunner().invoke(main, ["evaluate", "attribution", str(gold)]).output.splitlines()[-1]
    )
    assert {name: theirs[name] for name in ("found", "exact", "source", "speaker", "cue", "recall")} == {
        name: ours[name] for name in ("found", "exact", "source", "speaker", "cue", "recall")
    }
