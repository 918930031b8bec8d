"""The times at which articles were published, as they are ordered and shown."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(published: str | None) -> datetime | None:
    """Return an ISO 8601 date or time as an aware datetime (UTC where no zone is given), or None.

    >>> moment("2031-03-02").isoformat()
    '2031-03-02T00:00:00+00:00'
    >>> moment("last week") is None
    True
    """
    try:
        parsed = datetime.fromisoformat(published or "")
    except ValueError:
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
