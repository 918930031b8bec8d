"""What is read in one snapshot and written all or nothing, whatever the database."""

from __future__ import annotations

import threading
from abc import abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from rashomon.case.store import CaseError, Store


class Transactions(Store):
    """A store whose threads take turns, one transaction at a time."""

    def __init__(self) -> None:
        """Begin outside of any transaction."""
        self._lock, self._depth = threading.RLock(), 0

    @abstractmethod
    def _told(self) -> AbstractContextManager[None]:
        """Raise what the database says as CaseError."""

    @abstractmethod
    def _begins(self, sql: str) -> None:
        """Run what a transaction begins with."""

    @abstractmethod
    def _ends(self, sql: str) -> None:
        """Run what a transaction ends with."""

    @abstractmethod
    def _undoes(self) -> None:
        """Give up what was begun, which the database may have done already."""

    @contextmanager
    def _transaction(self, begin: str, *, keep: bool) -> Iterator[None]:
        """Do what is done inside in one transaction; raise CaseError inside of another."""
        with self._lock:
            if self._depth:
                raise CaseError("a case is read or written inside of reading or writing it")
            with self._told():
                self._begins(begin)
            self._depth = 1
            try:
                yield
                with self._told():
                    self._ends("COMMIT" if keep else "ROLLBACK")
            except BaseException:
                self._undoes()
                raise
            finally:
                self._depth = 0
