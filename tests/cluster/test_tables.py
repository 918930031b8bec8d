from __future__ import annotations

import pyarrow as pa
import pytest

from rashomon.cluster.tables import (
    SCHEMAS,
    document_row,
    extraction_of,
    mention_rows,
    name_key,
    parquet,
    statement_rows,
)  # fmt: skip
from rashomon.pipeline import extract
from rashomon.records import Extraction
from tests.cluster.making import ROOT


@pytest.fixture(scope="module")
def extractions() -> list[Extraction]:
    found = extract([str(ROOT / "examples")])
    return [one for one in found if isinstance(one, Extraction)]


def test_rows_give_back_what_they_were_made_from(extractions: list[Extraction]) -> None:
    assert extractions
    for one in extractions:
        rows = [document_row(one, None)], statement_rows(one), mention_rows(one)
        tables = (
            pa.Table.from_pylist(part, schema=SCHEMAS[name]).to_pylist()
            for name, part in zip(("documents", "statements", "mentions"), rows, strict=True)
        )
        (document,), statements, mentions = tables
        assert extraction_of(document, one.document.language or "und", statements, mentions) == one


def test_words_beside_spans_are_the_articles(extractions: list[Extraction]) -> None:
    for one in extractions:
        for row in statement_rows(one):
            words = [one.document.text[span["start"] : span["end"]] for span in row["content"]]
            assert row["content_text"] == " … ".join(words)


def test_the_same_rows_are_the_same_bytes(extractions: list[Extraction]) -> None:
    rows = [row for one in extractions for row in statement_rows(one)]
    assert parquet("statements", rows) == parquet("statements", list(rows))


def test_spellings_share_a_key() -> None:
    assert len({name_key(name) for name in ("Лукашенко", "Lukashenka", "Łukaszenka")}) == 1
