"""What people add of their own: notes, hypotheses, and how the answers stand to these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rashomon.corrections.locating import Located
from rashomon.corrections.places import UnfitError, shortened
from rashomon.corrections.standing import overruled
from rashomon.entities.dividing import spelled
from rashomon.records import Anchor, Discrepancy, Edit, Entity, Hypothesis, Mark, Outcome, Position, Review

REMARK_KINDS = frozenset({"note", "hypothesis", "mark"})


@dataclass(frozen=True, slots=True)
class Remarked:
    """The hypotheses with their marks, the notes, and what became of the edits."""

    hypotheses: tuple[Hypothesis, ...] = ()
    reviews: tuple[Review, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


def read_remarks(
    at: Located, entities: Iterable[Entity], discrepancies: Iterable[Discrepancy], edits: Sequence[Edit]
) -> Remarked:
    """Return the notes and hypotheses of the edits, set on what is shown now; other edits are passed over."""
    own = [edit for edit in edits if edit.kind in REMARK_KINDS]
    if not own:
        return Remarked()
    run = _Run(at, entities, tuple(discrepancies), own)
    outcomes = tuple(run.step(edit) for edit in own)
    return Remarked(run.hypotheses(), tuple(run.notes), run.overruled(outcomes))


@dataclass
class _Run:
    at: Located
    cast: Iterable[Entity]
    discrepancies: Sequence[Discrepancy]
    edits: Sequence[Edit]
    notes: list[Review] = field(default_factory=list)
    marks: dict[tuple[str, str], Edit] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bearing: dict[str, list[Entity]] = {}
        for entity in self.cast:
            for name in dict.fromkeys(map(spelled, (entity.name, *entity.aliases))):
                self.bearing.setdefault(name, []).append(entity)
        self.written = {edit.id: edit for edit in self.edits if edit.kind == "hypothesis"}

    def step(self, edit: Edit) -> Outcome:
        try:
            if edit.kind == "note":
                state: Any = "noted"
                self.notes.extend(
                    Review(name, state, edit.id, edit.who, edit.when, edit.why) for name in self._noted(edit)
                )
            elif edit.kind == "mark":
                self._mark(edit)
        except UnfitError as error:
            return Outcome(edit, "orphaned", str(error))
        return Outcome(edit, "applied")

    def _noted(self, edit: Edit) -> Iterator[str]:
        for target in edit.targets:
            yield from self._entities(target)
        for topic in edit.topics:
            yield self.at.question(topic).id
        if edit.parting:
            yield from self._parted(edit)
            return
        for quote in edit.quotes:
            yield from self.at.statements(quote)

    def _parted(self, edit: Edit) -> list[str]:
        """Return the discrepancies between the two sides: those of that kind, all where it is of another now."""
        rows = self.at.parted(edit.quotes, self.discrepancies)
        if not rows:
            raise UnfitError("these two are not shown to part")
        return [row.id for row in rows if edit.parting and row.kind == edit.parting.kind] or [
            row.id for row in rows
        ]

    def _mark(self, edit: Edit) -> None:
        if edit.edit not in self.written or edit.position is None:
            raise UnfitError("its hypothesis is not here")
        for answer in self._answers(edit.position):
            self.marks[edit.edit, answer] = edit

    def _answers(self, position: Position) -> list[str]:
        question = self.at.question(position.topic)
        speakers = self._entities(position.speaker) if position.speaker else None
        found = [
            answer.id
            for answer in self.at.answers.values()
            if answer.question == question.id
            and answer.value == position.value
            and (answer.speaker is None if speakers is None else answer.speaker in speakers)
        ]
        if not found:
            raise UnfitError(f"nobody answers “{shortened(question.text)}” in that way any more")
        return found

    def _entities(self, anchor: Anchor) -> list[str]:
        rows = self.bearing.get(spelled(anchor.name), [])
        wanted = frozenset(anchor.documents)
        within = [row.id for row in rows if not wanted or wanted.intersection(row.documents)]
        found = within or [row.id for row in rows]
        if not found:
            raise UnfitError(f"no article calls anybody “{shortened(anchor.name)}”")
        return found

    def hypotheses(self) -> tuple[Hypothesis, ...]:
        marks: dict[str, list[Mark]] = {name: [] for name in self.written}
        for (hypothesis, answer), edit in sorted(self.marks.items()):
            bearing: Any = edit.name
            marks[hypothesis].append(Mark(answer, bearing, edit.id, edit.who))
        return tuple(
            Hypothesis(edit.id, edit.name or "", edit.who, edit.when, tuple(marks[edit.id]))
            for edit in self.written.values()
        )

    def overruled(self, outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
        """Return the outcomes, those of marks that were set anew with the edit that did so."""
        held = {edit.id for edit in self.marks.values()}
        latest: Mapping[tuple[str | None, Position | None], Edit] = {
            (edit.edit, edit.position): edit for edit in self.edits if edit.kind == "mark"
        }
        return tuple(
            overruled(one.edit, other)
            if one.edit.kind == "mark"
            and one.state == "applied"
            and one.edit.id not in held
            and (other := latest[one.edit.edit, one.edit.position])
            else one
            for one in outcomes
        )
