"""A page of a shard: what is read, tried and put aside by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rashomon.reading.article import Article, Read, UnreadableError, document_of
from rashomon.records import Document, Rejected


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page stands (`uri`), what reads it, and when a crawler fetched it (ISO 8601, None where unknown)."""

    uri: str
    read: Callable[[], Read]
    fetched: str | None = None

    def documents(self) -> Iterator[Document | Rejected]:
        """Yield the documents of the page; what cannot be one is put aside with its reason."""
        try:
            for article in self.read():
                yield article if isinstance(article, Rejected) else _document(article)
        except UnreadableError as error:
            yield Rejected(self.uri, str(error))
        except OSError as error:
            yield Rejected(self.uri, f"cannot be read: {error.strerror or error}")


def _document(article: Article) -> Document | Rejected:
    try:
        return document_of(article)
    except UnreadableError as error:
        return Rejected(article.uri, str(error))
