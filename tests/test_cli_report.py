from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from rashomon import cli_report
from rashomon.cli import main
from rashomon.cli_report import Target, write
from tests.report.fixture import comparison

ARTICLE = "“The wall held,” Mayor Ann Roe said on Monday."


def test_a_name_that_ends_in_a_slash_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    result = CliRunner().invoke(main, ["compare", str(tmp_path / "a.txt"), "-o", f"{tmp_path}/found/"])
    assert result.exit_code == 0, result.output
    assert f"written: {tmp_path / 'found' / 'index.html'}" in result.stderr
    assert (tmp_path / "found" / "articles.html").is_file()


def test_json_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    result = CliRunner().invoke(
        main, ["compare", str(tmp_path / "a.txt"), "-f", "json", "-o", f"{tmp_path}/found/"]
    )
    assert result.exit_code == 2
    assert "JSON is one file" in result.stderr


def test_a_folder_of_something_else_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(click.UsageError, match="holds no report"):
        Target.given(str(tmp_path))


def test_more_articles_than_one_page_holds_become_a_folder_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_report, "MOST_ON_ONE_PAGE", 4)
    (tmp_path / "report").write_text("a file of the same name")
    said: list[str] = []
    page = write(comparison(), Target(tmp_path / "report.html"), said.append)
    assert page == tmp_path / "report-2" / "index.html"
    assert said == [
        f"5 articles are more than one page holds (4): the report is the folder {tmp_path / 'report-2'}{os.sep}"
    ]
    assert page.is_file()
    assert not (tmp_path / "report.html").exists()


def test_few_articles_are_one_page(tmp_path: Path) -> None:
    few = replace(comparison(), documents=comparison().documents[:1])
    said: list[str] = []
    assert write(few, Target(tmp_path / "report.html"), said.append) == tmp_path / "report.html"
    assert said == []
