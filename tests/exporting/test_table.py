from __future__ import annotations

import csv
import io
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from rashomon.exporting.table import COLUMNS, disarm, visible, write_csv
from rashomon.records import Document, Extraction, Span, Statement


@given(st.text())
def test_no_cell_opens_as_a_formula_and_none_loses_a_character(cell: str) -> None:
    safe = disarm(cell)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert safe in (cell, "'" + cell)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=40))
def test_any_text_reads_back_from_csv(text: str) -> None:
    statement = Statement("s", "d", "direct", (Span(0, len(text)),))
    file = io.StringIO(newline="")
    assert list(write_csv([Extraction(Document("d", text), (statement,))], file))
    header, row = csv.reader(io.StringIO(file.getvalue(), newline=""))
    assert tuple(header) == COLUMNS
    assert row[COLUMNS.index("content")] == disarm(" ".join(text.split()))


@given(st.text())
def test_no_terminal_is_told_what_to_do(words: str) -> None:
    shown = visible(words)
    assert all(unicodedata.category(character) != "Cc" for character in shown)
    assert not set(shown) & set("\u202e\u2066\u200f")


def test_a_carriage_return_opens_no_row() -> None:
    statement = Statement("s", "a\r=1+1", "direct", (Span(0, 2),))
    file = io.StringIO(newline="")
    assert list(write_csv([Extraction(Document("a\r=1+1", "No"), (statement,))], file))
    _, row = csv.reader(io.StringIO(file.getvalue(), newline=""))
    assert row[0] == "a\n=1+1"
