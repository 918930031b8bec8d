"""What a look found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from rashomon.watching.page import Deferred

What: TypeAlias = Literal["new", "changed", "gone", "failed"]


@dataclass(frozen=True, slots=True)
class News:
    """Something that a look found at an address: `lines` say what was changed, or why it failed."""

    what: What
    address: str
    title: str | None = None
    lines: tuple[str, ...] = ()


Tell: TypeAlias = Callable[[News], None]


@dataclass(slots=True)
class Look:
    """What a look came to.

    `counts` has what was told by its kind, `feeds` that were read, `same` for what has not changed, and `waiting` for
    what is left alone after failures; `left` is put off until the next look, with the reasons.
    """

    counts: Counter[str] = field(default_factory=Counter)
    left: list[Deferred] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything failed."""
        return bool(self.counts["failed"] + self.counts["gone"])

    @property
    def succeeded(self) -> bool:
        """Whether anything could be looked at."""
        return any(self.counts[what] for what in ("new", "changed", "same", "feeds"))
