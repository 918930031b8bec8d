"""Sheets drawn as tables that fit the width, or written as lines that other programs can cut."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rashomon.taming import right_to_left, tame
from rashomon.terminal.sheets import Column, Sheet

_NARROWEST, _WIDEST = 40, 200
_BETWEEN = 3  # what stands between two columns: a space, a rule, a space
_FIXED = 14  # columns that a number, a day or an act takes at most
_RULE = "│"
# Sets the words on both sides of it apart: without it a terminal that knows of right-to-left text swaps two cells.
_LEFT_TO_RIGHT = "\u200e"


def plain_lines(sheets: Iterable[Sheet]) -> Iterator[str]:
    """Yield the sheets as lines without colour or frame: a heading, then cells parted by tabs.

    >>> list(plain_lines([Sheet("Speakers", [Column("name"), Column("said")], [["Ann", "3"]])]))
    ['# Speakers', 'name\\tsaid', 'Ann\\t3', '']
    """
    for sheet in sheets:
        yield f"# {tame(sheet.title)}"
        yield from map(tame, sheet.lines)
        rows = [[column.name for column in sheet.columns], *sheet.rows] if sheet.rows else []
        yield from ("\t".join(map(tame, row)) for row in rows)
        yield ""


def draw(sheets: Iterable[Sheet], console: Console) -> None:
    """Print the sheets to a terminal, no line wider than it (40 to 200 columns)."""
    width = max(_NARROWEST, min(_WIDEST, console.width))
    for sheet in sheets:
        inner = Console(
            file=io.StringIO(), width=width, highlight=False, markup=False, emoji=False, force_terminal=True,
            color_system="standard" if console.color_system else None, legacy_windows=False,
        )  # fmt: skip
        inner.print(Text(tame(sheet.title), style="bold", overflow="fold"))
        for line in sheet.lines:
            inner.print(Text(tame(line), overflow="fold"))
        if sheet.rows:
            _rows(sheet, inner)
        inner.print()
        console.file.write("".join(map(_directed, inner.file.getvalue().splitlines(keepends=True))))  # type: ignore[attr-defined]


def _directed(line: str) -> str:
    """Return a line of a table whose cells stay in their places whatever their script."""
    if not right_to_left(line):
        return line
    return _LEFT_TO_RIGHT + line.replace(_RULE, f"{_LEFT_TO_RIGHT}{_RULE}{_LEFT_TO_RIGHT}")


def _rows(sheet: Sheet, console: Console) -> None:
    fitting = _fitting(sheet.columns, console.width)
    if fitting < (len(sheet.columns) if sheet.firm is None else sheet.firm + 1):
        _blocks(sheet, console)
        return
    table = Table(
        box=box.MINIMAL, border_style="dim", header_style="bold", padding=(0, 1), pad_edge=False,
        show_edge=False, expand=True,
    )  # fmt: skip
    for column, *cells in zip(sheet.columns[:fitting], *sheet.rows, strict=False):
        name = tame(column.name)
        width = max(map(cell_len, [name, *map(tame, cells)])) if not column.share else None
        table.add_column(
            Text(name), ratio=column.share or None, min_width=column.least, overflow="fold",
            width=min(width, max(_FIXED, column.least)) if width else None,
        )  # fmt: skip
    for row in sheet.rows:
        table.add_row(*(Text(tame(cell), overflow="fold") for cell in row[:fitting]))
    console.print(table)
    left = len(sheet.columns) - fitting
    if left:
        console.print(Text(f"{left} more: {sheet.more}", style="dim", overflow="fold"))


def _fitting(columns: Sequence[Column], width: int) -> int:
    """Return how many of the columns, from the left, can be read side by side.

    >>> _fitting([Column("a", 10), Column("b", 10), Column("c", 30)], 40)
    2
    """
    taken = 0
    for number, column in enumerate(columns):
        taken += column.least + (_BETWEEN if number else 0)
        if taken > width:
            return number
    return len(columns)


def _blocks(sheet: Sheet, console: Console) -> None:
    """Print each row as a block of lines, for a terminal too narrow for the table."""
    for row in sheet.rows:
        cells = [(column.name, tame(cell)) for column, cell in zip(sheet.columns, row, strict=True) if cell]
        for place, (name, cell) in enumerate(cells):
            told = Text(overflow="fold").append(f"{tame(name)} ", style="dim").append(cell)
            console.print(Padding(told, (0, 0, 0, 2 if place else 0)))
