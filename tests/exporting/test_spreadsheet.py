from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings

from rashomon.exporting import spreadsheet
from rashomon.exporting.spreadsheet import CUT, LONGEST_CELL, write_xlsx
from rashomon.exporting.table import COLUMNS, disarm, words, write_csv_file
from rashomon.reading.annotations.terms import encodable
from rashomon.records import Comparison, Document, Entity, Question, Span, Statement
from tests.exporting.example import example
from tests.exporting.strategies import comparisons
from tests.report.fixture import comparison
from tests.report.hostile import hostile

SHEETS = ["Statements", "Questions and answers", "Discrepancies", "Speakers", "Articles"]


def book(found: Comparison, path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each sheet as a spreadsheet program reads them."""
    write_xlsx(found, path)
    read = openpyxl.load_workbook(path)
    rows = {}
    for sheet in read.worksheets:
        head, *body = sheet.iter_rows(values_only=True)
        rows[sheet.title] = [dict(zip(map(str, head), row, strict=True)) for row in body]
        assert not any(cell.data_type == "f" or cell.hyperlink for line in sheet.iter_rows() for cell in line)
    return rows


def held(text: str) -> str | None:
    """Return what a cell of these words holds, as its reader gives it."""
    kept = disarm(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", encodable(text)))
    return kept.replace("\r\n", "\n").replace("\r", "\n") or None


def test_the_sheets_of_the_example(tmp_path: Path) -> None:
    rows = book(example(), tmp_path / "b.xlsx")
    assert list(rows) == SHEETS
    assert [len(rows[name]) for name in SHEETS] == [3, 2, 1, 3, 2]
    first = rows["Statements"][0]
    assert first["Speaker"] == "Ida Brandt"
    assert first["Says"] == "Twelve people […] left the ferry 🛟"
    assert (first["Review"], first["Reviewed by"], first["Confidence"]) == ("accepted", "Mo", 0.91)
    parting = rows["Discrepancies"][0]
    assert [parting[name] for name in ("Question", "Speaker A", "A says", "Outlet B", "Speaker B", "B says", "Why")] == [
        "How many people left the ferry?", "Ida Brandt", "Twelve people […] left the ferry 🛟", "Вестник Зунда",
        "Kai Orlov", "паром покинули 15 человек", "Twelve against fifteen.",
    ]  # fmt: skip
    assert [row["Answer"] for row in rows["Questions and answers"]] == [
        "Twelve people left the ferry.",
        "Fifteen people left the ferry.",
    ]
    assert {row["Name"]: (row["Statements"], row["Wikidata"]) for row in rows["Speakers"]}["Ida Brandt"] == (
        2,
        "Q4242",
    )
    assert [row["Reprint group"] for row in rows["Articles"]] == [1, 1]


def test_a_question_without_an_answer_has_its_row(tmp_path: Path) -> None:
    rows = book(Comparison(questions=(Question("q", "Who?", "actor"),)), tmp_path / "b.xlsx")
    assert rows["Questions and answers"][0]["Question"] == "Who?"


def test_every_discrepancy_of_a_coverage_shows_both_sides(tmp_path: Path) -> None:
    found = comparison()
    rows = book(found, tmp_path / "b.xlsx")["Discrepancies"]
    assert len(rows) == len(found.discrepancies) > 0
    assert all(row["A says"] and row["B says"] and row["A says"] != row["B says"] for row in rows)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_runs(start: str, tmp_path: Path) -> None:
    name = start + "cmd|' /C calc'!A0"
    found = Comparison(entities=(Entity("e", name, "person"), Entity("f", "plain", "person")))
    rows = book(found, tmp_path / "b.xlsx")["Speakers"]
    assert rows[0]["Name"] == "'" + name.replace("\r", "\n")
    assert rows[1]["Name"] == "plain"


def test_a_cell_too_long_is_cut_in_the_open(tmp_path: Path) -> None:
    text = "🛟" * 20_000
    found = Comparison(
        (Document("d", text),), statements=(Statement("s", "d", "direct", (Span(0, len(text)),)),)
    )
    rows = book(found, tmp_path / "b.xlsx")
    cell = rows["Statements"][0]["Says"]
    assert cell.endswith(CUT)
    assert LONGEST_CELL - 2 <= len(cell.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert rows["Cut cells"] == [{"Sheet": "Statements", "Row": 2, "Column": "Says", "Characters": 20_000}]
    assert text.startswith(cell.removesuffix(CUT))


def test_more_rows_than_a_workbook_holds_are_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 3)
    with pytest.raises(ValueError, match=r"“Statements” would have 3 rows.*export to csv or parquet"):
        write_xlsx(example(), tmp_path / "b.xlsx")
    assert not list(tmp_path.iterdir())


@settings(max_examples=40)
@given(comparisons())
def test_every_statement_reads_back_from_workbook_and_csv(tmp_path_factory: Any, found: Comparison) -> None:
    folder = tmp_path_factory.mktemp("sheet")
    rows = book(found, folder / "b.xlsx")
    texts = {document.id: document.text for document in found.documents}
    names = {entity.id: entity.name for entity in found.entities}
    for row, statement in zip(rows["Statements"], found.statements, strict=True):
        assert row["Says"] == held(words(texts[statement.document], statement.content))
        assert row["Speaker"] == held(names.get(statement.speaker or "", ""))
        assert row["Confidence"] == pytest.approx(statement.confidence)
        assert row["Document id"] == held(statement.document)
    write_csv_file(found, folder / "c.csv")
    with (folder / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *lines = csv.reader(file)
    assert tuple(head) == COLUMNS
    order = [row for document in found.documents for row in found.statements if row.document == document.id]
    for line, statement in zip(lines, order, strict=True):
        said = disarm(words(texts[statement.document], statement.content))
        assert line[COLUMNS.index("content")] == said.encode("utf-8", "replace").decode()


def test_hostile_words_stay_in_their_cells(tmp_path: Path) -> None:
    rows, want = book(hostile(), tmp_path / "b.xlsx"), book(comparison(), tmp_path / "c.xlsx")
    assert {name: len(sheet) for name, sheet in rows.items()} == {
        name: len(sheet) for name, sheet in want.items()
    }


def test_what_was_there_stays_where_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "b.xlsx"
    path.write_bytes(b"mine")
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 1)
    with pytest.raises(ValueError, match="more than a workbook holds"):
        write_xlsx(replace(example(), statements=()), path)
    assert path.read_bytes() == b"mine"
