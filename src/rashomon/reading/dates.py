"""When an article was published, as ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

# No date in any language is longer; dateparser's cost grows with the length.
_LONGEST = 80
_CLOCK = re.compile(r"\d{1,2}[:h]\d{2}|\d\s*[ap]\.?m\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20|21)\d\d(?!\d)")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}")
_SETTINGS = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}


@lru_cache(maxsize=4096)
def published_at(text: str | None) -> str | None:
    """Return a date or time as ISO 8601, with its time and offset when given; None when it is unknown.

    Nothing is taken from today's date, and a date that can be read in two ways is unknown.

    >>> published_at("2016-11-08 12:00:10"), published_at("8 November 2016"), published_at("None")
    ('2016-11-08T12:00:10', '2016-11-08', None)
    >>> published_at("yesterday"), published_at("03/04/2016")
    (None, None)
    """
    given = (text or "").strip()
    if not given or len(given) > _LONGEST:
        return None
    return _strict(given) or _written(given)


def _strict(text: str) -> str | None:
    for kind in (date, datetime):
        try:
            return kind.fromisoformat(text).isoformat()
        except ValueError:
            continue
    return None


def _written(text: str) -> str | None:
    if not _YEAR.search(text):
        return None
    order = _order(text)
    if order is None:
        return None
    import dateparser  # takes a sixth of a second: paid only by dates in words

    try:
        found = dateparser.parse(text, settings={**_SETTINGS, "DATE_ORDER": order})
    except (ValueError, OverflowError, RecursionError):
        return None
    if found is None:
        return None
    return found.isoformat() if _CLOCK.search(text) else found.date().isoformat()


def _order(text: str) -> str | None:
    """Return how to read day and month: numbers around slashes only where one can be no month."""
    match = _SLASHES.search(text)
    if match is None:
        return "DMY"
    first, second = int(match.group(1)), int(match.group(2))
    if first == second or first > 12:
        return "DMY"
    return "MDY" if second > 12 else None
