"""Which edits hold: an undo takes one back, and an undo of an undo brings it back."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from rashomon.records import Edit, Outcome


@dataclass(frozen=True, slots=True)
class Standing:
    """The edits that hold, in their order, and what became of the undos and of what they undid."""

    edits: tuple[Edit, ...]
    outcomes: tuple[Outcome, ...] = ()


def standing(edits: Sequence[Edit]) -> Standing:
    """Return which edits hold; the same edit twice is one.

    >>> from rashomon.records import Anchor
    >>> name = Edit("rename", (Anchor("Roe"),), "Ann Roe")
    >>> back = Edit("undo", edit=name.id)
    >>> again = Edit("undo", edit=back.id)
    >>> [len(standing(rows).edits) for rows in ([name], [name, back], [name, back, again])]
    [1, 0, 1]
    """
    unique = {edit.id: edit for edit in edits}
    undone: dict[str, Edit] = {}
    for edit in reversed(unique.values()):
        if edit.kind == "undo" and edit.id not in undone and edit.edit:
            undone[edit.edit] = edit
    outcomes = [
        Outcome(edit, "undone", f"undone{signed(undone[edit.id])}", undone[edit.id].id)
        if edit.id in undone
        else _undo(edit, unique.keys())
        for edit in unique.values()
        if edit.id in undone or edit.kind == "undo"
    ]
    held = tuple(edit for edit in unique.values() if edit.id not in undone and edit.kind != "undo")
    return Standing(held, tuple(outcomes))


def _undo(edit: Edit, known: Container[str | None]) -> Outcome:
    if edit.edit in known:
        return Outcome(edit, "applied")
    return Outcome(edit, "orphaned", "the edit that it undoes is not here")


def overruled(edit: Edit, by: Edit) -> Outcome:
    """Return that a later edit says otherwise."""
    return Outcome(edit, "overruled", f"a later {by.kind}{signed(by)} says otherwise", by.id)


def signed(edit: Edit) -> str:
    """Return by whom an edit was made, and on which day, to stand behind what it did.

    >>> signed(Edit("undo", edit="x", who="Ann", when="2031-03-02T10:00:00+00:00"))
    ' by Ann on 2031-03-02'
    """
    return (
        f"{f' by {edit.who[:120]}' if edit.who.strip() else ''}{f' on {edit.when[:10]}' if edit.when else ''}"
    )


def in_order(edits: Iterable[Edit], outcomes: Iterable[Iterable[Outcome]]) -> tuple[Outcome, ...]:
    """Return what became of each edit, in the order of the edits."""
    found = {outcome.edit.id: outcome for group in outcomes for outcome in group}
    return tuple(found[name] for name in dict.fromkeys(edit.id for edit in edits) if name in found)
