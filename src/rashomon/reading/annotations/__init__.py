"""Annotations that people made in other tools, read back as corrections."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rashomon.reading.annotations.brat import read_brat
from rashomon.reading.annotations.changes import Signature, edits_of
from rashomon.reading.annotations.web_annotation import read_web_annotation
from rashomon.records import Comparison, Edit, Rejected

__all__ = ["Signature", "read_annotations"]


def read_annotations(
    path: Path, found: Comparison, signed: Signature | None = None
) -> Iterator[Edit | Rejected]:
    """Yield the corrections that annotations make of a comparison, and what was put aside with its place and reason.

    A folder or a file that ends in .ann is brat standoff, .json and .jsonld are W3C Web Annotations. Raise OSError where
    `path` cannot be read, ValueError where it holds no annotations.
    """
    if path.is_dir() or path.suffix.lower() == ".ann":
        sheets = read_brat(path, found.documents)
    elif path.suffix.lower() in (".json", ".jsonld"):
        sheets = read_web_annotation(path, found.documents)
    else:
        raise ValueError("annotations are read from a brat folder, .ann, .json or .jsonld")
    yield from edits_of(sheets, found, signed or Signature())
