"""Quantities as a text states them: intervals with units, from digits and number words."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.records import Span

# "About forty" is held to allow a tenth either way.
ABOUT = 0.1
# Numbers of four digits in this range without a unit are years.
_YEARS = range(1900, 2101)
# No count that stands alone between commas behind a name is a higher age than this.
_OLDEST = 120
# The longest phrase of bounds or units, in tokens.
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of numbers, closed unless `above` or `below` says that its end is left out.

    >>> Interval(36, 40).meets(Interval(39, 39))
    True
    >>> Interval(100, math.inf, above=True).meets(Interval(63, 63))
    False
    """

    low: float
    high: float
    above: bool = False
    below: bool = False
    about: bool = False

    @property
    def exact(self) -> bool:
        """Tell whether this is one number, said without reserve."""
        return self.low == self.high and not self.about

    def scaled(self, factor: float) -> Interval:
        """Return the interval in another unit."""
        return replace(self, low=self.low * factor, high=self.high * factor)

    def widened(self) -> Interval:
        """Return the interval with the room that "about" and rounding leave."""
        room_low, room_high = (self._room(end) for end in (self.low, self.high))
        return replace(self, low=self.low - room_low, high=self.high + room_high, about=False)

    def meets(self, other: Interval) -> bool:
        """Tell whether some number lies in both."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low != high:
            return low < high
        return not any(
            (end.above and end.low == low) or (end.below and end.high == high) for end in (self, other)
        )

    def _room(self, end: float) -> float:
        if math.isinf(end):
            return 0.0
        rounded = _rounding(end) if self.low == self.high else 0.0  # a bound is meant as it is said
        return max(abs(end) * ABOUT if self.about else 0.0, rounded)


def _rounding(value: float) -> float:
    """Return how far a round number may be off: half of its last digit that is not 0, a twentieth at most.

    >>> _rounding(39), _rounding(3800), _rounding(300)
    (0.0, 50.0, 15.0)
    """
    if value < 100 or value != int(value):
        return 0.0
    digits = str(int(value))
    zeros = len(digits) - len(digits.rstrip("0"))
    return min(0.5 * 10.0**zeros, value * 0.05) if zeros >= 2 else 0.0


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: its place (code points), its interval, and its unit where it has one."""

    span: Span
    interval: Interval
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit measures, and how many base units one of it is."""

    name: str
    dimension: str
    factor: float


@dataclass(frozen=True)
class _Words:
    values: Mapping[str, float]
    plurals: Mapping[str, float]
    join: str
    before: Mapping[tuple[str, ...], str]
    after: Mapping[tuple[str, ...], str]
    ranges: tuple[tuple[str, str], ...]
    compounds: re.Pattern[str] | None


_NUMBER_EN = r"\d{1,3}(?:[,\u00a0\u202f ]\d{2,3})*[,\u00a0\u202f ]\d{3}(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_NUMBER = r"\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?"
_WORD = r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|km/h|км/ч|\S"


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    start: int
    end: int


def read_quantities(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """Return the quantities of a text in order; years, ages, ordinals and numbers of things are left out.

    >>> [(q.span.of("at least 39 people"), q.interval.low) for q in read_quantities("at least 39 people")]
    [('at least 39', 39.0)]
    >>> read_quantities("between thirty-six and forty of them")[0].interval
    Interval(low=36.0, high=40.0, above=False, below=False, about=False)
    """
    words = _words(language if language in _data()["words"] else "en")
    pieces = _pieces(text, language)
    return tuple(_quantities(pieces, words, language))


def number_named(word: str) -> float | None:
    """Return what a number word of any language here stands for, None where it is none.

    >>> number_named("three"), number_named("dwa"), number_named("cat")
    (3.0, 2.0, None)
    """
    return _all_words().get(word)


@cache
def _all_words() -> Mapping[str, float]:
    return {form: value for table in _data()["words"].values() for form, value in _by_form(table).items()}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("rashomon.language") / "data" / "numbers.toml").read_text("utf-8"))


def _phrase(form: str) -> tuple[str, ...]:
    return tuple(piece.text for piece in _pieces(form.replace("_", " "), "en"))


@cache
def _words(language: str) -> _Words:
    data = _data()
    values = _by_form(data["words"][language])
    before, after = (_bounds(data[side], language) for side in ("before", "after"))
    ranges = [pair.split(" ") for pair in data["ranges"].get(language, ())]
    return _Words(
        values=values,
        plurals=_by_form(data["plurals"].get(language, {})),
        join=data["join"].get(language, ""),
        before=before,
        after=after,
        ranges=tuple((opening, between) for opening, between in ranges),
        compounds=_compounds(values) if language == "de" else None,
    )


def _by_form(table: Mapping[str, str]) -> dict[str, float]:
    return {form: float(value) for value, forms in table.items() for form in forms.split()}


def _bounds(table: Mapping[str, Mapping[str, str]], language: str) -> dict[tuple[str, ...], str]:
    return {_phrase(form): name for name, row in table.items() for form in row.get(language, "").split()}


def _compounds(values: Mapping[str, float]) -> re.Pattern[str]:
    parts = sorted({*values, "ein", "und"}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, parts)))


@cache
def _units() -> tuple[Mapping[tuple[str, ...], Unit], tuple[tuple[tuple[str, ...], Unit], ...]]:
    exact: dict[tuple[str, ...], Unit] = {}
    stems: list[tuple[tuple[str, ...], Unit]] = []
    for name, row in _data()["units"].items():
        unit = Unit(name, row["dimension"], float(row["factor"]))
        for form in row["forms"].split():
            phrase = tuple(form.replace("_", " ").split(" "))
            if "*" in form:
                stems.append((phrase, unit))
            else:
                exact[_phrase(form)] = unit
    return exact, tuple(stems)


def unit_named(name: str) -> Unit | None:
    """Return the unit of this canonical name, if there is one.

    >>> unit_named("bbl").dimension
    'volume'
    """
    row = _data()["units"].get(name)
    return Unit(name, row["dimension"], float(row["factor"])) if row else None


@cache
def _pattern(english: bool) -> re.Pattern[str]:
    return re.compile(f"({_NUMBER_EN if english else _NUMBER})|{_WORD}")


def _pieces(text: str, language: str) -> list[_Piece]:
    return [
        _Piece(match.group().lower(), match.start(), match.end())
        for match in _pattern(language == "en").finditer(text)
    ]


def _quantities(pieces: list[_Piece], words: _Words, language: str) -> Iterator[Quantity]:
    index = 0
    while index < len(pieces):
        found = _number_at(pieces, index, words, language)
        if found is None or _is_label(pieces, index, found[1]):
            index += 1 if found is None else found[1] - index
            continue
        interval, end = found
        start = index
        interval, start, end = _range(pieces, interval, start, end, words, language)
        unit, start, end = _unit_of(pieces, start, end)
        interval, unit, end = _fraction(pieces, interval, unit, end)
        interval, start, end = _bounded(pieces, interval, start, end, words)
        if unit is not None or not _is_year(pieces, index, interval):
            name = unit.name if unit else None
            yield Quantity(Span(pieces[start].start, pieces[end - 1].end), interval, name)
        index = max(end, index + 1)


def _number_at(pieces: list[_Piece], index: int, words: _Words, language: str) -> tuple[Interval, int] | None:
    """Return the number that begins here and the index behind it."""
    piece = pieces[index]
    if piece.text[0].isdigit():
        if not piece.text.isascii() and not piece.text[0].isdecimal():
            return None
        return _scaled(pieces, _value(piece.text, language), index + 1, words)
    if piece.text in words.plurals:
        return _plural(pieces, index, words)
    if language == "en" and piece.text in {"half", "quarter"} and (found := _part_of(pieces, index, words)):
        return found
    if words.compounds and (value := _compound(piece.text, words)) is not None:
        return _scaled(pieces, value, index + 1, words)
    return _spelled(pieces, index, words) if piece.text in words.values else None


def _plural(pieces: list[_Piece], index: int, words: _Words) -> tuple[Interval, int]:
    """Read "hundreds", and "tens of thousands" as so many of the second."""
    value, end = words.plurals[pieces[index].text], index + 1
    following = [piece.text for piece in pieces[end : end + 2]]
    if len(following) == 2 and following[0] == "of" and following[1] in words.plurals:
        value, end = value * words.plurals[following[1]] / 2, end + 2  # a plural is two at the least
    return Interval(value, math.inf), end


def _part_of(pieces: list[_Piece], index: int, words: _Words) -> tuple[Interval, int] | None:
    """Read "half a million" and "a quarter million"; None where no such scale follows."""
    end = index + 1 + int(index + 1 < len(pieces) and pieces[index + 1].text in {"a", "of"})
    scale = words.values.get(pieces[end].text, 0.0) if end < len(pieces) else 0.0
    value = scale * {"half": 0.5, "quarter": 0.25}[pieces[index].text]
    return (Interval(value, value), end + 1) if scale >= 1000 else None


def _value(digits: str, language: str) -> float:
    decimal = "." if language == "en" else ","
    if language != "en" and re.fullmatch(r"\d+\.\d{1,2}|\d+\.\d{4,}", digits):
        decimal = "."
    kept = "".join(sign for sign in digits if sign.isdecimal() or sign == decimal)
    return float(kept.replace(",", "."))


def _scaled(pieces: list[_Piece], value: float, end: int, words: _Words) -> tuple[Interval, int]:
    while end < len(pieces) and (scale := _scale(pieces, end, words)) >= 1000:
        value *= scale
        end += 1
    return Interval(value, value), end


def _scale(pieces: list[_Piece], index: int, words: _Words) -> float:
    """Return what a word behind digits multiplies them by: "11m cars" and "$3m" are millions, "80m deep" is not."""
    piece = pieces[index]
    if piece.text in {"m", "k"} and pieces[index - 1].end == piece.start:
        money = index > 1 and (pieces[index - 2].text,) in _units()[0]
        following = pieces[index + 1].text if index + 1 < len(pieces) else ""
        counts = following.isalpha() and following not in _data()["measured"]["after"].split()
        return {"m": 1e6, "k": 1e3}[piece.text] if money or counts else 0.0
    return words.values.get(piece.text, 0)


def _spelled(pieces: list[_Piece], index: int, words: _Words) -> tuple[Interval, int]:
    total = current = 0.0
    end, last = index, math.inf
    while end < len(pieces):
        here = _skip_joint(pieces, end, words) if end > index else end
        value = words.values.get(pieces[here].text) if here < len(pieces) else None
        if value is None or (value < 100 and end > index and not (value < last or value == 20 == 5 * last)):
            break
        total, current = _add(total, current, value)
        end, last = here + 1, value
    return Interval(total + current, total + current), end


def _add(total: float, current: float, value: float) -> tuple[float, float]:
    if value >= 1000:
        return total + max(current, 1.0) * value, 0.0
    if value == 100:
        return total, max(current, 1.0) * value
    if value == 20 and current == 4:  # quatre-vingts
        return total, 80.0
    return total, current + value


def _skip_joint(pieces: list[_Piece], index: int, words: _Words) -> int:
    """Step over a hyphen or the joining word, where a number word follows."""
    if index + 1 < len(pieces) and pieces[index].text in {"-", words.join} and pieces[index].text:
        return index + 1 if pieces[index + 1].text in words.values else index
    return index


def _compound(word: str, words: _Words) -> float | None:
    """Return the value of a German compound ("zweiundvierzig"), None where the word is none."""
    if word in {"ein", "und", "hundert"} or words.compounds is None:
        return None
    parts = words.compounds.findall(word)
    if not parts or "".join(parts) != word or len(parts) > 12:
        return None
    total = current = 0.0
    for part in parts:
        if part != "und":
            total, current = _add(total, current, 1.0 if part == "ein" else words.values[part])
    return total + current


def _range(
    pieces: list[_Piece], interval: Interval, start: int, end: int, words: _Words, language: str
) -> tuple[Interval, int, int]:
    if end + 1 >= len(pieces):
        return interval, start, end
    before = pieces[start - 1].text if start else ""
    between = pieces[end].text
    opens = any(between == middle and (not first or before == first) for first, middle in words.ranges)
    if not opens and between not in {"-", "–", "—"}:
        return interval, start, end
    second = _number_at(pieces, end + 1, words, language)
    if second is None or second[0].low <= interval.low or math.isinf(interval.high):
        return interval, start, end
    opened = any(before == first and first for first, middle in words.ranges if middle == between)
    return Interval(interval.low, second[0].high), start - int(opened), second[1]


def _unit_of(pieces: list[_Piece], start: int, end: int) -> tuple[Unit | None, int, int]:
    exact, _ = _units()
    after = end + 1 if end < len(pieces) and pieces[end].text == "-" else end
    for length in range(min(_LONGEST, len(pieces) - after), 0, -1):
        unit = _unit_named_by(tuple(piece.text for piece in pieces[after : after + length]))
        if unit:
            return unit, start, after + length
    if start and (pieces[start - 1].text,) in exact:
        unit = exact[(pieces[start - 1].text,)]
        if unit.dimension.isupper():
            return unit, start - 1, end
    if start > 1 and pieces[start - 1].text == "." and pieces[start - 2].text == "rs":
        return exact[("rs",)], start - 2, end
    return None, start, end


def _fraction(
    pieces: list[_Piece], interval: Interval, unit: Unit | None, end: int
) -> tuple[Interval, Unit | None, int]:
    """Read "two-fifths" as about 40 %, and return everything else as it is."""
    hyphen = int(end + 1 < len(pieces) and pieces[end].text == "-")
    part = _by_form(_data()["fractions"]).get(pieces[end + hyphen].text) if end < len(pieces) else None
    if part is None or unit is not None or not interval.high < 100 / part:
        return interval, unit, end
    share = Interval(interval.low * part, interval.high * part, about=True)
    return share, unit_named("%"), end + hyphen + 1


def _unit_named_by(phrase: tuple[str, ...]) -> Unit | None:
    exact, stems = _units()
    if phrase in exact:
        return exact[phrase]
    return next((unit for stem, unit in stems if _fits(phrase, stem)), None)


def _fits(phrase: tuple[str, ...], stem: tuple[str, ...]) -> bool:
    return len(phrase) == len(stem) and all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for word, part in zip(phrase, stem, strict=True)
    )


# "About a dozen": the article stands between the bound and the number, as before hundreds.
_DOZEN = 12


def _bounded(
    pieces: list[_Piece], interval: Interval, start: int, end: int, words: _Words
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


def _bound_length(pieces: list[_Piece], start: int, words: _Words) -> int:
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


def _is_year(pieces: list[_Piece], index: int, interval: Interval) -> bool:
    digits = pieces[index].text
    return len(digits) == 4 and digits.isdecimal() and int(digits) in _YEARS and interval.high != math.inf


def _is_label(pieces: list[_Piece], start: int, end: int) -> bool:
    """Tell whether the number is a name's part ("R-4", "Mile 103.4"), an ordinal ("4th") or an age."""
    labels = _data()["labels"]
    before = pieces[start - 1] if start else None
    joined = before is not None and before.end == pieces[start].start
    digits = pieces[start].text[0].isdigit()
    if before and digits and before.text in labels["before"].split():
        return True
    if joined and digits and start > 1 and before is not None and before.text in {"-", "/", "№", "#"}:
        return pieces[start - 2].end == before.start
    if before is not None and before.text == "." and start > 1 and pieces[start - 2].text in {"no", "nos"}:
        return True
    return _is_ordinal(pieces, end) or _is_age(pieces, start, end) or _is_score(pieces, start, end)


def _is_age(pieces: list[_Piece], start: int, end: int) -> bool:
    """Tell whether the number is somebody's age: "at the age of 99", or alone between commas behind a name."""
    phrases = [form.split("_") for form in _data()["labels"]["age"].split()]
    texts = [piece.text for piece in pieces[max(start - 2, 0) : start]]
    if any(texts[-len(phrase) :] == phrase for phrase in phrases):
        return True
    alone = start > 1 and end < len(pieces) and pieces[start - 1].text == pieces[end].text == ","
    digits = pieces[start].text
    return (
        alone
        and end == start + 1
        and digits.isdecimal()
        and int(digits[:4]) <= _OLDEST
        and pieces[start - 2].text.isalpha()
    )


def _is_score(pieces: list[_Piece], start: int, end: int) -> bool:
    """Tell whether the number is one of two that fall ("a 3-1 lead"), or closes a word ("best-of-seven")."""
    if start > 1 and pieces[start - 1].text == "-" and pieces[start - 2].text == "of":
        return pieces[start - 2].end == pieces[start - 1].start
    if (
        end + 1 >= len(pieces)
        or pieces[end].text not in {"-", "–"}
        or pieces[end].start != pieces[end - 1].end
    ):
        return False
    first, second = pieces[start].text, pieces[end + 1].text
    return (
        first.isdecimal()
        and second.isdecimal()
        and pieces[end].end == pieces[end + 1].start
        and int(second[:9]) < int(first[:9])
    )


def _is_ordinal(pieces: list[_Piece], end: int) -> bool:
    if end >= len(pieces):
        return False
    glued = pieces[end - 1].end == pieces[end].start
    if glued and pieces[end].text in {"st", "nd", "rd", "th", "s"}:
        return True
    rest = "".join(piece.text for piece in pieces[end : end + 5])
    ages = _data()["labels"]["after"].split()
    return glued and any(rest.lstrip("-").startswith(age.lstrip("-")) for age in ages)
