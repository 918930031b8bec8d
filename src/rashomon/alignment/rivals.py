"""How statements about one event stand to each other: each is compared with those nearest to it in meaning."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rashomon.alignment.excerpts import Account, Ints, accounts_of
from rashomon.alignment.pairs import ONE, TWO, UNKNOWN, Circumstances, Comparer
from rashomon.alignment.publishing import chronological
from rashomon.language.meanings import vectors
from rashomon.records import DiscrepancyKind, Document, Statement

# So many words in a row that two statements share make them one utterance, told twice.
_RUN = 6
_WORD = re.compile(r"[^\W_]+")

# Nearest neighbours that a statement is compared with; of the conflicts in training data held out, .84 lie among them.
_NEIGHBOURS = 12
# Vectors multiplied with all others at once: it bounds the memory.
_ROWS = 512
# What is asked, demanded or promised is no account of what happened, and opinions part without contradicting each other.
_ACCOUNTS = frozenset({"assert", "deny", "hedge"})
# Words of a statement from which on it says something that another can contradict.
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class Relation:
    """How two statements stand to each other: chances from 0 to 1; `kind` is that of a conflict, if it is one."""

    one: str
    other: str
    same: float
    conflict: float
    kind: DiscrepancyKind


@dataclass(frozen=True, slots=True)
class _Read:
    """A statement with the accounts it is read in."""

    statement: Statement
    accounts: tuple[Account, ...]
    runs: frozenset[tuple[str, ...]]


def relate(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    event_of: Mapping[str, str],
    comparer: Comparer,
) -> Iterator[Relation]:
    """Yield how near statements of each event stand to each other, the earlier article's first.

    Only English is read, of speakers who are known, in their own words: who reports what others say takes no side.
    The work grows with the number of statements.
    """
    order = {document.id: place for place, document in enumerate(chronological(documents))}
    by_id = {document.id: document for document in documents if (document.language or "en") == "en"}
    reporting = {statement.parent for statement in statements}
    groups: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        document = by_id.get(statement.document)
        if document and statement.id not in reporting and _is_account(statement, document):
            groups[event_of[document.id]].append(statement)
    for group in groups.values():
        group.sort(key=lambda statement: (order[statement.document], statement.content[0]))
        read = [_read(by_id[statement.document], statement) for statement in group]
        for (one, other), likeness in sorted(_near(read).items()):
            yield _relation(read[one], read[other], likeness, comparer)


def _read(document: Document, statement: Statement) -> _Read:
    said = " ".join(span.of(document.text) for span in statement.content).casefold()
    words = _WORD.findall(said)
    runs = frozenset(tuple(words[place : place + _RUN]) for place in range(len(words) - _RUN + 1))
    return _Read(statement, accounts_of(document, statement), runs)


def _is_account(statement: Statement, document: Document) -> bool:
    words = sum(len(span.of(document.text).split()) for span in statement.content)
    return statement.act in _ACCOUNTS and statement.speaker is not None and words >= _FEWEST


def _near(read: Sequence[_Read]) -> Mapping[tuple[int, int], float]:
    """Return the pairs of places that are worth comparing, with how near they are in meaning."""
    owners = np.array([place for place, one in enumerate(read) for _ in one.accounts])
    found: dict[tuple[int, int], float] = {}
    if len(read) < 2:
        return found
    meanings = vectors([account.text for one in read for account in one.accounts])
    for start in range(0, len(meanings), _ROWS):
        for one, other, likeness in _nearest(meanings, start, owners):
            pair = min(one, other), max(one, other)
            if not _nested(read[one].statement, read[other].statement) and _apart(read[one], read[other]):
                found[pair] = max(likeness, found.get(pair, -1))
    return found


def _nearest(meanings: NDArray[np.float32], start: int, owners: Ints) -> Iterator[tuple[int, int, float]]:
    """Yield for some rows the owners of the vectors nearest to each, its own owner left out."""
    likeness = meanings[start : start + _ROWS] @ meanings.T
    rows = owners[start : start + _ROWS]
    likeness[rows[:, None] == owners[None, :]] = -1
    most = min(_NEIGHBOURS, likeness.shape[1] - 1)
    nearest = np.argpartition(-likeness, most, axis=1)[:, :most]
    for row, places in enumerate(nearest):
        for place in places:
            if owners[place] != rows[row]:
                yield int(rows[row]), int(owners[place]), float(likeness[row, place])


def _apart(one: _Read, other: _Read) -> bool:
    """Tell whether two statements are not one utterance in two articles."""
    return one.runs.isdisjoint(other.runs)


def _nested(one: Statement, other: Statement) -> bool:
    return one.parent == other.id or other.parent == one.id


def _relation(one: _Read, other: _Read, likeness: float, comparer: Comparer) -> Relation:
    mine, yours = one.statement, other.statement
    article = mine.document == yours.document
    headline = article and one.accounts[0].heading != other.accounts[0].heading
    circumstances = Circumstances(_speakers(mine, yours), headline, article, likeness)
    opinions = [comparer.compare(a, b, circumstances) for a in one.accounts for b in other.accounts]
    worst = max(opinions, key=lambda opinion: opinion.conflict)
    same = max(opinion.same for opinion in opinions)
    return Relation(mine.id, yours.id, same, worst.conflict, worst.kind)


def _speakers(one: Statement, other: Statement) -> int:
    if one.speaker is None or other.speaker is None:
        return UNKNOWN
    return ONE if one.speaker == other.speaker else TWO
