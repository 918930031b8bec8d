"""Dates as other tools demand them: ISO 8601, or none."""

from __future__ import annotations

from datetime import datetime


def moment(published: str | None) -> str | None:
    """Return an ISO date or time as it is, and None where it is neither.

    >>> moment("2031-05-04"), moment("May")
    ('2031-05-04', None)
    """
    try:
        datetime.fromisoformat(published or "")
    except ValueError:
        return None
    return published


def day(published: str | None) -> str | None:
    """Return the day of an ISO date or time, as its article gives it.

    >>> day("2031-05-04T23:30:00-05:00")
    '2031-05-04'
    """
    return datetime.fromisoformat(published or "").date().isoformat() if moment(published) else None
