"""One number, from digits or words: its value, and where it ends."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.language.intervals import Interval
from rashomon.language.pieces import Piece, phrase_of
from rashomon.language.units import is_unit

# "Several hundred" is between two and nine of them.
_SEVERAL = (2, 9)
# The longest phrase for a part of a whole, in tokens.
_LONGEST_SHARE = 3


@dataclass(frozen=True)
class Words:
    """What the number words of a language stand for."""

    language: str
    values: Mapping[str, float]
    plurals: Mapping[str, float]
    ranges_alone: Mapping[str, tuple[float, float]]
    rounds: Mapping[str, float]
    several: frozenset[str]
    pair: frozenset[str]
    join: str
    one: frozenset[str]
    half_more: frozenset[tuple[str, ...]]
    shares: Mapping[tuple[str, ...], float]
    fractions: Mapping[str, float]
    before: Mapping[tuple[str, ...], str]
    after: Mapping[tuple[str, ...], str]
    ranges: tuple[tuple[str, str], ...]
    compounds: re.Pattern[str] | None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("rashomon.language") / "data" / "numbers.toml").read_text("utf-8"))


def number_named(word: str) -> float | None:
    """Return what a number word of any language here stands for, None where it is none.

    >>> number_named("three"), number_named("dwa"), number_named("cat")
    (3.0, 2.0, None)
    """
    return _all_words().get(word)


@cache
def _all_words() -> Mapping[str, float]:
    return {form: value for table in _data()["words"].values() for form, value in _by_form(table).items()}


def words_of(language: str) -> Words:
    """Return the number words of a language, English ones where it is not known."""
    return _words(language if language in _data()["words"] else "en")


@cache
def _words(language: str) -> Words:
    data = _data()
    values = _by_form(data["words"][language])
    before, after = (_bounds(data[side], language) for side in ("before", "after"))
    ranges = [pair.split(" ") for pair in data["ranges"].get(language, ())]
    return Words(
        language=language,
        values=values,
        plurals=_by_form(data["plurals"].get(language, {})),
        ranges_alone={form: _ends(key) for key, row in data["between"].get(language, {}).items() for form in row.split()},
        rounds=_by_form(data["rounds"].get(language, {})),
        several=frozenset(data["several"].get(language, "").split()),
        pair=frozenset(data["pair"].get(language, "").split()),
        join=data["join"].get(language, ""),
        one=frozenset(data["one"].get(language, "").split()),
        half_more=frozenset(map(phrase_of, data["half_more"].get(language, "").split())),
        shares={phrase_of(form): float(part) for part, row in data["shares"].get(language, {}).items() for form in row.split()},
        fractions=_by_form(data["fractions"].get(language, {})),
        before=before,
        after=after,
        ranges=tuple((opening, between) for opening, between in ranges),
        compounds=_compounds(values) if language == "de" else None,
    )  # fmt: skip


def _ends(key: str) -> tuple[float, float]:
    low, high = key.split("-")
    return float(low), float(high)


def _by_form(table: Mapping[str, str]) -> dict[str, float]:
    return {form: float(value) for value, forms in table.items() for form in forms.split()}


def _bounds(table: Mapping[str, Mapping[str, str]], language: str) -> dict[tuple[str, ...], str]:
    return {phrase_of(form): name for name, row in table.items() for form in row.get(language, "").split()}


def _compounds(values: Mapping[str, float]) -> re.Pattern[str]:
    parts = sorted({*(word for word in values if values[word] != 0.5), "ein", "und"}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, parts)))


def number_at(pieces: Sequence[Piece], index: int, words: Words) -> tuple[Interval, int] | None:
    """Return the number that begins at a piece and the index behind it."""
    found = _plain(pieces, index, words)
    if found is None:
        return None
    value, end = found
    if isinstance(value, Interval):
        return value, end
    return _grown(pieces, value, end, words)


def _plain(pieces: Sequence[Piece], index: int, words: Words) -> tuple[float | Interval, int] | None:
    word = pieces[index].text
    if word[0].isdigit():
        if not word.isascii() and not word[0].isdecimal():
            return None
        return _value(word, words.language), index + 1
    if word in words.several or word in words.pair:
        return _several(pieces, index, words)
    if word in words.plurals:
        return _plural(pieces, index, words)
    if word in words.ranges_alone:
        return Interval(*words.ranges_alone[word]), index + 1
    if word in words.rounds:
        return Interval(words.rounds[word], words.rounds[word], about=words.language != "en"), index + 1
    if words.language == "en" and word in {"half", "quarter"}:
        return _part_of(pieces, index, words)
    if words.compounds and (value := _compound(word, words)) is not None:
        return value, index + 1
    return _spelled(pieces, index, words) if word in words.values else None


def _grown(pieces: Sequence[Piece], value: float, end: int, words: Words) -> tuple[Interval, int] | None:
    """Take in what stands behind a number: "and a half", "million", "dozen"."""
    value, end = _halved(pieces, value, end, words)
    begun = end
    while end < len(pieces) and (scale := scale_at(pieces, end, words)) >= 1000:
        value *= scale
        end += 1
    if end == begun and end < len(pieces) and (some := _collective(pieces[end].text, words)) and value < 1000:
        value, end = value * some, end + 1
    if end > begun:
        value, end = _halved(pieces, value, end, words)
    if value == 0.5:  # "half" is read as a share, unless it is of a million
        return None
    return Interval(value, value), end


def _halved(pieces: Sequence[Piece], value: float, end: int, words: Words) -> tuple[float, int]:
    """Read "two and a half", and "a million and a half" as half of a million more."""
    for phrase in words.half_more:
        if tuple(piece.text for piece in pieces[end : end + len(phrase)]) == phrase:
            scale = next((scale for scale in (1e9, 1e6, 1e3) if value >= scale and value % scale == 0), 1.0)
            return value + scale / 2, end + len(phrase)
    return value, end


def _collective(word: str, words: Words) -> float:
    """Return what "dozen" multiplies by."""
    return words.rounds.get(word) or _single(words.plurals.get(word, 0.0))


def _single(plural: float) -> float:
    """Return what one of a round plural is: hundreds are two hundred at the least."""
    return plural if plural in {0.0, 10.0} else plural / 2


def _scale_behind(pieces: Sequence[Piece], index: int, words: Words) -> tuple[float, int]:
    """Return the scale that begins here, an "of" before it stepped over, and the index behind it; 0 for none."""
    index += int(index < len(pieces) and pieces[index].text in {"of", "de", "a"})
    if index >= len(pieces):
        return 0.0, index
    word = pieces[index].text
    value = words.values.get(word, 0.0)
    return value if value >= 100 else _collective(word, words), index + 1


def _several(pieces: Sequence[Piece], index: int, words: Words) -> tuple[Interval, int] | None:
    """Read "several hundred" and "a couple of hundred"; None where no scale follows."""
    scale, end = _scale_behind(pieces, index + 1, words)
    if not scale:
        return None
    if pieces[index].text in words.pair:
        return Interval(2 * scale, 2 * scale, about=True), end
    return Interval(_SEVERAL[0] * scale, _SEVERAL[1] * scale), end


def _plural(pieces: Sequence[Piece], index: int, words: Words) -> tuple[Interval, int]:
    """Read "hundreds", and "tens of thousands" as so many of the second."""
    value, end = words.plurals[pieces[index].text], index + 1
    scale, stop = _scale_behind(pieces, end, words)
    if scale >= 1000:
        value, end = value * scale, stop
    return Interval(value, math.inf), end


def _part_of(pieces: Sequence[Piece], index: int, words: Words) -> tuple[Interval, int] | None:
    """Read "half a million" and "half a dozen"; None where no such scale follows."""
    scale, end = _scale_behind(pieces, index + 1, words)
    value = scale * {"half": 0.5, "quarter": 0.25}[pieces[index].text]
    return (Interval(value, value), end) if scale >= 12 and scale != 100 else None


def share_at(pieces: Sequence[Piece], index: int, words: Words) -> tuple[float, int] | None:
    """Return the part of a whole, in the hundred, that begins at a piece ("half", "a third of"), and the index behind it."""
    if index and pieces[index - 1].text in {"first", "second", "other", "-"}:
        return None
    for length in range(min(_LONGEST_SHARE, len(pieces) - index), 0, -1):
        part = words.shares.get(tuple(piece.text for piece in pieces[index : index + length]))
        if part is not None:
            end = index + length
            glued = end < len(pieces) and pieces[end].text == "-"
            return None if glued or _scale_behind(pieces, end, words)[0] >= 10 else (part, end)
    return None


def _value(digits: str, language: str) -> float:
    decimal = "." if language == "en" else ","
    if language != "en" and re.fullmatch(r"\d+\.\d{1,2}|\d+\.\d{4,}", digits):
        decimal = "."
    kept = "".join(sign for sign in digits if sign.isdecimal() or sign == decimal)
    return float(kept.replace(",", "."))


def scale_at(pieces: Sequence[Piece], index: int, words: Words) -> float:
    """Return what a word behind digits multiplies them by: "11m cars" and "$3m" are millions, "80m deep" is not."""
    piece = pieces[index]
    if piece.text in {"m", "k"} and index and pieces[index - 1].end == piece.start:
        money = index > 1 and is_unit(pieces[index - 2].text)
        following = pieces[index + 1].text if index + 1 < len(pieces) else ""
        counts = following.isalpha() and following not in _data()["measured"]["after"].split()
        return {"m": 1e6, "k": 1e3}[piece.text] if money or counts else 0.0
    value = words.values.get(piece.text, 0)
    return value if value >= 100 else 0.0


def _spelled(pieces: Sequence[Piece], index: int, words: Words) -> tuple[float, int]:
    total = current = 0.0
    end, last = index, math.inf
    while end < len(pieces):
        here = _skip_joint(pieces, end, words) if end > index else end
        word = pieces[here].text if here < len(pieces) else ""
        value = 1.0 if word in words.one and 20 <= last < 100 else words.values.get(word)
        if value == 0.5 and end > index:
            break  # "a million and a half" is no million and .5
        if value is None or (value < 100 and end > index and not (value < last or value == 20 == 5 * last)):
            break
        total, current = _add(total, current, value)
        end, last = here + 1, value
    return total + current, end


def _add(total: float, current: float, value: float) -> tuple[float, float]:
    if value >= 1000:
        return total + (current or 1.0) * value, 0.0
    if value == 100:
        return total, (current or 1.0) * value
    if value == 20 and current == 4:  # quatre-vingts
        return total, 80.0
    return total, current + value


def _skip_joint(pieces: Sequence[Piece], index: int, words: Words) -> int:
    """Step over a hyphen or the joining word, where a number word follows."""
    if index + 1 < len(pieces) and pieces[index].text in {"-", words.join} and pieces[index].text:
        following = pieces[index + 1].text
        return index + 1 if following in words.values or following in words.one else index
    return index


def _compound(word: str, words: Words) -> float | None:
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
