"""Times of the day in words: "half past nine", «о пів на другу», "um halb drei", "Sunday morning"."""

from __future__ import annotations

import bisect
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.language.moments import DAY, Moment
from rashomon.records import Span

# A part of the day that stands this many code points from a clock time or a day belongs to it.
_NEAR = 24
_BESIDE = 6
# No name of a day or of a part of it is longer than this.
_REACH = 64
# At night the hours before this one are of the early half of the day.
_NIGHT_ENDS = 6


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("rashomon.language") / "data" / "clocks.toml").read_text("utf-8"))


def any_of(forms: str | Iterable[str]) -> str:
    """Return a pattern for any of these forms, the longest first; `_` stands for a space, `*` for any ending.

    >>> any_of("at at_the")
    'at\\\\ the|at'
    """
    words = sorted(forms.split() if isinstance(forms, str) else forms, key=len, reverse=True)
    return "|".join(re.escape(word.replace("_", " ")).replace(r"\*", r"[^\W\d_]*") for word in words)


@cache
def _keys(table: str) -> Mapping[str, str]:
    rows: Mapping[str, str] = _data()[table]
    return {form.replace("_", " "): key for key, row in rows.items() for form in row.split()}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    data = _data()
    hour = f"(?P<hour>{any_of(_keys('hours'))})"
    figure = r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?"
    half = rf"(?:\s(?P<half>{any_of(_keys('halves'))}))"
    tail = rf"(?:\s(?P<tail>{any_of(_keys('after_hour'))}))"
    words, named = any_of(data["hour"]["words"]), any_of(data["hour"]["named"])
    at, loose = any_of(data["hour"]["at"]), any_of(data["hour"]["loose"])
    about = r"(?:about\s|around\s|exactly\s)?"
    close = r"(?!\w|\sde\s)"
    low = rf"(?P<low>\d{{1,2}}|{any_of(_keys('hours'))})"
    span = rf"(?:{any_of(data['span']['opens'])})\s{low}\s(?:{any_of(data['span']['joins'])})"
    return tuple(
        re.compile(rf"\b{pattern}{close}")
        for pattern in (
            rf"(?P<lead>{any_of(_keys('before_hour'))})\s{hour}{half}?(?<!в час)",
            rf"(?P<from>)(?:{at}|{loose})\s{about}{hour}(?:\s(?:{words}))?{tail}?{half}",
            rf"(?P<from>)(?:{at}|{loose})\s{about}{hour}(?:\s(?:{words}))?{tail}",
            rf"(?P<from>)(?:{at})\s{about}{hour}\s(?:{words})",
            rf"(?P<from>)at\s{about}{hour}(?=\son\s)",
            rf"(?:{at})\s{figure}\s?(?:{words}){tail}?{half}?",
            rf"(?:{at}|{loose})\s{figure}(?:\s(?:{words}))?{half}",
            rf"(?:{named})\s{figure}{half}?",
            rf"(?:{named})\s{hour}{half}?",
            r"(?P<hour>\d\d)(?P<minute>\d\d)\s?(?:hrs|hours)",
            rf"{span}\s{hour}(?:\s(?:{words}))?{half}",
            rf"{span}\s{hour}\s(?:{words})",
            rf"{span}\s{figure}(?:\s?(?:{words}))?{half}",
            rf"{span}\s{figure}\s?(?:{words})",
        )
    )


def read_spoken(lowered: str) -> Iterator[Moment]:
    """Yield the clock times that are told in words, in all languages at once; some may overlap.

    >>> [moment.minute for moment in read_spoken("um halb drei")]
    [150]
    """
    for pattern in _patterns():
        for match in pattern.finditer(lowered):
            yield from _clock(match)


def _clock(match: re.Match[str]) -> Iterator[Moment]:
    found = match.groupdict()
    written = found["hour"]
    hour = _hour(written)
    shift = int(_keys("before_hour")[found["lead"]]) if found.get("lead") else 0
    shift += int(_keys("after_hour")[found["tail"]]) if found.get("tail") else int(found.get("minute") or 0)
    half = _keys("halves")[found["half"]] if found.get("half") else None
    if hour >= 24 or int(found.get("minute") or 0) >= 60:
        return
    minute = (_of_half(hour, half) * 60 + shift) % DAY
    halved = half is None and not written.isdecimal()
    minute = minute % (DAY // 2) if halved else minute
    start, first = match.start("hour"), minute
    if found.get("low"):
        start, first = match.start("low"), minute - (hour - _hour(found["low"])) % (DAY // 120) * 60
    if first < 0:
        first, minute = first + DAY, minute + DAY
    yield Moment(Span(start, match.end()), minute=first, until=minute, halved=halved)


def _hour(written: str) -> int:
    return int(written) if written.isdecimal() else int(_keys("hours")[written])


def _of_half(hour: int, half: str | None) -> int:
    if half is None or hour > 12:
        return hour
    late = half == "late" or (half == "night" and hour % 12 >= _NIGHT_ENDS)
    return hour % 12 + (12 if late else 0)


@cache
def _parts() -> tuple[tuple[int, int, bool, re.Pattern[str]], ...]:
    return tuple(
        (*(int(end) for end in key.split("-")), kind == "day", re.compile(rf"(?:\b|(?<=tag)|(?<=woch))(?:{any_of(forms)})\b"))
        for key, row in _data()["parts"].items()
        for kind, forms in row.items()
    )  # fmt: skip


def read_parts(lowered: str, days: Sequence[Moment]) -> Iterator[Moment]:
    """Yield the parts of the day that are named; some words count only beside one of the `days`.

    >>> [(moment.minute, moment.until) for moment in read_parts("before dawn", [])]
    [(0, 420)]
    """
    ordered = sorted(days, key=lambda day: day.span.start)
    for low, high, needs_day, pattern in _parts():
        for match in pattern.finditer(lowered):
            near = _around(ordered, *match.span())
            if not needs_day or any(_beside(lowered, match, day) for day in near):
                yield Moment(Span(*match.span()), minute=low, until=high, part=True)


def _around(ordered: Sequence[Moment], start: int, end: int) -> Sequence[Moment]:
    """Return the moments that begin so near a stretch of text that they may belong to it."""
    first = bisect.bisect_left(ordered, start - _REACH, key=lambda moment: moment.span.start)
    last = bisect.bisect_right(ordered, end + _NEAR, key=lambda moment: moment.span.start)
    return ordered[first:last]


def _beside(lowered: str, match: re.Match[str], day: Moment) -> bool:
    if match.start() - _BESIDE <= day.span.end <= match.start():
        return True
    between = lowered[match.end() : day.span.start] if match.end() <= day.span.start else "….…….…"
    return len(between) <= _BESIDE and match.group() not in {"night", "nacht", "nuit"}


def settled(moments: Sequence[Moment]) -> list[Moment]:
    """Take in what a part of the day says of the clock time beside it: "at ten on Monday evening" is 22:00."""
    clocks = [moment for moment in moments if moment.is_clock and not moment.part]
    parts = [moment for moment in moments if moment.part]
    kept = [
        moment
        for moment in moments
        if not (moment.part and any(_close(moment, clock) for clock in _around(clocks, *moment.span)))
    ]
    return [_told_by(moment, _around(parts, *moment.span)) if moment.halved else moment for moment in kept]


def _close(one: Moment, other: Moment) -> bool:
    return max(one.span.start, other.span.start) - min(one.span.end, other.span.end) <= _NEAR


def _told_by(clock: Moment, parts: Sequence[Moment]) -> Moment:
    part = next((part for part in parts if _close(clock, part)), None)
    if part is None or clock.minute is None or clock.until is None:
        return clock
    moved = min((0, DAY // 2, DAY), key=lambda by: _off((clock.minute or 0) + by, part)) % DAY
    return replace(clock, minute=clock.minute + moved, until=clock.until + moved, halved=False)


def _off(minute: int, part: Moment) -> int:
    """Return by how much a minute misses a part of the day: "four in the morning" is before dawn."""
    return max((part.minute or 0) - minute, minute - (part.until or 0), 0)
