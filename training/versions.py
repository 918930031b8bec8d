"""Versions of single statements: an anchor, and others that say the same, differ and agree, or contradict it.

JSON lines in `training/data/versions`, a group a line: `anchor`; `same`, `compatible` and `shift` are lists of
statements, `conflict` a list of [statement, kind]. A shift is what the same speaker could not say without having changed
or sharpened the position, while another speaker could: "may have been" beside "was".

`python -m training.versions FILE...` checks files and prints what looks wrong.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.accounts import KINDS

FOLDER = Path(__file__).parent / "data" / "versions"


@dataclass(frozen=True, slots=True)
class Version:
    """Two statements and how they stand to each other: `same`, `compatible`, `conflict` or `shift`; its kind."""

    one: str
    other: str
    label: str
    kind: str = ""


def load(paths: Iterable[Path]) -> Iterator[list[Version]]:
    """Yield the pairs of each group of files, in the order of their names."""
    for path in sorted(paths):
        for line in path.read_text("utf-8").split("\n"):
            if line.strip():
                yield list(read(json.loads(line)))


def read(row: dict[str, Any]) -> Iterator[Version]:
    """Yield the pairs of a group: each other statement beside the anchor and beside those that say the same."""
    held = [row["anchor"], *row["same"]]
    for place, one in enumerate(held):
        yield from (Version(one, other, "same") for other in held[:place])
        yield from (Version(one, other, "compatible") for other in row["compatible"])
        yield from (Version(one, other, "conflict", kind) for other, kind in row["conflict"])
        yield from (Version(one, other, "shift", "modality") for other in row["shift"])


def problems(row: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a group, in words."""
    if set(row) != {"anchor", "same", "compatible", "conflict", "shift"}:
        yield f"keys {sorted(row)}"
        return
    yield from (f"kind {kind}" for _, kind in row["conflict"] if kind not in KINDS)
    said = [
        row["anchor"],
        *row["same"],
        *row["compatible"],
        *row["shift"],
        *(words for words, _ in row["conflict"]),
    ]
    yield from (f"twice: {words}" for words, count in Counter(said).items() if count > 1)
    yield from (f"too short: {words}" for words in said if len(words.split()) < 3)


def main(paths: Sequence[str]) -> int:
    """Check files; print what is wrong and how much there is."""
    wrong = 0
    labels: Counter[str] = Counter()
    for name in paths:
        for number, line in enumerate(Path(name).read_text("utf-8").split("\n"), 1):
            if line.strip():
                row = json.loads(line)
                found = list(problems(row))
                wrong += len(found)
                print(
                    *(f"{name}:{number}: {problem}" for problem in found), sep="\n", end="\n" if found else ""
                )
                if not found:
                    labels.update(version.label for version in read(row))
    print(dict(labels), f"{wrong} problems")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
