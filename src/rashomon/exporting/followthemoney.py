"""FollowTheMoney: entities as JSON lines, or as statements in CSV, for investigation platforms.

Schemata: Article for what was read; Person, Organization (organizations and media), LegalEntity (groups), Address (places)
and Document (a report that is quoted) for entities; Mention for who is named in an article; Note for what somebody says,
proved by its article, and for a discrepancy, on all who part. Dates are days; a language is a code of three letters, as
the model has it. A value longer than the model allows is cut and ends in “…”.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lingua import Language

from rashomon.exporting.addresses import address_of
from rashomon.exporting.dates import day
from rashomon.exporting.files import whole_file
from rashomon.exporting.table import words
from rashomon.reading.annotations.terms import encodable, one_line
from rashomon.records import Comparison, Discrepancy, Document, Entity, Json, Statement, content_id
from rashomon.report.fragment import wikidata_address

DATASET = "rashomon"
COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang",
    "original_value", "external", "first_seen", "last_seen", "id",
)  # fmt: skip
_SCHEMATA = {
    "person": "Person", "organization": "Organization", "media": "Organization", "place": "Address",
    "document": "Document", "group": "LegalEntity",
}  # fmt: skip
# The types of the properties that are written here, by the model of FollowTheMoney 4.
_PROPERTIES = {
    "title": "string", "fileName": "string", "publisher": "string", "publishedAt": "date", "sourceUrl": "url",
    "language": "language", "bodyText": "text", "name": "name", "alias": "name", "position": "string", "notes": "text",
    "wikidataId": "identifier", "full": "address", "document": "entity", "resolved": "entity",
    "detectedSchema": "string", "description": "text", "summary": "text", "entity": "entity", "proof": "entity",
    "keywords": "string",
}  # fmt: skip
# What no database of texts keeps, and the model drops.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# What the model's types hold at most (characters).
_MOST = {"name": 384, "string": 1024, "text": 65_000, "url": 4096, "address": 250}
_LANGUAGES = {
    language.iso_code_639_1.name.lower(): language.iso_code_639_3.name.lower() for language in Language.all()
}


@dataclass(frozen=True, slots=True)
class _Proxy:
    """An entity of FollowTheMoney: its id, schema, and the values of each property."""

    id: str
    schema: str
    properties: dict[str, list[str]]

    def to_dict(self) -> Json:
        return {"id": self.id, "schema": self.schema, "properties": self.properties, "datasets": [DATASET]}


def write_followthemoney(comparison: Comparison, path: Path) -> None:
    """Write an entity a line; raise OSError where the file cannot be written."""
    with whole_file(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        for proxy in _proxies(comparison):
            file.write(json.dumps(proxy.to_dict(), ensure_ascii=False, separators=(",", ":")) + "\n")


def write_ftm_statements(comparison: Comparison, path: Path) -> None:
    """Write a value of a property a line; raise OSError where the file cannot be written."""
    with whole_file(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, dialect=csv.unix_dialect)
        writer.writerow(COLUMNS)
        for proxy in _proxies(comparison):
            writer.writerows(_rows(proxy))


def _rows(proxy: _Proxy) -> Iterator[tuple[str, ...]]:
    keys = []
    for name, values in proxy.properties.items():
        for value in values:
            keys.append(_key(proxy.id, name, value))
            yield _row(proxy, name, _PROPERTIES[name], value, keys[-1])
    # The model closes each entity with the sum of its statements.
    total = hashlib.sha1((proxy.schema + "".join(sorted(keys))).encode(), usedforsecurity=False).hexdigest()
    yield _row(proxy, "id", "id", total, _key(proxy.id, "id", total))


def _row(proxy: _Proxy, name: str, kind: str, value: str, key: str) -> tuple[str, ...]:
    return (proxy.id, proxy.id, name, kind, proxy.schema, value, DATASET, "", "", "", "f", "", "", key)


def _key(entity: str, name: str, value: str) -> str:
    """Return a statement's id as the model makes it."""
    return hashlib.sha1(f"{DATASET}.{entity}.{name}.{value}".encode(), usedforsecurity=False).hexdigest()


def _proxies(found: Comparison) -> Iterator[_Proxy]:
    documents = {document.id: document for document in found.documents}
    entities = {entity.id: entity for entity in found.entities}
    statements = {row.id: row for row in found.statements if row.document in documents}
    yield from map(_article, found.documents)
    yield from map(_entity, found.entities)
    for entity in found.entities:
        if entity.type not in ("place", "document"):  # the model resolves a mention to a legal entity alone
            yield from (_mention(entity, name) for name in entity.documents if name in documents)
    for row in statements.values():
        yield _saying(row, documents[row.document], entities.get(row.speaker or ""))
    for discrepancy in found.discrepancies:
        yield _parting(
            discrepancy, [statements[one] for one in discrepancy.evidence if one in statements], entities
        )


def _article(document: Document) -> _Proxy:
    return _proxy(
        _id("document", document.id), "Article", title=document.title, fileName=document.id,
        publisher=document.outlet, publishedAt=day(document.published), sourceUrl=address_of(document),
        language=_LANGUAGES.get(document.language or ""), bodyText=document.text,
    )  # fmt: skip


def _entity(entity: Entity) -> _Proxy:
    items = [page.rpartition("/")[2] for link in entity.links if (page := wikidata_address(link))]
    schema = _SCHEMATA.get(entity.type, "LegalEntity")
    roles = [role.text for role in entity.roles]
    return _proxy(
        _id("entity", entity.id), schema, name=_clean(entity.name, "name") or "?",
        alias=[name for name in entity.aliases if name != entity.name], wikidataId=items,
        full=entity.name if schema == "Address" else None, fileName=entity.name if schema == "Document" else None,
        **({"position": roles} if schema == "Person" else {"notes": roles}),
    )  # fmt: skip


def _mention(entity: Entity, document: str) -> _Proxy:
    return _proxy(
        _id("mention", f"{document} {entity.id}"), "Mention", name=_clean(entity.name, "name") or "?",
        document=_id("document", document), resolved=_id("entity", entity.id),
        detectedSchema=_SCHEMATA.get(entity.type, "LegalEntity"),
    )  # fmt: skip


def _saying(statement: Statement, document: Document, speaker: Entity | None) -> _Proxy:
    said = words(encodable(document.text), statement.content)
    return _proxy(
        _id("statement", statement.id), "Note", description=said,
        entity=_id("entity", speaker.id) if speaker else None, proof=_id("document", document.id),
        summary=statement.unknown, publisher=document.outlet, sourceUrl=address_of(document),
        keywords=["statement", statement.kind, statement.act],
    )  # fmt: skip


def _parting(discrepancy: Discrepancy, evidence: Iterable[Statement], entities: dict[str, Entity]) -> _Proxy:
    rows = list(evidence)
    speakers = dict.fromkeys(row.speaker for row in rows if row.speaker in entities)
    return _proxy(
        _id("discrepancy", discrepancy.id), "Note", description=discrepancy.note,
        entity=[_id("entity", one) for one in speakers if one],
        proof=list(dict.fromkeys(_id("document", row.document) for row in rows)),
        keywords=["discrepancy", discrepancy.kind, discrepancy.between],
    )  # fmt: skip


def _proxy(name: str, schema: str, /, **properties: str | list[str] | None) -> _Proxy:
    """Return an entity with the values that it has, each as short as its type demands."""
    told = {}
    for key, given in properties.items():
        kind = _PROPERTIES[key]
        values = given if isinstance(given, list) else [given]
        kept = {clean for value in values if value and (clean := _clean(value, kind))}
        if kept:
            told[key] = sorted(kept)
    return _Proxy(name, schema, told)


def _clean(value: str, kind: str) -> str:
    """Return a value as the model keeps it: only texts have lines, and none is longer than its type allows."""
    words = encodable(value) if kind == "text" else one_line(value)
    value, most = _CONTROL.sub("", words).strip(), _MOST.get(kind)
    return value if most is None or len(value) <= most else value[: most - 1].rstrip() + "…"


def _id(noun: str, name: str) -> str:
    return f"{DATASET}-{content_id(noun, name)}"
