"""A case from the command line, from nothing to the report, with corrections of two people."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from rashomon.case import Case
from rashomon.cli import main
from rashomon.cli_codes import INTERRUPTED, NOTHING_READ, SOME_ASIDE

TEXTS = {
    "a.txt": "published: 2031-03-01\nlanguage: en\n\n"
    "Nine people died at Karst Dam, Mayor Ann Roe said on Monday. “The Karst gate held,” she added.",
    "b.txt": "published: 2031-03-02\nlanguage: en\n\n"
    "Six people died at Karst Dam, the Velm fire service said. “The Karst gate broke,” said Bo Ek of the Velm fire service.",
}


def run(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == code, f"{result.output}\n{result.exception!r}"
    return result


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def case(tmp_path: Path, articles: Path) -> Path:
    path = tmp_path / "case.db"
    run("new", path)
    run("add", path, articles)
    run("compare", "--case", path)
    return path


def rows(path: Path, sql: str) -> list[Any]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_a_case_from_nothing_to_the_report(tmp_path: Path, articles: Path) -> None:
    path, report = tmp_path / "case.db", tmp_path / "report.html"
    assert f"made: {path}" in run("new", path).stderr
    added = run("add", path, articles, tmp_path / "none.txt", code=SOME_ASIDE)
    assert "2 new documents, 0 known already, 1 put aside" in added.stderr
    assert f"not compared yet: rashomon compare --case {path}" in added.stderr
    assert f"not up to date: rashomon compare --case {path}" in run("status", path).stdout
    compared = run("compare", "--case", path)
    assert compared.stdout == ""
    assert "2 documents" in compared.stderr
    assert "not up to date" not in run("status", path).stdout
    status = json.loads(run("status", path, "-f", "json").stdout)
    assert (status["documents"], status["current"], status["rejected"]) == (2, True, 1)
    run("report", path, "-o", report)
    assert "Karst" in report.read_text("utf-8")
    assert "2 known already" in run("add", path, articles).stderr


def test_a_case_and_its_inputs_compare_to_the_same(case: Path, articles: Path) -> None:
    kept = json.loads(run("compare", "--case", case, "-f", "json").stdout)
    assert kept == json.loads(run("compare", articles, "-f", "json").stdout)


def test_a_gazetteer_is_kept_in_the_case_until_another_is_given(
    case: Path, articles: Path, tmp_path: Path
) -> None:
    known, none = tmp_path / "known.csv", tmp_path / "none.csv"
    known.write_text("name,wikidata,type\nBo Ek,Q5,person\n,Q6,\n", "utf-8")
    none.write_text("name,wikidata,type\n", "utf-8")
    told = run("compare", "--case", case, "--gazetteer", known, code=SOME_ASIDE)
    assert "put aside: known.csv#3: it has no name" in told.stderr
    alone = json.loads(run("compare", articles, "--gazetteer", known, "-f", "json", code=SOME_ASIDE).stdout)
    kept = json.loads(run("compare", "--case", case, "-f", "json").stdout)
    assert {**alone, "rejected": []} == kept
    assert [entity["links"][0]["wikidata"] for entity in kept["entities"] if entity["links"]] == ["Q5"]
    run("copy", case, copied := tmp_path / "copy.db")
    assert "not up to date" not in run("status", copied).stdout
    run("report", copied, "--gazetteer", none, "-o", tmp_path / "report.html")
    assert not any(json.loads(row[0])["links"] for row in rows(copied, "SELECT record FROM entities"))
    known.write_text("name,wikidata\n,Q6\n", "utf-8")
    run("report", case, "--gazetteer", known, "-o", tmp_path / "report.html", code=SOME_ASIDE)
    assert any(json.loads(row[0])["links"] for row in rows(case, "SELECT record FROM entities"))


def test_search_prints_where_and_what(case: Path) -> None:
    found = run("search", case, "KARST", "broke")
    assert "“The Karst gate broke,”" in found.stdout
    assert "1 document" in found.stderr
    hit = json.loads(run("search", case, "broke", "-f", "json", "--said").stdout)
    assert hit["statement"]
    assert run("search", case, "zebra").stdout == ""


def test_nothing_that_an_article_or_a_colleague_writes_is_obeyed_by_the_terminal(tmp_path: Path) -> None:
    path, source, file = tmp_path / "case.db", tmp_path / "bad.jsonl", tmp_path / "edits.jsonl"
    row = {
        "id": "\x1b[2Jid",
        "text": "The gate \x1b[31mheld\u202e, they said.",
        "title": "\x1b]0;owned\x07 gate",
        "language": "en",
    }
    source.write_text(json.dumps(row), "utf-8")
    edit = {
        "kind": "note",
        "targets": [{"name": "\x1b[31mRoe"}],
        "why": "x",
        "who": "\x1b[2JEve",
        "when": "\x1b[1m",
    }
    file.write_text(json.dumps(edit), "utf-8")
    run("new", path)
    said = [
        run("add", path, source), run("search", path, "gate"), run("edits", "import", path, file), run("edits", "list", path),
        run("status", path),
    ]  # fmt: skip
    assert not any(letter in result.output for result in said for letter in "\x1b\x07\u202e")
    assert "Eve" in said[3].stdout


def test_corrections_by_id_reach_what_is_shown_and_can_be_undone(case: Path) -> None:
    [(statement,)] = rows(case, "SELECT statement FROM who_said_what WHERE said LIKE '%gate broke%'")
    told = run("edit", "reject-statement", statement, "--case", case, "--who", "Ann", "--why", "a mistake")
    assert f"next: rashomon compare --case {case}" in told.stderr
    run("compare", "--case", case)
    assert rows(case, f"SELECT 1 FROM statements WHERE id = '{statement}'") == []  # noqa: S608
    listed = run("edits", "list", case).stdout
    assert "Ann: reject-statement ““The Karst gate broke,””: applied" in listed
    run("edits", "undo", case, listed.split()[0][:6], "--who", "Bob")
    run("compare", "--case", case)
    assert rows(case, f"SELECT 1 FROM statements WHERE id = '{statement}'") == [(1,)]  # noqa: S608
    assert rows(case, "SELECT kind, state FROM corrections ORDER BY at") == [
        ("reject-statement", "undone"), ("undo", "applied"),
    ]  # fmt: skip
    run("edits", "undo", case, "no-such", code=2)


def test_a_statement_is_corrected_in_words(case: Path) -> None:
    [(statement,)] = rows(case, "SELECT statement FROM who_said_what WHERE said LIKE '%Nine people%'")
    run(
        "edit", "correct-statement", statement, "--case", case, "--speaker", "Bo Ek", "--act", "hedge", "--content",
        "Nine people died", "--cue", "",
    )  # fmt: skip
    run("compare", "--case", case)
    [row] = rows(case, "SELECT said, act, cue FROM who_said_what WHERE said LIKE 'Nine people%'")
    assert row == ("Nine people died", "hedge", "")
    refused = run("edit", "correct-statement", statement, "--case", case, "--content", "Ten people", code=2)
    assert "the article does not have the words “Ten people”" in refused.stderr
    assert (
        "does not say what is so"
        in run("edit", "correct-statement", statement, "--case", case, code=2).stderr
    )


def test_discrepancies_and_questions_are_corrected_by_id(case: Path) -> None:
    statements = dict(rows(case, "SELECT said, id FROM statements"))
    held, broke = (next(i for said, i in statements.items() if word in said) for word in ("held", "broke"))
    run(
        "edit",
        "add-discrepancy",
        held,
        broke,
        "--kind",
        "occurrence",
        "--question",
        "Did the gate hold?",
        "--case",
        case,
    )
    run("compare", "--case", case)
    [(found,)] = rows(
        case, "SELECT discrepancy FROM where_accounts_part WHERE question = 'Did the gate hold?'"
    )
    assert (
        "--kind, --between or --why"
        in run("edit", "correct-discrepancy", found, "--case", case, code=2).stderr
    )
    run("edit", "correct-discrepancy", found, "--kind", "modality", "--why", "one is sure", "--case", case)
    run("edit", "note", found, "Ask both.", "--case", case)
    run("compare", "--case", case)
    [row] = rows(
        case, "SELECT kind, note, discrepancy FROM where_accounts_part WHERE question = 'Did the gate hold?'"
    )
    assert row == ("modality", "one is sure", found)
    assert (found, "noted") in rows(case, "SELECT target, state FROM reviews")
    for verdict in ("accept", "reject"):
        run("edit", f"{verdict}-discrepancy", found, "--case", case)
        run("compare", "--case", case)
    assert rows(case, "SELECT 1 FROM where_accounts_part WHERE question = 'Did the gate hold?'") == []
    questions = [row[0] for row in rows(case, "SELECT id FROM questions ORDER BY place")]
    run("edit", "reword-question", questions[0], "How many are dead?", "--case", case)
    run("compare", "--case", case)
    assert ("How many are dead?",) in rows(case, "SELECT text FROM questions")
    (answer,) = rows(
        case, "SELECT a.id FROM answers a JOIN questions q ON q.id = a.question WHERE q.kind = 'number'"
    )[0]
    assert "is no amount" in run("edit", "correct-answer", answer, "many", "--case", case, code=2).stderr
    run("edit", "correct-answer", answer, "at least 40", "--case", case)
    run("compare", "--case", case)
    assert (">=40",) in rows(case, "SELECT value FROM answers")
    assert rows(case, "SELECT state FROM corrections WHERE kind = 'correct-answer'") == [("applied",)]
    told = run("edit", "merge-questions", questions[0], "no-such-question", "--case", case, code=2)
    assert "the case shows nothing of the id 'no-such-question'" in told.stderr


def test_who_is_who_is_corrected_in_a_case_as_in_a_file(case: Path, tmp_path: Path) -> None:
    run("edit", "rename", "Bo Ek", "Bogdan Ek", "--case", case, "--who", "Ann")
    run("compare", "--case", case)
    assert ("Bogdan Ek",) in rows(case, "SELECT name FROM entities")
    [(record,)] = rows(case, "SELECT record FROM edits")
    assert json.loads(record)["targets"][0]["documents"]
    assert "no entity called" in run("edit", "rename", "Nobody", "X", "--case", case, code=2).stderr
    assert "there is no case" in run("edit", "rename", "a", "b", "--case", tmp_path / "x.db", code=2).stderr
    both = run("edit", "rename", "a", "b", "--case", case, "--from", case, code=2)
    assert "leave out --from" in both.stderr


def test_two_people_exchange_their_edits(case: Path, tmp_path: Path) -> None:
    other, file = tmp_path / "other.db", tmp_path / "edits.jsonl"
    run("copy", case, other)
    run("edit", "rename", "Bo Ek", "Bogdan Ek", "--case", case, "--who", "Ann")
    run("edit", "rename", "Bo Ek", "Boris Ek", "--case", other, "--who", "Bob")
    assert "written: 1 edit" in run("edits", "export", other, file).stderr
    with file.open("a", encoding="utf-8") as stream:
        stream.write("{}\n")
    told = run("edits", "import", case, file, code=SOME_ASIDE)
    assert "1 new edit, 0 known already, 1 put aside" in told.stderr
    assert "conflict: Ann (" in told.stderr
    assert "rename “Bo Ek” as “Bogdan Ek”; overruled by Bob (" in told.stderr
    assert "0 new edits, 1 known already" in run("edits", "import", case, file, code=SOME_ASIDE).stderr
    listed = run("edits", "list", case).stdout
    assert "overruled" in listed
    assert run("edits", "export", case, "-").stdout.count("\n") == 2


def test_a_document_is_taken_out_and_read_anew(case: Path) -> None:
    document = rows(case, "SELECT document FROM articles ORDER BY published")[0][0]
    told = run("remove", case, document, "no-such", code=2)
    assert "the case has no document no-such; nothing was removed" in told.stderr
    run("remove", case, document)
    run("compare", "--case", case)
    assert len(rows(case, "SELECT 1 FROM articles")) == 1
    assert "read anew: 0 documents" in run("refresh", case).stderr
    with Case.open(case) as opened, opened.store.writing():
        opened.store.run("UPDATE extractions SET version = 'older'")
    assert "1 document read by another version: rashomon refresh" in run("status", case).stdout
    assert "read anew: 1 document" in run("refresh", case).stderr


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (("status", "no.db"), 2, "there is no case"),
        (("new", "{case}"), 2, "is there already"),
        (("add", "{case}", "no.txt"), NOTHING_READ, "put aside: no.txt"),
        (("compare",), 2, "name INPUTs to compare, or a case by --case"),
        (("compare", "x.txt", "--case", "{case}"), 2, "a case is compared as it is"),
        (("copy", "{case}", "{case}"), 2, "is there already"),
        (("report", "{case}", "-o", "no/folder/r.html"), 2, "there is no folder"),
        (("status", "postgresql://127.0.0.1:1/x?connect_timeout=2"), 2, "127.0.0.1:1/x"),
    ],
)
def test_what_goes_wrong_is_told_in_words(
    case: Path, arguments: tuple[str, ...], code: int, reason: str
) -> None:
    result = run(*(one.format(case=case) for one in arguments), code=code)
    assert reason in result.stderr
    assert "Traceback" not in result.stderr


def test_ctrl_c_keeps_what_was_added_and_the_next_run_goes_on(tmp_path: Path) -> None:
    path, source = tmp_path / "case.db", tmp_path / "many.jsonl"
    text = "“The wall held,” Mayor Ann Roe said on Monday. " * 20
    source.write_text(
        "\n".join(json.dumps({"id": str(n), "text": text, "language": "en"}) for n in range(2000)), "utf-8"
    )
    run("new", path)
    command = [sys.executable, "-c", "from rashomon.cli import main; main()", "add", str(path), str(source)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ}) as process:
        while process.poll() is None and not rows(path, "SELECT 1 FROM documents LIMIT 1"):
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        said = process.stderr.read()
    assert process.returncode == INTERRUPTED
    assert "goes on where it was" in said
    with Case.open(path, readonly=True) as case:
        assert 0 < case.status().documents < 2000


def test_a_case_begins_with_what_matches_of_a_corpus(articles: Path, tmp_path: Path) -> None:
    corpus, case = tmp_path / "corpus", tmp_path / "case.db"
    run("corpus", "extract", articles, "--to", corpus, "--workers", "1")
    run("new", case, "--from-corpus", corpus, "--query", '"velm fire"', "--since", "2031-03-02")
    with Case.open(case) as opened:
        assert [document.published for document in opened.documents()] == ["2031-03-02"]
        assert opened.status().outdated == 0
        assert len(opened.compare().statements) == 2


def test_a_case_is_not_made_where_nothing_matches(articles: Path, tmp_path: Path) -> None:
    corpus, case = tmp_path / "corpus", tmp_path / "case.db"
    run("corpus", "extract", articles, "--to", corpus, "--workers", "1")
    assert "nothing" in run("new", case, "--from-corpus", corpus, "--query", "volcano", code=2).output
    assert "corpus" in run("new", case, "--from-corpus", tmp_path, code=2).output
    assert "--from-corpus" in run("new", case, "--query", "dam", code=2).output
    assert not case.exists()
