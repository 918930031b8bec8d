"""Translated copies: articles in two languages that have the same names and numbers, paragraph by paragraph.

Names are compared by their consonants in Latin letters, numbers by value. That leaves out what only a model of meaning
could find; what is found has the paragraphs of one article in their order, which two reporters of one event do not have.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from rashomon.alignment.paragraphs import layout
from rashomon.alignment.publishing import chronological, time_of
from rashomon.language.names import given_names, skeleton, stem
from rashomon.language.numbers import read_quantities
from rashomon.language.spelling import is_word
from rashomon.language.times import read_times
from rashomon.memo import NOTHING, Memo, key_of, keyed, once
from rashomon.records import Document, Reuse, Span

# Of the later article's paragraphs that name or count anything, the share that must agree with the earlier article's, in
# one order, and how many. Two translations by hand have .75 and 1; of the 51 pairs of articles in two languages in the
# development cases, all independent, none has more than .5, either way round.
_AGREEING, _FEWEST = 0.6, 3
# Two paragraphs agree where they have so much of the names and numbers of the two of them in common (Dice) …
_ALIKE = 0.5
# … and so many of them over the whole article, and in each of these paragraphs on average: independent reports on one
# event had 7 and 1.5 at most, the two translations 16 and 2.7 at least.
_FEWEST_SHARED, _EACH = 8, 2
# Numbers of the agreeing paragraphs that the other article must have.
_NUMBERS = 0.75
# A translation follows its original within so long.
_SOON = timedelta(days=3)
# How many articles are compared with one, found by what is in no more than so many.
_NEIGHBOURS, _COMMON = 6, 40
# Longer articles are no news reports, and aligning is quadratic in paragraphs.
_LONGEST = 120
_NAME = re.compile(r"[^\W\d_]{3,}(?:[-’'][^\W\d_]+)*")
_DIGITS = re.compile(r"\d+")
_POSSESSIVE = re.compile(r"[’']s$")
# Weekdays are told from names where there is a day to count from.
_SOME_DAY = "2001-01-01"
_STOPS = frozenset(".!?…:«»„“”\"'—–-")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What of a paragraph outlives translation."""

    span: Span
    names: frozenset[str]
    numbers: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Names and numbers together; they never look alike."""
        return self.names | self.numbers


@dataclass(frozen=True, slots=True)
class _Text:
    document: Document
    paragraphs: tuple[_Facts, ...]

    @property
    def facts(self) -> frozenset[str]:
        return frozenset().union(*(paragraph.all for paragraph in self.paragraphs))


def find_translations(documents: Iterable[Document], memo: Memo = NOTHING) -> tuple[Reuse, ...]:
    """Return the paragraphs of translated articles, each with the one of the earlier article that it renders.

    Rather none is found than a wrong one: of two independent reports on one event no paragraph is returned.
    """
    ranked = [document for document in chronological(documents) if document.language]
    if len({document.language for document in ranked}) < 2:
        return ()
    texts = list(_texts(ranked, memo))
    found: dict[int, list[Reuse]] = {}
    for later, earlier in _candidates(texts):
        if not found.get(later):
            found[later] = _rendered(texts[later], texts[earlier])
    return tuple(reuse for reuses in found.values() for reuse in reuses)


def _candidates(texts: Sequence[_Text]) -> Iterator[tuple[int, int]]:
    """Yield pairs of a text and one before it, in another language, that share rare names and numbers; best first."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        shared: Counter[int] = Counter()
        for fact in sorted(text.facts):
            shared.update(holders[fact][-_COMMON:])
            holders[fact].append(place)
        near = [
            (-count, other)
            for other, count in shared.items()
            if count >= _FEWEST and _may_be_of(text.document, texts[other].document)
        ]
        for _, other in sorted(near)[:_NEIGHBOURS]:
            yield place, other


def _may_be_of(later: Document, earlier: Document) -> bool:
    if later.language == earlier.language:
        return False
    unknown = not later.published or not earlier.published
    return unknown or time_of(later) - time_of(earlier) <= _SOON


def _rendered(later: _Text, earlier: _Text) -> list[Reuse]:
    """Return the agreeing paragraphs of two texts where they are enough for a translation."""
    pairs = _aligned(later.paragraphs, earlier.paragraphs)
    telling = [paragraph for paragraph in later.paragraphs if paragraph.all]
    shared = sum(len(one.all & other.all) for one, other in pairs)
    numbers = [(number in other.numbers) for one, other in pairs for number in one.numbers]
    enough = len(pairs) >= max(_FEWEST, _AGREEING * len(telling)) and shared >= max(
        _FEWEST_SHARED, _EACH * len(pairs)
    )
    if not enough or sum(numbers) < _NUMBERS * len(numbers):
        return []
    return [
        Reuse(
            later.document.id,
            one.span,
            earlier.document.id,
            other.span,
            "translation",
            round(_dice(one, other), 2),
        )
        for one, other in pairs
    ]


def _dice(one: _Facts, other: _Facts) -> float:
    both = len(one.all) + len(other.all)
    return 2 * len(one.all & other.all) / both if both else 0.0


def _aligned(later: Sequence[_Facts], earlier: Sequence[_Facts]) -> list[tuple[_Facts, _Facts]]:
    """Return the pairs of agreeing paragraphs in the order of both texts, the most alike in all."""
    best = [[0.0] * (len(earlier) + 1) for _ in range(len(later) + 1)]
    for a in range(len(later) - 1, -1, -1):
        for b in range(len(earlier) - 1, -1, -1):
            best[a][b] = max(
                best[a + 1][b], best[a][b + 1], best[a + 1][b + 1] + _agreement(later[a], earlier[b])
            )
    pairs: list[tuple[_Facts, _Facts]] = []
    a = b = 0
    while a < len(later) and b < len(earlier):
        if best[a][b] == best[a + 1][b]:
            a += 1
        elif best[a][b] == best[a][b + 1]:
            b += 1
        else:
            pairs.append((later[a], earlier[b]))
            a, b = a + 1, b + 1
    return pairs


def _agreement(one: _Facts, other: _Facts) -> float:
    alike = _dice(one, other)
    return alike if alike >= _ALIKE else 0.0


def _texts(documents: Sequence[Document], memo: Memo) -> Iterator[_Text]:
    for document, key in keyed(memo, ["facts"], documents, _key):
        told = once(memo, "facts", key, partial(_facts_of, document))
        rows = zip(_told(document), told, strict=True)
        yield _Text(
            document,
            tuple(_Facts(span, frozenset(names), frozenset(counts)) for span, (names, counts) in rows),
        )


def _key(document: Document) -> str:
    return key_of("facts", [document.text, document.language, _told(document)])


def _told(document: Document) -> list[Span]:
    spans = layout(document)
    return spans if len(spans) <= _LONGEST else []


def _facts_of(document: Document) -> list[tuple[list[str], list[str]]]:
    return [_facts(document, span) for span in _told(document)]


def _facts(document: Document, span: Span) -> tuple[list[str], list[str]]:
    """Return the names and the numbers of a paragraph."""
    text, language = span.of(document.text), document.language or "en"
    times = [moment.span for moment in read_times(text, _SOME_DAY)]
    names = {
        key
        for match in _NAME.finditer(text)
        if match.group()[0].isupper()
        and not any(part.meets(Span(*match.span())) for part in times)
        and not _is_plain(text, match, language)
        and len(key := skeleton(stem(_POSSESSIVE.sub("", match.group()), language))) >= 3
    }
    return sorted(names), sorted(set(_numbers(text, language)))


def _is_plain(text: str, match: re.Match[str], language: str) -> bool:
    """Tell whether a word with a capital need be no name: it opens a sentence, or is a German noun."""
    word = match.group()
    before = text[: match.start()].rstrip()[-1:]
    if before and before not in _STOPS and language != "de":
        return False
    known = is_word(word, language) or is_word(word.casefold(), language)
    return known and not given_names(word)


def _numbers(text: str, language: str) -> Iterator[str]:
    for quantity in read_quantities(text, language):
        yield f"{quantity.interval.low:g}"
    for match in _DIGITS.finditer(text):
        yield match.group().lstrip("0") or "0"
