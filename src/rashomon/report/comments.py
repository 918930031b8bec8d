"""What a language model says of each discrepancy, marked as its own."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.records import Comparison
from rashomon.report.phrases import clipped

# Code points of what the model says, and of its name: more is cut, whoever made the comparison.
LONGEST, LONGEST_NAME = 320, 60


@dataclass(frozen=True, slots=True)
class Comment:
    """The model's remark on a discrepancy; `adviser` is its name."""

    adviser: str
    doubts: bool
    why: str


def comments(comparison: Comparison) -> dict[str, Comment]:
    """Return the remarks by discrepancy.

    >>> comments(Comparison())
    {}
    """
    advice = comparison.advice
    if advice is None:
        return {}
    name = clipped(advice.adviser, LONGEST_NAME)
    return {row.discrepancy: Comment(name, row.doubts, clipped(row.why, LONGEST)) for row in advice.remarks}
