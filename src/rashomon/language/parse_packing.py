"""A parse as bytes, to be kept, and under which key: columns of JSON, compressed."""

from __future__ import annotations

import json
import zlib

from rashomon.language.parse import Parse, Token
from rashomon.memo import key_of
from rashomon.records import Document

_TEXTS = ("lemma", "pos", "tag", "dep", "entity")


def parse_key(document: Document) -> str:
    """Return the key under which `parser.parsed_once` keeps the parse of a document: of nothing but its own text."""
    return key_of("parse", [document.text, document.language, [block.to_dict() for block in document.blocks]])


def packed(parse: Parse) -> bytes:
    """Return a parse as bytes, without its text.

    >>> parse = Parse("No.", "en", (Token(0, 0, 2, "No", "no", "INTJ"), Token(1, 2, 3, ".", ".", "PUNCT")), (range(2),))
    >>> unpacked(packed(parse), "No.") == parse
    True
    """
    words: dict[str, int] = {}
    columns = [
        [words.setdefault(getattr(token, name), len(words)) for token in parse.tokens] for name in _TEXTS
    ]
    data = {
        "language": parse.language,
        "words": list(words),
        "spans": [[token.start, token.end] for token in parse.tokens],
        "columns": columns,
        "heads": [token.head for token in parse.tokens],
        "begins": [token.index for token in parse.tokens if token.begins],
        "sentences": [[sentence.start, sentence.stop] for sentence in parse.sentences],
    }
    return zlib.compress(json.dumps(data, separators=(",", ":")).encode("utf-8", "surrogatepass"), 1)


def unpacked(data: bytes, text: str) -> Parse:
    """Return the parse of a text that `packed` wrote."""
    kept = json.loads(zlib.decompress(data))
    words, begins = kept["words"], frozenset(kept["begins"])
    columns = [[words[place] for place in column] for column in kept["columns"]]
    rows = zip(kept["spans"], kept["heads"], *columns, strict=True)
    tokens = tuple(
        Token(index, start, end, text[start:end], lemma, pos, tag, dep, head, entity, index in begins)
        for index, ((start, end), head, lemma, pos, tag, dep, entity) in enumerate(rows)
    )
    return Parse(
        text, kept["language"], tokens, tuple(range(start, stop) for start, stop in kept["sentences"])
    )
