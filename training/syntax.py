"""What a parser says of a text, as labels over pieces: the auxiliary task that teaches the trunk syntax and names.

The parse is that of the English parser this package installs; only its output is learned from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rashomon.language.parse import Parse
from rashomon.language.windows import Window
from rashomon.records import Span

IGNORED = -100


@dataclass
class Labels:
    """The inventory of parts of speech (pos and fine tag), relations and names that the parser uses."""

    parts: list[str]
    relations: list[str]
    names: list[str]


@dataclass
class Syntax:
    """For each piece of a window that begins a token: its part, name, head (a piece of the window) and relation."""

    parts: NDArray[np.int64]
    names: NDArray[np.int64]
    heads: NDArray[np.int64]
    relations: NDArray[np.int64]


def inventory(parses: Iterable[Parse]) -> Labels:
    """Return all labels that occur in parses, sorted."""
    parts, relations, names = set(), set(), {""}
    for parse in parses:
        for token in parse.tokens:
            parts.add(f"{token.pos} {token.tag}")
            relations.add(token.dep)
            names.update([f"B-{token.entity}", f"I-{token.entity}"] if token.entity else [])
    return Labels(sorted(parts), sorted(relations), sorted(names))


def syntax(window: Window, parse: Parse, labels: Labels) -> Syntax:
    """Return the parse of a text as labels over the pieces of one of its windows."""
    places = {int(start): piece for piece, start in enumerate(window.starts) if start >= 0}
    shown = window.starts[window.starts >= 0]
    inside = parse.within(Span(int(shown.min()), int(window.ends.max())))
    rows = [np.full(len(window), IGNORED, np.int64) for _ in range(4)]
    for token in inside:
        if token.start not in places:
            continue
        piece = places[token.start]
        name = f"{'B' if token.begins else 'I'}-{token.entity}" if token.entity else ""
        rows[0][piece] = _at(labels.parts, f"{token.pos} {token.tag}")
        rows[1][piece] = _at(labels.names, name)
        head = parse.tokens[token.head].start
        if head in places and window.own[piece]:
            rows[2][piece] = places[head]
            rows[3][piece] = _at(labels.relations, token.dep)
    return Syntax(*rows)


def _at(names: list[str], name: str) -> int:
    return names.index(name) if name in names else IGNORED
