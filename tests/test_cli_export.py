from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rashomon.case import Case
from rashomon.cli import main
from rashomon.exporting import FORMATS
from rashomon.reading.annotations.terms import file_stem
from rashomon.reading.edit_file import read_edits
from rashomon.records import Edit
from tests.exporting.example import example


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def found(tmp_path: Path) -> Path:
    path = tmp_path / "found.json"
    path.write_text(json.dumps(example().to_dict()), "utf-8")
    return path


@pytest.mark.parametrize("form", sorted(FORMATS.keys() - {"gold"}))
def test_every_form_is_listed_and_written(form: str, found: Path, tmp_path: Path) -> None:
    told = run("export", "--help").output
    assert f"  {form} " in told
    assert FORMATS[form].about in told
    result = run("export", found, "--to", form, "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert f"3 statements as {form}" in result.stderr
    assert (tmp_path / "out").exists()


def test_what_is_wrong_is_said_and_nothing_is_written(found: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine").write_text("x", "utf-8")
    (tmp_path / "bad.json").write_text("{}", "utf-8")
    for arguments, told in (
        ((found, "--to", "word", "-o", tmp_path / "o"), "'word' is not one of"),
        ((found, "--to", "brat", "-o", tmp_path / "full"), "name a new folder, or an empty one"),
        ((found, "--to", "csv", "-o", tmp_path / "no/o"), "there is no folder"),
        ((tmp_path / "none", "--to", "csv", "-o", tmp_path / "o"), "cannot be read"),
        ((tmp_path / "bad.json", "--to", "csv", "-o", tmp_path / "o"), "is no comparison"),
    ):
        result = run("export", *arguments)
        assert result.exit_code == 2
        assert told in " ".join(result.stderr.replace("│", " ").split())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.json", "found.json", "full"]


def test_a_folder_where_a_file_should_be_is_told(found: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    result = run("export", found, "--to", "csv", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    assert not list(tmp_path.glob("*.part"))


def test_corrections_come_back_by_the_command_line(found: Path, tmp_path: Path) -> None:
    assert run("export", found, "--to", "brat", "-o", tmp_path / "out").exit_code == 0
    file = tmp_path / "out" / f"{file_stem('post')}.ann"
    file.write_text(file.read_text("utf-8").replace("Act T5 deny", "Act T5 hedge") + "rubbish\n", "utf-8")
    edits = tmp_path / "edits.jsonl"
    result = run("import", found, tmp_path / "out", "--edits", edits, "--who", "Mo", "--changes-only")
    assert result.exit_code == 3
    assert result.stderr.startswith("1 correct-statement; 1 put aside\nput aside: ")
    (edit,) = read_edits(edits)
    assert isinstance(edit, Edit)
    assert (edit.kind, edit.who, edit.fix and edit.fix.act) == ("correct-statement", "Mo", "hedge")
    assert edit.when
    result = run("import", found, tmp_path / "out", "--edits", edits)
    assert "2 accept-statement, 1 correct-statement; 1 put aside" in result.stderr


def test_a_file_without_annotations_is_told(found: Path, tmp_path: Path) -> None:
    result = run("import", found, found, "--edits", tmp_path / "edits.jsonl")
    assert result.exit_code == 4
    assert "holds no annotations" in result.stderr
    assert not (tmp_path / "edits.jsonl").exists()


def test_a_case_is_exported_and_keeps_its_corrections_itself(tmp_path: Path) -> None:
    case, article = str(tmp_path / "case.db"), tmp_path / "a.txt"
    article.write_text(
        "Mayor Ann Roe said on Monday that the wall held.\n\n“Nobody was hurt,” Roe said.", "utf-8"
    )
    with Case.new(case) as made:
        made.add([str(article)])
        said = len(made.compare().statements)
    assert said == 2
    assert run("export", case, "--to", "web-annotation", "-o", tmp_path / "a.jsonld").exit_code == 0
    assert (
        run("import", case, tmp_path / "a.jsonld", "--edits", tmp_path / "none", "--who", "Mo").exit_code == 0
    )
    assert not (tmp_path / "none").exists()
    with Case.open(case) as made:
        assert [(edit.kind, edit.who) for edit in made.edits()] == [("accept-statement", "Mo")] * said
        found = made.compare()
    assert [review.state for review in found.reviews] == ["accepted"] * said
    assert {outcome.state for outcome in found.edits} == {"applied"}


def test_an_address_without_a_case_is_told(tmp_path: Path) -> None:
    (tmp_path / "case.db").write_bytes(b"SQLite format 3\0" + bytes(100))
    result = run("export", tmp_path / "case.db", "--to", "csv", "-o", tmp_path / "o")
    assert result.exit_code == 2
    assert not (tmp_path / "o").exists()
