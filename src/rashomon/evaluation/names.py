"""Names clustered blind against gold entities: pairwise precision, recall and F1, beside two simpler ways.

A pair of different strings is right where some gold entity holds both. A string that two gold entities hold counts for
both: its pairs with the strings of either are gold, and a cluster that joins it with either is right. Precision is the
share of pairs in one cluster that are gold, recall the share of gold pairs in one cluster; each pair counts once.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import combinations, islice, product
from pathlib import Path
from typing import Any, get_args

from rashomon.entities.blind import cluster_names
from rashomon.entities.clusters import Clusters
from rashomon.entities.naming import Kind
from rashomon.evaluation.report import GoldError
from rashomon.language.names import fold

# The entities that hold each string of one type.
Gold = Mapping[str, frozenset[str]]
Partition = Iterable[Sequence[str]]

_KINDS: tuple[Kind, ...] = get_args(Kind)
_SPELLED = {"organisation": "organization"}
# A name of many words with many symbols each is looked up by so many of their combinations.
_MOST_KEYS = 4096
_NEEDS = (
    "it needs id, type (person, organization or place), lemmas and surface (lists of strings by language)"
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Pairs of strings: how many are gold, how many were put together, how many are both."""

    gold: int
    found: int
    right: int

    def figures(self) -> dict[str, float | int]:
        """Return precision, recall and F1, and the counts; what has no pairs counts as 0.

        >>> Counts(gold=4, found=2, right=2).figures()
        {'p': 1.0, 'r': 0.5, 'f1': 0.6667, 'gold': 4, 'found': 2, 'right': 2}
        """
        p, r = self.right / max(1, self.found), self.right / max(1, self.gold)
        f1 = 2 * self.right / max(1, self.found + self.gold)
        rounded = {"p": round(p, 4), "r": round(r, 4), "f1": round(f1, 4)}
        return {**rounded, "gold": self.gold, "found": self.found, "right": self.right}


def read_gold(path: Path) -> dict[Kind, Gold]:
    """Return for each type its strings with the gold entities that hold them; raise GoldError with the line of a bad row."""
    found: dict[Kind, dict[str, set[str]]] = {}
    try:
        lines = path.read_text("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: not UTF-8 at byte {error.start}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            identity, kind, names = _row(path, number, line)
            strings = found.setdefault(kind, {})
            for name in names:
                strings.setdefault(name, set()).add(identity)
    if not found:
        raise GoldError(f"{path}: no entity in it")
    return {
        kind: {name: frozenset(ids) for name, ids in found[kind].items()} for kind in _KINDS if kind in found
    }


def _row(path: Path, number: int, line: str) -> tuple[str, Kind, list[str]]:
    try:
        row = json.loads(line)
        kind = _SPELLED.get(row["type"], row["type"])
        names = [
            name for part in ("lemmas", "surface") for forms in row[part].values() for name in _strings(forms)
        ]
        if kind not in _KINDS:
            raise ValueError(f"no such type: {row['type']}")
        return str(row["id"]), kind, names
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise GoldError(f"{path}, line {number}: not an entity ({error!r}): {_NEEDS}") from error


def _strings(forms: Any) -> list[str]:
    if not isinstance(forms, list) or not all(isinstance(form, str) for form in forms):
        raise TypeError("forms are no list of strings")
    return [form for form in forms if form.strip()]


def count(gold: Gold, partition: Partition) -> Counts:
    """Return how many pairs of gold strings a partition has right; other strings in it are left out.

    >>> gold = {"Roe": frozenset("a"), "A. Roe": frozenset("a"), "Low": frozenset("b")}
    >>> count(gold, [["Roe", "A. Roe", "Low", "High"]])
    Counts(gold=1, found=3, right=1)
    """
    held: dict[str, list[str]] = defaultdict(list)
    for name in sorted(gold):
        for identity in gold[name]:
            held[identity].append(name)
    wanted = {pair for names in held.values() for pair in combinations(names, 2)}
    found = right = 0
    for group in partition:
        for one, other in combinations([name for name in group if name in gold], 2):
            found += 1
            right += not gold[one].isdisjoint(gold[other])
    return Counts(len(wanted), found, right)


def of_half(gold: Gold, half: int) -> Gold:
    """Return the strings of the gold entities of one half (0 or 1), by a hash of their ids."""
    kept = {name: frozenset(id_ for id_ in ids if half_of(id_) == half) for name, ids in gold.items()}
    return {name: ids for name, ids in kept.items() if ids}


def half_of(identity: str) -> int:
    """Return to which half of a file an entity belongs, 0 or 1, by a hash of its id."""
    return hashlib.sha256(identity.encode("utf-8")).digest()[0] & 1


def by_string(names: Iterable[str]) -> list[list[str]]:
    """Return the names that are the same but for case, accents, script and marks.

    >>> by_string(["Kraków", "KRAKOW", "Krakowa"])
    [['Kraków', 'KRAKOW'], ['Krakowa']]
    """
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(fold(name) or name, []).append(name)
    return list(found.values())


def by_symbols(names: Sequence[str], kind: Kind) -> list[list[str]]:
    """Return the names that rigour's symbols take for one: each word shares a symbol, or its letters, with one of the other.

    A word has a symbol for each spelling and language it is known in.
    """
    clusters: Clusters[str] = Clusters(names)
    first_of: dict[tuple[str, ...], str] = {}
    for name in names:
        for key in islice(product(*_symbols(name[:1000], kind)), _MOST_KEYS):
            ordered = tuple(sorted(key))
            clusters.join(first_of.setdefault(ordered, name), name)
    return clusters.groups()


def _symbols(name: str, kind: Kind) -> list[list[str]]:
    """Return for each word of a name its letters in Latin and its symbols."""
    import rigour.names as rigour  # takes seconds, and not everybody has it

    tags = {"person": "PER", "organization": "ORG", "place": "UNK"}
    found: dict[str, list[str]] = {}
    for analysed in rigour.analyze_names(getattr(rigour.NameTypeTag, tags[kind]), [name]):
        found |= {part.form: [part.comparable] for part in analysed.parts}
        for span in analysed.spans:
            for part in span.parts:
                found[part.form].append(str(span.symbol))
    return list(found.values()) or [[name]]


def ways() -> dict[str, Callable[[Sequence[str], Kind], Partition]]:
    """Return the ways that are measured by their names; rigour's symbols only where it is installed."""
    found: dict[str, Callable[[Sequence[str], Kind], Partition]] = {
        "rashomon": lambda names, kind: cluster_names(names, kind).clusters.groups(),
        "equal strings": lambda names, _: by_string(names),
    }
    return {**found, "rigour symbols": by_symbols} if find_spec("rigour") else found


def evaluate_names(path: Path) -> Iterator[tuple[Kind, str, dict[str, Any]]]:
    """Yield for each type and way the figures of the whole file and of each half, and the seconds it took."""
    for kind, gold in read_gold(path).items():
        for way, partition in ways().items():
            start = time.perf_counter()
            groups = [list(group) for group in partition(list(gold), kind)]
            seconds = round(time.perf_counter() - start, 2)
            halves = [count(of_half(gold, half), groups).figures() for half in (0, 1)]
            figures = {
                **count(gold, groups).figures(),
                "halves": halves,
                "seconds": seconds,
                "names": len(gold),
            }
            yield kind, way, figures


def table(kind: Kind, way: str, figures: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a table for one type and way: the whole file, and each half."""
    for label, row in ((way, figures), *((f"  half {n}", row) for n, row in enumerate(figures["halves"]))):
        measures = f"P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}"
        yield f"{kind:13}{label:16}{measures}  pairs gold {row['gold']} found {row['found']} right {row['right']}"
