"""`rashomon compare --propose` from the command line to the report and into a case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rashomon.case import Case
from rashomon.cli import main

ARTICLES = {
    "one.txt": "outlet: The Lantern\npublished: 2031-03-02\ntitle: Fire at the Osterquay grain terminal\n\n"
    "A fire at the Osterquay grain terminal in Port Velm burned for hours. The fire began in the conveyor gallery, Mayor "
    "Ann Roe said on Monday.",
    "two.txt": "outlet: Harbour Post\npublished: 2031-03-03\ntitle: Osterquay grain terminal burns\n\n"
    "The grain terminal at Osterquay in Port Velm burned for hours on Monday. “The fire did not start in the conveyor "
    "gallery, it came over the fence from the street,” Bob Low, a watchman, said.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "articles" / name).write_text(text, "utf-8")
    return tmp_path / "articles"


def run(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result


def test_proposals_stand_apart_and_change_nothing_else(folder: Path) -> None:
    plain = json.loads(run("compare", folder, "-f", "json").stdout)
    result = run("compare", folder, "-f", "json", "--propose")
    found = json.loads(result.stdout)
    advice = found.pop("advice")
    assert found == plain
    assert advice["local"] is True
    assert advice["asked"] >= 1
    assert (
        f"pair model: {advice['asked']} pairs of statements read, {len(advice['proposals'])} proposed"
        in result.stderr
    )


def test_the_report_says_whose_proposals_they_are(folder: Path, tmp_path: Path) -> None:
    run("compare", folder, "--propose", "-o", tmp_path / "report.html")
    html = (tmp_path / "report.html").read_text("utf-8")
    assert "Perhaps worth reading side by side" in html
    assert "Proposed by a language model" not in html


def test_what_is_proposed_in_a_case_stays_until_other_advice_is_kept(folder: Path, tmp_path: Path) -> None:
    where = tmp_path / "case.db"
    run("new", where)
    run("add", where, folder)
    run("compare", "--case", where, "--propose")
    run("compare", "--case", where)
    with Case.open(where) as case:
        advice = case.comparison().advice
    assert advice is not None
    assert advice.local
    run("compare", "--case", where, "-o", tmp_path / "report.html")
    assert "Perhaps worth reading side by side" in (tmp_path / "report.html").read_text("utf-8")


def test_one_adviser_at_a_time(folder: Path) -> None:
    given = ("--propose", "--adviser", "http://127.0.0.1:9/v1", "--adviser-model", "tiny")
    assert "one adviser at a time" in run("compare", folder, *given, code=2).output
