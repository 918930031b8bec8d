"""Dates and clock times as a text states them, read against the article's own date."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rashomon.language.clocks import any_of, read_parts, read_spoken, settled
from rashomon.language.moments import DAY, Bound, Moment
from rashomon.language.periods import month_of, read_numbered, read_periods
from rashomon.language.places import find_place
from rashomon.records import Span

_SHORTLY = 20
# A weekday or a date without a year belongs to the half year around the day of publication.
_HALF_YEAR = timedelta(days=183)


def read_times(text: str, published: str | None = None) -> tuple[Moment, ...]:
    """Return the dates and clock times of a text, in order and without overlap.

    `published` is the ISO date or time from which "yesterday" and weekdays count; without it they have no day.

    >>> [m.minute for m in read_times("It came in at 22:47, not at a quarter past one.")]
    [1367, 75]
    >>> read_times("on Sunday", published="2031-06-16")[0].first
    datetime.date(2031, 6, 15)
    """
    anchor = published_day(published)
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter that grows when lowered would shift every offset
        lowered = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    days = [*_dates(lowered, text, anchor), *_days(lowered, anchor)]
    found = [*_clocks(lowered, text, anchor), *days, *read_parts(lowered, days)]
    kept = [_shortly(lowered, moment) for moment in settled(_apart(found))]
    kept = [replace(_night(lowered, moment), bound=_bound(lowered, moment)) for moment in kept]
    return tuple(_joined(lowered, kept))


def _apart(found: list[Moment]) -> list[Moment]:
    """Return the moments in order, of those that overlap the one that begins first, the longest."""
    kept: list[Moment] = []
    for moment in sorted(found, key=lambda moment: (moment.span.start, -moment.span.end)):
        if not kept or moment.span.start >= kept[-1].span.end:
            kept.append(moment)
    return kept


def published_day(published: str | None) -> date | None:
    """Return the day of an ISO date or time, None where there is none.

    >>> published_day("2031-06-16T02:10:00+04:00")
    datetime.date(2031, 6, 16)
    """
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def published_offset(published: str | None) -> float | None:
    """Return the hours east of Greenwich that an ISO time names, None where it names none.

    >>> published_offset("2031-06-16T02:10:00-07:30"), published_offset("2031-06-16T02:10:00Z")
    (-7.5, None)
    """
    try:
        moved = datetime.fromisoformat(published or "").utcoffset()
    except ValueError:
        return None
    utc = (published or "").endswith(("Z", "+00:00"))  # a server's clock, not the place's
    return None if moved is None or utc else moved / timedelta(hours=1)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("rashomon.language") / "data" / "times.toml").read_text("utf-8"))


@cache
def _pattern_of(forms: str) -> re.Pattern[str]:
    parts = (re.escape(form.replace("_", " ")).replace(r"\*", r"[^\W\d_]*") for form in forms.split())
    return re.compile(rf"(?:{'|'.join(parts)})\b")


@cache
def _any_of(table: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern_of(forms), key) for key, forms in _data()[table].items())


@cache
def _named(table: str, word: str) -> int | None:
    return next((int(key) for pattern, key in _any_of(table) if pattern.fullmatch(word)), None)


_HOURS = re.compile(r"[+-]?\d+(?:\.\d+)?")


def _offset(zone: str, day: date | None) -> float | None:
    """Return the hours east of Greenwich of a zone of the data, on this day."""
    if _HOURS.fullmatch(zone):
        return float(zone)
    try:
        moved = datetime.combine(day or date(2000, 1, 1), time(12), ZoneInfo(zone)).utcoffset()
    except ZoneInfoNotFoundError:  # the machine has no table of zones
        return None
    return moved / timedelta(hours=1) if moved is not None else None


_HALF = r"(?P<half>[ap]\.?\s?m\b\.?)"
_CLOCK = re.compile(
    rf"(?<![\d.,:/-])(?P<hour>\d{{1,2}})(?P<mark>[:.])(?P<minute>\d{{2}})(?::\d{{2}})?(?!\d|:\d|%)(?:\s?{_HALF})?"
)
_HOUR = re.compile(rf"(?<![\d.,:/-])(?P<hour>\d{{1,2}})\s?{_HALF}")
_SPOKEN = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})\s?(?:hours?|uhr|часо[вa]?|годин\w*|h)\s?(?:and\s|и\s|i\s)?(?P<minute>\d{1,2})(?:\s?min\w*|\b)"
)
_UHR = re.compile(r"(?<!\d)(?P<hour>\d{1,2})\s(?:uhr|o['’]clock)\b")
_NAMED = re.compile(
    r"(?<!après-)\b(?P<name>noon|midday|midnight|mitternacht|полночь|полуночи|півночі|опівночі|апоўначы|північ|поўнач|поўначы|północy|północą|minuit|medianoche|mittag|полдень|полудню|полудня|опівдні|апоўдні|południe|południem|midi|mediodía)\b"
)
_MIDNIGHT = frozenset({
    "midnight", "mitternacht", "полночь", "полуночи", "півночі", "опівночі", "північ",
    "апоўначы", "поўнач", "поўначы", "północy", "północą", "minuit", "medianoche",
})  # fmt: skip
_PAST = re.compile(
    r"\b(?P<minutes>half|(?:a )?quarter|five|ten|twenty-five|twenty) (?P<way>past|to|after) (?P<hour>[a-z]+)\b"
)
_HALF_OF_DAY = re.compile(r"\s(?P<half>in the (?:morning|afternoon|evening)|at night)\b")
_AT = re.compile(r"(?:\bat|\bum|\bgegen|\bо|\bоб|\bв|\bво|\bу|\bа|\bà|\bo|\bas|\blas|\bs)\s$")


def _clocks(lowered: str, text: str, anchor: date | None) -> Iterator[Moment]:
    for match in _CLOCK.finditer(lowered):
        if match["mark"] == ":" or match["half"] or _AT.search(lowered, 0, match.start()):
            yield from _clock(match, _zone(lowered, text, match.end(), anchor), int(match["minute"]))
    for match in _HOUR.finditer(lowered):
        yield from _clock(match, _zone(lowered, text, match.end(), anchor), 0)
    for match in _SPOKEN.finditer(lowered):
        yield from _clock(match, _zone(lowered, text, match.end(), anchor), int(match["minute"]))
    for match in _UHR.finditer(lowered):
        yield from _clock(match, _zone(lowered, text, match.end(), anchor), 0)
    for moment in read_spoken(lowered):
        zone, end = _zone(lowered, text, moment.span.end, anchor)
        yield replace(moment, span=Span(moment.span.start, end), zone=zone)
    for match in _NAMED.finditer(lowered):
        yield Moment(Span(*match.span()), minute=_named_minute(match), until=_named_minute(match))
    yield from _told(lowered)


def _named_minute(match: re.Match[str]) -> int:
    return 0 if match["name"] in _MIDNIGHT else 12 * 60


def _clock(match: re.Match[str], zoned: tuple[float | None, int], minute: int) -> Iterator[Moment]:
    hour = int(match["hour"])
    half = (match.groupdict().get("half") or "")[:1]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour < 24 and minute < 60:
        zone, end = zoned
        total = hour * 60 + minute
        yield Moment(Span(match.start(), end), minute=total, until=total, zone=zone)


def _zone(lowered: str, text: str, end: int, anchor: date | None) -> tuple[float | None, int]:
    here = end + len(_GAP_OF_ZONE.match(lowered, end).group())  # type: ignore[union-attr]
    for pattern, zone in _any_of("zones"):
        match = pattern.match(lowered, here)
        if match and (" " in match.group() or text[match.start() : match.end()].isupper()):
            return _offset(zone, anchor), match.end()
    return _zone_of_town(text, here, anchor) or (None, end)


_GAP_OF_ZONE = re.compile(r"(?:,? )?")
_TOWN_TIME = re.compile(r"(?P<town>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})(?:'s|’s)? time\b")


def _zone_of_town(text: str, start: int, anchor: date | None) -> tuple[float | None, int] | None:
    """Return the zone of "19:00 Dushanbe time" and where it ends."""
    match = _TOWN_TIME.match(text, start)
    place = find_place(match["town"]) if match else None
    if match is None or place is None or place.zone is None:
        return None
    return _offset(place.zone, anchor), match.end()


def _told(lowered: str) -> Iterator[Moment]:
    names = _data()["english_clock"]
    hours = names["hours"].split()
    for match in _PAST.finditer(lowered):
        if match["hour"] in hours:
            minutes = names["minutes"][match["minutes"].removeprefix("a ")]
            signed = -minutes if match["way"] == "to" else minutes
            total = (hours.index(match["hour"]) * 60 + signed) % 720
            half = _HALF_OF_DAY.match(lowered, match.end())
            late = (
                half is not None
                and half["half"] != "in the morning"
                and not (half["half"] == "at night" and total < 300)
            )
            total += 720 if late else 0
            yield Moment(Span(*match.span()), minute=total, until=total, halved=half is None)


_LETTERS = r"[^\W\d_]+(?:['’][^\W\d_]+)?"
_DAY_MONTH = re.compile(
    rf"(?<![\d.,:])(?:(?P<from>\d{{1,2}})\s?(?:and|to|-|–|и|і|y|et|und|до)\s?)?(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|-?го)?\s(?:de\s|of\s)?(?P<month>{_LETTERS})(?:,?\s(?:de\s)?(?P<year>\d{{4}})\b)?"
)
_MONTH_DAY = re.compile(
    rf"\b(?P<month>{_LETTERS})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.%]\d|\d)(?:,?\s(?P<year>\d{{4}})\b)?"
)
_MONTH_YEAR = re.compile(rf"\b(?P<month>{_LETTERS})\s(?P<year>\d{{4}})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_YEAR = re.compile(
    r"\b(?:in|since|by|until|of|с|в|з|у|ў|od|w|seit|depuis|desde|en)\s(?P<year>(?:19|20)\d{2})\b"
)


def _dates(lowered: str, text: str, anchor: date | None) -> Iterator[Moment]:
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for match in pattern.finditer(lowered):
            month = _named("months", match["month"])
            if month and _is_month(match, text):
                yield from _date(match, int(month), anchor)
    for match in _MONTH_YEAR.finditer(lowered):
        month = _named("months", match["month"])
        if month and _is_month(match, text):
            yield Moment(Span(*match.span()), *month_of(_year(match["year"]), int(month)))
    if anchor is not None:
        yield from _months(lowered, text, anchor)
    for match in _ISO.finditer(lowered):
        yield from _day(Span(*match.span()), *(int(part) for part in match.groups()))
    for match in _YEAR.finditer(lowered):
        year = _year(match["year"])
        yield Moment(Span(*match.span("year")), date(year, 1, 1), date(year, 12, 31))


def _is_month(match: re.Match[str], text: str) -> bool:
    """Tell a month from a verb of the same letters ("may", "march") by its capital."""
    return match["month"] not in {"may", "march", "mar", "mai"} or text[match.start("month")].isupper()


def _year(digits: str) -> int:
    return min(max(int(digits), 1), 9998)


@cache
def _in_month() -> re.Pattern[str]:
    words = any_of(_data()["in_month"]["words"])
    return re.compile(rf"\b(?:{words})\s(?P<month>{_LETTERS})\b(?!\.?\s\d)")


def _months(lowered: str, text: str, anchor: date) -> Iterator[Moment]:
    """Yield the months that are named without a day or a year: the nearest ones."""
    for match in _in_month().finditer(lowered):
        month = _named("months", match["month"])
        if month and _is_month(match, text) and 1 < anchor.year < 9999:
            year = _nearest_year(anchor, int(month), 15)
            yield Moment(Span(*match.span("month")), *month_of(year, int(month)))


def _date(match: re.Match[str], month: int, anchor: date | None) -> Iterator[Moment]:
    if match["year"]:
        year = _year(match["year"])
    elif anchor is not None:
        year = _nearest_year(anchor, month, int(match["day"]))
    else:
        if 1 <= int(match["day"]) <= 31:
            yield Moment(Span(*match.span()))  # a day of some year: known to be no count
        return
    opened = match.groupdict().get("from")
    for moment in _day(Span(*match.span()), year, month, int(match["day"])):
        first = next((m.first for m in _day(moment.span, year, month, int(opened))), None) if opened else None
        yield replace(moment, first=first or moment.first)


def _nearest_year(anchor: date, month: int, day: int) -> int:
    years = (anchor.year, anchor.year - 1, anchor.year + 1)
    days = [date(year, month, min(day, 28) or 1) for year in years if 1 <= year <= 9999]
    return min(days, key=lambda one: abs(one - anchor)).year


def _day(span: Span, year: int, month: int, day: int) -> Iterator[Moment]:
    try:
        found = date(year, month, day)
    except ValueError:
        return
    yield Moment(span, found, found)


@cache
def _day_words() -> re.Pattern[str]:
    data: Mapping[str, Mapping[str, str]] = _data()
    forms = [
        form for table in ("weekdays", "relative") for row in data[table].values() for form in row.split()
    ]
    parts = (re.escape(form.replace("_", " ")).replace(r"\*", r"[^\W\d_]*") for form in forms)
    return re.compile(rf"\b(?:{'|'.join(parts)})(?:\b|(?=abend|morgen|nacht|nachmittag|vormittag))")


def _days(lowered: str, anchor: date | None) -> Iterator[Moment]:
    if anchor is None:
        return
    yield from read_periods(lowered, anchor)
    yield from read_numbered(lowered, anchor)
    for match in _day_words().finditer(lowered):
        weekday, moved = _named("weekdays", match.group()), _named("relative", match.group())
        if weekday is not None:
            moved = -((anchor.weekday() - weekday) % 7)
        if moved is not None and date.min + _HALF_YEAR < anchor < date.max - _HALF_YEAR:
            day = anchor + timedelta(days=moved)
            yield Moment(Span(*match.span()), day, day)


@cache
def _bounds() -> tuple[tuple[Bound, re.Pattern[str]], ...]:
    data = _data()
    kinds: tuple[Bound, ...] = ("about", "after", "before")
    return (
        ("state", _ending(data["state"]["words"])),
        *((kind, _ending(data["before"][kind])) for kind in kinds),
    )


@cache
def _ending(forms: str) -> re.Pattern[str]:
    """Return a pattern for text that ends with one of these forms, an article perhaps behind it."""
    parts = "|".join(re.escape(form.replace("_", " ")) for form in forms.split())
    return re.compile(rf"(?:^|\W)(?:{parts})\s(?:the\s)?$")


@cache
def _nights() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return _ending(_data()["night"]["into"]), _ending(_data()["night"]["of"])


def _shortly(lowered: str, moment: Moment) -> Moment:
    """Return a clock time that something came shortly after, or before, as the quarter of an hour it may be in."""
    before = lowered[max(0, moment.span.start - 24) : moment.span.start]
    if moment.minute is None or moment.until is None:
        return moment
    if _ending(_data()["shortly"]["after"]).search(before):
        return replace(moment, until=min(moment.until + _SHORTLY, DAY))
    if _ending(_data()["shortly"]["before"]).search(before):
        return replace(moment, minute=max(moment.minute - _SHORTLY, 0))
    return moment


def _night(lowered: str, moment: Moment) -> Moment:
    """Return a day of which a night is named as the two days that the night touches."""
    into, of = _nights()
    before = lowered[max(0, moment.span.start - 24) : moment.span.start]
    if moment.first is None or moment.last is None or moment.first != moment.last:
        return moment
    if into.search(before) and moment.first > date.min:
        return replace(moment, first=moment.first - timedelta(days=1))
    if of.search(before) and moment.last < date.max:
        return replace(moment, last=moment.last + timedelta(days=1))
    return moment


def _bound(lowered: str, moment: Moment) -> Bound | None:
    before = lowered[max(0, moment.span.start - 24) : moment.span.start]
    if moment.until != moment.minute:
        return None  # "shortly after" has been read already
    return next((kind for kind, pattern in _bounds() if pattern.search(before)), None)


_BETWEEN = re.compile(r"\s?(?:and|to|-|–|—|и|і|та|до|да|do|a|und|bis|et|à|y)\s?(?:at\s)?")


def _joined(lowered: str, moments: list[Moment]) -> Iterator[Moment]:
    """Yield the moments, two clock times with "and" between them as one range."""
    index = 0
    while index < len(moments):
        moment = moments[index]
        following = moments[index + 1] if index + 1 < len(moments) else None
        if following and moment.is_clock and following.is_clock:
            between = lowered[moment.span.end : following.span.start]
            if _BETWEEN.fullmatch(between) and moment.bound is None:
                end = following.minute or DAY
                yield replace(moment, span=Span(moment.span.start, following.span.end), until=end)
                index += 2
                continue
        yield moment
        index += 1
