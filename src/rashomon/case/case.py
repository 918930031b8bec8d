"""The Case: documents, what the machine finds in them, what people say of it, and what follows from both."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any

from rashomon.case import adding, journal, known, machine, searching, shown
from rashomon.case.adding import Added
from rashomon.case.migrations import store_at
from rashomon.case.remembering import Remembered
from rashomon.case.store import CaseError, Store
from rashomon.case.watched import Watched
from rashomon.memo import code_version
from rashomon.notebook import comparison_html
from rashomon.pipeline import Tell, batches, compare_extractions, extract_documents
from rashomon.records import (
    Advice,
    Comparison,
    Document,
    Edit,
    Entry,
    Extraction,
    Original,
    Outcome,
    Rejected,
    content_id,
)

_MADE_OF = "made of"
# A comparison is worked out anew so often where documents are taken away meanwhile.
_TRIES = 5


def _silent(_: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import of edits brought: the ids of the new ones, how many were there, and which contradict.

    A conflict is an edit of one person that another person's edit overrules, one of them new: both, in the order of
    `(overruled, by)`.
    """

    new: tuple[str, ...]
    known: int
    conflicts: tuple[tuple[Edit, Edit], ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """How much a case holds, and what is to do.

    `outdated` documents were extracted by another version (`refresh`); without `current`, what is shown is not made of
    all that is there (`compare`). `size` is in bytes, on disk.
    """

    where: str
    documents: int
    languages: tuple[tuple[str, int], ...]
    statements: int
    entities: int
    questions: int
    discrepancies: int
    edits: int
    states: tuple[tuple[str, int], ...]
    rejected: int
    outdated: int
    compared: int
    current: bool
    size: int


class Case:
    """One investigation: in an SQLite file, or on a PostgreSQL server.

    What is shown is a function of the documents, the version, the edits and the gazetteer, whatever the order they came
    in. Methods raise CaseError where the case cannot be read or written. A case may be used by several threads, one at a
    time; processes each open their own.

    >>> import tempfile
    >>> from rashomon.records import Anchor
    >>> with tempfile.TemporaryDirectory() as folder, Case.new(f"{folder}/case.db") as case:
    ...     _ = case.add_extractions([Extraction(Document("d1", "It held, Roe said."))])
    ...     _ = case.edit(Edit("rename", (Anchor("Roe"),), "Ann Roe"), who="Me")
    ...     case.status().documents, case.edits()[0].who, case.search("HELD")[0].span
    (1, 'Me', Span(start=3, end=7))
    """

    def __init__(self, store: Store, version: str | None = None) -> None:
        """Take a store as a case; `version` names what finds things in it: this package's code and models, unless given."""
        self.store = store
        self.version = version or code_version()

    @classmethod
    def new(cls, where: str | os.PathLike[str]) -> Case:
        """Make a case at a path, or at `postgresql://HOST/DATABASE?case=NAME`; raise CaseError where there is one."""
        return cls(store_at(os.fspath(where), new=True))

    @classmethod
    def open(cls, where: str | os.PathLike[str], *, readonly: bool = False) -> Case:
        """Open the case at a path or address; raise CaseError where there is none, or it cannot be read."""
        return cls(store_at(os.fspath(where), readonly=readonly))

    @property
    def where(self) -> str:
        """Where the case is, without any password."""
        return self.store.where

    # What the machine finds

    def add(self, inputs: Iterable[str], tell: Tell = _silent) -> Added:
        """Add what the inputs hold (files, folders, globs, archives) and extract what is new.

        `tell` is called with the address of each document that was added. What is told is kept: an interrupted `add`
        goes on where it was. A document that is there already changes nothing.
        """
        from rashomon.reading import read_each  # brings in what takes pages apart: paid only by who adds

        return adding.add(self.store, read_each(inputs, originals=True), self.version, tell)

    def add_documents(self, documents: Iterable[Document | Rejected], tell: Tell = _silent) -> Added:
        """Add documents that were read already, and note inputs that were put aside, as `add` does."""
        return adding.add(self.store, documents, self.version, tell)

    def add_extractions(self, extractions: Iterable[Extraction], version: str | None = None) -> Added:
        """Add documents with what was found in them, by this version unless another one is named."""
        return adding.add_extractions(self.store, extractions, version or self.version)

    def refresh(self, tell: Tell = _silent) -> tuple[str, ...]:
        """Extract anew what another version has extracted; return the ids. Edits stay, and find their words again."""
        done: list[str] = []
        for group in batches(machine.outdated(self.store, self.version)):
            found = list(extract_documents([one for one in group if isinstance(one, Document)]))
            with self.store.writing():
                for extraction in found:
                    if machine.document(self.store, extraction.document.id):
                        machine.put_extraction(self.store, extraction, self.version)
            for extraction in found:
                done.append(extraction.document.id)
                tell(extraction.document.uri)
        return tuple(done)

    def remove(self, document: str) -> None:
        """Take a document out, with all that came of it; what is shown goes, until the next `compare`.

        Edits are kept, and shown as orphaned. Raise KeyError where there is no such document.
        """
        with self.store.writing():
            found = machine.document(self.store, document)
            if found is None:
                raise KeyError(document)
            shown.clear(self.store)
            self.store.set_value(_MADE_OF, None)
            machine.remove(self.store, found)

    def documents(self) -> tuple[Document, ...]:
        """Return all documents, by date of publication."""
        with self.store.reading():
            return tuple(machine.documents(self.store))

    def document(self, document: str) -> Document:
        """Return a document; raise KeyError where there is none of this id."""
        found = machine.document(self.store, document)
        if found is None:
            raise KeyError(document)
        return found

    def original(self, document: str) -> Original | None:
        """Return the page that a document was read from; None where none was kept: it was no HTML, or came before."""
        return machine.original(self.store, document)

    def extractions(self) -> tuple[Extraction, ...]:
        """Return what was found in each document alone."""
        with self.store.reading():
            return tuple(machine.extractions(self.store))

    @property
    def watched(self) -> Watched:
        """What a watch remembers between two looks: JSON by key."""
        return Watched(self.store)

    # What people say

    def know(self, entries: Sequence[Entry]) -> None:
        """Keep the entries of a gazetteer, by which names are joined and linked from the next `compare` on.

        They take the place of those before; none takes them back.
        """
        with self.store.writing(durable=True):
            known.write(self.store, entries)

    def edit(self, edit: Edit, who: str | None = None) -> Edit:
        """Add an edit and return it, stamped with who and when (UTC); when it returns, it is kept for good."""
        with self.store.writing(durable=True):
            stamped = journal.stamped(self.store, edit, who)
            journal.write(self.store, [stamped])
        return stamped

    def edits(self) -> tuple[Edit, ...]:
        """Return all edits in the order of time."""
        return journal.read(self.store)

    def import_edits(self, edits: Iterable[Edit], tell: Tell = _silent) -> Imported:
        """Add edits that were made elsewhere, and say which are new and which contradict another person's.

        Edits that are there already change nothing. The comparison is made anew where any is new.
        """
        given = {edit.id: edit for edit in edits}
        with self.store.writing(durable=True):
            new = {edit.id for edit in journal.write(self.store, given.values())}
        if not new:
            return Imported((), len(given))
        found = self.compare(tell)
        clashes = tuple(pair for pair in conflicts(found.edits) if new & {pair[0].id, pair[1].id})
        return Imported(tuple(one for one in given if one in new), len(given) - len(new), clashes)

    # What follows

    def compare(self, tell: Tell = _silent) -> Comparison:
        """Compare the accounts and show the result; return it.

        It is worked out on a snapshot while others read and write, and then written by its difference from what was
        shown. Where it fails, what was shown stays; what an adviser said stays in any case.
        """
        for _ in range(_TRIES):
            found = self._compared(tell)
            if found is not None:
                with self.store.reading():
                    return replace(found, advice=shown.kept_advice(self.store))
        raise CaseError(f"{self.where}: documents are taken away all the time; try again later")

    def _compared(self, tell: Tell) -> Comparison | None:
        """Return the comparison of what is there now; None where a document is taken away meanwhile."""
        if self.store.readonly:
            raise CaseError(f"{self.where} is open for reading only")
        from rashomon.entities import Gazetteer  # brings in the languages: paid only by who compares

        with self.store.reading():
            made_of = self._fingerprint()
            extractions = tuple(machine.extractions(self.store))
            edits, rejected = journal.read(self.store), machine.rejected(self.store)
            entries = known.read(self.store)
        tell(f"comparing {len(extractions)} documents")
        memo = Remembered(self.store)
        gazetteer = Gazetteer(entries) if entries else None
        found = compare_extractions(extractions, rejected, gazetteer=gazetteer, edits=edits, memo=memo)
        memo.flush()
        ready = shown.Ready.of(found)
        with self.store.writing():
            if shown.missing(self.store, found):
                return None
            if made_of == self._fingerprint() or self.store.value(_MADE_OF) != self._fingerprint():
                shown.write(self.store, ready)
                self.store.set_value(_MADE_OF, made_of)
                memo.forget_rest()
        return found

    def advise(self, advice: Advice) -> None:
        """Keep what an adviser said of the comparison; it stays, as far as its statements do, until another is kept."""
        with self.store.writing():
            shown.keep_advice(self.store, advice)

    def comparison(self, known: shown.Known | None = None) -> Comparison:
        """Return what is shown, as `compare` made it last; an empty comparison where it never did.

        Who asks again and again gives `known`, a dict that is empty at first: records that stay are then the same ones.
        """
        with self.store.reading():
            return shown.read(self.store, known)

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        return comparison_html(self.comparison())

    def shown(self, field: str) -> tuple[Any, ...]:
        """Return one field of what is shown ("edits", "questions", …), without reading the rest of the comparison."""
        with self.store.reading():
            return shown.read_field(self.store, field)

    def fingerprint(self) -> str | None:
        """Return of what the shown comparison was made: the same for the same comparison. None where there is none."""
        return self.store.value(_MADE_OF)

    def is_current(self) -> bool:
        """Tell whether what is shown is made of all documents and edits that are there, by this version."""
        with self.store.reading():
            return self.store.value(_MADE_OF) == self._fingerprint()

    def _fingerprint(self) -> str:
        """Return what a comparison of all that is there would be made of."""
        rows = (
            *self.store.rows("SELECT document, digest FROM extractions ORDER BY document"),
            *self.store.rows("SELECT 'edit', id FROM edits ORDER BY id"),
            *self.store.rows("SELECT 'rejected', id FROM rejected ORDER BY id"),
        )
        return content_id(self.version, *(part for row in rows for part in row), *known.digest(self.store))

    def status(self) -> Status:
        """Return how much the case holds, and what is to do."""
        count = self.store.count
        with self.store.reading():
            languages = self._counted("SELECT language, COUNT(*) FROM documents GROUP BY language")
            return Status(
                self.where, count("documents"), languages, count("statements"), count("entities"), count("questions"),
                count("discrepancies"), count("edits"),
                self._counted("SELECT state, COUNT(*) FROM outcomes GROUP BY state"), count("rejected"),
                len(self.store.rows("SELECT 1 FROM extractions WHERE version <> ?", self.version)), count("compared"),
                self.store.value(_MADE_OF) == self._fingerprint(), self.store.size(),
            )  # fmt: skip

    def _counted(self, sql: str) -> tuple[tuple[str, int], ...]:
        counts = Counter({str(name or ""): int(number) for name, number in self.store.rows(sql)})
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    def search(self, query: str, limit: int = 20, *, said: bool = False) -> Sequence[searching.Hit]:
        """Return where words stand, best first: whole words, then other spellings of a name and parts of words.

        Case, marks and script do not matter: “Łódź” is found by “lodz”, “Лукашенко” by “lukashenko”. What stands in
        quotation marks is looked for in a row. With `said`, only in what somebody says.
        """
        with self.store.reading():
            return searching.search(self.store, query, limit, said=said)

    def close(self) -> None:
        """Close the case."""
        self.store.close()

    def __enter__(self) -> Case:
        """Return the case itself."""
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Close the case."""
        self.close()


def conflicts(outcomes: Iterable[Outcome]) -> Iterator[tuple[Edit, Edit]]:
    """Yield each edit that one of another person overrules, and that one."""
    rows = tuple(outcomes)
    edits = {outcome.edit.id: outcome.edit for outcome in rows}
    for outcome in rows:
        by = edits.get(outcome.by or "")
        if outcome.state == "overruled" and by and by.who != outcome.edit.who:
            yield outcome.edit, by
