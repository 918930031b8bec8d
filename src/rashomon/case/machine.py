"""The machine's rows: documents, and what was found in each of them alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from rashomon.alignment.addresses import article_address
from rashomon.case.packing import key, packed, plain
from rashomon.case.shelves import rejected_id
from rashomon.case.store import Row, Store
from rashomon.case.words import words
from rashomon.language.parse_packing import parse_key
from rashomon.records import (
    Document,
    Entity,
    Extraction,
    Json,
    Original,
    Rejected,
    Span,
    Statement,
    content_id,
)

# The order of documents: by what they say of themselves, never by when they were added.
_DOCUMENTS = "SELECT d.record, d.text FROM documents d ORDER BY COALESCE(d.published, ''), d.uri, d.id"
_EXTRACTIONS = (
    "SELECT d.record, d.text, e.record FROM documents d JOIN extractions e ON e.document = d.id "
    "ORDER BY COALESCE(d.published, ''), d.uri, d.id"
)


def document_json(document: Document) -> Json:
    """Return a document's record; its text is a column of its own, unless no engine keeps it as it is."""
    data = document.to_dict()
    if plain(document.text) == document.text:
        del data["text"]
    return data


def document_of(record: str, text: str) -> Document:
    """Return the document of a row."""
    return Document.from_dict({"text": text, **json.loads(record)})


def extraction_json(extraction: Extraction) -> Json:
    """Return an extraction's record, without its document."""
    return {
        "statements": [one.to_dict() for one in extraction.statements],
        "entities": [one.to_dict() for one in extraction.entities],
    }


def extraction_of(document: Document, record: str) -> Extraction:
    """Return the extraction of a row."""
    data = json.loads(record)
    return Extraction(
        document,
        tuple(map(Statement.from_dict, data["statements"])),
        tuple(map(Entity.from_dict, data["entities"])),
    )


def insert(store: Store, extraction: Extraction, version: str) -> None:
    """Write a document with what was found in it, inside of `writing`."""
    document = extraction.document
    address = article_address(document.url)
    row = (
        key(document.id), *map(plain, (document.title, document.outlet, document.published, document.language)),
        plain(document.url), plain(address), plain(document.uri), now(), plain(document.text),
        packed(document_json(document)),
    )  # fmt: skip
    store.run(
        "INSERT INTO documents (id, title, outlet, published, language, url, address, uri, added, text, record) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [row],
    )
    keep_original(store, document)
    put_extraction(store, extraction, version)
    store.run("DELETE FROM rejected WHERE uri = ?", [(plain(document.uri),)])


def keep_original(store: Store, document: Document) -> None:
    """Keep the page that a document, which is there, was read from, if it comes with it and is not kept yet."""
    if document.original is not None:
        store.run(
            "INSERT INTO originals (document, charset, page) VALUES (?, ?, ?) ON CONFLICT (document) DO NOTHING",
            [(key(document.id), plain(document.original.charset), document.original.packed)],
        )


def original(store: Store, identity: str) -> Original | None:
    """Return the page that a document was read from; None where none was kept."""
    found = store.rows("SELECT page, charset FROM originals WHERE document = ?", key(identity))
    return Original(bytes(found[0][0]), found[0][1]) if found else None


def put_extraction(store: Store, extraction: Extraction, version: str) -> None:
    """Write what was found in a document that is there, in place of what was found before, inside of `writing`."""
    record = packed(extraction_json(extraction))
    row = (key(extraction.document.id), version, content_id(record), record)
    store.run(
        "INSERT INTO extractions (document, version, digest, record) VALUES (?, ?, ?, ?) ON CONFLICT (document) "
        "DO UPDATE SET version = excluded.version, digest = excluded.digest, record = excluded.record",
        [row],
    )
    index(store, extraction)


def index(store: Store, extraction: Extraction) -> None:
    """Take in the words of a document, in place of those before, inside of `writing`."""
    document = extraction.document
    number = number_of(store, document.id)
    store.unindex(number)
    body = list(words(document.text))
    title = [word for word, _ in words(document.title or "")]
    said = _inside([span for _, span in body], [s for row in extraction.statements for s in row.content])
    store.index(number, title, [word for word, _ in body], said)
    store.take_terms(sorted({*title, *(word for word, _ in body)}))


def _inside(places: Sequence[Span], contents: Sequence[Span]) -> list[bool]:
    """Tell of each word whether it stands in a content; both are gone through once."""
    rising, number, reach = sorted(contents), 0, 0
    found = []
    for place in places:
        while number < len(rising) and rising[number].start <= place.start:
            reach = max(reach, rising[number].end)
            number += 1
        found.append(place.end <= reach)
    return found


def number_of(store: Store, document: str) -> int:
    """Return the number of a document that is there."""
    return int(store.rows("SELECT number FROM documents WHERE id = ?", key(document))[0][0])


def remove(store: Store, document: Document) -> None:
    """Take a document out with all that came of it, inside of `writing`; what is shown goes wholly.

    Of what is kept the parses of the documents that are left stay: they are of nothing but these, and take longest.
    """
    number = number_of(store, document.id)
    store.unindex(number)
    store.run("DELETE FROM documents WHERE id = ?", [(key(document.id),)])
    terms = {word for text in (document.title or "", document.text) for word, _ in words(text)}
    store.drop_terms(store.unused(sorted(terms)))
    store.purge()
    left = {parse_key(one) for one in documents(store)}
    rows = store.rows("SELECT stage, key FROM memo")
    gone = [(stage, key) for stage, key in rows if stage != "parse" or key not in left]
    store.run("DELETE FROM memo WHERE stage = ? AND key = ?", gone)


def put_aside(store: Store, rejected: Iterable[Rejected]) -> None:
    """Write inputs that were put aside, inside of `writing`."""
    rows = [(rejected_id(one), plain(one.uri), plain(one.reason), packed(one.to_dict())) for one in rejected]
    store.run(
        "INSERT INTO rejected (id, uri, reason, record) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING", rows
    )


def rejected(store: Store) -> tuple[Rejected, ...]:
    """Return the inputs that were put aside."""
    rows = store.rows("SELECT record FROM rejected ORDER BY uri, reason, id")
    return tuple(Rejected.from_dict(json.loads(row[0])) for row in rows)


def documents(store: Store) -> Iterator[Document]:
    """Yield all documents in their order, inside of `reading`."""
    for record, text in store.stream(_DOCUMENTS):
        yield document_of(record, text)


def document(store: Store, identity: str) -> Document | None:
    """Return a document; None where there is none."""
    found = store.rows("SELECT record, text FROM documents WHERE id = ?", key(identity))
    return document_of(*found[0]) if found else None


def extractions(store: Store) -> Iterator[Extraction]:
    """Yield what was found in each document, in their order, inside of `reading`."""
    for record, text, found in store.stream(_EXTRACTIONS):
        yield extraction_of(document_of(record, text), found)


def outdated(store: Store, version: str) -> list[Document]:
    """Return the documents that another version has extracted."""
    sql = (
        "SELECT d.record, d.text FROM documents d JOIN extractions e ON e.document = d.id "
        "WHERE e.version <> ? ORDER BY d.id"
    )
    rows: list[Row] = store.rows(sql, version)
    return [document_of(*row) for row in rows]


def now() -> str:
    """Return the time in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
