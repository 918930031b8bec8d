from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from rashomon.cli import main
from rashomon.cli_codes import NOTHING_READ, SOME_ASIDE

TEXTS = {
    "d1": "Mayor Ann Roberts said on Monday that the wall held.\n\nRoberts denied that it fell.",
    "d2": "Councillor Paul Roberts said on Monday that the wall fell.",
    "d3": "Roberts said on Tuesday that nobody was hurt.",
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    rows = [{"id": key, "text": text, "language": "en"} for key, text in TEXTS.items()]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def compared(*arguments: str | Path) -> tuple[dict[str, Any], Result]:
    result = run("compare", *arguments, "-f", "json")
    return json.loads(result.stdout), result


def speakers(found: dict[str, Any]) -> dict[str, set[str]]:
    """Return the names of the speakers of each document."""
    names = {entity["id"]: entity["name"] for entity in found["entities"]}
    said: dict[str, set[str]] = {}
    for row in found["statements"]:
        said.setdefault(row["document"], set()).add(names.get(row["speaker"], ""))
    return said


def test_a_suggestion_is_shown_settled_and_stays_settled(articles: Path, tmp_path: Path) -> None:
    found, result = compared(articles)
    assert speakers(found)["d3"] == {"Roberts"}
    assert len(found["suggestions"]) == 2
    assert "2 pairs of names may be one" in result.stderr
    ann = next(entity["id"] for entity in found["entities"] if entity["name"] == "Ann Roberts")
    suggestion = next(row["id"] for row in found["suggestions"] if row["b"] == ann)
    json_file, edits = tmp_path / "found.json", tmp_path / "edits.jsonl"
    json_file.write_text(json.dumps(found), "utf-8")
    added = run(
        "edit", "merge", suggestion, "--from", json_file, "--edits", edits, "--who", "Cy", "--why", "heard it"
    )
    assert added.exit_code == 0
    assert json.loads(edits.read_text("utf-8"))["targets"] == [
        {"name": "Roberts", "documents": ["d3"]},
        {"name": "Ann Roberts", "documents": ["d1"]},
    ]
    corrected, result = compared(articles, "--edits", edits)
    assert speakers(corrected)["d3"] == {"Ann Roberts"}
    assert "1 edit: 1 applied" in result.stderr
    entity = next(row for row in corrected["entities"] if row["name"] == "Ann Roberts")
    assert any("heard it" in merge["reason"] and "Cy" in merge["reason"] for merge in entity["merges"])
    assert [row["state"] for row in corrected["edits"]] == ["applied"]


def test_a_rejected_suggestion_does_not_come_back(articles: Path, tmp_path: Path) -> None:
    edits = tmp_path / "edits.jsonl"
    for name in ("Ann Roberts", "Paul Roberts"):
        assert run("edit", "reject", "Roberts", name, "--edits", edits).exit_code == 0
    found, _ = compared(articles, "--edits", edits)
    assert found["suggestions"] == []


def test_a_split_and_a_rename_hold(articles: Path, tmp_path: Path) -> None:
    edits = tmp_path / "edits.jsonl"
    run(
        "edit",
        "split",
        "Ann Roberts",
        "--move-name",
        "Roberts",
        "--as",
        "Carl Roberts",
        "--in",
        "d1",
        "--edits",
        edits,
    )
    run("edit", "rename", "Paul Roberts", "Paul B. Roberts", "--edits", edits)
    found, result = compared(articles, "--edits", edits)
    assert speakers(found)["d1"] == {"Ann Roberts", "Carl Roberts"}
    assert speakers(found)["d2"] == {"Paul B. Roberts"}
    assert "2 edits: 2 applied" in result.stderr


def test_an_orphaned_edit_and_a_bad_line_are_told(articles: Path, tmp_path: Path) -> None:
    edits, report = tmp_path / "edits.jsonl", tmp_path / "report.html"
    run("edit", "rename", "Zoe Fry", "Zoë Fry", "--edits", edits)
    with edits.open("a", encoding="utf-8") as file:
        file.write("{}\n")
    result = run("compare", articles, "--edits", edits, "-o", report)
    assert result.exit_code == SOME_ASIDE
    assert "orphaned edit: rename “Zoe Fry”: no article calls anybody “Zoe Fry”" in result.stderr
    assert "put aside: edits.jsonl#2: its targets are no list" in result.stderr
    assert "no article calls anybody “Zoe Fry”" in report.read_text("utf-8")


def test_a_gazetteer_links_and_its_bad_rows_are_told(articles: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.csv"
    known.write_text("name,aliases,wikidata,type\nAnn Roberts,A. Roberts,Q5,person\n,,Q6,\n", "utf-8")
    found, result = compared(articles, "--gazetteer", known)
    assert result.exit_code == SOME_ASIDE
    linked = {entity["name"]: entity["links"] for entity in found["entities"] if entity["links"]}
    assert linked == {
        "Ann Roberts": [{"id": "known.csv#2", "source": "known.csv", "name": "Ann Roberts", "wikidata": "Q5"}]
    }
    assert "put aside: known.csv#3: it has no name" in result.stderr
    assert {"uri": "known.csv#3", "reason": "it has no name"} in found["rejected"]


def test_a_gazetteer_that_is_none_stops_before_any_work(articles: Path, tmp_path: Path) -> None:
    bad = tmp_path / "known.csv"
    bad.write_text("a,b\n1,2\n", "utf-8")
    result = run("compare", articles, "--gazetteer", bad)
    assert result.exit_code == 2
    assert "no column named name; the columns are: a, b" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("merge", "Roberts"), "a merge needs two names or more"),
        (("reject", "a", "b", "c"), "a reject needs two names"),
        (("split", "Roberts"), "a split needs the names"),
        (("rename", "Roberts", " "), "the new name is empty"),
        (("rename", "Roberts", "x" * 300), "300 characters"),
        (("merge", "", "Roe"), "a target's name is empty"),
        (("rename", "a", "b", "--edits", "no/such/folder/e.jsonl"), "there is no folder"),
        (("merge", "a", "b", "--from", "no-such.json"), "does not exist"),
    ],
)
def test_what_is_no_edit_is_refused(arguments: tuple[str, ...], reason: str, tmp_path: Path) -> None:
    edits = tmp_path / "edits.jsonl"
    given = arguments if "--edits" in arguments else (*arguments, "--edits", str(edits))
    result = run("edit", *given)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert not edits.exists()


def test_a_name_that_the_comparison_lacks_or_has_twice_is_refused(articles: Path, tmp_path: Path) -> None:
    found, _ = compared(articles)
    found["entities"][0]["name"] = found["entities"][1]["name"]
    path, edits = tmp_path / "found.json", tmp_path / "edits.jsonl"
    path.write_text(json.dumps(found), "utf-8")
    twice = run("edit", "rename", found["entities"][0]["name"], "X", "--from", path, "--edits", edits)
    assert twice.exit_code == 2
    assert found["entities"][0]["id"] in twice.stderr
    assert (
        "no entity called “Nobody”"
        in run("edit", "rename", "Nobody", "X", "--from", path, "--edits", edits).stderr
    )
    path.write_text("[]", "utf-8")
    assert "is no comparison" in run("edit", "rename", "a", "b", "--from", path, "--edits", edits).stderr
    assert not edits.exists()


def test_nothing_read_is_told_with_edits_too(tmp_path: Path) -> None:
    edits = tmp_path / "edits.jsonl"
    run("edit", "rename", "a", "b", "--edits", edits)
    assert run("compare", tmp_path / "none.txt", "--edits", edits, "-f", "json").exit_code == NOTHING_READ
