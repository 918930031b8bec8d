"""Quantities as a text states them: intervals with units, from digits and number words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from rashomon.language.intervals import Interval
from rashomon.language.labels import is_label
from rashomon.language.numerals import Words, number_at, scale_at, share_at, words_of
from rashomon.language.pieces import Piece, pieces_of
from rashomon.language.units import Unit, unit_named, unit_of
from rashomon.records import Span

# Numbers of four digits in this range without a unit are years.
_YEARS = range(1900, 2101)
# The longest phrase of bounds or units, in tokens.
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: its place (code points), its interval, and its unit where it has one."""

    span: Span
    interval: Interval
    unit: str | None = None


def read_quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """Return the quantities of a text in order; years, ages, ordinals and numbers of things are left out.

    >>> [(q.span.of("at least 39 people"), q.interval.low) for q in read_quantities("at least 39 people")]
    [('at least 39', 39.0)]
    >>> read_quantities("between thirty-six and forty of them")[0].interval
    Interval(low=36.0, high=40.0, above=False, below=False, about=False)
    """
    words = words_of(language)
    pieces = pieces_of(text, language)
    return tuple(_quantities(pieces, words))


def _quantities(pieces: list[Piece], words: Words) -> Iterator[Quantity]:
    index = 0
    while index < len(pieces):
        share = share_at(pieces, index, words)
        if share is not None:
            yield from _share(pieces, index, share, words)
            index = share[1]
            continue
        found = number_at(pieces, index, words)
        if found is None or is_label(pieces, index, found[1]):
            index += 1 if found is None else found[1] - index
            continue
        interval, end = found
        start = index
        interval, start, end = _range(pieces, interval, start, end, words)
        unit, start, end = unit_of(pieces, start, end)
        interval, unit, end = _fraction(pieces, interval, unit, end, words)
        interval, start, end = _bounded(pieces, interval, start, end, words)
        if unit is not None or not _is_year(pieces, index, interval):
            name = unit.name if unit else None
            yield Quantity(Span(pieces[start].start, pieces[end - 1].end), interval, name)
        index = max(end, index + 1)


def _share(pieces: list[Piece], index: int, share: tuple[float, int], words: Words) -> Iterator[Quantity]:
    """Yield "half" and "a third of" as about so many per cent; "half an hour" as so much of the unit."""
    part, end = share
    article = int(end < len(pieces) and pieces[end].text in {"a", "an"})
    unit, _, stop = unit_of(pieces, 0, end + article)  # the unit before belongs to no half
    if unit is not None:
        interval, end = Interval(part / 100, part / 100), stop
    else:
        interval, unit = Interval(part, part, about=True), unit_named("%")
    interval, start, end = _bounded(pieces, interval, index, end, words)
    yield Quantity(Span(pieces[start].start, pieces[end - 1].end), interval, unit.name if unit else None)


def _range(
    pieces: list[Piece], interval: Interval, start: int, end: int, words: Words
) -> tuple[Interval, int, int]:
    """Read "from two to three hundred": what the second number is scaled by, the first is too."""
    if end + 1 >= len(pieces):
        return interval, start, end
    before = pieces[start - 1].text if start else ""
    between = pieces[end].text
    opens = any(between == middle and (not first or before == first) for first, middle in words.ranges)
    if not opens and between not in {"-", "–", "—"}:
        return interval, start, end
    second = number_at(pieces, end + 1, words)
    if second is not None and interval.high < scale_at(pieces, second[1] - 1, words) != second[0].low:
        scale = scale_at(pieces, second[1] - 1, words)
        interval = interval.scaled(scale) if interval.high * scale < second[0].low else interval
    if second is None or second[0].low <= interval.low or math.isinf(interval.high):
        return interval, start, end
    opened = any(before == first and first for first, middle in words.ranges if middle == between)
    return Interval(interval.low, second[0].high), start - int(opened), second[1]


def _fraction(
    pieces: list[Piece], interval: Interval, unit: Unit | None, end: int, words: Words
) -> tuple[Interval, Unit | None, int]:
    """Read "two-fifths" as about 40 %, "one in five" as 20 %, and return everything else as it is."""
    if unit is not None or end >= len(pieces):
        return interval, unit, end
    if interval.low == 1 == interval.high and pieces[end].text == "in" and words.language == "en":
        whole = number_at(pieces, end + 1, words) if end + 1 < len(pieces) else None
        if whole is not None and whole[0].low == whole[0].high > 1:
            share = 100 / whole[0].low
            return Interval(share, share, about=True), unit_named("%"), whole[1]
    hyphen = int(end + 1 < len(pieces) and pieces[end].text == "-")
    part = words.fractions.get(pieces[end + hyphen].text)
    if part is None or not interval.high < 100 / part:
        return interval, unit, end
    share_of = Interval(interval.low * part, interval.high * part, about=True)
    return share_of, unit_named("%"), end + hyphen + 1


# "About a dozen": the article stands between the bound and the number, as before hundreds.
_DOZEN = 12


def _bounded(
    pieces: list[Piece], interval: Interval, start: int, end: int, words: Words
) -> tuple[Interval, int, int]:
    if start and pieces[start - 1].text == "a" and (interval.low >= 100 or interval.low == _DOZEN):
        start -= 1
    while (length := _bound_length(pieces, start, words)) > 0:
        bound = words.before[tuple(piece.text for piece in pieces[start - length : start])]
        interval, start = _bind(interval, bound), start - length
    comma = int(end < len(pieces) and pieces[end].text == ",")
    for length in range(min(_LONGEST, len(pieces) - end - comma), 0, -1):
        following = pieces[end + comma : end + comma + length]
        bound_after = words.after.get(tuple(piece.text for piece in following))
        if bound_after:
            return _bind(interval, bound_after), start, end + comma + length
    return interval, start, end


def _bound_length(pieces: list[Piece], start: int, words: Words) -> int:
    """Return how many tokens before the number bound it."""
    lengths = range(min(_LONGEST, start), 0, -1)
    return next(
        (n for n in lengths if tuple(piece.text for piece in pieces[start - n : start]) in words.before), 0
    )


def _bind(interval: Interval, bound: str) -> Interval:
    changes: dict[str, dict[str, Any]] = {
        "least": {"high": math.inf},
        "over": {"high": math.inf, "above": True},
        "most": {"low": 0.0 if interval.low >= 0 else -math.inf},
        "under": {"low": 0.0, "below": True},
        "about": {"about": True},
    }
    return replace(interval, **changes[bound])


def _is_year(pieces: list[Piece], index: int, interval: Interval) -> bool:
    digits = pieces[index].text
    return len(digits) == 4 and digits.isdecimal() and int(digits) in _YEARS and interval.high != math.inf
