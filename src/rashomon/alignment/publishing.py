"""Which of several documents came first, and who published them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from rashomon.records import Document


def earliest(documents: Iterable[Document]) -> Document:
    """Return the document published first: the others' origin as far as dates tell.

    A day without a clock counts as its end, an unknown date as the last; of equals the one that was fetched first is
    returned, else the first by `uri` and id, so that the order in which documents are given says nothing.

    >>> earliest([Document("a", "", published="2031-03-04"), Document("b", "", published="2031-03-04T09:00:00")]).id
    'b'
    """
    return min(documents, key=order)


def chronological(documents: Iterable[Document]) -> list[Document]:
    """Return the documents in the order in which they were published.

    >>> [document.id for document in chronological([Document("b", ""), Document("a", "")])]
    ['a', 'b']
    """
    return sorted(documents, key=order)


def order(document: Document) -> tuple[datetime, str, str, str]:
    """Return what documents are put in order by: when published, when fetched, then where they were read, then id."""
    return time_of(document), document.retrieved or "", document.uri, document.id


def time_of(document: Document) -> datetime:
    """Return when a document was published, for ordering: without an offset as UTC."""
    try:
        found = datetime.fromisoformat(document.published or "")
        if len(document.published or "") <= len("2031-03-04"):
            found += timedelta(days=1) - timedelta.resolution
    except (ValueError, OverflowError):
        return datetime.max.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def outlet_of(document: Document) -> str:
    """Return who published a document: the outlet as given, else the host of its address, in lower case."""
    try:
        host = urlsplit(document.url).hostname if document.url else None
    except ValueError:  # not an address after all
        host = None
    return (document.outlet or host or "").casefold()
