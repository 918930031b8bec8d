from __future__ import annotations

import csv
import io
import json
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from rashomon import __version__
from rashomon.cli import COMMANDS, main
from rashomon.cli_codes import INTERRUPTED, NOTHING_READ, SOME_ASIDE

ARTICLE = "“The wall held,” Mayor Ann Roe said on Monday.\n\nBob Low denied that it did."


def run(*arguments: str | Path, given: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


def test_extract_writes_a_line_for_each_document(article: Path) -> None:
    result = run("extract", article, "--format", "jsonl")
    assert result.exit_code == 0
    (line,) = (json.loads(line) for line in result.stdout.splitlines())
    assert line["schema"] == "rashomon/1"
    assert line["document"]["text"] == ARTICLE
    assert line["statements"][0]["speaker"]["name"] == "Ann Roe"
    assert "1 document, 2 statements" in result.stderr


def test_extract_reads_standard_input() -> None:
    result = run("extract", "-", "--format", "jsonl", given=ARTICLE)
    assert json.loads(result.stdout)["document"]["text"] == ARTICLE


def test_csv_has_a_row_for_each_statement_and_runs_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "sums.jsonl"
    path.write_text(
        json.dumps({"id": "=1+1", "text": ARTICLE, "outlet": "@SUM(A1)", "language": "en"}), "utf-8"
    )
    rows = list(csv.DictReader(io.StringIO(run("extract", path, "-f", "csv").stdout)))
    assert [row["act"] for row in rows] == ["assert", "deny"]
    assert {row["document"] for row in rows} == {"'=1+1"}
    assert {row["outlet"] for row in rows} == {"'@SUM(A1)"}


def test_the_table_shows_who_says_what(article: Path) -> None:
    result = run("extract", article, "--format", "table")
    assert "Ann Roe" in result.stdout
    assert "The wall held" in " ".join(result.stdout.split())


def test_one_bad_file_is_put_aside_and_spoils_nothing(article: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "x"}\n', "utf-8")
    result = run("extract", article, bad, "-f", "jsonl")
    assert result.exit_code == SOME_ASIDE
    good, aside = (json.loads(line) for line in result.stdout.splitlines())
    assert good["statements"]
    assert aside["statements"] == []
    assert aside["rejected"] in result.stderr
    assert "bad.jsonl" in result.stderr


def test_nothing_readable_has_its_own_exit_code(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("", "utf-8")
    assert run("extract", empty, "-f", "jsonl").exit_code == NOTHING_READ


def test_a_wrong_command_line_says_what_there_is() -> None:
    result = run("extract", "x", "--format", "xml")
    assert result.exit_code == 2
    assert re.search("jsonl.*csv.*table", result.output, re.DOTALL)


def test_compare_writes_json_twice_the_same(article: Path) -> None:
    first, second = (run("compare", article, "--format", "json").stdout for _ in range(2))
    assert first == second
    assert json.loads(first)["documents"][0]["text"] == ARTICLE


def test_compare_writes_a_report(article: Path, tmp_path: Path) -> None:
    report = tmp_path / "out.html"
    result = run("compare", article, "-o", report)
    assert result.exit_code == 0
    assert "Ann Roe" in report.read_text("utf-8")
    assert str(report) in result.stderr.replace("\n", "")


def test_an_interrupted_run_goes_on_where_it_was(tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    lines = [
        json.dumps({"id": str(number), "text": f"{ARTICLE} {number}", "language": "en"})
        for number in range(4)
    ]
    source.write_text("\n".join(lines), "utf-8")
    whole = tmp_path / "whole.jsonl"
    run("extract", source, "-o", whole)
    done = whole.read_text("utf-8").splitlines(keepends=True)
    resumed = tmp_path / "resumed.jsonl"
    Path(f"{resumed}.part").write_text(done[0] + done[1] + done[2][:40], "utf-8")
    result = run("extract", source, "-o", resumed)
    assert "2 documents" in result.stderr
    assert resumed.read_text("utf-8") == whole.read_text("utf-8")
    assert not Path(f"{resumed}.part").exists()


def test_a_pipe_is_written_into_and_never_replaced(article: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(pipe.read_text, "utf-8")
        assert run("extract", article, "-o", pipe).exit_code == 0
        assert json.loads(read.result(timeout=60))["schema"] == "rashomon/1"
    assert pipe.is_fifo()


def test_the_version_is_the_packages() -> None:
    assert __version__ in run("--version").output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme_and_explains_itself(command: str) -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    assert f"rashomon {command}" in readme
    assert "Exit codes" in run(command, "--help").output
    assert str(INTERRUPTED) in run(command, "--help").output


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_all_says_what_each_command_says_of_itself(command: str) -> None:
    found = main.get_command(click.Context(main), command)
    assert found is not None
    assert found.name == command
    assert found.get_short_help_str(1_000) == COMMANDS[command][2]


def test_commands_are_told_in_order_and_an_unknown_one_is_a_wrong_command_line() -> None:
    assert list(COMMANDS) == sorted(COMMANDS)
    assert run("compère").exit_code == 2


def test_a_missing_folder_is_told_before_any_work(article: Path, tmp_path: Path) -> None:
    for command in ("extract", "compare"):
        result = run(command, article, "-o", tmp_path / "none" / "out.json")
        assert result.exit_code == 2
        assert "there is no folder" in result.output


def test_a_report_in_an_unknown_form_is_refused(article: Path, tmp_path: Path) -> None:
    result = run("compare", article, "-o", tmp_path / "out.pdf")
    assert result.exit_code == 2
    assert ".html or .json" in result.output


def test_an_empty_folder_is_nothing_read(tmp_path: Path) -> None:
    result = run("extract", tmp_path)
    assert result.exit_code == NOTHING_READ
    assert "no article in this folder" in result.stderr
