"""Gold attributions as labels over the pieces of windows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rashomon.language.encoder import ACTS
from rashomon.language.windows import Window
from training.syntax import Syntax

ROLES = ("none", "content", "source", "cue")
ANCHORS = ("none", "cue", "content")


@dataclass
class Target:
    """One attribution in one window: the piece it hangs on and the role of each piece."""

    anchor: int
    kind: int  # 1 a cue's first word, 2 the first word of a content without a cue
    roles: NDArray[np.int64]
    act: int


@dataclass
class Sample:
    """A window with its attributions."""

    window: Window
    document: str
    targets: list[Target] = field(default_factory=list)
    annotated: bool = True
    varied: bool = False  # its words were swapped: the targets say where to look, a teacher what is there
    syntax: Syntax | None = None


def targets(window: Window, attributions: list[dict[str, Any]]) -> list[Target]:
    """Return the attributions that are anchored in a window's own pieces."""
    found, taken = [], set()
    for row in attributions:
        spans, kind = (row["cue"], 1) if row.get("cue") else (row["content"], 2)
        anchor = _piece_at(window, spans[0][0])
        if anchor is None or not window.own[anchor] or anchor in taken:
            continue
        roles = np.zeros(len(window), np.int64)
        for role in ("content", "source", "cue"):
            for start, end in row.get(role) or []:
                roles[(window.starts < end) & (window.ends > start) & (window.starts >= 0)] = ROLES.index(
                    role
                )
        taken.add(anchor)
        found.append(Target(anchor, kind, roles, ACTS.index(row.get("act", "assert"))))
    return found


def _piece_at(window: Window, start: int) -> int | None:
    """Return the first piece that begins a word at or behind a place and within it."""
    places = np.flatnonzero((window.ends > start) & (window.starts >= 0) & window.begins)
    if not len(places):
        return None
    first = int(places[0])
    return first if window.starts[first] <= start + 2 else None
