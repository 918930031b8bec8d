from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import polars
import pyarrow.parquet
from hypothesis import given, settings

from rashomon.exporting.parquet import write_parquet
from rashomon.exporting.table import words
from rashomon.reading.annotations.terms import encodable
from rashomon.records import SCHEMA, Answer, Comparison, Discrepancy, Question, Statement
from tests.exporting.example import example
from tests.exporting.strategies import comparisons
from tests.report.fixture import comparison
from tests.report.hostile import hostile

TABLES = ["answers", "discrepancies", "documents", "entities", "questions", "statements"]


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    return polars.read_parquet(folder / f"{name}.parquet").to_dicts()


def statement(row: dict[str, Any]) -> Statement:
    spans = {name: [[one["start"], one["end"]] for one in row[name]] for name in ("content", "cue", "source")}
    return Statement.from_dict({**row, **spans})


def test_the_tables_join(tmp_path: Path) -> None:
    write_parquet(example(), tmp_path / "out")
    assert sorted(path.stem for path in (tmp_path / "out").iterdir()) == TABLES
    with duckdb.connect() as database:
        for name in TABLES:
            database.execute(f"create view {name} as from read_parquet('{tmp_path / 'out' / name}.parquet')")
        rows = database.execute(
            "select e.name, d.outlet, s.content_words, len(s.content) from statements s "
            "join documents d on s.document = d.id join entities e on s.speaker = e.id where s.act = 'deny'"
        ).fetchall()
        sides = database.execute(
            "select q.text, a.value, b.value from discrepancies x join questions q on x.question = q.id "
            "join answers a on x.a = a.id join answers b on x.b = b.id"
        ).fetchall()
    assert rows == [("Ida Brandt", "The Sound Post", "“Nobody,” […] “was hurt.”", 2)]
    assert sides == [("How many people left the ferry?", "12", "15")]


def test_records_read_back_whole(tmp_path: Path) -> None:
    found = comparison()
    write_parquet(found, tmp_path / "out")
    assert tuple(map(statement, read(tmp_path / "out", "statements"))) == found.statements
    for name, record in (("questions", Question), ("answers", Answer), ("discrepancies", Discrepancy)):
        assert tuple(map(record.from_dict, read(tmp_path / "out", name))) == getattr(found, name)  # type: ignore[attr-defined]
    documents = read(tmp_path / "out", "documents")
    assert [(row["id"], row["text"], row["url"]) for row in documents] == [
        (d.id, d.text, d.url) for d in found.documents
    ]
    schema = pyarrow.parquet.read_schema(tmp_path / "out/statements.parquet")
    assert schema.metadata[b"schema"].decode() == SCHEMA


def test_hostile_and_empty_coverage_has_the_same_columns(tmp_path: Path) -> None:
    write_parquet(hostile(), tmp_path / "a")
    write_parquet(Comparison(), tmp_path / "b")
    for name in TABLES:
        one, two = (polars.read_parquet_schema(tmp_path / folder / f"{name}.parquet") for folder in "ab")
        assert one == two


@settings(max_examples=40)
@given(comparisons())
def test_every_statement_reads_back(tmp_path_factory: Any, found: Comparison) -> None:
    folder = tmp_path_factory.mktemp("parquet") / "out"
    write_parquet(found, folder)
    texts = {document.id: encodable(document.text) for document in found.documents}
    assert [row["text"] for row in read(folder, "documents")] == list(texts.values())
    rows = read(folder, "statements")
    assert [(r["id"], statement(r).content, r["confidence"]) for r in rows] == [
        (s.id, s.content, s.confidence) for s in found.statements
    ]
    for row, one in zip(rows, found.statements, strict=True):
        assert row["content_words"] == words(texts[one.document], one.content)
        assert row["document"] == encodable(one.document)
