"""The encoder: a document in, its parse and its attributions out, by a model that ships with the package.

A trunk reads each window once: what each token is, and where attributions hang; a branch reads the words around each
such place again and gives them their roles. All are int8 ONNX files whose hashes are checked when they are loaded;
`training/` makes them, `model/CARD.md` says from what.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice
from math import exp, log

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from rashomon.language.decoding import Floats, Roles, best_roles, spans_of
from rashomon.language.parse import Parse
from rashomon.language.quotations import Quotation
from rashomon.language.syntax import Labels, Scores, Syntax
from rashomon.language.windows import Window, crop, load_tokenizer, windows
from rashomon.records import Act, Document

ACTS: tuple[Act, ...] = ("assert", "deny", "hedge", "opine", "direct", "commit", "ask")

# Pieces in one batch: enough to fill the matrix products; larger ones are slower, for what they pad.
_BATCH = 512
# Windows held together: a long article.
_HELD = 128
# Anchors the trunk finds less likely than this are not read again: on Wikinews dev 367 attributions are found with it,
# 366 at a fifteenth of it (int8 scales shift with what is read beside), so the gate costs no recall.
_LOW = 0.15
_HIDDEN = np.float32(-1e4)


class BrokenModelError(RuntimeError):
    """A shipped weight is not the one that was shipped; the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution: spans, act, how sure trunk and branch are, and the chance that it is one (0 to 1)."""

    roles: Roles
    act: Act
    likely: float
    valid: float
    confidence: float


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A piece that an attribution may hang on, and the pieces around it that are read again with their states."""

    window: Window
    piece: int
    here: slice
    states: Floats
    likely: float


class Encoder:
    """The model of one folder, ready to read."""

    def __init__(self, folder: Traversable, threshold: float | None = None) -> None:
        """Load the model in a folder; raise BrokenModelError where a file does not have the hash it was shipped with.

        What is less likely than `threshold` is left out; by default what the model's calibration says.
        """
        data = _checked(folder)
        self._labels = Labels.read(data["labels.json"])
        self._calibration = json.loads(data["calibration.json"])
        self._threshold = self._calibration["threshold"] if threshold is None else threshold
        self._tokenizer = load_tokenizer(data["tokenizer.json"])
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
        syntax = Syntax(document, self._labels)
        found: list[Found] = []
        for some in _some(windows(document, quotations, self._tokenizer)):
            found.extend(self._windows(some, document.text, syntax))
        parse = syntax.parse(lambda child, head: self._relation.run(None, {"child": child, "head": head})[0])
        return parse, tuple(found)

    def _windows(self, some: Sequence[Window], text: str, syntax: Syntax) -> Iterator[Found]:
        """Yield the attributions of windows in text order, and add what they say of the syntax."""
        anchors: list[_Anchor] = []
        for batch in _batches([len(window) for window in some]):
            group = [some[i] for i in batch]
            ids, features, mask = _padded(group)
            hidden, likely, *scores = self._trunk.run(None, {"ids": ids, "features": features, "mask": mask})
            for row, window in enumerate(group):
                syntax.add(window, Scores(*(score[row] for score in scores)))
                anchors.extend(_anchors(window, hidden[row], likely[row]))
        found: dict[int, Found] = {}
        for batch in _batches([len(anchor.states) for anchor in anchors]):
            found.update(self._again([anchors[i] for i in batch], text))
        yield from (one for _, one in sorted(found.items(), key=lambda item: item[0]))

    def _again(self, anchors: Sequence[_Anchor], text: str) -> Iterator[tuple[int, Found]]:
        """Yield where attributions hang and what they are: the words around each anchor read again."""
        longest = max(len(anchor.states) for anchor in anchors)
        around = np.zeros((len(anchors), longest, anchors[0].states.shape[1]), np.float32)
        marks = np.zeros((len(anchors), longest), np.float32)
        mask = np.full((len(anchors), 1, 1, longest), _HIDDEN, np.float32)
        for row, anchor in enumerate(anchors):
            size = len(anchor.states)
            around[row, :size], mask[row, :, :, :size] = anchor.states, 0
            marks[row, anchor.piece - anchor.here.start] = 1
        roles, valid, act = self._branch.run(None, {"hidden": around, "anchors": marks, "mask": mask})
        for anchor, path, sure, number in zip(anchors, best_roles(roles), valid, act, strict=True):
            spans = spans_of(anchor.window, anchor.here, path, text)
            confidence = self._confidence(anchor.likely, float(sure))
            if spans.content and confidence >= self._threshold:
                place = int(anchor.window.starts[anchor.piece])
                yield place, Found(spans, ACTS[int(number)], anchor.likely, float(sure), confidence)

    def _confidence(self, likely: float, valid: float) -> float:
        """Return the chance that an attribution is one (Platt 1999): logistic in the log-odds of both."""
        weights = self._calibration
        score = weights["bias"] + weights["likely"] * log_odds(likely) + weights["valid"] * log_odds(valid)
        return float(1 / (1 + exp(-score)))


def log_odds(chance: float) -> float:
    """Return the log-odds of a chance, kept finite.

    >>> log_odds(0.5), log_odds(1.0) < 10
    (0.0, True)
    """
    kept = min(max(chance, 1e-4), 1 - 1e-4)
    return log(kept / (1 - kept))


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


def _some(found: Iterable[Window]) -> Iterator[list[Window]]:
    """Yield windows in lists short enough to hold; within one, batches are made of windows alike in length."""
    walk = iter(found)
    while some := list(islice(walk, _HELD)):
        yield some


def _padded(group: Sequence[Window]) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    longest = max(map(len, group))
    ids = np.zeros((len(group), longest), np.int64)
    features = np.zeros((len(group), longest, group[0].features.shape[1]), np.int64)
    mask = np.full((len(group), 1, 1, longest), _HIDDEN, np.float32)
    for row, window in enumerate(group):
        ids[row, : len(window)], features[row, : len(window)] = window.ids, window.features
        mask[row, :, :, : len(window)] = 0
    return ids, features, mask


def _anchors(window: Window, hidden: Floats, likely: Floats) -> Iterator[_Anchor]:
    """Yield the anchors of a window that the trunk finds likely enough."""
    for piece in np.flatnonzero((likely[: len(window)] > _LOW) & window.own & window.begins).tolist():
        here = crop(window, piece)
        yield _Anchor(window, piece, here, hidden[here], float(likely[piece]))


def _batches(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Yield the indices of things alike in size, together small enough for one batch when padded to the largest."""
    batch: list[int] = []
    for index in sorted(range(len(sizes)), key=sizes.__getitem__):
        if batch and (len(batch) + 1) * sizes[index] > _BATCH:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
