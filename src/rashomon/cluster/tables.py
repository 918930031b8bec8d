"""The tables of a corpus: their columns, extractions into rows and rows into extractions, without loss."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from rashomon.language.names import fold, sound
from rashomon.records import (
    Block,
    Document,
    Entity,
    Extraction,
    Merge,
    Role,
    Span,
    Spans,
    Statement,
)  # fmt: skip

SCHEMA = "rashomon-corpus/1"
UNKNOWN_DATE, UNKNOWN_LANGUAGE = "__HIVE_DEFAULT_PARTITION__", "und"

_SPAN = pa.struct([("start", pa.int32()), ("end", pa.int32())])
_BLOCK = pa.struct([("kind", pa.string()), ("start", pa.int32()), ("end", pa.int32())])
_ROLE = pa.struct(
    [(name, pa.string()) for name in ("text", "from", "until", "standing", "organization", "note")]
)
_MERGE = pa.struct([(name, pa.string()) for name in ("name", "reason", "document")])
_STRINGS = pa.list_(pa.string())


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema(list(columns.items()), metadata={"schema": SCHEMA})


SCHEMAS: Mapping[str, pa.Schema] = {
    "documents": _schema(
        id=pa.string(), uri=pa.string(), url=pa.string(), title=pa.string(), outlet=pa.string(),
        published=pa.string(), fetched=pa.string(), words=pa.int32(), statements=pa.int32(), text=pa.string(),
        blocks=pa.list_(_BLOCK),
    ),
    "statements": _schema(
        id=pa.string(), document=pa.string(), published=pa.string(), kind=pa.string(), act=pa.string(),
        content_text=pa.string(), cue_text=pa.string(), source_text=pa.string(), speaker=pa.string(),
        speaker_name=pa.string(), speaker_type=pa.string(), speaker_key=pa.string(), unknown=pa.string(),
        parent=pa.string(), follows=pa.string(), confidence=pa.float64(), content=pa.list_(_SPAN),
        cue=pa.list_(_SPAN), source=pa.list_(_SPAN),
    ),
    "mentions": _schema(
        id=pa.string(), document=pa.string(), name=pa.string(), key=pa.string(), type=pa.string(), aliases=_STRINGS,
        roles=pa.list_(_ROLE), merges=pa.list_(_MERGE), documents=_STRINGS,
    ),
    "rejected": _schema(uri=pa.string(), reason=pa.string()),
}  # fmt: skip
# The tables that are kept by date and language.
PARTED = ("documents", "statements", "mentions")


def name_key(name: str) -> str:
    """Return what the spellings of one name share in all scripts: how its words sound, roughly.

    >>> name_key("Лукашенко") == name_key("Lukashenka") == name_key("Łukaszenka")
    True
    """
    return " ".join(sound(word) for word in fold(name).split())


def document_row(extraction: Extraction, fetched: str | None) -> dict[str, Any]:
    """Return the row of a document; its language is told by where the row is kept."""
    document = extraction.document
    return {
        "id": document.id, "uri": document.uri, "url": document.url, "title": document.title,
        "outlet": document.outlet, "published": document.published, "fetched": fetched,
        "words": len(document.text.split()), "statements": len(extraction.statements), "text": document.text,
        "blocks": [{"kind": block.kind, **_span(block.span)} for block in document.blocks],
    }  # fmt: skip


def statement_rows(extraction: Extraction) -> list[dict[str, Any]]:
    """Return the rows of a document's statements, in their order."""
    text = extraction.document.text
    speakers = {entity.id: entity for entity in extraction.entities}
    return [_statement_row(one, extraction.document, text, speakers) for one in extraction.statements]


def _statement_row(
    one: Statement, document: Document, text: str, speakers: Mapping[str, Entity]
) -> dict[str, Any]:
    speaker = speakers.get(one.speaker or "")
    return {
        "id": one.id, "document": one.document, "published": document.published, "kind": one.kind, "act": one.act,
        "content_text": _words(one.content, text), "cue_text": _words(one.cue, text),
        "source_text": _words(one.source, text), "speaker": one.speaker,
        "speaker_name": speaker and speaker.name, "speaker_type": speaker and speaker.type,
        "speaker_key": speaker and name_key(speaker.name), "unknown": one.unknown, "parent": one.parent,
        "follows": one.follows, "confidence": one.confidence, "content": list(map(_span, one.content)),
        "cue": list(map(_span, one.cue)), "source": list(map(_span, one.source)),
    }  # fmt: skip


def mention_rows(extraction: Extraction) -> list[dict[str, Any]]:
    """Return the rows of those who speak in a document or are named there, in their order."""
    return [
        {
            "id": one.id, "document": extraction.document.id, "name": one.name, "key": name_key(one.name),
            "type": one.type, "aliases": list(one.aliases), "roles": [role.to_dict() for role in one.roles],
            "merges": [merge.to_dict() for merge in one.merges], "documents": list(one.documents),
        }
        for one in extraction.entities
    ]  # fmt: skip


def extraction_of(
    document: Mapping[str, Any],
    language: str,
    statements: Iterable[Mapping[str, Any]],
    mentions: Iterable[Mapping[str, Any]],
) -> Extraction:
    """Return the extraction that the rows were made from."""
    blocks = tuple(Block(row["kind"], Span(row["start"], row["end"])) for row in document["blocks"])
    given = {name: document[name] for name in ("id", "text", "uri", "title", "published", "outlet", "url")}
    known = None if language == UNKNOWN_LANGUAGE else language
    return Extraction(
        Document(**given, language=known, blocks=blocks),
        tuple(map(_statement, statements)),
        tuple(map(_entity, mentions)),
    )


def _statement(row: Mapping[str, Any]) -> Statement:
    spans = {
        name: tuple(Span(one["start"], one["end"]) for one in row[name])
        for name in ("content", "cue", "source")
    }
    names = ("id", "document", "kind", "speaker", "act", "parent", "follows", "unknown", "confidence")
    given: dict[str, Any] = {**{name: row[name] for name in names}, **spans}
    return Statement(**given)


def _entity(row: Mapping[str, Any]) -> Entity:
    return Entity(
        row["id"], row["name"], row["type"], tuple(row["aliases"]),
        tuple(Role.from_dict(role) for role in row["roles"]),
        tuple(Merge.from_dict(merge) for merge in row["merges"]), tuple(row["documents"]),
    )  # fmt: skip


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _words(spans: Spans, text: str) -> str:
    return " … ".join(span.of(text) for span in spans)


def parquet(table: str, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return rows as a Parquet file: the same rows give the same bytes with the same release of pyarrow."""
    return parquet_bytes(pa.Table.from_pylist(list(rows), schema=SCHEMAS[table]))


def parquet_bytes(table: pa.Table) -> bytes:
    """Return a table as a Parquet file."""
    file = io.BytesIO()
    pq.write_table(table, file, compression="zstd", store_schema=True)
    return file.getvalue()
