"""The case as the workbench uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from rashomon.records import Comparison, Edit, Extraction, Original, Span

Tell = Callable[[str], None]


class Found(Protocol):
    """A place that a search found: the words in a document's text, and the text around them."""

    @property
    def document(self) -> str:
        """The document's id."""

    @property
    def span(self) -> Span | None:
        """Where the words stand; None where they stand in the title alone."""

    @property
    def snippet(self) -> str:
        """The text around, verbatim."""

    @property
    def start(self) -> int:
        """The code point of the text at which the snippet begins."""

    @property
    def marks(self) -> tuple[Span, ...]:
        """Which words of the snippet were found, as spans of the text."""


class Casebook(Protocol):
    """A case: `rashomon.case.Case` is one. It is used by one thread at a time."""

    @property
    def where(self) -> str:
        """Where the case is, without any password."""

    def add_extractions(self, extractions: Iterable[Extraction]) -> object:
        """Add documents with what was found in them; those that are there already change nothing."""

    def edit(self, edit: Edit, who: str | None = None) -> Edit:
        """Keep an edit, and return it stamped with who and when."""

    def edits(self) -> tuple[Edit, ...]:
        """Return all edits in the order of time."""

    def compare(self, tell: Tell = ...) -> Comparison:
        """Compare the accounts, show the result and return it."""

    def comparison(self, known: dict[tuple[str, ...], Any]) -> Comparison:
        """Return what is shown; records that are in `known` are the same again, and those that are shown are in it then."""

    def fingerprint(self) -> str | None:
        """Return of what the shown comparison was made: the same for the same comparison."""

    def is_current(self) -> bool:
        """Tell whether what is shown is made of all that is there."""

    def original(self, document: str) -> Original | None:
        """Return the page that a document was read from; None where none was kept."""

    def search(self, query: str, limit: int = ...) -> Sequence[Found]:
        """Return where words stand, best first."""

    def close(self) -> None:
        """Close the case."""
