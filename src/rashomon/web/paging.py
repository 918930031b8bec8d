"""One page of many rows, so that a page stays small however large the case is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Paging(Generic[Row]):
    """The rows of one page, its number (from 1), how many pages and rows there are, and the number of the first row."""

    rows: Sequence[Row]
    number: int
    pages: int
    total: int
    first: int

    @property
    def last(self) -> int:
        """The number of the last row on the page."""
        return self.first + len(self.rows) - 1


def paged(rows: Sequence[Row], number: int, size: int) -> Paging[Row]:
    """Return a page of some rows; a number beyond the last page gives the last.

    >>> page = paged("abcdefg", 9, 3)
    >>> page.rows, page.number, page.pages, page.first, page.last
    ('g', 3, 3, 7, 7)
    """
    pages = max(1, -(-len(rows) // size))
    number = min(max(1, number), pages)
    start = (number - 1) * size
    return Paging(rows[start : start + size], number, pages, len(rows), start + 1)
