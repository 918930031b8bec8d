"""Fetching: addresses asked for politely, each server at its own pace, and only what its site allows."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from math import inf

import httpx

from rashomon.records import Rejected
from rashomon.watching.address import authority, checked, origin
from rashomon.watching.asking import Limits, Onward, ask, client
from rashomon.watching.guard import Guard
from rashomon.watching.hosts import Clock, Hosts
from rashomon.watching.page import Deferred, DeferredError, FetchError, Gone, Got, Page, Unchanged, Wanted
from rashomon.watching.robots import LARGEST, Permission, Rules, rules_of
from rashomon.watching.state import MemoryStore, Store
from rashomon.watching.transport import Resolve, look_up

_GONE = frozenset({404, 410})


class Fetcher:
    """Asks for pages, and only where `guard` allows.

    What must be remembered between two runs (rules of sites, wishes to be left alone) is kept in `store`.
    `ignore_robots` asks whatever robots.txt says. `resolve` looks up names, `clock` tells the time.

    >>> Fetcher().fetch("file:///etc/passwd").reason
    'only http:// and https:// addresses are fetched'
    """

    def __init__(
        self,
        store: Store | None = None,
        *,
        guard: Guard | None = None,
        limits: Limits | None = None,
        ignore_robots: bool = False,
        resolve: Resolve = look_up,
        clock: Clock = time.time,
    ) -> None:
        """Prepare; nothing is asked yet."""
        self._store: Store = store or MemoryStore()
        self._guard, self._limits = guard or Guard(), limits or Limits()
        self._ignore_robots, self._resolve, self._clock = ignore_robots, resolve, clock
        self._hosts = Hosts(self._store, self._limits.delay, clock)
        self._permissions: dict[str, Permission] = {}
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def fetch(self, url: str) -> Got:
        """Return the article's page at an address, or why there is none."""
        return self.fetch_all([Wanted(url)])[0]

    def fetch_all(self, wanted: Sequence[Wanted], until: float = inf) -> list[Got]:
        """Return what comes of each, in their order; what has not begun at `until`, a time of the clock, is put off."""
        return asyncio.run(self._fetch_all(wanted, until))

    async def _fetch_all(self, wanted: Sequence[Wanted], until: float) -> list[Got]:
        self._hosts.begin()
        self._asking.clear()
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._one(each, until)) for each in wanted]
        return [task.result() for task in tasks]

    async def _one(self, wanted: Wanted, until: float) -> Got:
        """Return what comes of one address; whatever fails is its own."""
        try:
            async with client(self._guard, self._resolve, self._tls, self._limits) as http:
                return await self._follow(http, checked(wanted.url), wanted, until)
        except DeferredError as error:
            return Deferred(wanted.url, str(error))
        except FetchError as error:
            return (Gone if error.status in _GONE else Rejected)(wanted.url, str(error))

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()

    async def _follow(
        self, http: httpx.AsyncClient, url: httpx.URL, wanted: Wanted, until: float, *, obey: bool = True
    ) -> Page | Unchanged:
        """Return what an address leads to; each address on the way is checked as the first was."""
        left, passed = self._limits.seconds, [url]
        while True:
            if obey and not self._ignore_robots:
                (await self._permission(http, url, until)).demand(str(url))
            async with self._hosts.turn(authority(url), until):
                begun = time.monotonic()
                answer = await self._ask(http, url, wanted, left)
                left -= time.monotonic() - begun
            if not isinstance(answer, Onward):
                return answer
            url = self._onward(answer.location, passed)

    async def _ask(
        self, http: httpx.AsyncClient, url: httpx.URL, wanted: Wanted, seconds: float
    ) -> Page | Unchanged | Onward:
        try:
            return await ask(http, url, wanted, self._limits, seconds)
        except FetchError as error:
            held = self._hosts.hold(authority(url), error.wish) if error.wish else 0
            if not held:
                raise
            raise FetchError(f"{error}; not again for {held:.0f} seconds", error.status) from error

    def _onward(self, location: str, passed: list[httpx.URL]) -> httpx.URL:
        """Return where a redirect leads, and add it to those that were passed."""
        try:
            url = checked(location, passed[-1])
        except FetchError as error:
            raise FetchError(f"it sends on to {location[:200]}: {error}") from error
        if url in passed:
            raise FetchError("it sends on in a circle")
        if len(passed) > self._limits.redirects:
            raise FetchError(f"it sends on more than {self._limits.redirects} times")
        passed.append(url)
        return url

    async def _permission(self, http: httpx.AsyncClient, url: httpx.URL, until: float) -> Permission:
        """Return what the site of an address permits, asking it at most once a day."""
        site = origin(url)
        async with self._asking[site]:
            known = self._permissions.get(site) or self._remembered(site)
            if known is None or known.rules.until <= self._clock():
                rules = await rules_of(lambda: self._robots(http, url, until), self._clock())
                self._store.save(f"robots {site}", rules.to_dict())
                known = Permission.of(rules)
            self._permissions[site] = known
        self._hosts.slow(authority(url), known.delay)
        return known

    async def _robots(self, http: httpx.AsyncClient, url: httpx.URL, until: float) -> bytes:
        """Return the robots.txt of the site of an address; raise FetchError where there is none."""
        place = url.copy_with(raw_path=b"/robots.txt")
        wanted = Wanted(str(place), frozenset(), largest=LARGEST, cut=True)
        found = await self._follow(http, place, wanted, until, obey=False)
        return found.body if isinstance(found, Page) else b""

    def _remembered(self, site: str) -> Permission | None:
        kept = self._store.load(f"robots {site}")
        return Permission.of(Rules(**kept)) if kept else None
