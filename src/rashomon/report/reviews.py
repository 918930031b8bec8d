"""What people said of a statement, a question, a discrepancy or a speaker, shown where it stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rashomon.records import Comparison
from rashomon.report.phrases import day, label

_STATES = frozenset(
    {"accepted", "corrected", "added", "noted"}
)  # a state becomes a CSS class: no other word gets there


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A mark or a note: what was done, by whom and when, and the words that were left with it."""

    state: str
    words: str
    signed: str
    why: str

    @property
    def noted(self) -> bool:
        """Tell whether it is a note, which judges nothing."""
        return self.state == "noted"


def reviews(comparison: Comparison) -> dict[str, list[Reviewed]]:
    """Return what people said, by the id of what they said it of, in the order of the edits.

    >>> reviews(Comparison())
    {}
    """
    found: defaultdict[str, list[Reviewed]] = defaultdict(list)
    for row in comparison.reviews:
        signed = signature(row.who, row.when)
        state = row.state if row.state in _STATES else "noted"
        found[row.target].append(Reviewed(state, label("review", row.state), signed, row.why))
    return dict(found)


def signature(who: str, when: str) -> str:
    """Return who made an edit and when, in words.

    >>> signature("Ann", "2031-03-05T10:00:00+00:00")
    'Ann, 5 March 2031'
    """
    return ", ".join(part for part in (who, day(when)) if part)
