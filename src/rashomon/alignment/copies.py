"""Reprints: documents that share one origin, exact, lightly edited or cut, so that they count once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rashomon.alignment.publishing import chronological, order, outlet_of, time_of
from rashomon.alignment.reuse import reused_words
from rashomon.records import Document, Reuse

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
# The share of the later text's shingles found in the earlier one from which it is a reprint, and not an article with
# reporting of its own that holds another's paragraphs: with one word in fifteen changed, half of the text.
_LATER = 0.3
# The share of the shorter text's words, and of the later one's, that stand in reused paragraphs from which two are one;
# of one outlet's articles the last share, since it repeats its own paragraphs from day to day.
_REUSED, _REUSED_LATER, _REUSED_SAME_OUTLET = 0.6, 0.5, 0.95
# Fewer common shingles than this are one quotation, whatever their share.
_FEWEST = 20
# A shingle in more origins than this tells nothing: a slogan, a notice, a greeting.
_COMMON = 50

# Up to this much text (code points) every shingle is kept, 0.5 GB of them; beyond, a sample that fills as much.
_BUDGET = 25_000_000

_WORD = re.compile(r"\w+")


def find_copies(documents: Sequence[Document], reuses: Iterable[Reuse] = ()) -> tuple[tuple[str, ...], ...]:
    """Return the groups of documents that are reprints of one another, as ids, each group's earliest first.

    Documents are taken from the longest to the shortest; each joins the origin that holds most of it or becomes an
    origin of its own. Only origins are indexed, so a thousand copies of one text cost a thousand look-ups. A document
    whose paragraphs are mostly reused from one other (`reuses`) is its reprint too, however they were edited.

    >>> text = "The mayor of Exampleton said on Monday that the old bridge over the river was safe and would stay " \\
    ...     "open, although two cars had fallen from it on Sunday evening and five people had been hurt."
    >>> find_copies([Document("a", text), Document("b", "EXAMPLETON - " + text), Document("c", "Nothing new.")])
    (('a', 'b'),)
    """
    ranked = chronological(documents)
    groups = [
        [document.id for document in group] for origin in _origins(ranked) for group in _together(origin)
    ]
    joined = merged([*groups, *_reprinted(ranked, reuses)])
    by_id = {document.id: document for document in ranked}
    ordered = [sorted(group, key=lambda name: order(by_id[name])) for group in joined]
    place = {document.id: number for number, document in enumerate(documents)}
    return tuple(tuple(group) for group in sorted(ordered, key=lambda group: place[group[0]]))


def _reprinted(documents: Iterable[Document], reuses: Iterable[Reuse]) -> list[list[str]]:
    """Return the pairs of documents that share most of their words, counted by reused paragraphs."""
    by_id = {document.id: document for document in documents}
    size = {name: len(document.text.split()) for name, document in by_id.items()}
    reuses = tuple(reuses)
    found = [[each.origin, each.document] for each in reuses if each.kind == "translation"]
    for (later, earlier), words in reused_words(by_id, reuses).items():
        same = _is_one_outlet(by_id[later], by_id[earlier])
        least = _REUSED_SAME_OUTLET if same else _REUSED
        if words >= least * min(size[later], size[earlier]) and words >= _REUSED_LATER * size[later]:
            found.append([earlier, later])
    return found


def merged(groups: Iterable[Sequence[str]]) -> list[list[str]]:
    """Return groups of names without overlap: those that share a name are one.

    >>> merged([["a", "b"], ["c", "d"], ["b", "e"], []])
    [['a', 'b', 'e'], ['c', 'd']]
    """
    head: dict[str, str] = {}

    def top(name: str) -> str:
        head.setdefault(name, name)
        while head[name] != name:
            head[name] = head[head[name]]
            name = head[name]
        return name

    for group in groups:
        for name in group:
            head[top(name)] = top(group[0])
    found: dict[str, list[str]] = {}
    for name in sorted(head):
        found.setdefault(top(name), []).append(name)
    return list(found.values())


def _is_one_outlet(one: Document, other: Document) -> bool:
    return bool(outlet_of(one)) and outlet_of(one) == outlet_of(other)


@dataclass(slots=True)
class _Print:
    """A document and its shingles, hashed; `every` how many in the text stand behind each one kept."""

    document: Document
    shingles: frozenset[int]
    every: int


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
    same = _is_one_outlet(short.document, long.document)
    enough = _CONTAINED_SAME_OUTLET if same else _CONTAINED
    later = long if time_of(long.document) > time_of(short.document) else short
    return (
        shared * short.every >= _FEWEST
        and shared >= enough * len(short.shingles)
        and shared >= _LATER * len(later.shingles)
    )


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
