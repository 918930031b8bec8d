"""Where the words of a correction stand now: in their document, and in every state of its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from rashomon.records import Document, Edit, Quote, Span

Step = TypeVar("Step")


class UnfitError(Exception):
    """A correction fits nothing any more; the message says why."""


def attempted(
    actions: Mapping[str, Callable[[Edit], Step]], edit: Edit, orphaned: Callable[[str], Step]
) -> Step:
    """Return what the action for an edit's kind did, or, where it fits nothing any more, what `orphaned` makes of why."""
    try:
        return actions[edit.kind](edit)
    except UnfitError as error:
        return orphaned(str(error))


class Places:
    """The documents, to find quoted words in.

    >>> places = Places([Document("d", "No, no. She said no.")])
    >>> [span for _, span in places.of(Quote("d", "no", "said ", "."))]
    [Span(start=17, end=19)]
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        """Index the documents by id and by address."""
        self._by_id = {document.id: document for document in documents}
        self._by_url: dict[str, list[Document]] = defaultdict(list)
        for document in self._by_id.values():
            if document.url:
                self._by_url[document.url].append(document)

    def of(self, quote: Quote) -> list[tuple[Document, Span]]:
        """Return where the words stand, one place a document; raise UnfitError where in none or nobody knows where."""
        documents = list(self._documents(quote))
        if not documents:
            raise UnfitError("its article is not here")
        spans = [(document, find(quote, document.text)) for document in documents]
        found = [(document, span) for document, span in spans if span is not None]
        if not found:
            raise UnfitError(f"the words “{shortened(quote.exact)}” no longer stand in its article")
        return found

    def _documents(self, quote: Quote) -> Iterator[Document]:
        own = self._by_id.get(quote.document)
        if own:
            yield own
        for document in self._by_url.get(quote.url or "", ()):
            if document is not own:
                yield document


def find(quote: Quote, text: str) -> Span | None:
    """Return where the quoted words stand in a text, told by what is around them where they stand twice; None else."""
    spans = list(_occurrences(quote.exact, text))
    if len(spans) > 1:
        spans = [span for span in spans if _fits(quote, text, span)]
    return spans[0] if len(spans) == 1 else None


def found_in(quotes: Sequence[Quote], document: Document) -> tuple[Span, ...]:
    """Return where quoted words stand in one document; raise UnfitError where some do not."""
    spans = [find(quote, document.text) for quote in quotes]
    gone = [quote for quote, span in zip(quotes, spans, strict=True) if span is None]
    if gone:
        raise UnfitError(
            f"the words “{shortened(gone[0].exact)}” do not stand, or stand twice, in its article"
        )
    return tuple(span for span in spans if span is not None)


def _occurrences(words: str, text: str) -> Iterator[Span]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield Span(start, start + len(words))
        start = text.find(words, start + 1)


def _fits(quote: Quote, text: str, span: Span) -> bool:
    return text[: span.start].endswith(quote.prefix) and text[span.end :].startswith(quote.suffix)


def shortened(words: str) -> str:
    """Return words as they fit into a sentence."""
    return words if len(words) <= 80 else f"{words[:79]}…"
