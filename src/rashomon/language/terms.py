"""Common words of the names of places and bodies in twelve languages: sea, republic, ministry, of whatever case."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from rashomon.language.names import fold

# Words that begin so many letters alike are looked at together.
_OPENING = 2
# So many letters may follow what a term begins with: a case ending; after a long beginning an adjective's too.
_ENDING = 5
_LONG, _LONGER = 6, 2

Entries = Mapping[str, tuple[tuple[str, str], ...]]


@lru_cache(maxsize=65536)
def term(word: str) -> str | None:
    """Return the term that a word is a form of: in any language, case and script; None of other words.

    >>> term("морем"), term("Morze"), term("Republiky"), term("Roe")
    ('sea', 'sea', 'republic', None)
    """
    return best(fold(word.replace("ё", "е")), _terms(), _ENDING)


@cache
def small_words(kind: Literal["particles", "small", "legal", "after"]) -> frozenset[str]:
    """Return the folded words of names that say nothing: particles of surnames, or small words of places and bodies.

    >>> "von" in small_words("particles"), "of" in small_words("small")
    (True, True)
    """
    data = tomllib.loads(files("rashomon.language").joinpath("data/small.toml").read_text("utf-8"))
    return frozenset(data[kind].split())


@cache
def _terms() -> Entries:
    data = tomllib.loads(files("rashomon.language").joinpath("data/terms.toml").read_text("utf-8"))
    return index((entry, name) for section in data.values() for name, row in section.items() for entry in row)


def index(rows: Iterable[tuple[str, str]]) -> Entries:
    """Return entries with what they stand for by how they begin, the longest first, whole words before beginnings."""
    found: dict[str, list[tuple[str, str]]] = {}
    for entry, name in rows:
        found.setdefault(entry[:_OPENING].rstrip("*"), []).append((entry, name))
    return {key: tuple(sorted(row, key=_order)) for key, row in found.items()}


def _order(row: tuple[str, str]) -> tuple[int, int, str]:
    entry = row[0]
    return ("*" in entry, -len(entry), entry)


def best(folded: str, entries: Entries, rest: int) -> str | None:
    """Return what the longest entry that a folded word matches stands for; at most `rest` letters follow a beginning."""
    for entry, name in (*entries.get(folded[:_OPENING], ()), *entries.get(folded[:1], ())):
        if folded == entry or ("*" in entry and _begins(folded, entry, rest)):
            return name
    return None


def _begins(folded: str, entry: str, rest: int) -> bool:
    start, _, end = entry.partition("*")
    return (
        folded.startswith(start)
        and folded.endswith(end)
        and len(start) + len(end) <= len(folded) <= len(entry) - 1 + rest + _LONGER * (len(start) >= _LONG)
    )
