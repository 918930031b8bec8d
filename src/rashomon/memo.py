"""What was worked out before, kept so that only what changed is worked out again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Protocol, TypeVar

# What so many rows have left in a memo is a small part of it, and brought by one question.
_PORTION = 256
Row = TypeVar("Row")


class Memo(Protocol):
    """Keeps results of a stage by a key that is made of all that goes into them."""

    def get(self, stage: str, key: str) -> bytes | None:
        """Return what was kept, or None."""

    def put(self, stage: str, key: str, value: bytes) -> None:
        """Keep a result."""

    def ahead(self, stage: str, keys: Sequence[str]) -> None:
        """Hear which keys of a stage will be asked for next: a memo that is far away brings them all at once."""


class Forgetful:
    """Keeps nothing: everything is worked out anew.

    >>> memo = Forgetful()
    >>> memo.put("parse", "k", b"v"), memo.get("parse", "k")
    (None, None)
    """

    def get(self, stage: str, key: str) -> bytes | None:
        """Return None."""

    def put(self, stage: str, key: str, value: bytes) -> None:
        """Forget it."""

    def ahead(self, stage: str, keys: Sequence[str]) -> None:
        """Bring nothing."""


# Where no memo is given.
NOTHING = Forgetful()


def key_of(stage: str, data: object) -> str:
    """Return the key of all that goes into a result: the code of this version, the stage and the data as JSON.

    >>> key_of("a", [1]) == key_of("a", [1]), key_of("a", [1]) == key_of("b", [1])
    (True, False)
    """
    made = hashlib.sha256(f"{code_version()}\x1f{stage}\x1f".encode())
    made.update(json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return made.hexdigest()


def once(memo: Memo, stage: str, key: str, work: Callable[[], Any]) -> Any:
    """Return what the memo has under a key, else what `work` returns, which is kept: anything that JSON brings back.

    >>> once(Forgetful(), "sum", key_of("sum", [1, 2]), lambda: sum([1, 2]))
    3
    """
    kept = memo.get(stage, key)
    if kept is not None:
        return json.loads(kept)
    found = work()
    memo.put(stage, key, json.dumps(found, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return found


def keyed(
    memo: Memo, stages: Sequence[str], rows: Sequence[Row], key: Callable[[Row], str]
) -> Iterator[tuple[Row, str]]:
    """Yield each row with its key; the memo hears a portion of the keys before they are asked for in the stages.

    >>> [key for _, key in keyed(Forgetful(), ["double"], ["a", "b"], lambda row: row * 2)]
    ['aa', 'bb']
    """
    for start in range(0, len(rows), _PORTION):
        portion = rows[start : start + _PORTION]
        keys = [key(row) for row in portion]
        for stage in stages:
            memo.ahead(stage, keys)
        yield from zip(portion, keys, strict=True)


@cache
def code_version() -> str:
    """Return a digest of all that decides what is found: this package's code, its data, and its models.

    Sixteen hex digits. Two installations that have the same find the same in the same text.
    """
    return digest_of(_DECIDING)


def digest_of(parts: Iterable[str]) -> str:
    """Return a digest of this release and of parts of the package, modules or rooms with all that is in them.

    Sixteen hex digits.
    """
    root = files("rashomon")
    made = hashlib.sha256(version("rashomon").encode())
    for part in parts:
        for path in sorted(_files(root / part), key=str):
            made.update(path.name.encode())
            made.update(path.read_bytes())
    return made.hexdigest()[:16]


# The rooms that decide what is found; how it is shown, written or kept changes no result.
_DECIDING = ("reading", "language", "attribution", "entities", "corrections", "alignment", "discrepancies")


def _files(path: Traversable) -> Iterator[Traversable]:
    if path.is_dir():
        for inside in path.iterdir():
            yield from _files(inside)
    elif not path.name.endswith(".pyc"):
        yield path
