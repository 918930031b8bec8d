"""A time in a text: days, minutes of the day, or both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from rashomon.records import Span

Bound = Literal["about", "after", "before", "state"]
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in a text: its place, the days it may fall on, and the minutes of the day.

    `first` and `last` are days (None: no day is named, or no year can be told), `minute` and `until` minutes after midnight (None: no
    clock time; `until` past 1440 is of the next day), `zone` hours east of Greenwich where one is named, `bound` what
    stands before it. A time on the twelve-hour clock without a.m. or p.m. is `halved`: it may be twelve hours later
    too. A `part` of the day ("in the evening") is no clock time proper.
    """

    span: Span
    first: date | None = None
    last: date | None = None
    minute: int | None = None
    until: int | None = None
    zone: float | None = None
    bound: Bound | None = None
    halved: bool = False
    part: bool = False

    @property
    def is_clock(self) -> bool:
        """Tell whether this is a time of the day."""
        return self.minute is not None
