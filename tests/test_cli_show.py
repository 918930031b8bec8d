from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rashomon.case import Case
from rashomon.cli import main
from rashomon.records import Comparison, Document, Extraction
from rashomon.report import write_folder
from tests.report.fixture import comparison
from tests.report.hostile import hostile


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["show", *map(str, arguments)])


def written(path: Path, found: Comparison) -> Path:
    path.write_text(json.dumps(found.to_dict()), "utf-8")
    return path


@pytest.fixture
def found(tmp_path: Path) -> Path:
    return written(tmp_path / "found.json", comparison())


def test_a_pipe_gets_plain_lines(found: Path) -> None:
    result = run(found)
    assert result.exit_code == 0
    assert "# Where the accounts part" in result.stdout
    assert "\x1b" not in result.stdout
    assert "│" not in result.stdout


def test_a_width_asks_for_tables(found: Path) -> None:
    assert "│" in run(found, "--width", "100").stdout
    assert run(found, "--width", "39").exit_code == 2


def test_one_question_one_speaker_one_article(found: Path) -> None:
    assert "# 3. When did the fire begin?" in run(found, "--question", "begin").stdout
    assert "# Ilya Radov" in run(found, "--speaker", "радов").stdout
    assert "# 4. Harbour master moves the hour" in run(found, "--article", "4").stdout


def test_the_folder_of_a_report_is_shown_too(tmp_path: Path, found: Path) -> None:
    write_folder(comparison(), tmp_path / "report")
    assert run(tmp_path / "report").stdout == run(found).stdout


def test_hostile_articles_send_nothing_to_the_terminal(tmp_path: Path) -> None:
    trap = written(tmp_path / "trap.json", hostile())
    for more in ((), ("--question", "1"), ("--article", "1"), ("--speaker", "nobody\x1b[31m")):
        result = run(trap, *more)
        assert "\x1b" not in result.output
        assert "\u202e" not in result.output


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--question", "1", "--speaker", "Radov"), "at a time"),
        (("--speaker", "Nobody Known"), "no speaker is called"),
    ],
)
def test_a_wrong_wish_is_answered(found: Path, more: tuple[str, ...], words: str) -> None:
    result = run(found, *more)
    assert result.exit_code == 2
    assert words in result.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        ("[]", "holds no comparison"),
        ('{"schema": "rashomon/1", "document": {}}', "holds no comparison"),
        ('{"schema": "rashomon/9", "documents": []}', "schema"),
        ('{"schema": "rashomon/1", "documents": [{"id": 1}]}', "cannot be read"),
        ('{"schema": "rashomon/1", "documents": 7}', "cannot be read"),
    ],
)
def test_what_is_no_comparison_has_its_own_exit_code(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "odd.json"
    path.write_text(text, "utf-8")
    result = run(path)
    assert result.exit_code == 4
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_a_case_is_shown_and_what_is_new_in_it_is_told(tmp_path: Path) -> None:
    with Case.new(tmp_path / "case.db") as case:
        case.add_extractions([Extraction(Document("d1", "It held, Roe said.", title="The wall"))])
        case.compare()
    assert "1 article" in run(tmp_path / "case.db").stdout
    with Case.open(tmp_path / "case.db") as case:
        case.add_extractions([Extraction(Document("d2", "It fell, Low said.", title="The wall fell"))])
    result = run(tmp_path / "case.db")
    assert "what is new in the case is not shown" in result.stderr
    assert "The wall" in run(tmp_path / "case.db", "--article", "1").stdout


def test_a_case_that_was_never_compared_says_what_to_do(tmp_path: Path) -> None:
    with Case.new(tmp_path / "case.db") as case:
        case.add_extractions([Extraction(Document("d1", "It held, Roe said.", title="The wall"))])
    result = run(tmp_path / "case.db")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "compared yet: `rashomon compare --case" in result.stderr


def test_what_only_looks_like_a_case_is_told(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    path.write_bytes(b"SQLite format 3\x00\xff\xfe")
    result = run(path)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_bytes_that_are_no_text_are_no_comparison(tmp_path: Path) -> None:
    path = tmp_path / "found.json"
    path.write_bytes(b"\xff\xfe\x00")
    assert run(path).exit_code == 4
    assert run(tmp_path / "gone.json").exit_code == 4
