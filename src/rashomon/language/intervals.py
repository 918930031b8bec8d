"""Ranges of numbers, and whether two can both be true."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

# "About forty" is held to allow a tenth either way.
ABOUT = 0.1


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of numbers, closed unless `above` or `below` says that its end is left out.

    >>> Interval(36, 40).meets(Interval(39, 39))
    True
    >>> Interval(100, math.inf, above=True).meets(Interval(63, 63))
    False
    """

    low: float
    high: float
    above: bool = False
    below: bool = False
    about: bool = False

    @property
    def exact(self) -> bool:
        """Tell whether this is one number, said without reserve."""
        return self.low == self.high and not self.about

    def scaled(self, factor: float) -> Interval:
        """Return the interval in another unit."""
        return replace(self, low=self.low * factor, high=self.high * factor)

    def widened(self) -> Interval:
        """Return the interval with the room that "about" and rounding leave."""
        room_low, room_high = (self._room(end) for end in (self.low, self.high))
        return replace(self, low=self.low - room_low, high=self.high + room_high, about=False)

    def meets(self, other: Interval) -> bool:
        """Tell whether some number lies in both."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low != high:
            return low < high
        return not any(
            (end.above and end.low == low) or (end.below and end.high == high) for end in (self, other)
        )

    def _room(self, end: float) -> float:
        if math.isinf(end):
            return 0.0
        rounded = _rounding(end) if self.low == self.high else 0.0  # a bound is meant as it is said
        return max(abs(end) * ABOUT if self.about else 0.0, rounded)


def _rounding(value: float) -> float:
    """Return how far a round number may be off: half of its last digit that is not 0, a twentieth at most.

    >>> _rounding(39), _rounding(3800), _rounding(300)
    (0.0, 50.0, 15.0)
    """
    if value < 100 or value != int(value):
        return 0.0
    digits = str(int(value))
    zeros = len(digits) - len(digits.rstrip("0"))
    return min(0.5 * 10.0**zeros, value * 0.05) if zeros >= 2 else 0.0
