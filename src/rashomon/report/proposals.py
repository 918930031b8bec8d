"""What a language model proposes beyond the findings, in a section of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rashomon.records import Advice, Excerpt, Proposal
from rashomon.report.anchors import anchor
from rashomon.report.comments import LONGEST, LONGEST_NAME
from rashomon.report.index import Index
from rashomon.report.phrases import clipped, counted, label
from rashomon.report.quotation import Quotation, quotation

# So many proposals are shown at once, so many more stand folded; the JSON has all.
FIRST, MOST = 12, 200


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as shown: what it is about, the two quotations by letter, and the model's reason."""

    anchor: str
    kind: str
    sides: dict[str, Quotation]
    why: str


@dataclass(frozen=True, slots=True)
class Advised:
    """The proposals shown at once and folded, how many more there are, and in sentences how much was asked."""

    adviser: str
    local: bool
    first: list[Proposed]
    folded: list[Proposed]
    rest: int
    extent: str
    troubles: list[str]


def advised(index: Index) -> Advised | None:
    """Return what the model proposes, None where none was asked; what quotes no statement that is there is left out."""
    advice = index.comparison.advice
    if advice is None:
        return None
    known = [row for row in advice.proposals if {row.a.statement, row.b.statement} <= index.statements.keys()]
    shown = [_proposed(index, row) for row in known[:MOST]]
    return Advised(
        adviser=clipped(advice.adviser, LONGEST_NAME), local=advice.local, first=shown[:FIRST], folded=shown[FIRST:],
        rest=len(known) - len(shown), extent=_extent(advice),
        troubles=[clipped(line, LONGEST) for line in advice.troubles],
    )  # fmt: skip


def _extent(advice: Advice) -> str:
    """Say how much was asked and what became of it.

    >>> _extent(Advice("m", asked=12, dropped=1))
    '12 questions answered. Unfounded or taken back, and so dropped: 1.'
    >>> _extent(Advice("m", asked=12, local=True))
    '12 pairs of statements read.'
    """
    if advice.local:
        return f"{counted(advice.asked, 'pair')} of statements read."
    parts = [f"{counted(advice.asked, 'question')} answered"]
    if advice.dropped:
        parts.append(f"Unfounded or taken back, and so dropped: {advice.dropped:,}")
    if advice.left_out:
        parts.append(f"Discrepancies and statements beyond what one run asks about: {advice.left_out:,}")
    return ". ".join(parts) + "."


def _proposed(index: Index, row: Proposal) -> Proposed:
    sides = {"a": _quoted(index, row.a), "b": _quoted(index, row.b)}
    return Proposed(anchor("p", row.id), label("kind", row.kind), sides, clipped(row.why, LONGEST))


def _quoted(index: Index, excerpt: Excerpt) -> Quotation:
    """Return the statement around an excerpt, of its content the excerpt alone marked."""
    return quotation(index, replace(index.statements[excerpt.statement], content=(excerpt.span,)))
