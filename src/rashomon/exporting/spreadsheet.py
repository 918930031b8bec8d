"""A workbook (XLSX): statements, questions and answers, discrepancies, speakers and articles, a sheet each.

Every cell is text or a number, none a formula or a link: one that a spreadsheet would run, were it typed in or saved as
CSV, has an apostrophe before it. Characters that a workbook cannot hold become U+FFFD. A cell longer than a workbook
holds is cut, ends in a mark that says so, and is listed on a last sheet, which is there only then. The same comparison
gives the same bytes.
"""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from rashomon.exporting.files import whole_file
from rashomon.exporting.sheets import Column, Row, Sheet, sheets
from rashomon.exporting.table import cell_of
from rashomon.reading.annotations.terms import encodable
from rashomon.records import Comparison

# The limits of XLSX, by Microsoft's specification: UTF-16 units in a cell, rows in a sheet.
LONGEST_CELL, MOST_ROWS = 32_767, 1_048_576
CUT = " […cut]"
# What XML 1.0 cannot hold, beside lone surrogates.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# A workbook tells when it was made; a fixed day keeps its bytes the same.
_CREATED = datetime(1980, 1, 1)
_CUT_CELLS = (Column("Sheet", 20), Column("Row", 8), Column("Column", 20), Column("Characters", 12))


def write_xlsx(comparison: Comparison, path: Path) -> None:
    """Write the workbook.

    Raise ValueError where a sheet would have more rows than a workbook holds, OSError where it cannot be written.
    """
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"title": "Who said what, and where the accounts part", "created": _CREATED})
    cut: list[Row] = []
    for sheet in sheets(comparison):
        cut += _write(book, sheet)
    if cut:
        _write(book, Sheet("Cut cells", _CUT_CELLS, tuple(cut)))
    book.close()
    with whole_file(path) as part:
        part.write_bytes(made.getvalue())


def _write(book: Any, sheet: Sheet) -> list[Row]:
    """Write a sheet, and return a row for each cell that was cut."""
    if len(sheet.rows) >= MOST_ROWS:
        raise ValueError(
            f"the sheet “{sheet.name}” would have {len(sheet.rows):,} rows, more than a workbook holds; "
            "export to csv or parquet"
        )
    page = book.add_worksheet(sheet.name)
    head, body = (
        book.add_format({"bold": True, "valign": "top"}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    cut: list[Row] = []
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(0, at, column.name, head)
    for number, row in enumerate(sheet.rows, 1):
        for at, value in enumerate(row):
            if isinstance(value, int | float):
                page.write_number(number, at, value, body)
            elif value:
                cell = _safe(value)
                page.write_string(number, at, _held(cell), body)
                if _units(cell) > LONGEST_CELL:
                    cut.append((sheet.name, number + 1, sheet.columns[at].name, len(value)))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    return cut


def _safe(value: str) -> str:
    return cell_of(_FORBIDDEN.sub("\ufffd", encodable(value)))


def _units(cell: str) -> int:
    """Return the length of a cell as spreadsheets count it: a letter beyond the basic plane is two."""
    return len(cell) + sum(letter > "\uffff" for letter in cell)


def _held(cell: str) -> str:
    """Return as much of a cell as a workbook holds; what is cut ends in a mark that says so."""
    if _units(cell) <= LONGEST_CELL:
        return cell
    room = LONGEST_CELL - len(CUT)
    start = cell[:room]
    while _units(start) > room:
        start = start[: len(start) - max(1, (_units(start) - room) // 2)]
    return start + CUT
