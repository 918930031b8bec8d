"""Statements as rows: CSV for a spreadsheet, a table for the terminal."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from rich.table import Table
from rich.text import Text

from rashomon.exporting.files import whole_file
from rashomon.records import Comparison, Extraction, Spans, Statement

COLUMNS = (
    "document", "uri", "outlet", "published", "language", "statement", "speaker", "speaker type", "kind", "act",
    "source", "cue", "content", "start", "end", "inside statement", "confidence", "why no speaker",
)  # fmt: skip
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# A cell that opens with one of these is run as a formula by spreadsheets (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def disarm(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe goes before one.

    >>> disarm("=1+1")
    "'=1+1"
    """
    return "'" + cell if cell.startswith(_FORMULA) else cell


def cell_of(value: str) -> str:
    """Return a cell that no spreadsheet runs, in which every line ends alike.

    The writer of the standard library leaves a bare carriage return unquoted, and what stands after
    it would open a row of its own.

    >>> cell_of("=1\\r=2")
    "'=1\\n=2"
    """
    return disarm(value).replace("\r\n", "\n").replace("\r", "\n")


def words(text: str, spans: Spans) -> str:
    """Return the words of spans on one line, parts joined by an ellipsis in brackets."""
    return " […] ".join(" ".join(span.of(text).split()) for span in spans)


def visible(words: str) -> str:
    """Return words with control and direction-override characters spelled out, so that no terminal obeys them.

    >>> visible("a\\x1b[31m")
    'a\\\\x1b[31m'
    """
    return "".join(_spelled(c) if c in _DIRECTION or unicodedata.category(c) == "Cc" else c for c in words)


def _spelled(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def rows(extraction: Extraction) -> Iterator[tuple[str, ...]]:
    """Yield a row of `COLUMNS` for each statement."""
    document = extraction.document
    names = {entity.id: entity for entity in extraction.entities}
    about = (document.id, document.uri, document.outlet, document.published, document.language)
    for statement in extraction.statements:
        speaker = names.get(statement.speaker or "")
        said = (words(document.text, spans) for spans in (statement.source, statement.cue, statement.content))
        yield tuple(
            cell_of(str(cell) if cell is not None else "")
            for cell in (
                *about, statement.id, speaker and speaker.name, speaker and speaker.type, statement.kind, statement.act,
                *said, statement.content[0].start, statement.content[-1].end, statement.parent, statement.confidence,
                statement.unknown,
            )
        )  # fmt: skip


def write_csv(extractions: Iterable[Extraction], file: TextIO) -> Iterator[Extraction]:
    """Write a header and all rows, passing each extraction on."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for extraction in extractions:
        writer.writerows(rows(extraction))
        yield extraction


def write_csv_file(comparison: Comparison, path: Path) -> None:
    """Write the statements of a comparison, a row each.

    A lone surrogate, which no file can hold, becomes a question mark. Raise OSError where the file cannot be written.
    """
    with whole_file(path) as part, part.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        for _ in write_csv(_extractions(comparison), file):
            pass


def _extractions(comparison: Comparison) -> Iterator[Extraction]:
    said: dict[str, list[Statement]] = {}
    for statement in comparison.statements:
        said.setdefault(statement.document, []).append(statement)
    for document in comparison.documents:
        yield Extraction(document, tuple(said.get(document.id, ())), comparison.entities)


def terminal(extraction: Extraction) -> Table:
    """Return one document's statements as a table that fits the terminal."""
    document = extraction.document
    table = Table(
        title=Text(visible(document.title or document.uri or document.id)), title_justify="left", expand=True
    )
    table.add_column("speaker", ratio=2)
    table.add_column("says", ratio=1)
    table.add_column("content", ratio=6)
    names = {entity.id: entity.name for entity in extraction.entities}
    for statement in extraction.statements:
        table.add_row(*(Text(visible(cell)) for cell in _cells(document.text, statement, names)))
    return table


def _cells(text: str, statement: Statement, names: dict[str, str]) -> tuple[str, str, str]:
    speaker = names.get(statement.speaker or "", "") or f"not named ({statement.unknown or 'no source'})"
    return speaker, words(text, statement.cue) or statement.act, words(text, statement.content)
