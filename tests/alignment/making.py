"""Documents and statements for tests: a text in which «…» marks who says what is written as plain data."""

from __future__ import annotations

from rashomon.records import Act, Block, Document, Entity, Span, Statement

DAY = "2031-06-15T09:00:00+04:00"


def article(
    name: str, text: str, published: str = DAY, language: str = "en", headline: bool = False
) -> Document:
    blocks, start = [], 0
    for number, piece in enumerate(text.split("\n\n")):
        kind = "heading" if headline and number == 0 else "paragraph"
        blocks.append(Block(kind, Span(start, start + len(piece))))
        start += len(piece) + 2
    return Document(name, text, title=None, published=published, language=language, blocks=tuple(blocks))


def says(
    document: Document, words: str, speaker: str, act: Act = "assert", parent: str | None = None
) -> Statement:
    start = document.text.index(words)
    source = document.text.find(speaker)
    return Statement(
        id=f"{document.id}:{start}:{len(words)}",
        document=document.id,
        kind="indirect",
        content=(Span(start, start + len(words)),),
        source=(Span(source, source + len(speaker)),) if source >= 0 else (),
        speaker=speaker,
        act=act,
        parent=parent,
    )


def person(name: str, *aliases: str) -> Entity:
    return Entity(name, name, "person", aliases)
