"""Corrections of statements: taken, dropped, given other words or another speaker, or added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from rashomon.corrections.people import People
from rashomon.corrections.places import Places, UnfitError, attempted, found_in, shortened
from rashomon.corrections.standing import overruled, signed
from rashomon.records import (
    Act,
    Document,
    Edit,
    Entity,
    Fix,
    Outcome,
    Review,
    Span,
    Statement,
    content_id,
    hull,
)

STATEMENT_KINDS = frozenset({"accept-statement", "reject-statement", "correct-statement", "add-statement"})
# Of a newer version's statements, the one that shares so much of the words with what a person meant is the same.
_SAME = 0.5
_SPANS = ("content", "cue", "source")
# What an edit says of one thing about one statement, and the step that says so.
_Claims = dict[tuple[str, str], Any]


@dataclass(frozen=True, slots=True)
class Corrected:
    """The statements and entities as people corrected them, what they said of them, and what became of the edits."""

    statements: tuple[Statement, ...]
    entities: tuple[Entity, ...]
    reviews: tuple[Review, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


def correct_statements(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    entities: Sequence[Entity],
    edits: Sequence[Edit],
) -> Corrected:
    """Return the statements after the edits of them, replayed in their order; edits of other kinds are passed over.

    An edit finds its statement by the words, in its article and in every state of that page. One that was taken or
    corrected and is no longer found by the machine is brought back, as long as its words stand. Of two edits that
    contradict each other the later one holds. What fits nothing is orphaned.
    """
    own = [edit for edit in edits if edit.kind in STATEMENT_KINDS]
    if not own:
        return Corrected(tuple(statements), tuple(entities))
    run = _Run(documents, statements, entities)
    steps = [run.step(edit) for edit in own]
    return Corrected(run.statements(), run.people.entities(), run.reviews(), _outcomes(own, steps))


@dataclass(slots=True)
class _Step:
    """What an edit said of which statement, or why it could not."""

    claims: _Claims = field(default_factory=dict)
    note: str = ""
    orphaned: bool = False


class _Run:
    """Statements that are corrected in place."""

    def __init__(
        self, documents: Sequence[Document], statements: Sequence[Statement], entities: Sequence[Entity]
    ) -> None:
        self.places = Places(documents)
        self.people = People(entities)
        self.now = {statement.id: statement for statement in statements}
        self.inside: dict[str, list[str]] = {}
        self.known: dict[tuple[str, Span], str] = {}
        for statement in statements:
            self._index(statement)
        self.dropped: dict[str, Statement] = {}
        self.said: dict[str, Review] = {}

    def _index(self, statement: Statement) -> None:
        self.inside.setdefault(statement.document, []).append(statement.id)
        self.known.setdefault((statement.document, hull(statement.content)), statement.id)

    def step(self, edit: Edit) -> _Step:
        """Apply an edit to the statements as they are now."""
        actions = {
            "accept-statement": self._accept,
            "reject-statement": self._reject,
            "correct-statement": self._accept,
            "add-statement": self._add,
        }
        return attempted(actions, edit, lambda why: _Step(note=why, orphaned=True))

    def _accept(self, edit: Edit) -> _Step:
        """Take a statement, as it is or as it is corrected, in every article in which its words stand."""
        step, reasons = _Step(), []
        for document, span in self.places.of(edit.quotes[0]):
            try:
                self._accept_in(document, span, edit, step)
            except UnfitError as error:
                reasons.append(str(error))
        if not step.claims:
            raise UnfitError("; ".join(dict.fromkeys(reasons)))
        return step

    def _accept_in(self, document: Document, span: Span, edit: Edit, step: _Step) -> None:
        fix = edit.fix or Fix()
        name = self._at(document, span) or self._near(document, span)
        if name is None and fix.content:
            name = self._new(document, fix, edit)
            step.note = "this version does not find it by itself"
        if name is None:
            raise UnfitError(f"nobody is found to say “{shortened(edit.quotes[0].exact)}” any more")
        changes = self._changes(document, fix, self._of(name))
        self._restore(name)
        before = self.now[name]
        self.now[name] = replace(before, **changes)
        self.known.setdefault((document.id, hull(self.now[name].content)), name)
        step.claims |= {(name, key): value for key, value in changes.items() if key != "unknown"}
        step.claims[name, "verdict"] = "accepted"
        changed = self.now[name] != before or self._state(name) == "corrected"
        self._review(name, "corrected" if changed else "accepted", edit)

    def _reject(self, edit: Edit) -> _Step:
        step = _Step()
        for document, span in self.places.of(edit.quotes[0]):
            name = self._at(document, span)
            if name is not None:
                self._drop(name)
                step.claims[name, "verdict"] = "rejected"
            elif self._near(document, span) is not None:
                step.note = "what is found in these words now is another statement"
        if step.note and not step.claims:
            raise UnfitError(step.note)
        return step

    def _add(self, edit: Edit) -> _Step:
        step, fix = _Step(), edit.fix or Fix()
        for document, span in self.places.of((fix.content or ())[0]):
            name = self._at(document, span) or self._new(document, fix, edit)
            changes = self._changes(document, fix, self._of(name))
            self._restore(name)
            self.now[name] = replace(self.now[name], **changes)
            step.claims[name, "verdict"] = "accepted"
            step.claims |= {(name, key): value for key, value in changes.items() if key != "unknown"}
            self._review(name, "added", edit)
        return step

    # One statement

    def _at(self, document: Document, span: Span) -> str | None:
        """Return the statement whose words these are, or were before an edit gave it others."""
        return self.known.get((document.id, span))

    def _of(self, name: str) -> Statement:
        return self.now[name] if name in self.now else self.dropped[name]

    def _near(self, document: Document, span: Span) -> str | None:
        """Return the one statement of a newer version that is made of much the same words."""
        shares = sorted(
            ((_share(hull(self._of(name).content), span), name) for name in self.inside.get(document.id, ())),
            reverse=True,
        )
        alone = len(shares) == 1 or (len(shares) > 1 and shares[1][0] < _SAME)
        return shares[0][1] if shares and shares[0][0] >= _SAME and alone else None

    def _new(self, document: Document, fix: Fix, edit: Edit) -> str:
        content = found_in(fix.content or (), document)
        name = content_id("statement by hand", document.id, *(f"{start}-{end}" for start, end in content))
        kind = "direct" if document.text[content[0].start] in "“\"«„‘'‹" else "indirect"
        if name not in self.now and name not in self.dropped:
            unknown = f"not said{signed(edit)}"
            self.now[name] = Statement(name, document.id, kind, content, unknown=unknown)  # type: ignore[arg-type]
            self._index(self.now[name])
        return name

    def _changes(self, document: Document, fix: Fix, statement: Statement) -> dict[str, Any]:
        """Return the fields of a statement that a fix gives."""
        quotes: Iterable[tuple[str, Any]] = ((key, getattr(fix, key)) for key in _SPANS)
        changes: dict[str, Any] = {key: found_in(rows, document) for key, rows in quotes if rows is not None}
        if changes.get("content") == ():
            raise UnfitError("a statement without words is none")
        if fix.act is not None:
            if fix.act not in get_args(Act):
                raise UnfitError(f"“{fix.act}” is none of {', '.join(get_args(Act))}")
            changes["act"] = fix.act
        if fix.nobody and statement.speaker is not None:
            changes["unknown"] = "a person found nobody named"  # else the machine's own reason stays
        if fix.nobody:
            changes["speaker"] = None
        elif fix.speaker is not None:
            changes |= {"speaker": self.people.named(fix.speaker, statement.document), "unknown": None}
        return changes

    def _drop(self, name: str) -> None:
        if name in self.now:
            self.dropped[name] = self.now.pop(name)
            self.said.pop(name, None)

    def _restore(self, name: str) -> None:
        if name in self.dropped:
            self.now[name] = self.dropped.pop(name)

    def _state(self, name: str) -> str | None:
        return self.said[name].state if name in self.said else None

    def _review(self, name: str, state: Any, edit: Edit) -> None:
        self.said[name] = Review(name, state, edit.id, edit.who, edit.when, edit.why)

    # The outcome

    def statements(self) -> tuple[Statement, ...]:
        """Return what is left, in the order of the articles; what stood in a dropped one stands in what held that."""
        return tuple(
            replace(one, parent=self._parent(one), follows=one.follows if one.follows in self.now else None)
            for one in self.now.values()
        )

    def _parent(self, statement: Statement) -> str | None:
        parent = statement.parent
        while parent in self.dropped:
            parent = self.dropped[parent].parent
        return parent if parent in self.now else None

    def reviews(self) -> tuple[Review, ...]:
        """Return what people said of the statements that are left."""
        return tuple(self.said[name] for name in sorted(self.said) if name in self.now)


def _outcomes(edits: Sequence[Edit], steps: Sequence[_Step]) -> tuple[Outcome, ...]:
    last: dict[tuple[str, str], int] = {
        key: number for number, step in enumerate(steps) for key in step.claims
    }
    return tuple(_outcome(number, edits, steps, last) for number in range(len(edits)))


def _outcome(
    number: int, edits: Sequence[Edit], steps: Sequence[_Step], last: Mapping[tuple[str, str], int]
) -> Outcome:
    edit, step = edits[number], steps[number]
    if step.orphaned:
        return Outcome(edit, "orphaned", step.note)
    over = [last[key] for key, value in step.claims.items() if steps[last[key]].claims[key] != value]
    if not over:
        return Outcome(edit, "applied", step.note)
    other = edits[max(over)]
    return overruled(edit, other)


def _share(one: Span, other: Span) -> float:
    """Return what two spans have in common, as a share of what they cover together."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(0, both) / max(1, max(one.end, other.end) - min(one.start, other.start))
