"""Manners: one question at a time to a server, a pause between two, and none where it asks to be left alone."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from rashomon.watching.page import DeferredError
from rashomon.watching.state import Store

Clock = Callable[[], float]

# Servers that are asked at a time.
_AT_ONCE = 8
# Seconds: the most that is waited for a turn; the longest wish of a server that counts.
_PATIENCE, _LONGEST_WISH = 60.0, 86_400.0


class Hosts:
    """When each server may be asked again. What servers wished for is remembered in `store`.

    `delay` are the seconds between the end of one answer and the next question to the same server.
    """

    def __init__(self, store: Store, delay: float, clock: Clock) -> None:
        """Begin with what `store` remembers."""
        self._store, self._delay, self._clock = store, delay, clock
        self._delays: dict[str, float] = {}
        self._next: dict[str, float] = {}
        self.begin()

    def begin(self) -> None:
        """Forget who is in turn: locks belong to the loop that waits on them."""
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._at_once = asyncio.Semaphore(_AT_ONCE)

    @asynccontextmanager
    async def turn(self, host: str, until: float) -> AsyncIterator[None]:
        """Wait for one's turn; raise DeferredError where it would come after `until` or is too far away.

        `until` is a time of the clock.
        """
        async with self._turns[host]:
            wait = max(0.0, self._free(host) - self._clock())
            if wait > _PATIENCE:
                raise DeferredError(f"{host} is to be left alone for another {_span(wait)}")
            if self._clock() + wait >= until:
                raise DeferredError("the time for this look is over")
            await asyncio.sleep(wait)
            try:
                async with self._at_once:
                    yield
            finally:
                pause = max(self._delay, self._delays.get(host, 0.0))
                self._next[host] = max(self._next.get(host, 0.0), self._clock() + pause)

    def slow(self, host: str, delay: float) -> None:
        """Pause so many seconds between two questions to a server, if that is longer."""
        self._delays[host] = min(delay, _LONGEST_WISH)

    def hold(self, host: str, wish: str | None) -> float:
        """Leave a server alone as its Retry-After header wishes (seconds or a date); return for how many seconds."""
        seconds = min(self._seconds(wish or ""), _LONGEST_WISH)
        if seconds > 0:
            self._next[host] = self._clock() + seconds
            self._store.save(f"host {host}", {"until": self._next[host]})
        return seconds

    def _free(self, host: str) -> float:
        if host not in self._next:
            held = self._store.load(f"host {host}")
            self._next[host] = float(held["until"]) if held else 0.0
        return self._next[host]

    def _seconds(self, wish: str) -> float:
        if wish.isascii() and wish.isdecimal() and len(wish) < 10:
            return float(wish)
        try:
            found = parsedate_to_datetime(wish)
        except (TypeError, ValueError, IndexError):
            return 0.0
        moment = found if found.tzinfo else found.replace(tzinfo=UTC)
        return (moment - datetime.fromtimestamp(self._clock(), UTC)).total_seconds()


def _span(seconds: float) -> str:
    """Return a length of time in words.

    >>> _span(90), _span(7200)
    ('90 seconds', '120 minutes')
    """
    return f"{seconds:.0f} seconds" if seconds < 600 else f"{seconds / 60:.0f} minutes"
