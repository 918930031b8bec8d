"""Values of answers: written as short strings that people can read, and read back to be compared."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from rashomon.language.intervals import Interval
from rashomon.language.moments import DAY
from rashomon.language.units import unit_named

# A measure is good to about a fortieth: 130 and 131 feet are one.
_PRECISION = 0.025
_MEASURES = frozenset({"length", "mass", "volume", "area", "speed", "duration"})
_NUMBER = r"-?\d+(?:\.\d+)?"
_RANGE = re.compile(rf"(?P<about>~)?(?P<low>{_NUMBER})\.\.(?P<high>{_NUMBER})(?: ?(?P<unit>[^\d\s.][^\s]*))?")
_BOUND = re.compile(rf"(?P<sign>>=|<=|>|<)?(?P<about>~)?(?P<value>{_NUMBER})(?: ?(?P<unit>[^\d\s.][^\s]*))?")
_SIGNS = {">=": "at least ", "<=": "at most ", ">": "more than ", "<": "fewer than ", "": ""}
_DATED = re.compile(r"[~<>=]*\d{4}-\d\d-\d\d")
_HOUR = re.compile(r"(?P<about>~)?T(?P<clock>\d\d:\d\d)(?P<zone>[+-]\d\d:\d\d)?")


def in_words(value: str) -> str | None:
    """Return an amount or a time of day as people say it; None where the value is neither.

    >>> in_words(">=9"), in_words("~300"), in_words("36..40"), in_words("T22:47+04:00"), in_words("no collision")
    ('at least 9', 'about 300', '36–40', '22:47 UTC+04:00', None)
    """
    if _DATED.match(value):
        return None
    if bound := _BOUND.fullmatch(value):
        number = f"{bound['value']} {bound['unit']}" if bound["unit"] else bound["value"]
        return _SIGNS[bound["sign"] or ""] + ("about " if bound["about"] else "") + number
    if between := _RANGE.fullmatch(value):
        unit = f" {between['unit']}" if between["unit"] else ""
        return f"{'about ' if between['about'] else ''}{between['low']}–{between['high']}{unit}"
    if clock := _HOUR.fullmatch(value):
        return ("about " if clock["about"] else "") + " UTC".join(
            filter(None, (clock["clock"], clock["zone"]))
        )
    return None


@dataclass(frozen=True, slots=True)
class Amount:
    """An interval of numbers with its unit (None where things are counted).

    >>> Amount.parse(">=36").interval.low
    36.0
    >>> Amount.parse("3800 bbl").format()
    '3800 bbl'
    """

    interval: Interval
    unit: str | None = None

    def format(self) -> str:
        """Write the amount: ``39``, ``>=36``, ``36..40``, ``~300``, ``41.3%``, ``90000 L``."""
        unit = "" if self.unit is None else self.unit if self.unit == "%" else f" {self.unit}"
        return _written(self.interval) + unit

    @classmethod
    def parse(cls, value: str) -> Amount:
        """Read what `format` wrote; raise ValueError on anything else."""
        ranged = _RANGE.fullmatch(value)
        if ranged:
            interval = Interval(float(ranged["low"]), float(ranged["high"]), about=bool(ranged["about"]))
            return cls(interval, ranged["unit"])
        bound = _BOUND.fullmatch(value)
        if not bound:
            raise ValueError(f"{value!r} is no amount; write one as 39, >=36, 36..40, ~300, 41.3% or 90000 L")
        return cls(_bounded(bound["sign"], float(bound["value"]), bool(bound["about"])), bound["unit"])

    def meets(self, other: Amount) -> bool | None:
        """Tell whether both can be true, rounding allowed; None where their units cannot be compared."""
        factor = _factor(self.unit, other.unit)
        if factor is None:
            return None
        mine, yours = self.interval.scaled(factor), other.interval
        return _measured(mine.widened(), self.unit).meets(_measured(yours.widened(), other.unit))


def _measured(interval: Interval, unit: str | None) -> Interval:
    """Return the interval with the room of a measurement, where its unit is one of length, mass, speed and the like."""
    known = unit_named(unit or "")
    if known is None or known.dimension not in _MEASURES or math.isinf(interval.high):
        return interval
    return replace(interval, low=interval.low * (1 - _PRECISION), high=interval.high * (1 + _PRECISION))


def _factor(unit: str | None, other: str | None) -> float | None:
    if unit == other:
        return 1.0
    mine, yours = unit_named(unit or ""), unit_named(other or "")
    if mine is None or yours is None or mine.dimension != yours.dimension:
        return None
    return mine.factor / yours.factor


def _bounded(sign: str | None, value: float, about: bool) -> Interval:
    if sign in {">=", ">"}:
        return Interval(value, math.inf, above=sign == ">", about=about)
    if sign in {"<=", "<"}:
        return Interval(0.0 if value >= 0 else -math.inf, value, below=sign == "<", about=about)
    return Interval(value, value, about=about)


def _written(interval: Interval) -> str:
    about = "~" if interval.about else ""
    if math.isinf(interval.high):
        return f"{'>' if interval.above else '>='}{about}{_plain(interval.low)}"
    if interval.low in {0.0, -math.inf} and interval.high > 0:
        return f"{'<' if interval.below else '<='}{about}{_plain(interval.high)}"
    if interval.low == interval.high:
        return f"{about}{_plain(interval.low)}"
    return f"{about}{_plain(interval.low)}..{_plain(interval.high)}"


def _plain(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else f"{round(value, 6):f}".rstrip("0")


_DENIED = "not "


def denied(value: str) -> str:
    """Write that a number is not it: ``not 41``.

    >>> denied("41"), is_denied(denied("41"))
    ('not 41', True)
    """
    return f"{_DENIED}{value}"


def is_denied(value: str) -> bool:
    """Tell whether a value says what is not so."""
    return value.startswith(_DENIED)


_DAY = r"\d{4}-\d{2}-\d{2}"
_PERIOD = re.compile(rf"(?P<first>{_DAY})(?:\.\.(?P<last>{_DAY}))?")
_CLOCK = re.compile(
    rf"(?P<about>~)?(?P<day>{_DAY})?T(?P<minute>\d\d:\d\d)(?:\.\.(?P<until>\d\d:\d\d))?(?P<offset>[+-]\d\d:\d\d)?(?P<halved>/12h)?"
)
# "About 22:47" may be a quarter of an hour off.
_ABOUT_MINUTES = 15


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day or days, a time of the day, or both, in the event's zone.

    >>> Occasion.parse("2031-06-14T22:47+04:00").minute
    1367
    >>> Occasion.parse("2031-10-10..2031-10-19").meets(Occasion.parse("2031-10-15"))
    True
    """

    first: date | None = None
    last: date | None = None
    minute: int | None = None
    until: int | None = None
    offset: float | None = None
    about: bool = False
    halved: bool = False

    def format(self) -> str:
        """Write the occasion: ``2031-10-15``, ``2031-10-10..2031-10-19``, ``2031-06-14T22:47+04:00``, ``T22:47``."""
        if self.minute is None or self.until is None:
            days = [day.isoformat() for day in (self.first, self.last) if day is not None]
            return "..".join(dict.fromkeys(days))
        day = self.first.isoformat() if self.first else ""
        until = f"..{_clock(self.until)}" if self.until != self.minute else ""
        about, halved = "~" if self.about else "", "/12h" if self.halved else ""
        return f"{about}{day}T{_clock(self.minute)}{until}{_zone(self.offset)}{halved}"

    @classmethod
    def parse(cls, value: str) -> Occasion:
        """Read what `format` wrote; raise ValueError on anything else."""
        period, clock = _PERIOD.fullmatch(value), _CLOCK.fullmatch(value)
        if period:
            first = date.fromisoformat(period["first"])
            return cls(first, date.fromisoformat(period["last"] or period["first"]))
        if not clock:
            raise ValueError(
                f"{value!r} is no time; write one as 2031-10-15, 2031-06-14T22:47+04:00 or T22:47"
            )
        day = date.fromisoformat(clock["day"]) if clock["day"] else None
        minute = _minutes(clock["minute"])
        until = _minutes(clock["until"]) if clock["until"] else minute
        return cls(
            day, day, minute, until, _hours(clock["offset"]), bool(clock["about"]), bool(clock["halved"])
        )

    def shifted(self, offset: float | None) -> Occasion:
        """Return the occasion in the zone `offset` hours east; one without a zone is taken to be there already."""
        if offset is None or self.minute is None or self.offset in {None, offset}:
            return replace(self, offset=self.offset if offset is None else offset) if self.is_clock else self
        moved = self.minute + round((offset - (self.offset or 0.0)) * 60)
        days, minute = divmod(moved, 24 * 60)
        until = minute + (self.until or self.minute) - self.minute
        day = self.first + timedelta(days=days) if self.first else None
        return replace(self, first=day, last=day, minute=minute, until=until, offset=offset)

    @property
    def is_clock(self) -> bool:
        """Tell whether a time of the day is given."""
        return self.minute is not None

    def meets(self, other: Occasion) -> bool | None:
        """Tell whether both can be true; None where one names days alone and the other the hour alone.

        Nor can hours be compared where one is of a known zone and the other of any.
        """
        if self.offset is not None and other.offset not in {None, self.offset}:
            other = other.shifted(self.offset)
        dated = self.first is not None and other.first is not None
        timed = self.is_clock and other.is_clock
        if not dated and not timed:
            return None
        if timed and (self.offset is None) != (other.offset is None):
            return None
        if timed:
            return self._clocks_meet(other, dated)
        return self._days_meet(other)

    def _days_meet(self, other: Occasion) -> bool:
        (first, last), (begins, ends) = self._days(), other._days()
        return first <= ends and begins <= last

    def _days(self) -> tuple[date, date]:
        """Return the days it may fall on; what lasts past midnight is of the next day too."""
        first, last = self.first or date.min, self.last or date.max
        late = (self.until or 0) > DAY and last < date.max
        return first, last + timedelta(days=1) if late else last

    def _clocks_meet(self, other: Occasion, dated: bool) -> bool:
        """Tell whether the minutes meet: on the days that are named, or on any day where one names none."""
        room = sum(_ABOUT_MINUTES for one in (self, other) if one.about)
        halves = (-720, 0, 720) if self.halved or other.halved else (0,)
        days = (0,) if dated else (-DAY, 0, DAY)
        mine, yours = (one._minutes() if dated else one._minutes_of_day() for one in (self, other))
        return any(
            mine[0] - room <= yours[1] + half + day and yours[0] + half + day <= mine[1] + room
            for half in halves for day in days
        )  # fmt: skip

    def _minutes_of_day(self) -> tuple[int, int]:
        minute = self.minute or 0
        return minute, max(minute, self.until or minute)

    def _minutes(self) -> tuple[int, int]:
        first, last = self.first or date.min, self.last or self.first or date.min
        minute, until = self._minutes_of_day()
        return first.toordinal() * DAY + minute, last.toordinal() * DAY + until

    def start(self) -> datetime | None:
        """Return the moment it begins, where the day is known."""
        if self.first is None:
            return None
        zone = timezone(timedelta(hours=self.offset or 0.0))
        return datetime.combine(self.first, datetime.min.time(), zone) + timedelta(minutes=self.minute or 0)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _zone(offset: float | None) -> str:
    if offset is None:
        return ""
    minutes = round(abs(offset) * 60)
    return f"{'-' if offset < 0 else '+'}{_clock(minutes)}"


def _hours(offset: str | None) -> float | None:
    return None if offset is None else (-1 if offset[0] == "-" else 1) * _minutes(offset[1:]) / 60


def actors_value(names: frozenset[str] | tuple[str, ...], denied: bool = False) -> str:
    """Write who is held to be behind something: ids or names, sorted, joined by commas.

    >>> actors_value(("e8", "e7")), actors_value(("e4",), denied=True)
    ('e7,e8', 'not e4')
    """
    joined = ",".join(sorted(names))
    return f"not {joined}" if denied else joined


def read_actors(value: str) -> tuple[frozenset[str], bool]:
    """Return the actors of a value, and whether they are denied.

    >>> sorted(read_actors("not e4,e7")[0]), read_actors("not e4")[1]
    (['e4', 'e7'], True)
    """
    denied = value.startswith("not ")
    return frozenset(value.removeprefix("not ").split(",")), denied
