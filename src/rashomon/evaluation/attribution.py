"""Attributions found against attributions annotated: precision, recall and F1 of what was found and by whom.

Contents match one to one, greedily, by the Jaccard index of their letters and digits: found at half or more, exact
where they are the same. A source agrees where it shares a letter; a speaker where one name's last word is in the other.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
Pairs = Iterable[Sequence[int]] | None

MEASURES = ("found", "exact", "source", "speaker", "cue")


@dataclass
class Tally:
    """Counts over documents: gold, predicted, and the matches of each measure; recall by kind of gold."""

    gold: int = 0
    predicted: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MEASURES, 0))
    kinds: dict[str, list[int]] = field(default_factory=dict)

    def add(self, text: str, gold: Sequence[Row], statements: Sequence[Row]) -> None:
        """Count one document: gold attributions (`type`, spans, `speaker`) and statements of the JSON contract."""
        self.gold += len(gold)
        self.predicted += len(statements)
        for row in gold:
            self.kinds.setdefault(row["type"], [0, 0, 0])[0] += 1
        for row, statement in matches(text, gold, statements):
            hits = _hits(text, row, statement)
            for measure in MEASURES:
                self.right[measure] += hits[measure]
            counts = self.kinds[row["type"]]
            counts[1] += 1
            counts[2] += hits["source"]

    def join(self, other: Tally) -> None:
        """Add the counts of another tally."""
        self.gold += other.gold
        self.predicted += other.predicted
        for measure in MEASURES:
            self.right[measure] += other.right[measure]
        for kind, counts in other.kinds.items():
            mine = self.kinds.setdefault(kind, [0, 0, 0])
            mine[:] = [a + b for a, b in zip(mine, counts, strict=True)]

    def figures(self) -> dict[str, Any]:
        """Return precision, recall and F1 of each measure, and [recall found, with source] by kind."""
        found: dict[str, Any] = {}
        for measure, right in self.right.items():
            both = self.predicted + self.gold
            found[measure] = {
                "p": round(right / max(1, self.predicted), 4),
                "r": round(right / max(1, self.gold), 4),
                "f1": round(2 * right / max(1, both), 4),
            }
        recall = {
            kind: [round(m / max(1, n), 4), round(s / max(1, n), 4)]
            for kind, (n, m, s) in sorted(self.kinds.items())
        }
        return {**found, "recall": recall, "gold": self.gold, "predicted": self.predicted}


def matches(text: str, gold: Sequence[Row], statements: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Return the pairs of one gold attribution and one statement, the best first.

    >>> one = {"content": [[0, 5]], "source": []}
    >>> len(matches("Hello there", [one], [one, one]))
    1
    """
    wanted = [letters(text, row["content"]) for row in gold]
    given = [letters(text, row["content"]) for row in statements]
    candidates = []
    for i, a in enumerate(wanted):
        for j, b in enumerate(given):
            if shared := len(a & b):
                alike = bool(
                    letters(text, gold[i].get("source")) & letters(text, statements[j].get("source"))
                )
                candidates.append((shared / len(a | b), alike, -i, -j))
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for likeness, _, i, j in sorted(candidates, reverse=True):
        if likeness >= 0.5 and -i not in used[0] and -j not in used[1]:
            used[0].add(-i)
            used[1].add(-j)
            pairs.append((gold[-i], statements[-j]))
    return pairs


def _hits(text: str, gold: Row, statement: Row) -> dict[str, bool]:
    same = {role: _agree(text, gold.get(role), statement.get(role)) for role in ("source", "cue")}
    exact = letters(text, gold["content"]) == letters(text, statement["content"])
    speaker = name_agrees(gold.get("speaker"), (statement.get("speaker") or {}).get("name"))
    return {"found": True, "exact": exact, "speaker": speaker, **same}


def _agree(text: str, gold: Pairs, given: Pairs) -> bool:
    a, b = letters(text, gold), letters(text, given)
    return bool(a & b) or (not a and not b)


def letters(text: str, spans: Pairs) -> set[int]:
    """Return the places of the letters and digits in spans of a text."""
    return {
        place
        for start, end in spans or ()
        for place in range(start, end)
        if text[place : place + 1].isalnum()
    }


def name_agrees(gold: str | None, given: str | None) -> bool:
    """Tell whether two names are one by the last word; two that are not given agree.

    >>> name_agrees("Yevgeny Zinichev", "Zinichev"), name_agrees("the ministry", None)
    (True, False)
    """
    if not gold or not given:
        return not gold and not given
    a, b = (_folded(name).replace("the ", "").split() for name in (gold, given))
    return bool(a and b) and (a == b or a[-1] in b or b[-1] in a)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(character for character in plain if not unicodedata.combining(character))
