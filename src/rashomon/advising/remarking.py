"""What the adviser says of each discrepancy that was found, next to what the program says."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.advising.asking import Asking
from rashomon.advising.coverage import Coverage
from rashomon.advising.explaining import explain
from rashomon.records import Remark

# Discrepancies that one run asks about, the surest first: it bounds what a run takes and costs.
MOST = 200


@dataclass(frozen=True, slots=True)
class Remarked:
    """The remarks, how many answers were dropped, and how many discrepancies were not asked about."""

    remarks: tuple[Remark, ...]
    dropped: int
    unasked: int


async def remark(asking: Asking, coverage: Coverage) -> Remarked:
    """Return the adviser's remarks; the program's own reason is not shown to it, so that it does not repeat it."""
    rows = sorted(coverage.comparison.discrepancies, key=lambda row: -row.confidence)
    asked = [(row, sides) for row in rows[:MOST] if (sides := coverage.sides(row))]
    explained, dropped = await explain(asking, [(*sides, row.kind) for row, sides in asked])
    remarks = tuple(
        Remark(row.id, not found.parts, found.why, found.a, found.b)
        for found, (row, _) in zip(explained, asked, strict=True)
        if found
    )
    return Remarked(remarks, dropped, len(rows) - len(rows[:MOST]))
