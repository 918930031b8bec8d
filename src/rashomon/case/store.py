"""The Store: the rows of a case, in SQL that SQLite and PostgreSQL both understand."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from importlib.resources import files
from typing import Any, TypeAlias

Row: TypeAlias = tuple[Any, ...]
# What is looked for: of each group one at least, and of a phrase all words in a row.
Phrase: TypeAlias = tuple[str, ...]
Groups: TypeAlias = Sequence[Sequence[Phrase]]


class CaseError(Exception):
    """A case cannot be opened, read or written; the message says what happened, where, and what to do."""


class Store(ABC):
    """The rows of one case, and what an engine does in its own way.

    SQL is written with `?` for values. `rows` and `run` outside of `reading` and `writing` are each by themselves.
    Every method raises CaseError where the engine fails. One store may be used by several threads, one at a time.
    """

    where: str
    readonly: bool
    # The table in which parts of words are looked for by LIKE.
    term_parts: str

    @abstractmethod
    def reading(self) -> AbstractContextManager[None]:
        """Read in one snapshot: what others write meanwhile is not seen."""

    @abstractmethod
    def writing(self, *, durable: bool = False) -> AbstractContextManager[None]:
        """Write all or nothing, alone; where `durable`, what is written outlasts a power failure."""

    @abstractmethod
    def rows(self, sql: str, *values: object) -> list[Row]:
        """Return the rows of a query."""

    @abstractmethod
    def stream(self, sql: str, *values: object) -> Iterator[Row]:
        """Yield the rows of a query, inside of `reading`."""

    @abstractmethod
    def run(self, sql: str, rows: Iterable[Sequence[object]] = ((),)) -> None:
        """Run one statement for each of the rows, inside of `writing`."""

    @abstractmethod
    def script(self, sql: str) -> None:
        """Run several statements, inside of `writing`."""

    @abstractmethod
    def schema(self) -> int:
        """Return the version of the schema; 0 where there is no case yet."""

    @abstractmethod
    def set_schema(self, version: int) -> None:
        """Note the version of the schema, inside of `writing`."""

    @abstractmethod
    def create(self) -> None:
        """Make all tables, inside of `writing`."""

    @abstractmethod
    def index(self, number: int, title: Sequence[str], body: Sequence[str], said: Sequence[bool]) -> None:
        """Take in the words of a document, inside of `writing`; `said` tells which of the body stand in statements."""

    @abstractmethod
    def unindex(self, number: int) -> None:
        """Take the words of a document out, inside of `writing`."""

    @abstractmethod
    def unused(self, terms: Iterable[str]) -> list[str]:
        """Return those of the words that stand in no document."""

    @abstractmethod
    def purge(self) -> None:
        """Let no index keep words that were taken out, inside of `writing`."""

    @abstractmethod
    def take_terms(self, terms: Iterable[str]) -> None:
        """Note words that stand in documents, inside of `writing`."""

    @abstractmethod
    def drop_terms(self, terms: Iterable[str]) -> None:
        """Forget words that stand in no document any more, inside of `writing`."""

    @abstractmethod
    def find(self, groups: Groups, limit: int, *, said: bool) -> list[int]:
        """Return the numbers of the documents that have a phrase of each group, best first; `said` in statements only."""

    @abstractmethod
    def size(self) -> int:
        """Return how many bytes the case takes on disk."""

    @abstractmethod
    def close(self) -> None:
        """Close it."""

    def value(self, name: str) -> str | None:
        """Return what the case says about itself under a name."""
        found = self.rows("SELECT value FROM about WHERE name = ?", name)
        return str(found[0][0]) if found else None

    def set_value(self, name: str, value: str | None) -> None:
        """Let the case say something about itself, inside of `writing`; None takes it back."""
        if value is None:
            self.run("DELETE FROM about WHERE name = ?", [(name,)])
        else:
            self.run(
                "INSERT INTO about (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                [(name, value)],
            )

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return int(self.rows(f"SELECT COUNT(*) FROM {table}")[0][0])  # noqa: S608 (our own names)


def ddl(name: str) -> str:
    """Return a file of SQL that ships with the package."""
    return files("rashomon.case").joinpath("sql", name).read_text("utf-8")
