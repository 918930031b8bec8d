"""Tokens and sentences for languages without a parser here."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rashomon.language.parse import Parse, Token
from rashomon.records import Span

_TOKEN = re.compile(r"\w+(?:[-’'.]\w+)*|[^\w\s]")
_STOP = re.compile(r"[.!?…]+[”»“\"')\]]*\s+(?=[„“«\"'(\[—–-]*\s?[A-ZА-ЯЁІЇЄҐЎÀ-ÞŁŚŻŹĆ])")


def segment(text: str, spans: Iterable[Span], language: str) -> Parse:
    """Return tokens and sentences, no syntax.

    >>> parsed = segment("Он пришёл. Она ушла.", [Span(0, 20)], "ru")
    >>> [len(sentence) for sentence in parsed.sentences]
    [3, 3]
    """
    tokens: list[Token] = []
    sentences: list[range] = []
    for span in spans:
        starts = [span.start, *(match.end() for match in _STOP.finditer(text, span.start, span.end)), span.end]
        for start, end in zip(starts, starts[1:], strict=False):
            first = len(tokens)
            for match in _TOKEN.finditer(text, start, end):
                tokens.append(Token(len(tokens), match.start(), match.end(), match.group(), head=len(tokens)))
            if len(tokens) > first:
                sentences.append(range(first, len(tokens)))
    return Parse(text, language, tuple(tokens), tuple(sentences))
