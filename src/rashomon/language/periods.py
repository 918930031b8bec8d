"""Days told by how long ago they were, by a month alone, or by their number alone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.language.clocks import any_of
from rashomon.language.moments import Moment
from rashomon.language.numerals import number_named
from rashomon.records import Span

# Farther back than this in days nobody counts: it would leave the calendar.
_FARTHEST = 40_000
_HALF_YEAR = 183
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("rashomon.language") / "data" / "clocks.toml").read_text("utf-8"))


@cache
def _ago() -> re.Pattern[str]:
    data = _data()["ago"]
    units = "|".join(f"(?P<{unit}>{any_of(data[unit])})" for unit in ("day", "week", "month", "year"))
    other = units.replace("?P<", "?P<_")
    number = r"(?P<{}>\d{{1,5}}|[^\W\d_]+)"
    return re.compile(
        rf"\b(?:{any_of(data['before'])})\s{number.format('n')}\s(?:{units})\b"
        rf"|\b{number.format('_n')}\s(?:{other})\s(?:{any_of(data['after'])})\b"
    )


@cache
def _last() -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"(?P<{unit}>\b(?:{any_of(row)})\b)" for unit, row in _data()["last"].items())
    )


def read_periods(lowered: str, anchor: date) -> Iterator[Moment]:
    """Yield the days, weeks, months and years that are told by how long before `anchor` they were.

    >>> moment = next(read_periods("three months ago", date(2031, 6, 19)))
    >>> moment.first.isoformat(), moment.last.isoformat()
    ('2031-03-01', '2031-03-31')
    """
    for match in _ago().finditer(lowered):
        found = {key.lstrip("_"): value for key, value in match.groupdict().items() if value}
        many = _number(found["n"])
        unit = next(unit for unit in ("day", "week", "month", "year") if unit in found)
        if many is not None and (period := _period(anchor, unit, many)):
            yield Moment(Span(*match.span()), *period)
    for match in _last().finditer(lowered):
        if period := _period(anchor, match.lastgroup or "week", 1):
            yield Moment(Span(*match.span()), *period)


def _number(written: str) -> int | None:
    if written.isdecimal():
        return int(written)
    if written in _data()["ago"]["a"].split():
        return 1
    value = number_named(written)
    return int(value) if value is not None else None


def _period(anchor: date, unit: str, many: int) -> tuple[date, date] | None:
    """Return the day, or the calendar week, month or year, so many before the anchor."""
    try:
        if unit == "day":
            return (day := anchor - timedelta(days=min(many, _FARTHEST))), day
        if unit == "week":
            monday = anchor - timedelta(days=anchor.weekday() + 7 * min(many, _FARTHEST))
            return monday, monday + timedelta(days=6)
        if unit == "year":
            return date(anchor.year - many, 1, 1), date(anchor.year - many, 12, 31)
        months = anchor.year * 12 + anchor.month - 1 - many
        return month_of(months // 12, months % 12 + 1)
    except (ValueError, OverflowError):
        return None


def month_of(year: int, month: int) -> tuple[date, date]:
    """Return the first and the last day of a month.

    >>> month_of(2031, 2)
    (datetime.date(2031, 2, 1), datetime.date(2031, 2, 28))
    """
    first = date(year, month, 1)
    following = first.replace(day=28) + timedelta(days=4)
    return first, following - timedelta(days=following.day)


@cache
def _numbered() -> tuple[re.Pattern[str], Mapping[str, int]]:
    ordinals = {word: place for place, word in enumerate(_data()["ordinals"]["words"].split(), 1)}
    day = rf"the\s(?P<day>{any_of(ordinals)}|\d{{1,2}}(?:st|nd|rd|th))"
    pattern = rf"\b(?:(?P<weekday>{any_of(_WEEKDAYS)})\s|night\sof\s|on\s|gives?\s|for\s){day}\b(?=$|[^\w\s-]|\sat\b|\sof\sthe\smonth)"
    return re.compile(pattern), ordinals


def read_numbered(lowered: str, anchor: date) -> Iterator[Moment]:
    """Yield the days that are told by their number in the month alone: the nearest one that fits (English).

    >>> next(read_numbered("on Sunday the twelfth".lower(), date(2031, 6, 19))).first.isoformat()
    '2031-10-12'
    """
    pattern, ordinals = _numbered()
    for match in pattern.finditer(lowered):
        digits = "".join(filter(str.isdecimal, match["day"]))
        number = int(digits) if digits else ordinals[match["day"]]
        weekday = _WEEKDAYS.index(match["weekday"]) if match["weekday"] else None
        day = _nearest(anchor, number, weekday)
        if day is not None:
            start = match.start("weekday") if match["weekday"] else match.start("day")
            yield Moment(Span(start, match.end("day")), day, day)


def _nearest(anchor: date, number: int, weekday: int | None) -> date | None:
    if not date.min + timedelta(days=_HALF_YEAR) < anchor < date.max - timedelta(days=_HALF_YEAR):
        return None
    days = (anchor + timedelta(days=sign * step) for step in range(_HALF_YEAR) for sign in (-1, 1))
    return next((day for day in days if day.day == number and weekday in {None, day.weekday()}), None)
