"""A trained pair model, ready to read: how two statements stand to each other.

It reads both in their sentences, one after the other (a cross-encoder), in English; `training.pairing` makes it, and
`model/CARD.md` says from what and how good it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import exp

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from rashomon.alignment.excerpts import Account, Ints, pieces
from rashomon.language.encoder import checked, log_odds
from rashomon.language.windows import load_tokenizer
from rashomon.records import DiscrepancyKind

# How two statements stand to each other, in the order of the model's scores.
RELATIONS = ("none", "same", "compatible", "conflict")
# What is known of the speakers of two statements: two, one, or not known.
TWO, ONE, UNKNOWN = 0, 1, 2
_CLS, _SEP = 101, 102

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of two statements beside their words.

    `speakers` is TWO, ONE or UNKNOWN; `headline` tells whether one of them is the headline over the other, `article`
    whether both stand in one article, `likeness` how near they are in meaning (cosine).
    """

    speakers: int
    headline: bool
    article: bool
    likeness: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """How two statements stand to each other: the chances of RELATIONS, and that of a conflict as calibrated.

    `kind` is the likeliest kind of conflict, whether or not there is one.
    """

    relations: tuple[float, ...]
    conflict: float
    kind: DiscrepancyKind

    @property
    def same(self) -> float:
        """How likely both say the same."""
        return self.relations[1]


class Comparer:
    """The pair model of one folder, ready to read."""

    def __init__(self, folder: Traversable, words: Tokenizer) -> None:
        """Load the model in a folder; raise BrokenModelError where a file does not have the hash it was shipped with."""
        data = checked(folder)
        self._kinds: list[DiscrepancyKind] = json.loads(data["labels.json"])["kinds"]
        self._calibration: dict[str, float] = json.loads(data["calibration.json"])
        self._tokenizer = words
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        self._judge = onnxruntime.InferenceSession(data["pairs.onnx"], options, ["CPUExecutionProvider"])

    def relations(self, one: Account, other: Account, speakers: int) -> tuple[float, ...]:
        """Return the chances of RELATIONS as the model gives them, not calibrated; `one` is the earlier account."""
        return self._read(one, other, speakers)[0]

    def _read(self, one: Account, other: Account, speakers: int) -> tuple[tuple[float, ...], Floats]:
        ids, flags, sides = beside(pieces(one, self._tokenizer), pieces(other, self._tokenizer))[:, None]
        inputs = {"ids": ids, "flags": flags, "sides": sides, "speakers": np.array([speakers])}
        relations, kinds = (rows[0] for rows in self._judge.run(None, inputs))
        return tuple(map(float, relations)), kinds

    @property
    def threshold(self) -> float:
        """From how likely a conflict on it is shown."""
        return self._calibration["threshold"]

    def compare(self, one: Account, other: Account, circumstances: Circumstances) -> Opinion:
        """Return how two accounts stand to each other, `one` the earlier; no pair depends on what else is compared."""
        chances, kinds = self._read(one, other, circumstances.speakers)
        score = sum(
            self._calibration[name] * value for name, value in features(chances, circumstances).items()
        )
        return Opinion(chances, 1 / (1 + exp(-score)), self._kinds[int(kinds.argmax())])


def beside(one: Ints, other: Ints) -> Ints:
    """Return what the model reads of two accounts' pieces [2, pieces]: ids, flags and sides [3, pieces], marks included."""
    (mine, said), (yours, answered) = one, other
    table = np.zeros((3, len(mine) + len(yours) + 3), np.int64)
    table[0] = np.concatenate([[_CLS], mine, [_SEP], yours, [_SEP]])
    table[1] = np.concatenate([[0], said, [0], answered, [0]])
    table[2, len(mine) + 2 :] = 1
    return table


def features(relations: Sequence[float], circumstances: Circumstances) -> Mapping[str, float]:
    """Return what the chance of a conflict is calculated from (Platt 1999), by name."""
    one, unknown = circumstances.speakers == ONE, circumstances.speakers == UNKNOWN
    odds = {name: log_odds(chance) for name, chance in zip(RELATIONS, relations, strict=True)}
    return {
        "bias": 1.0, **odds, "one": float(one), "unknown": float(unknown),
        "headline": float(circumstances.headline), "article": float(circumstances.article),
        "one_article": float(one and circumstances.article), "likeness": circumstances.likeness,
    }  # fmt: skip


@cache
def shipped() -> Comparer:
    """Return the pair model that ships with the package; it is loaded once."""
    return Comparer(files("rashomon.alignment") / "model", tokenizer())


@cache
def tokenizer() -> Tokenizer:
    """Return the tokenizer that both shipped models cut words by; it is loaded once."""
    return load_tokenizer((files("rashomon.language") / "model" / "tokenizer.json").read_bytes())
