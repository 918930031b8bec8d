"""Documents come into a case: what is new is extracted, batch by batch, and what is known changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rashomon.alignment.addresses import article_address
from rashomon.case import machine
from rashomon.case.store import Store
from rashomon.pipeline import Tell, batches, extract_documents
from rashomon.records import Document, Extraction, Rejected, content_id


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding.

    `new` are the ids of new documents, `revised` those of them that are a changed page, `known` those that were there
    before, `rejected` the inputs that were put aside.
    """

    new: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    revised: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(slots=True)
class _Tally:
    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    revised: list[str] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def added(self) -> Added:
        return Added(tuple(self.new), tuple(self.known), tuple(self.revised), tuple(self.rejected))


def add(store: Store, given: Iterable[Document | Rejected], version: str, tell: Tell) -> Added:
    """Add documents, and what was put aside; each batch is kept before the next is read."""
    tally = _Tally()
    for group in batches(_unknown(store, given, tally)):
        aside = [one for one in group if isinstance(one, Rejected)]
        found = list(extract_documents([one for one in group if isinstance(one, Document)]))
        _keep(store, found, aside, version, tally)
        for extraction in found:
            tell(extraction.document.uri)
    return tally.added()


def add_extractions(store: Store, extractions: Iterable[Extraction], version: str) -> Added:
    """Add documents with what was found in them, in portions."""
    tally = _Tally()
    portion: list[Extraction] = []
    for extraction in extractions:
        portion.append(extraction)
        if len(portion) >= 100:
            _keep(store, portion, (), version, tally)
            portion = []
    _keep(store, portion, (), version, tally)
    return tally.added()


# Of documents that are known, or come with this run: a hash of the text, and the article's address.
_Known = tuple[str, str | None]


def _unknown(
    store: Store, found: Iterable[Document | Rejected], tally: _Tally
) -> Iterator[Document | Rejected]:
    """Yield what the case does not have; a known document is counted."""
    seen: dict[str, _Known] = {}
    for one in found:
        placed = one if isinstance(one, Rejected) else _placed(store, seen, one)
        if placed is not None:
            yield placed
        elif isinstance(one, Document):
            tally.known.append(one.id)
            _keep_original(store, one)


def _keep_original(store: Store, document: Document) -> None:
    """Keep the page of a document that came without it before, and is the same."""
    known = machine.document(store, document.id) if document.original else None
    if known and known.text == document.text and machine.original(store, document.id) is None:
        with store.writing():
            machine.keep_original(store, document)


def _placed(store: Store, seen: dict[str, _Known], document: Document) -> Document | Rejected | None:
    """Return a document as it comes into a case; None where it is there.

    An id that was given (not made of the text) may come again with another text: as the changed page of the same
    address it becomes a document of its own, else it is put aside.
    """
    told = (content_id(document.text), article_address(document.url))
    known = seen.get(document.id) or _known(store, document.id)
    if known is None:
        seen[document.id] = told
        return document
    if known[0] == told[0]:
        return None
    if known[1] is None or known[1] != told[1]:
        return Rejected(document.uri, f"the id {document.id!r} belongs to another text in the case already")
    changed = replace(document, id=content_id(document.id, document.text, document.published))
    return _placed(store, seen, changed)


def _known(store: Store, identity: str) -> _Known | None:
    found = machine.document(store, identity)
    return (content_id(found.text), article_address(found.url)) if found else None


def _keep(
    store: Store, found: Sequence[Extraction], aside: Sequence[Rejected], version: str, tally: _Tally
) -> None:
    if not found and not aside:
        return
    with store.writing():
        for extraction in found:
            _keep_one(store, extraction, version, tally)
        machine.put_aside(store, aside)
    tally.rejected += aside


def _keep_one(store: Store, extraction: Extraction, version: str, tally: _Tally) -> None:
    """Write a document, unless another writer did so meanwhile."""
    document = extraction.document
    if machine.document(store, document.id) is not None:
        tally.known.append(document.id)
        return
    address = article_address(document.url)
    if address and store.rows("SELECT 1 FROM documents WHERE address = ? LIMIT 1", address):
        tally.revised.append(document.id)
    machine.insert(store, extraction, version)
    tally.new.append(document.id)
