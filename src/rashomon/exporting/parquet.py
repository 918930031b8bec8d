"""Parquet tables for analysis: documents, statements, entities, questions, answers and discrepancies.

Spans are lists of (start, end) in code points; the words stand beside them. Columns of ids join the tables. Needs the
extra `parquet`. The same comparison gives the same bytes with the same version of pyarrow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rashomon.exporting.files import whole_folder
from rashomon.exporting.table import words
from rashomon.reading.annotations.terms import encodable
from rashomon.records import SCHEMA, Comparison, Json, Statement

# Columns that are neither text nor a list of texts.
_SPANS, _NUMBERS = frozenset({"content", "cue", "source"}), frozenset({"confidence"})
_LISTS = frozenset(
    {"aliases", "documents", "statements", "qualities", "evidence", "roles", "wikidata", "copies"}
)
_TABLES: Mapping[str, tuple[str, ...]] = {
    "documents": ("id", "uri", "url", "title", "published", "language", "outlet", "text", "copies"),
    "statements": (
        "id", "document", "kind", "act", "speaker", "content", "content_words", "cue", "cue_words", "source",
        "source_words", "parent", "follows", "unknown", "confidence",
    ),
    "entities": ("id", "name", "type", "aliases", "roles", "documents", "wikidata"),
    "questions": ("id", "text", "kind", "event"),
    "answers": ("id", "question", "speaker", "value", "summary", "statements", "from", "to", "qualities"),
    "discrepancies": ("id", "question", "kind", "between", "a", "b", "evidence", "note", "confidence"),
}  # fmt: skip


def write_parquet(comparison: Comparison, path: Path) -> None:
    """Write a folder with a file a table.

    Raise ModuleNotFoundError where pyarrow is not installed, FileExistsError where the folder is there and not empty,
    OSError where it cannot be written.
    """
    import pyarrow.parquet

    rows = _rows(comparison)
    with whole_folder(path) as folder:
        for name, columns in _TABLES.items():
            table = _table(pyarrow, columns, rows[name])
            pyarrow.parquet.write_table(table, folder / f"{name}.parquet", compression="zstd")


def _rows(found: Comparison) -> Mapping[str, list[Json]]:
    texts = {document.id: document.text for document in found.documents}
    copies = {name: list(group) for group in found.copies for name in group}
    return {
        "documents": [{**row.to_dict(), "copies": copies.get(row.id, [])} for row in found.documents],
        "statements": [_statement(row, texts.get(row.document, "")) for row in found.statements],
        "entities": [
            {
                **row.to_dict(), "roles": [role.text for role in row.roles],
                "wikidata": sorted({link.wikidata for link in row.links if link.wikidata}),
            }
            for row in found.entities
        ],
        "questions": [row.to_dict() for row in found.questions],
        "answers": [row.to_dict() for row in found.answers],
        "discrepancies": [row.to_dict() for row in found.discrepancies],
    }  # fmt: skip


def _statement(row: Statement, text: str) -> Json:
    said = {f"{part}_words": words(text, getattr(row, part)) for part in sorted(_SPANS)}
    return {**row.to_dict(), **said}


def _table(pyarrow: Any, columns: Sequence[str], rows: Sequence[Json]) -> Any:
    fields = [pyarrow.field(name, _type(pyarrow, name)) for name in columns]
    schema = pyarrow.schema(fields, metadata={"schema": SCHEMA})
    arrays = [
        pyarrow.array([_value(name, row[name]) for row in rows], field.type)
        for name, field in zip(columns, fields, strict=True)
    ]
    return pyarrow.Table.from_arrays(arrays, schema=schema)


def _type(pyarrow: Any, name: str) -> Any:
    if name in _SPANS:
        return pyarrow.list_(pyarrow.struct([("start", pyarrow.int32()), ("end", pyarrow.int32())]))
    if name in _NUMBERS:
        return pyarrow.float64()
    return pyarrow.list_(pyarrow.string()) if name in _LISTS else pyarrow.string()


def _value(name: str, value: Any) -> Any:
    if name in _SPANS:
        return [{"start": start, "end": end} for start, end in value]
    if isinstance(value, str):
        return encodable(value)
    return [encodable(one) for one in value] if name in _LISTS else value
