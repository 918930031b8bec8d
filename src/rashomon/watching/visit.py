"""What is remembered of one address: what it held when it was last seen, and how it has behaved since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rashomon.records import Document, Json
from rashomon.watching.entry import Entry
from rashomon.watching.page import Known, Page
from rashomon.watching.state import Store

DAY = 86_400.0
# Days for which a feed's article is looked at again: what is changed later is rarely news.
_FOLLOWED = 30
# An article is looked at again after this share of its age: after minutes when it is new, daily after ten days.
_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Listed:
    """An article that a feed lists or has listed, and since when, in seconds since 1970."""

    entry: Entry
    since: float

    def to_dict(self) -> Json:
        """Return it as JSON."""
        return {**self.entry.to_dict(), "since": self.since}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Listed:
        """Return what `to_dict` wrote."""
        return cls(Entry.from_dict(data), data["since"])


@dataclass(frozen=True, slots=True)
class Visit:
    """An address as it was last seen. Times are seconds since 1970.

    `document` is the article there, `listed` are those of a feed there. After `failures` looks in a row that failed,
    the last for `reason`, it is not looked at before `wait`.
    """

    known: Known | None = None
    document: Document | None = None
    listed: tuple[Listed, ...] = ()
    first: float | None = None
    last: float | None = None
    failures: int = 0
    wait: float = 0.0
    reason: str | None = None

    def seen(self, now: float) -> Visit:
        """Return the visit after a look that found what was known."""
        return replace(self, first=self.first or now, last=now, failures=0, wait=0.0, reason=None)

    def holding(self, page: Page, document: Document, now: float) -> Visit:
        """Return the visit after a look that found an article."""
        return replace(self.seen(now), known=page.known, document=document)

    def listing(self, page: Page, entries: tuple[Entry, ...], now: float) -> Visit:
        """Return the visit after a look that found a feed: what it lists, then what it has listed of late."""
        since = {each.entry.url: each.since for each in self.listed}
        listed = [Listed(entry, since.get(entry.url, now)) for entry in entries]
        there = {entry.url for entry in entries}
        kept = [each for each in self.listed if each.entry.url not in there and is_followed(each.since, now)]
        return replace(self.seen(now), known=page.known, listed=(*listed, *kept))

    def failed(self, reason: str, now: float, every: float) -> Visit:
        """Return the visit after a look that failed: the next try is the next look, then 1, 3, 7 … looks are left out."""
        failures = self.failures + 1
        wait = min(every * (2.0 ** min(failures - 1, 30) - 1), DAY)
        return replace(self, failures=failures, wait=now + wait if wait else 0.0, reason=reason)

    def is_due(self, now: float) -> bool:
        """Tell whether it is time to look here, after failures."""
        return now >= self.wait

    def is_due_again(self, now: float) -> bool:
        """Tell whether it is time to look at a feed's article again."""
        if self.first is None or self.last is None:
            return self.is_due(now)
        again = self.last + _SHARE * (now - self.first)
        return self.is_due(now) and is_followed(self.first, now) and now >= again

    def to_dict(self) -> Json:
        """Return the visit as JSON."""
        known = self.known
        return {
            "final": known and known.final, "etag": known and known.etag, "modified": known and known.modified,
            "document": self.document and self.document.to_dict(),
            "listed": [each.to_dict() for each in self.listed], "first": self.first, "last": self.last,
            "failures": self.failures, "wait": self.wait, "reason": self.reason,
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Visit:
        """Return the visit that `to_dict` wrote."""
        known = Known(data["final"], data["etag"], data["modified"]) if data["final"] else None
        document = Document.from_dict(data["document"]) if data["document"] else None
        listed = tuple(map(Listed.from_dict, data["listed"]))
        kept = {name: data[name] for name in ("first", "last", "failures", "wait", "reason")}
        return cls(known, document, listed, **kept)


class Visits:
    """The visits that a store keeps."""

    def __init__(self, store: Store) -> None:
        """Read and write in `store`."""
        self._store = store

    def of(self, key: str) -> Visit:
        """Return what is remembered of an address, an empty visit where nothing is."""
        kept = self._store.load(f"visit {key}")
        return Visit.from_dict(kept) if kept else Visit()

    def keep(self, key: str, visit: Visit) -> None:
        """Remember a visit."""
        self._store.save(f"visit {key}", visit.to_dict())


def is_followed(since: float, now: float) -> bool:
    """Tell whether an article that is known since then is still looked at."""
    return now - since <= _FOLLOWED * DAY
