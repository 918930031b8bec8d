"""What is shown, before it is known how wide the terminal is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the least width at which it can be read, and its share of what is left.

    One without a share is no wider than its longest cell, for numbers and days.
    """

    name: str
    least: int = 8
    share: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A heading with lines or a table under it.

    Of the columns after the first `firm` those on the right are left out where the terminal is narrow, and `more`
    says where they are to be found; with no `firm` given each row becomes a block of lines instead.
    """

    title: str
    columns: Sequence[Column] = ()
    rows: Sequence[Sequence[str]] = field(default=())
    lines: Sequence[str] = field(default=())
    firm: int | None = None
    more: str = ""
