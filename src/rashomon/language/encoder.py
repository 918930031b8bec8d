"""The encoder: a document in, its parse and its attributions out, by a model that ships with the package.

A trunk reads each window once: what each token is, and where attributions hang; a branch reads the words around each
such place again and gives them their roles. All are int8 ONNX files whose hashes are checked when they are loaded;
`training/` makes them, `model/CARD.md` says from what.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from rashomon.language.decoding import Floats, Roles, best_roles, spans_of
from rashomon.language.parse import Parse
from rashomon.language.quotations import Quotation
from rashomon.language.syntax import Labels, Scores, Syntax
from rashomon.language.windows import Window, crop, windows
from rashomon.records import Act, Document

ACTS: tuple[Act, ...] = ("assert", "deny", "hedge", "opine", "direct", "commit", "ask")

# Pieces in one batch: enough to fill the matrix products, little enough to keep the memory flat.
_BATCH = 2048
# Anchors the trunk finds less likely than this are not read again: on articles left out of training the branch
# takes none of them.
_LOW = 0.15
_HIDDEN = np.float32(-1e4)


class BrokenModelError(RuntimeError):
    """A shipped weight is not the one that was shipped; the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as the extractor sees it: spans, act, and how sure trunk and branch are (0 to 1)."""

    roles: Roles
    act: Act
    likely: float
    valid: float


class Encoder:
    """The model of one folder, ready to read."""

    def __init__(self, folder: Traversable) -> None:
        """Load the model in a folder; raise BrokenModelError where a file does not have the hash it was shipped with."""
        data = _checked(folder)
        self._labels = Labels.read(data["labels.json"])
        self._tokenizer = Tokenizer.from_buffer(data["tokenizer.json"])
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # documents are read side by side, a core each
        options.log_severity_level = 3
        self._trunk, self._branch, self._relation = (
            onnxruntime.InferenceSession(data[name], options, providers=["CPUExecutionProvider"])
            for name in ("trunk.onnx", "branch.onnx", "relation.onnx")
        )

    def read(self, document: Document, quotations: Sequence[Quotation]) -> tuple[Parse, tuple[Found, ...]]:
        """Return the parse of a document and its attributions in text order.

        What is found depends on this document alone: int8 scales are taken over a batch, so no batch holds two documents.
        """
        cut = windows(document, quotations, self._tokenizer)
        syntax = Syntax(document, self._labels)
        found: dict[int, list[Found]] = {}
        order = sorted(range(len(cut)), key=lambda i: len(cut[i]))
        for batch in _batches(order, [len(window) for window in cut]):
            group = [cut[i] for i in batch]
            ids, features, mask = _padded(group)
            feed = {"ids": ids, "features": features, "mask": mask}
            hidden, likely, *scores = self._trunk.run(None, feed)
            for row, window in enumerate(group):
                syntax.add(window, Scores(*(score[row] for score in scores)))
            found.update(zip(batch, self._attributions(group, hidden, likely, document.text), strict=True))
        parse = syntax.parse(lambda child, head: self._relation.run(None, {"child": child, "head": head})[0])
        return parse, tuple(one for place in range(len(cut)) for one in found[place])

    def _attributions(
        self, group: Sequence[Window], hidden: Floats, likely: Floats, text: str
    ) -> list[list[Found]]:
        places = [
            (row, int(anchor))
            for row, window in enumerate(group)
            for anchor in np.flatnonzero((likely[row, : len(window)] > _LOW) & window.own & window.begins)
        ]
        sizes = [_extent(group, place) for place in places]
        found: dict[tuple[int, int], Found] = {}
        for batch in _batches(sorted(range(len(places)), key=sizes.__getitem__), sizes):
            chosen = [places[i] for i in batch]
            found.update(self._again(hidden, group, chosen, likely, text))
        out: list[list[Found]] = [[] for _ in group]
        for (row, _), one in sorted(found.items(), key=lambda item: item[0]):
            out[row].append(one)
        return out

    def _again(
        self,
        hidden: Floats,
        group: Sequence[Window],
        places: Sequence[tuple[int, int]],
        likely: Floats,
        text: str,
    ) -> Iterator[tuple[tuple[int, int], Found]]:
        """Yield for each place (window, piece) where an attribution hangs what it is, where it is one."""
        crops = [crop(anchor, len(group[row])) for row, anchor in places]
        longest = max(here.stop - here.start for here in crops)
        around = np.zeros((len(places), longest, hidden.shape[2]), np.float32)
        marks = np.zeros((len(places), longest), np.float32)
        mask = np.full((len(places), 1, 1, longest), _HIDDEN, np.float32)
        for number, ((row, anchor), here) in enumerate(zip(places, crops, strict=True)):
            size = here.stop - here.start
            around[number, :size] = hidden[row, here]
            mask[number, :, :, :size] = 0
            marks[number, anchor - here.start] = 1
        roles, valid, act = self._branch.run(None, {"hidden": around, "anchors": marks, "mask": mask})
        paths = best_roles(roles)
        for number, ((row, anchor), here) in enumerate(zip(places, crops, strict=True)):
            spans = spans_of(group[row], here, paths[number], text)
            chance = float(likely[row, anchor])
            if spans.content:
                yield (row, anchor), Found(spans, ACTS[int(act[number])], chance, float(valid[number]))


@cache
def shipped() -> Encoder:
    """Return the encoder that ships with the package; it is loaded once."""
    return Encoder(files("rashomon.language") / "model")


def _checked(folder: Traversable) -> dict[str, bytes]:
    """Return the files of a model, each with the SHA-256 that SHA256SUMS names."""
    found = {}
    for line in (folder / "SHA256SUMS").read_text("utf-8").split("\n"):
        if line.strip():
            digest, name = line.split()
            found[name] = (folder / name).read_bytes()
            if hashlib.sha256(found[name]).hexdigest() != digest:
                raise BrokenModelError(
                    f"{folder / name} is not the file that was shipped: install the package again"
                )
    return found


def _padded(group: Sequence[Window]) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    longest = max(map(len, group))
    ids = np.zeros((len(group), longest), np.int64)
    features = np.zeros((len(group), longest, group[0].features.shape[1]), np.int64)
    mask = np.full((len(group), 1, 1, longest), _HIDDEN, np.float32)
    for row, window in enumerate(group):
        ids[row, : len(window)], features[row, : len(window)] = window.ids, window.features
        mask[row, :, :, : len(window)] = 0
    return ids, features, mask


def _extent(group: Sequence[Window], place: tuple[int, int]) -> int:
    here = crop(place[1], len(group[place[0]]))
    return int(here.stop - here.start)


def _batches(order: Sequence[int], sizes: Sequence[int]) -> Iterator[list[int]]:
    """Yield indices in runs whose padded size stays within a batch; `order` goes from the shortest to the longest."""
    edges = [0]
    for place, index in enumerate(order):
        if place > edges[-1] and (place - edges[-1] + 1) * sizes[index] > _BATCH:
            edges.append(place)
    for start, stop in pairwise([*edges, len(order)]):
        if stop > start:
            yield list(order[start:stop])
