"""From the extractor's scores to spans: the best sequence of roles over pieces, read off at the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rashomon.language.windows import Window
from rashomon.records import Span, Spans

Floats = NDArray[np.float32]
Path = NDArray[np.int64]
NONE, CONTENT, SOURCE, CUE = range(4)

# What a change of role between two pieces costs, in log-probability: chosen on Wikinews dev, where 0.3 to 2
# give the same contents and more costs sources.
CHANGE = 0.3


@dataclass(frozen=True, slots=True)
class Roles:
    """The spans of one attribution, in text order."""

    content: Spans
    source: Spans
    cue: Spans


def best_roles(scores: Sequence[Floats], change: float = CHANGE) -> list[Path]:
    """Return the best sequence of roles (Viterbi 1967) of each row of pieces, where each change of role costs the same.

    A row holds log-probabilities [pieces, roles]; rows may differ in length.

    >>> scores = np.log(np.array([[0.9, 0.1], [0.45, 0.55], [0.9, 0.1]], np.float32))
    >>> [path.tolist() for path in best_roles([scores, scores[1:2]])]
    [[0, 0, 0], [1]]
    """
    if not scores:
        return []
    rows, kinds, pieces = len(scores), scores[0].shape[1], max(map(len, scores))
    padded = np.zeros((pieces, rows, kinds), np.float32)
    for row, own in enumerate(scores):
        padded[: len(own), row] = own
    total, same, every = padded[0], np.arange(kinds), np.arange(rows)
    back = np.empty((pieces, rows, kinds), np.int8)
    for place in range(1, pieces):
        changed = total.max(-1, keepdims=True) - change
        back[place] = np.where(changed > total, total.argmax(-1)[:, None], same)
        total = np.maximum(total, changed) + padded[place]
    path = np.empty((pieces, rows), np.int64)
    path[-1] = total.argmax(-1)
    for place in range(pieces - 1, 0, -1):
        path[place - 1] = back[place, every, path[place]]
    return [path[: len(own), row] for row, own in enumerate(scores)]


def spans_of(window: Window, here: slice, path: Path, text: str) -> Roles:
    """Return the spans of one attribution from the roles of the pieces in a part of a window."""
    words = here.start + np.flatnonzero((window.begins & (window.starts >= 0))[here])
    ends = np.maximum.reduceat(window.ends[: _next_word(window, here.stop)], words).tolist()
    roles = path[words - here.start]
    content, source, cue = (
        _stretches(window.starts[words], ends, roles, role, text) for role in (CONTENT, SOURCE, CUE)
    )
    return Roles(content, source, cue)


def _next_word(window: Window, place: int) -> int:
    """Return where the word that runs over the edge of a crop ends."""
    while place < len(window) and not window.begins[place] and window.starts[place] >= 0:
        place += 1
    return place


def _stretches(starts: Path, ends: list[int], roles: Path, role: int, text: str) -> Spans:
    spans: list[Span] = []
    last = -2
    for number in np.flatnonzero(roles == role).tolist():
        start, end = int(starts[number]), ends[number]
        if number == last + 1 and "\n" not in text[spans[-1].end : start]:
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end))
        last = number
    return tuple(span for span in spans if any(map(str.isalnum, span.of(text))))
