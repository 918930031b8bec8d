"""Reprints: documents that share one origin, exact, lightly edited or cut, so that they count once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from rashomon.records import Document

# Words in a row that two writers do not choose alike by chance (Broder 1997 and later use 4 to 10).
_SHINGLE = 5
# The share of the shorter text's shingles found in the other text from which it is a reprint. The six reprints of
# the development cases, edited by hand, have .53 to .77, other articles of one case .01 at most. In real coverage of
# twelve events, agency copy under two outlets' names has .43, .45 and .82; articles that only quote one press
# statement or the same tweets have up to .32.
_CONTAINED = 0.4
# An outlet's next article on the story keeps parts of the last: .46 to .77 in series of one outlet, while a page
# that an outlet published twice has .86 to 1.
_CONTAINED_SAME_OUTLET = 0.8
# Fewer common shingles than this are one quotation, whatever their share.
_FEWEST = 20
# A shingle in more origins than this tells nothing: a slogan, a notice, a greeting.
_COMMON = 50

# Up to this much text (code points) every shingle is kept, 0.5 GB of them; beyond, a sample that fills as much.
_BUDGET = 25_000_000

_WORD = re.compile(r"\w+")


def find_copies(documents: Sequence[Document]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of documents that are reprints of one another, as ids, each group's earliest first.

    Documents are taken from the longest to the shortest; each joins the origin that holds most of it or becomes an
    origin of its own. Only origins are indexed, so a thousand copies of one text cost a thousand look-ups.

    >>> text = "The mayor of Exampleton said on Monday that the old bridge over the river was safe and would stay " \\
    ...     "open, although two cars had fallen from it on Sunday evening and five people had been hurt."
    >>> find_copies([Document("a", text), Document("b", "EXAMPLETON - " + text), Document("c", "Nothing new.")])
    (('a', 'b'),)
    """
    groups = [group for origin in _origins(documents) for group in _together(origin)]
    order = {document.id: place for place, document in enumerate(documents)}
    ranked = [sorted(group, key=lambda document: (_time(document), order[document.id])) for group in groups]
    ranked.sort(key=lambda group: order[group[0].id])
    return tuple(tuple(document.id for document in group) for group in ranked)


def earliest(documents: Iterable[Document]) -> Document:
    """Return the document published first: the others' origin as far as dates tell.

    A day without a clock counts as its end, an unknown date as the last; of equals the first given is returned.

    >>> earliest([Document("a", "", published="2031-03-04"), Document("b", "", published="2031-03-04T09:00:00")]).id
    'b'
    """
    return min(documents, key=_time)


@dataclass(slots=True)
class _Print:
    """A document and its shingles, hashed; `every` how many in the text stand behind each one kept."""

    document: Document
    shingles: frozenset[int]
    every: int

    @property
    def outlet(self) -> str:
        """Who published it: the outlet as given, else the host of its address."""
        host = urlsplit(self.document.url).hostname if self.document.url else None
        return (self.document.outlet or host or "").casefold()


@dataclass(slots=True)
class _Origin:
    """The longest document of a group, and those that it holds."""

    first: _Print
    copies: list[_Print] = field(default_factory=list)


def _origins(documents: Sequence[Document]) -> list[_Origin]:
    prints = sorted(_prints(documents), key=lambda printed: -len(printed.shingles))
    origins: list[_Origin] = []
    index: dict[int, list[int]] = {}
    for printed in prints:
        held = _holder(printed, origins, index)
        if held is not None:
            held.copies.append(printed)
            continue
        for shingle in printed.shingles:
            found = index.setdefault(shingle, [])
            if len(found) <= _COMMON:
                found.append(len(origins))
        origins.append(_Origin(printed))
    return origins


def _holder(printed: _Print, origins: list[_Origin], index: dict[int, list[int]]) -> _Origin | None:
    """Return the origin that holds most of a document, None where none holds enough."""
    shared: Counter[int] = Counter()
    for shingle in printed.shingles:
        found = index.get(shingle, ())
        if len(found) <= _COMMON:
            shared.update(found)
    ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
    return next(
        (origins[place] for place, count in ranked if _copies(printed, origins[place].first, count)), None
    )


def _copies(short: _Print, long: _Print, shared: int) -> bool:
    if short.shingles == long.shingles:
        return bool(short.shingles)
    same = bool(short.outlet) and short.outlet == long.outlet
    enough = _CONTAINED_SAME_OUTLET if same else _CONTAINED
    return shared * short.every >= _FEWEST and shared >= enough * len(short.shingles)


def _together(origin: _Origin) -> list[list[Document]]:
    """Return the groups of an origin: one, unless it is a round-up that holds articles with nothing in common."""
    parts: list[list[_Print]] = []
    for copy in origin.copies:
        part = next((part for part in parts if not copy.shingles.isdisjoint(part[0].shingles)), None)
        if part is None:
            parts.append([copy])
        else:
            part.append(copy)
    if len(parts) == 1:
        parts[0].append(origin.first)
    return [[printed.document for printed in part] for part in parts if len(part) > 1]


def _prints(documents: Sequence[Document]) -> list[_Print]:
    """Return all documents with their shingles; of very many, the same sample of shingles in each."""
    every = 1 + sum(len(document.text) for document in documents) // _BUDGET
    numbers: dict[str, int] = {}
    return [_Print(document, _shingles(document.text, numbers, every), every) for document in documents]


def _shingles(text: str, numbers: dict[str, int], every: int) -> frozenset[int]:
    """Return the hashes of all runs of five words, those of a shorter text as one; each word has a number.

    Python hashes numbers, unlike strings, alike in every process.
    """
    words = [numbers.setdefault(word, len(numbers)) for word in _WORD.findall(text.casefold())]
    if len(words) < _SHINGLE:
        return frozenset({hash(tuple(words))} if words else ())
    runs = zip(*(words[start:] for start in range(_SHINGLE)), strict=False)
    return frozenset(value for value in map(hash, runs) if value % every == 0)


def _time(document: Document) -> datetime:
    """Return when a document was published, for ordering: without an offset as UTC."""
    try:
        found = datetime.fromisoformat(document.published or "")
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)
    if len(document.published or "") <= len("2031-03-04"):
        found += timedelta(days=1) - timedelta.resolution
    return found if found.tzinfo else found.replace(tzinfo=UTC)
