"""How the report says things: labels, dates, counts and values in words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.alignment.values import in_words
from rashomon.records import Entity
from rashomon.report.moments import moment

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_WORD = re.compile(r"[^\s,;()]+")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
# Characters of a name, an outlet, a headline or title, a question or an answer that are shown: far beyond any real one.
NAME, OUTLET, TITLE, ASKED = 120, 80, 200, 300
SURE_ENOUGH = 0.5  # below this a statement is marked as uncertain


@cache
def labels() -> Mapping[str, Any]:
    """Return the report's words for the values of the records' fields."""
    return tomllib.loads(files(__package__).joinpath("labels.toml").read_text("utf-8"))


def label(table: str, value: str) -> str:
    """Return the words for a field's value; a value without words stands for itself.

    >>> label("act", "deny")
    'denies'
    """
    words: str = labels()[table].get(value, value)
    return words


def confidence(value: float) -> str:
    """Return a confidence (0 to 1) in words.

    >>> confidence(0.9)
    'high confidence'
    """
    return next(
        (row["words"] for row in labels()["confidence"] if value >= row["least"]), "no confidence given"
    )


def certainty(value: float) -> str:
    """Return a confidence (0 to 1) in one word.

    >>> certainty(0.9), certainty(0.1)
    ('high', 'low')
    """
    return confidence(value).split(" ", 1)[0]


def language_tag(code: str | None) -> str | None:
    """Return the code when it can stand in a lang attribute.

    >>> language_tag("pt-BR"), language_tag('en" onload="')
    ('pt-BR', None)
    """
    return code if code and _TAG.fullmatch(code) else None


def day(published: str | None) -> str:
    """Return an ISO 8601 date or time as a day in words; what is no date stands as it is.

    >>> day("2031-03-02T08:10+02:00"), day("in spring"), day(None)
    ('2 March 2031', 'in spring', '')
    """
    when = moment(published)
    return _day(when) if when else plain(published or "")


def _day(when: datetime) -> str:
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def when(published: str | None) -> str:
    """Return an ISO 8601 date or time in words, with the clock where it is given.

    >>> when("2031-03-02T08:10+02:00"), when("2031-03-02")
    ('2 March 2031, 08:10 UTC+02:00', '2 March 2031')
    """
    found = moment(published)
    if found is None or "T" not in (published or ""):
        return day(published)
    zone = found.tzname() if datetime.fromisoformat(published or "").tzinfo else ""
    return f"{_day(found)}, {found:%H:%M} {zone}".rstrip()


def period(dates: Sequence[str | None]) -> str:
    """Return the first and last day among ISO dates, in words.

    >>> period(["2031-03-04", "2031-03-02", None])
    '2–4 March 2031'
    """
    moments = sorted(found for found in map(moment, dates) if found)
    if not moments:
        return ""
    first, last = moments[0], moments[-1]
    if first.date() == last.date():
        return _day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {_day(last)}"
    return f"{_day(first)} – {_day(last)}"


def plain(text: str) -> str:
    """Return the text on one line, without invisible and direction-changing characters: fit for an attribute.

    >>> plain("a\\u202eb\\nc")
    'a b c'
    """
    return " ".join(_INVISIBLE.sub(" ", text).split())


def clipped(text: str, longest: int) -> str:
    """Return the text on one line, cut at a word with an ellipsis where it is longer than `longest`.

    >>> clipped("one two three", 9)
    'one two…'
    """
    line = plain(text)
    if len(line) <= longest:
        return line
    head = line[:longest]
    space = head.rfind(" ")
    return (head[:space] if space > 0 else head).rstrip(" ,;:") + "…"


def shortened(text: str, longest: int) -> str:
    """Return a name or a title as it is, or clipped where it is longer than any that is meant to be read.

    >>> shortened("Ann Roe", 120), shortened("a " * 99, 5)
    ('Ann Roe', 'a a…')
    """
    return text if len(text) <= longest else clipped(text, longest)


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number and its noun.

    >>> counted(1, "origin"), counted(2, "medium", "media")
    ('1 origin', '2 media')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence.

    >>> listed(["English", "Russian", "Arabic"])
    'English, Russian and Arabic'
    """
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


# Digits before the decimal point that want a comma to be read.
_LONG_NUMBER = re.compile(r"(?<![\d.,])\d{4,15}(?!\d)")


def value_in_words(value: str, entities: Mapping[str, Entity]) -> str:
    """Return an answer's normalised value for people: names for entity ids, bounds and dates in words.

    It is empty where a person made the answer of a statement: its own words are all that there is.

    >>> value_in_words(">=11", {}), value_in_words("36..40", {}), value_in_words("2031-03-02", {})
    ('at least 11', '36–40', '2 March 2031')
    >>> value_in_words("T22:47+04:00", {}), value_in_words("~12400.5 L", {})
    ('22:47 UTC+04:00', 'about 12,400.5 L')
    """
    if value.startswith("said:"):
        return ""
    parts = [part.strip() for part in value.split(",")]
    if all(part in entities for part in parts):
        return listed([entities[part].name for part in parts])
    if said := in_words(value):
        return _LONG_NUMBER.sub(lambda digits: f"{int(digits[0]):,}", said)
    first, _, last = value.partition("..")
    if moment(first) and moment(last) and "-" in first:
        return period([first, last])
    if moment(value) and "-" in value:
        return when(value)
    return _WORD.sub(lambda word: entities[word[0]].name if word[0] in entities else word[0], value)
