"""What people corrected, and which of it no longer holds."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.records import Comparison, Moved, Outcome
from rashomon.report.phrases import counted, day, label


@dataclass(frozen=True, slots=True)
class Correction:
    """An edit in words: what it does to which names, who made it when and why, and what became of it."""

    verb: str
    names: list[str]
    moved: list[str]
    name: str
    signed: str
    why: str
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """The edits that hold, and those that a reader should look at: overruled or orphaned."""

    applied: list[Correction]
    troubled: list[Correction]


def corrections(comparison: Comparison) -> Corrections:
    """Return the edits of a comparison, in their order."""
    return Corrections(
        [_correction(row) for row in comparison.edits if row.state == "applied"],
        [_correction(row) for row in comparison.edits if row.state != "applied"],
    )


def _correction(outcome: Outcome) -> Correction:
    edit = outcome.edit
    return Correction(
        verb=label("edit", edit.kind),
        names=[target.name for target in edit.targets],
        moved=_moved(edit.moved),
        name=edit.name or "",
        signed=", ".join(part for part in (edit.who, day(edit.when)) if part),
        why=edit.why,
        state=label("state", outcome.state),
        note=outcome.note,
    )


def _moved(moved: Moved) -> list[str]:
    """Return what goes to a new entity: names, and how many articles and statements.

    >>> _moved(Moved(("Roe",), ("d1", "d2")))
    ['Roe', '2 articles']
    """
    counts = (("article", len(moved.documents)), ("statement", len(moved.statements)))
    return [*moved.names, *(counted(number, noun) for noun, number in counts if number)]
