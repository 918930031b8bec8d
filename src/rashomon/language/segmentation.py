"""Tokens and sentences for languages without a parser here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rashomon.language.lexicon import known, load
from rashomon.language.parse import Parse, Token
from rashomon.records import Span

_TOKEN = re.compile(r"\w+(?:[-’'.]\w+)*|[^\w\s]")
# French: the elided word apart (l’ | usine), and the pronoun that stands after its verb (a | -t- | il).
_FRENCH = re.compile(
    r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)[’'](?=\w)|-(?:t-)?(?=(?:ils?|elles?|on|je|nous|vous|ce)\b)"
    r"|\w+(?:[’'.]\w+|-(?!(?:t-)?(?:ils?|elles?|on|je|nous|vous|ce)\b)\w+)*|[^\w\s]",
    re.IGNORECASE,
)
# A run of stops, closing marks, space, and a capital; the look-behind keeps long runs of stops linear.
_STOP = re.compile(
    r"(?<![.!?…])[.!?…]++[”»“\"’')\]]*+\s++(?=[„“«»\"'(\[—–-]{0,3}\s?[\dA-ZА-ЯЁІЇЄҐЎÀ-ÞŁŚŻŹĆ¿¡])"
)
_WORD = re.compile(r"[\w.°-]+\Z")
# Ordinals of days and the like end with a stop in German and Polish; larger numbers rather end a sentence.
_ORDINAL = 31
_LONGEST_WORD = 24


def segment(text: str, spans: Iterable[Span], language: str) -> Parse:
    """Return tokens and sentences, no syntax.

    >>> parsed = segment("Он пришёл. Она ушла.", [Span(0, 20)], "ru")
    >>> [len(sentence) for sentence in parsed.sentences]
    [3, 3]
    >>> len(segment("Это было в г. Минске.", [Span(0, 21)], "ru").sentences)
    1
    """
    tokens: list[Token] = []
    sentences: list[range] = []
    pattern = _FRENCH if language == "fr" else _TOKEN
    for span in spans:
        for start, end in stretches(text, span, language):
            first = len(tokens)
            for match in pattern.finditer(text, start, end):
                tokens.append(Token(len(tokens), match.start(), match.end(), match.group(), head=len(tokens)))
            if len(tokens) > first:
                sentences.append(range(first, len(tokens)))
    return Parse(text, language, tuple(tokens), tuple(sentences))


def stretches(text: str, span: Span, language: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a paragraph begin and end, the space behind each included.

    >>> list(stretches("Er kam am 3. Mai. Sie ging.", Span(0, 27), "de"))
    [(0, 18), (18, 27)]
    """
    start = span.start
    for match in _STOP.finditer(text, span.start, span.end):
        if _ends(text, start, match, language):
            yield start, match.end()
            start = match.end()
    yield start, span.end


def _ends(text: str, start: int, match: re.Match[str], language: str) -> bool:
    """Tell whether a stop ends its sentence: not after an abbreviation, an initial or an ordinal."""
    if text[match.start()] != "." or text[match.start() + 1] in '.!?…”»“"':
        return True
    found = _WORD.search(text, max(start, match.start() - _LONGEST_WORD), match.start())
    word = found.group() if found else ""
    if word.isdigit():
        return language not in ("de", "pl") or int(word[:3]) > _ORDINAL
    if len(word) == 1 and word.isupper():
        return False
    if not known(language):
        return True
    words = load(language).words
    lower = word.casefold()
    if lower in words["final"]:
        return True
    return lower not in words["abbreviations"] or _measures(text, found)


def _measures(text: str, found: re.Match[str] | None) -> bool:
    """Tell whether an abbreviation stands after a number, as a unit or a year does: "в 2021 г. Москва …" ends."""
    return found is not None and text[max(0, found.start() - 2) : found.start()].strip()[-1:].isdigit()
