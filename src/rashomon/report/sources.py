"""The footnotes of the printed page: which article each numbered statement comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.report.index import Index, Paper


@dataclass(frozen=True, slots=True)
class Source:
    """An article and the running numbers of the statements in it, such as "3–7"."""

    range: str
    paper: Paper


def sources(index: Index, documents: Iterable[str] | None = None) -> list[Source]:
    """Return the articles that have a statement, in the order of the numbers; of `documents` alone where given."""
    wanted = index.documents if documents is None else set(documents)
    rows = [(name, index.by_document[name]) for name in index.documents if name in wanted]
    return [
        Source(span_of([index.numbers[row.id] for row in said]), index.papers[name])
        for name, said in rows
        if said
    ]


def span_of(numbers: list[int]) -> str:
    """Return the first and last of running numbers.

    >>> span_of([3, 4, 5]), span_of([7])
    ('3–5', '7')
    """
    return f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else f"{numbers[0]}"
