"""W3C Web Annotation Data Model (Recommendation of 23 February 2017) as JSON-LD: one AnnotationCollection.

Content, cue and source of a statement are annotations of their own. Each of their targets is a passage of a document, as
TextQuoteSelector and TextPositionSelector; words that stand apart are several targets. The standard counts positions in
code points, from 0, the end exclusive, as we do. They count in the text that was read, which `state` names as the cached
copy where the source is a page on the web: the page itself may hold more. Kind, act, speaker and the like are tags in the
body. What belongs together is said by annotations that link: statement to speaker, source, cue and the statement it
stands in, a discrepancy to its statements. Who removes a statement of a document tagged `complete` rejects it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rashomon.exporting.addresses import address_of, name_of
from rashomon.exporting.files import write_pretty
from rashomon.reading.annotations.terms import encodable, lines_of, one_line, tag, urn
from rashomon.records import Comparison, Discrepancy, Document, Entity, Json, Quote, Review, Span, Statement
from rashomon.report.fragment import wikidata_address

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_GENERATOR = {"id": "https://github.com/rashomon-news/rashomon", "type": "Software", "name": "rashomon"}


def write_web_annotation(comparison: Comparison, path: Path) -> None:
    """Write the collection; raise OSError where it cannot be written."""
    write_pretty(collection(comparison), path)


def collection(comparison: Comparison) -> Json:
    """Return the AnnotationCollection of a comparison, with one page of all annotations."""
    items = list(_annotations(comparison))
    first = {"id": urn("page", "1"), "type": "AnnotationPage", "startIndex": 0, "items": items}
    return {
        "@context": CONTEXT, "id": urn("collection", "1"), "type": "AnnotationCollection",
        "label": "Who said what, and where the accounts part", "generator": _GENERATOR, "total": len(items),
        **({"first": first} if items else {}),
    }  # fmt: skip


def _annotations(comparison: Comparison) -> Iterator[Json]:
    documents = {document.id: document for document in comparison.documents}
    entities = {entity.id: entity for entity in comparison.entities}
    reviews: dict[str, list[Review]] = {}
    for review in comparison.reviews:
        reviews.setdefault(review.target, []).append(review)
    shown = {
        row.id: row
        for row in comparison.statements
        if row.document in documents and lines_of(documents[row.document].text, row.content)
    }
    yield from map(_about_document, comparison.documents)
    yield from map(_about_entity, comparison.entities)
    for row in shown.values():
        speaker = entities.get(row.speaker or "")
        yield from _parts(row, documents[row.document], speaker, reviews.get(row.id, ()))
        yield from _relations(row, speaker, shown)
    questions = {question.id: question.text for question in comparison.questions}
    for discrepancy in comparison.discrepancies:
        yield from _parting(discrepancy, questions.get(discrepancy.question, ""), shown)


def _annotation(noun: str, key: str, motivation: str, target: object, body: list[Json]) -> Json:
    return {
        "id": urn(noun, key), "type": "Annotation", "motivation": motivation,
        "body": body, "target": target,
    }  # fmt: skip


def _tags(**values: str | None) -> list[Json]:
    return [_text(tag(name, value), "tagging") for name, value in values.items() if value]


def _text(value: str, purpose: str) -> Json:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": encodable(value)}


def _about_document(document: Document) -> Json:
    target = {"type": "SpecificResource", "source": name_of(document), **_state(document)}
    body = [
        *([_text(one_line(document.title), "describing")] if document.title else []),
        *_tags(
            coverage="complete",
            outlet=document.outlet,
            published=document.published,
            language=document.language,
        ),
    ]
    return _annotation("about document", document.id, "describing", target, body)


def _about_entity(entity: Entity) -> Json:
    addresses = sorted({address for link in entity.links if (address := wikidata_address(link))})
    body = [
        _text(one_line(entity.name), "describing"),
        *_tags(type=entity.type),
        *(body for alias in entity.aliases for body in _tags(alias=alias)),
        *({"type": "SpecificResource", "purpose": "identifying", "source": address} for address in addresses),
    ]
    return _annotation("about entity", entity.id, "identifying", urn("entity", entity.id), body)


def _state(document: Document) -> Json:
    if address_of(document) is None:
        return {}
    return {"state": {"type": "TimeState", "cached": urn("document", document.id)}}


def _parts(
    statement: Statement, document: Document, speaker: Entity | None, reviews: Iterable[Review]
) -> Iterator[Json]:
    body = [
        *_tags(
            part="content", kind=statement.kind, act=statement.act, speaker=speaker.name if speaker else None,
            confidence=f"{statement.confidence:.3f}",
        ),
        *(body for review in reviews for body in _tags(review=review.state)),
        *([_text(f"no speaker is named: {one_line(statement.unknown)}", "commenting")] if statement.unknown else []),
    ]  # fmt: skip
    yield _annotation("statement", statement.id, "classifying", _targets(document, statement.content), body)
    for part in ("source", "cue"):
        targets = _targets(document, getattr(statement, part))
        if targets:
            yield _annotation(part, statement.id, "classifying", targets, _tags(part=part))
            yield _link(part, statement, urn(part, statement.id))


def _targets(document: Document, spans: Iterable[Span]) -> list[Json]:
    text = encodable(document.text)
    return [
        _target(document, Quote.of(document.id, text, span), span)
        for span in (Span(max(one.start, 0), min(one.end, len(text))) for one in spans)
        if span.of(text).strip()
    ]


def _target(document: Document, quote: Quote, span: Span) -> Json:
    around = {"prefix": quote.prefix, "suffix": quote.suffix}
    return {
        "type": "SpecificResource", "source": name_of(document), **_state(document),
        "selector": [
            {"type": "TextQuoteSelector", "exact": quote.exact, **{key: text for key, text in around.items() if text}},
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }  # fmt: skip


def _relations(
    statement: Statement, speaker: Entity | None, shown: Mapping[str, Statement]
) -> Iterator[Json]:
    if speaker:
        yield _link("speaker", statement, urn("entity", speaker.id))
    for relation, other in (("parent", statement.parent), ("follows", statement.follows)):
        if other in shown:
            yield _link(relation, statement, urn("statement", other or ""))


def _link(relation: str, statement: Statement, to: str) -> Json:
    body = [*_tags(relation=relation), {"type": "SpecificResource", "purpose": "linking", "source": to}]
    return _annotation(f"{relation} of", statement.id, "linking", urn("statement", statement.id), body)


def _parting(discrepancy: Discrepancy, question: str, shown: Mapping[str, Statement]) -> Iterator[Json]:
    targets = [urn("statement", one) for one in discrepancy.evidence if one in shown]
    body = [
        _text(one_line(discrepancy.note), "describing"),
        *_tags(
            relation="discrepancy", kind=discrepancy.kind, between=discrepancy.between, question=question,
            confidence=f"{discrepancy.confidence:.3f}",
        ),
    ]  # fmt: skip
    if targets:
        yield _annotation("discrepancy", discrepancy.id, "linking", targets, body)
