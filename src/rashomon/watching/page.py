"""What comes of asking for an address: a page, that it has not changed, that it is put off, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from rashomon.records import Rejected

# What the readers take apart; and what may be a feed, an article or both.
ARTICLES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown"})
FEEDS = frozenset(
    {
        "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml",
        "application/feed+json", "application/json",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What a server said of a page when it was last seen at `final`: by it the server can tell that it is the same."""

    final: str
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address to ask for, the content types that are of use (none: all), and what is known of it.

    A body of more than `largest` bytes, where that is less than the fetcher's own limit, is refused, or cut with `cut`.
    """

    url: str
    types: frozenset[str] = ARTICLES
    known: Known | None = None
    largest: int | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came: `final` is its address behind all redirects, `body` is unpacked.

    `content_type` is in lower case and without parameters, empty where none is given; `charset` as the server names
    it; `fetched` an ISO 8601 time in UTC.
    """

    url: str
    final: str
    body: bytes
    content_type: str
    charset: str | None
    etag: str | None
    modified: str | None
    fetched: str

    @property
    def known(self) -> Known:
        """What to tell the server the next time."""
        return Known(self.final, self.etag, self.modified)


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that a page is what it was."""

    url: str


@dataclass(frozen=True, slots=True)
class Deferred:
    """A page that was not asked for this time, and why: the next time will do."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Gone(Rejected):
    """The server says that there is no such page, or none any more."""


Got: TypeAlias = Page | Unchanged | Deferred | Rejected


class FetchError(Exception):
    """No page comes, in words for the user; `status` is the server's, `wish` its Retry-After, where it answered."""

    def __init__(self, reason: str, status: int | None = None, wish: str | None = None) -> None:
        """Say why."""
        super().__init__(reason)
        self.status, self.wish = status, wish


class DeferredError(Exception):
    """A page is not asked for now, in words for the user."""
