"""What was worked out before, kept so that only what changed is worked out again."""

from __future__ import annotations

from typing import Protocol


class Memo(Protocol):
    """Keeps results of a stage by a key that is made of all that goes into them."""

    def get(self, stage: str, key: str) -> bytes | None:
        """Return what was kept, or None."""

    def put(self, stage: str, key: str, value: bytes) -> None:
        """Keep a result."""


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
