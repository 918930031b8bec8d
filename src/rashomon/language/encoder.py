"""The encoder: a document in, its parse and its attributions out, by a model that ships with the package.

A trunk reads each window once: what each token is, and where attributions hang; a branch reads the words around each
such place again and gives them their roles. All are int8 ONNX files whose hashes are checked when they are loaded;
`training/` makes them, `model/CARD.md` says from what.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import exp, log

import numpy as np
import onnxruntime

from rashomon.language.decoding import Floats, Roles, best_roles, spans_of
from rashomon.language.parse import Parse
from rashomon.language.quotations import Quotation
from rashomon.language.syntax import Labels, Scores, Syntax
from rashomon.language.windows import Window, crop, load_tokenizer, windows
from rashomon.records import Act, Document

ACTS: tuple[Act, ...] = ("assert", "deny", "hedge", "opine", "direct", "commit", "ask")

# Anchors the trunk finds less likely than this are not read again: on Wikinews dev 384 attributions are found with it,
# and as many at a fifteenth of it, so the gate costs no recall.
_LOW = 0.15
# A fusion that is about five times slower on a CPU than the two operations it replaces.
_SLOW = ["SkipLayerNormFusion", "BiasSkipLayerNormFusion"]


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
class _Guess:
    """A piece that an attribution may hang on, the pieces around it, and what the branch says of them."""

    window: Window
    anchor: int
    here: slice
    roles: Floats
    likely: float
    valid: float
    act: Act


class Encoder:
    """The model of one folder, ready to read."""

    def __init__(self, folder: Traversable, threshold: float | None = None) -> None:
        """Load the model in a folder; raise BrokenModelError where a file does not have the hash it was shipped with.

        What is less likely than `threshold` is left out; by default what the model's calibration says.
        """
        data = checked(folder)
        self._labels = Labels.read(data["labels.json"])
        self._calibration = json.loads(data["calibration.json"])
        self._threshold = self._calibration["threshold"] if threshold is None else threshold
        self._tokenizer = load_tokenizer(data["tokenizer.json"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # documents are read side by side, a core each
        options.log_severity_level = 3
        self._trunk, self._branch, self._relation = (
            onnxruntime.InferenceSession(
                data[name], options, ["CPUExecutionProvider"], disabled_optimizers=_SLOW
            )
            for name in ("trunk.onnx", "branch.onnx", "relation.onnx")
        )

    def read(self, document: Document, quotations: Sequence[Quotation]) -> tuple[Parse, tuple[Found, ...]]:
        """Return the parse of a document and its attributions in text order.

        Windows are read one by one: nothing is padded, and what is found in one depends on no other.
        """
        syntax = Syntax(document, self._labels)
        guesses: list[_Guess] = []
        for window in windows(document, quotations, self._tokenizer):
            inputs = {"ids": window.ids[None], "features": window.features[None]}
            states, likely, *scores = (rows[0] for rows in self._trunk.run(None, inputs))
            syntax.add(window, Scores(*scores))
            guesses.extend(self._guesses(window, states, likely))
        parse = syntax.parse(lambda child, head: self._relation.run(None, {"child": child, "head": head})[0])
        guesses.sort(key=lambda guess: int(guess.window.starts[guess.anchor]))
        return parse, tuple(self._found(guesses, document.text))

    def _guesses(self, window: Window, states: Floats, likely: Floats) -> Iterator[_Guess]:
        """Yield what the words around each place of a window where an attribution may hang say, read again."""
        anchors = np.flatnonzero((likely > _LOW) & window.own & window.begins).tolist()
        crops = {anchor: crop(window, anchor) for anchor in anchors}
        for size in {here.stop - here.start for here in crops.values()}:
            some = [anchor for anchor in anchors if crops[anchor].stop - crops[anchor].start == size]
            marks = np.zeros((len(some), size), np.float32)
            marks[range(len(some)), [anchor - crops[anchor].start for anchor in some]] = 1
            around = np.stack([states[crops[anchor]] for anchor in some])
            roles, valid, act = self._branch.run(None, {"hidden": around, "anchors": marks})
            for row, anchor in enumerate(some):
                yield _Guess(
                    window, anchor, crops[anchor], roles[row],
                    float(likely[anchor]), float(valid[row]), ACTS[int(act[row])],
                )  # fmt: skip

    def _found(self, guesses: Sequence[_Guess], text: str) -> Iterator[Found]:
        """Yield the attributions among guesses."""
        for guess, path in zip(guesses, best_roles([guess.roles for guess in guesses]), strict=True):
            spans = spans_of(guess.window, guess.here, path, text)
            confidence = self._confidence(guess.likely, guess.valid)
            if spans.content and confidence >= self._threshold:
                yield Found(spans, guess.act, guess.likely, guess.valid, confidence)

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


def checked(folder: Traversable) -> dict[str, bytes]:
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
