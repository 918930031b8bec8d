"""What people corrected, and which of it no longer holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rashomon.records import Anchor, Comparison, Edit, Moved, Outcome, Quote
from rashomon.report.phrases import clipped, counted, label
from rashomon.report.reviews import signature

_QUOTED = 90  # characters of a statement's words in a list of corrections
# Of one edit so many quotations are shown.
_MOST = 4


@dataclass(frozen=True, slots=True)
class Correction:
    """An edit in words: what it does to what, who made it when and why, and what became of it.

    `names` and `quoted` are what it is about, `moved` what goes elsewhere, `name` what is so in truth. `by` is the
    edit that overruled or undid it; `conflict` tells that another person made that one.
    """

    verb: str
    names: list[str]
    quoted: list[str]
    moved: list[str]
    name: str
    signed: str
    why: str
    state: str
    note: str
    by: str
    conflict: bool


@dataclass(frozen=True, slots=True)
class Corrections:
    """The edits that hold, those that a reader should look at (overruled or orphaned), and those taken back."""

    applied: list[Correction]
    troubled: list[Correction]
    undone: list[Correction]

    @property
    def any(self) -> bool:
        """Tell whether anybody corrected anything."""
        return bool(self.applied or self.troubled or self.undone)


def corrections(comparison: Comparison) -> Corrections:
    """Return the edits of a comparison, in their order."""
    edits = {outcome.edit.id: outcome.edit for outcome in comparison.edits}
    held: dict[str, list[Correction]] = {"applied": [], "undone": [], "": []}
    for outcome in comparison.edits:
        held[outcome.state if outcome.state in held else ""].append(_correction(outcome, edits))
    return Corrections(held["applied"], held[""], held["undone"])


def _correction(outcome: Outcome, edits: Mapping[str, Edit]) -> Correction:
    edit, by = outcome.edit, edits.get(outcome.by or "")
    other = edits.get(edit.edit or "")
    return Correction(
        verb=label("edit", edit.kind),
        names=_names(edit, other),
        quoted=[clipped(quote.exact, _QUOTED) for quote in edit.quotes[:_MOST]],
        moved=_moved(edit.moved),
        name="; ".join(_truth(edit)),
        signed=signature(edit.who, edit.when),
        why=edit.why,
        state=label("state", outcome.state),
        note=outcome.note,
        by=(signature(by.who, by.when) or "somebody") if by else "",
        conflict=bool(by and by.kind != "undo" and by.who != edit.who),
    )


def _names(edit: Edit, other: Edit | None) -> list[str]:
    """Return the names and questions that an edit is about; of a mark or an undo, what it marks or takes back."""
    position = edit.position
    marked = [_speaker(position.speaker), position.value, position.topic.text] if position else []
    earlier = [label("edit", other.kind), *_names(other, None), other.name or ""] if other else []
    topics = [topic.text for topic in edit.topics]
    return [name for name in (*(target.name for target in edit.targets), *topics, *marked, *earlier) if name]


def _speaker(anchor: Anchor | None) -> str:
    return anchor.name if anchor else "nobody named"


def _truth(edit: Edit) -> Iterator[str]:
    """Yield what is so in the words of the edit: a new name, and each part of a statement that was set right."""
    if edit.name:
        yield label("bearing", edit.name) if edit.kind == "mark" else edit.name
    if parting := edit.into or edit.parting:
        yield label("kind", parting.kind)
    fix = edit.fix
    if fix is None:
        return
    parts = (("words", fix.content), ("reported by", fix.cue), ("said to be by", fix.source))
    yield from (f"{told}: {_joined(quotes)}" for told, quotes in parts if quotes is not None)
    if fix.speaker or fix.nobody:
        yield f"speaker: {_speaker(fix.speaker)}"
    if fix.act:
        yield f"act: {label('act', fix.act)}"


def _joined(quotes: tuple[Quote, ...]) -> str:
    """Return quoted words on one line, "none" where a part was taken away."""
    return " … ".join(clipped(quote.exact, _QUOTED) for quote in quotes[:_MOST]) or "none"


def _moved(moved: Moved) -> list[str]:
    """Return what goes to a new entity: names, and how many articles and statements.

    >>> _moved(Moved(("Roe",), ("d1", "d2")))
    ['Roe', '2 articles']
    """
    counts = (("article", len(moved.documents)), ("statement", len(moved.statements)))
    return [*moved.names, *(counted(number, noun) for noun, number in counts if number)]
