"""Texts that nobody wrote, for a teacher to say what they say: words swapped for others of the same tag.

What a small network lacks beside a large one is words more than grammar; a teacher's answers to varied texts bring
them (Jiao et al. 2020, "TinyBERT").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from training.labels import Sample

# The share of the words of a varied text that are swapped.
SHARE = 0.2
_FEWEST = 50  # words of a tag: rarer ones are function words and marks


class Variation:
    """The words of some samples by their tag, to draw from as often as they occur."""

    def __init__(self, samples: Sequence[Sample], seed: int) -> None:
        """Collect the words that are one piece, of the tags that have many."""
        found: dict[int, list[int]] = defaultdict(list)
        for sample in samples:
            for piece in _whole(sample):
                found[int(sample.syntax.parts[piece])].append(int(sample.window.ids[piece]))
        self.words = {tag: np.array(ids) for tag, ids in found.items() if len(set(ids)) >= _FEWEST}
        self.random = np.random.default_rng(seed)

    def vary(self, sample: Sample) -> Sample:
        """Return a sample with some words swapped; its targets are where to look and no longer what is there."""
        ids = sample.window.ids.copy()
        pieces = _whole(sample)
        for piece in pieces[self.random.random(len(pieces)) < SHARE]:
            words = self.words.get(int(sample.syntax.parts[piece]))
            if words is not None:
                ids[piece] = words[self.random.integers(len(words))]
        return replace(sample, window=replace(sample.window, ids=ids), varied=True)


def _whole(sample: Sample) -> NDArray[np.int64]:
    """Return the pieces that are whole words with a tag."""
    if sample.syntax is None:
        return np.zeros(0, np.int64)
    begins = sample.window.begins & (sample.window.starts >= 0)
    ends = np.append(begins[1:] | (sample.window.starts[1:] < 0), True)
    return np.flatnonzero(begins & ends & (sample.syntax.parts >= 0))
