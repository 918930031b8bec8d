"""A memo for the tests: in a dictionary, and it tells what was put."""

from __future__ import annotations

from collections.abc import Sequence


class Kept:
    """A memo in a dictionary; `new` has the stage of each result that was put."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.rows: dict[tuple[str, str], bytes] = {}
        self.new: list[str] = []

    def get(self, stage: str, key: str) -> bytes | None:
        """Return what was kept, or None."""
        return self.rows.get((stage, key))

    def put(self, stage: str, key: str, value: bytes) -> None:
        """Keep a result."""
        self.rows[stage, key] = value
        self.new.append(stage)

    def ahead(self, stage: str, keys: Sequence[str]) -> None:
        """Bring nothing: all is here."""
