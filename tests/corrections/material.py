"""An invented event of two articles for the tests of corrections."""

from __future__ import annotations

from rashomon.records import Document, Entity, Quote, Span, Statement

ONE = Document(
    "d1",
    "The dam held, Mayor Ann Roe said. “Nobody was hurt,” Roe added. Bo Ek said that two men drowned.",
    published="2031-03-01",
    language="en",
    url="https://one.example/dam",
)
TWO = Document(
    "d2",
    "Ek said that two men drowned. The dam broke, said the union.",
    published="2031-03-02",
    language="en",
)
DOCUMENTS = (ONE, TWO)
ENTITIES = (
    Entity("e1", "Ann Roe", "person", ("Roe",), documents=("d1",)),
    Entity("e2", "Bo Ek", "person", ("Ek",), documents=("d1", "d2")),
    Entity("e3", "the union", "organization", documents=("d2",)),
)


def span(document: Document, words: str) -> Span:
    """Return where the words stand first."""
    start = document.text.index(words)
    return Span(start, start + len(words))


def quote(document: Document, words: str) -> Quote:
    """Return the quote of words where they stand first."""
    return Quote.of(document.id, document.text, span(document, words), document.url)


def said(name: str, document: Document, words: str, source: str, speaker: str | None) -> Statement:
    """Return a statement of words by a source."""
    return Statement(
        name,
        document.id,
        "indirect",
        (span(document, words),),
        source=(span(document, source),),
        speaker=speaker,
    )


STATEMENTS = (
    said("s1", ONE, "The dam held", "Mayor Ann Roe", "e1"),
    said("s2", ONE, "“Nobody was hurt,”", "Roe", "e1"),
    said("s3", ONE, "that two men drowned", "Bo Ek", "e2"),
    said("s4", TWO, "that two men drowned", "Ek", "e2"),
    said("s5", TWO, "The dam broke", "the union", "e3"),
)
