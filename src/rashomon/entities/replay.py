"""A person's corrections, replayed over what the machine found.

An edit names entities by *anchors*: a name as articles write it, and those articles. An anchor fits the nodes (an
article's entity) of its documents whose own name it is, else those that have it as another name; where one article has
two, it fits none, and without documents it fits only where all that it would fit are one entity. A name that a rename gave fits too. Letters are compared as
written, without regard to case, spacing and invisible marks. So an edit holds for the same articles whatever else is
added, whatever ids the entities have, and it never reaches articles that its maker had not seen, but through the
entity they are part of.

Edits are replayed in their order, each on what the ones before it left; what two of them say of the same nodes, the
later one decides, and the earlier one is shown as overruled. An edit that fits nothing is shown as orphaned.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rashomon.anchors import Anchor
from rashomon.edits import Edit, EditKind, Outcome
from rashomon.entities.dividing import divided, names_of, spelled
from rashomon.entities.identities import Identity, Key, Saying, key_of, sorted_identities


@dataclass(frozen=True, slots=True)
class Replayed:
    """Identities after the edits, what became of each edit, and which nodes are not those of which others.

    `speakers` has the node of each statement that an edit gave to a part of one.
    """

    identities: tuple[Identity, ...]
    outcomes: tuple[Outcome, ...] = ()
    rejected: tuple[tuple[frozenset[Key], frozenset[Key]], ...] = ()
    speakers: Mapping[str, Key] = field(default_factory=dict)


def replay(edits: Sequence[Edit], identities: Sequence[Identity], sayings: Sequence[Saying] = ()) -> Replayed:
    """Return what the machine found as a person corrected it; the order of `identities` does not matter.

    Replayed over its own result, edits that do not contradict each other change nothing more. Names that an earlier
    replay gave are forgotten first, since the edits give them again.

    >>> from rashomon.entities.nodes import Node
    >>> from rashomon.records import Entity
    >>> named = (("d1", "Roe"), ("d2", "Row"))
    >>> rows = [Identity((Node(d, d, Entity(d, name, "person"), "en", ""),)) for d, name in named]
    >>> replayed = replay([Edit("merge", (Anchor("Roe"), Anchor("Row")))], rows)
    >>> [[node.entity.name for node in one.nodes] for one in replayed.identities], replayed.outcomes[0].state
    ([['Roe', 'Row']], 'applied')
    """
    unique = tuple({edit.id: edit for edit in edits}.values())
    run = _Replay(sorted_identities(identities), unique, sayings)
    steps = [run.step(edit) for edit in unique]
    return Replayed(run.identities(), run.outcomes(steps), tuple(run.rejected), run.speakers)


class _UnfitError(Exception):
    """An edit fits nothing; the message says why."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What an edit asked for: groups of nodes that are one or apart, or nodes under a name; or why it could not."""

    groups: tuple[frozenset[Key], ...] = ()
    note: str = ""
    orphaned: bool = False


class _Replay:
    """Identities that are joined, parted and renamed in place."""

    def __init__(self, rows: Sequence[Identity], edits: Sequence[Edit], sayings: Sequence[Saying]) -> None:
        self.edits = edits
        rows, self.speakers = divided(rows, [edit for edit in edits if edit.kind == "split"], sayings)
        self.nodes = {key_of(node): node for row in rows for node in row.nodes}
        self.reasons = {key: reasons for row in rows for key, reasons in row.reasons.items()}
        self.members = {
            number: dict.fromkeys(key_of(node) for node in row.nodes) for number, row in enumerate(rows)
        }
        self.home = {key: number for number, keys in self.members.items() for key in keys}
        self.number = len(self.members)
        self.namings: list[tuple[set[Key], str]] = []
        self.rejected: list[tuple[frozenset[Key], frozenset[Key]]] = []
        self.said = {saying.statement: saying.speaker for saying in sayings} | self.speakers
        self.bearing: dict[str, list[Key]] = defaultdict(list)
        for key, node in self.nodes.items():
            for name in names_of(node):
                self.bearing[name].append(key)
        self.documents = {document for document, _ in self.nodes}

    # One edit

    def step(self, edit: Edit) -> _Step:
        """Apply an edit to the identities as they are now."""
        actions: dict[EditKind, Callable[[Edit], _Step]] = {
            "merge": self._merge,
            "split": self._split,
            "rename": self._rename,
            "reject": self._reject,
        }
        try:
            return actions[edit.kind](edit)
        except _UnfitError as error:
            return _Step(note=str(error), orphaned=True)

    def _merge(self, edit: Edit) -> _Step:
        groups, unfit = self._groups(edit.targets)
        ordered = [key for group in groups for key in sorted(group)]
        into, joined = ordered[0], False
        for key in ordered[1:]:
            if self.home[key] != self.home[into]:
                names = f"“{self.nodes[key].entity.name}” and “{self.nodes[into].entity.name}”"
                self._tell(key, f"{names}: joined {by_hand(edit)}")
                self._join(self.home[into], self.home[key])
                joined = True
        return _Step(groups, "; ".join([*([] if joined else ["they were one already"]), *unfit]))

    def _groups(self, targets: Sequence[Anchor]) -> tuple[tuple[frozenset[Key], ...], list[str]]:
        """Return the nodes of each target that fits, two at least, and why others do not."""
        groups, unfit = [], []
        for target in targets:
            try:
                groups.append(frozenset(self._fitting(target)))
            except _UnfitError as error:
                unfit.append(str(error))
        if len(groups) < 2:
            raise _UnfitError("; ".join(unfit))
        return tuple(groups), unfit

    def _split(self, edit: Edit) -> _Step:
        stays, moved = self._sides(edit)
        homes = {self.home[key] for key in stays}
        rest = frozenset(key for home in homes for key in self.members[home]) - moved
        parted = self._part(moved, rest, edit)
        if edit.name is not None and moved:
            self.namings.append((set(moved), edit.name))
        self.rejected.append((moved, rest))
        return _Step((moved, rest), "" if parted else "they stood apart already")

    def _rename(self, edit: Edit) -> _Step:
        keys = frozenset(self._fitting(edit.targets[0]))
        self.namings.append((set(keys), edit.name or ""))
        return _Step((keys,))

    def _reject(self, edit: Edit) -> _Step:
        first, second = (frozenset(self._fitting(target)) for target in edit.targets)
        if first & second:
            raise _UnfitError("an article takes the two names for one; a split can part them")
        parted = self._part(second, first, edit)
        self.rejected.append((first, second))
        return _Step((first, second), "parted, since they were taken for one" if parted else "")

    # Which nodes

    def _fitting(self, anchor: Anchor, without: frozenset[Key] = frozenset()) -> list[Key]:
        """Return the nodes that an anchor fits; raise _UnfitError where there are none, or two in an article."""
        name = spelled(anchor.name)
        found = _within(self.bearing.get(name, ()), anchor.documents)
        left = [key for key in found if key not in without]
        fitting = self._own(name, left, anchor) or self._called(name, anchor.documents, without)
        if not fitting:
            raise _UnfitError(self._absent(anchor, nothing_left=bool(found)))
        homes = {self.home[key] for key in fitting}
        if not anchor.documents and len(homes) > 1:
            name = _short(anchor.name)
            raise _UnfitError(f"“{name}” is {len(homes)} entities; the edit does not say in which articles")
        return fitting

    def _own(self, name: str, keys: Sequence[Key], anchor: Anchor) -> list[Key]:
        """Return the nodes whose own name it is, else those that have it as another name: one an article."""
        found = [key for key in keys if spelled(self.nodes[key].entity.name) == name] or list(keys)
        twice = [count for count in Counter(document for document, _ in found).values() if count > 1]
        if twice:
            raise _UnfitError(f"one article has {twice[0]} entities called “{_short(anchor.name)}”")
        return found

    def _called(self, name: str, documents: Sequence[str], without: frozenset[Key]) -> list[Key]:
        """Return the nodes of the one entity to which an edit before gave the name."""
        homes = [home for home, given in self._names().items() if spelled(given) == name]
        if len(homes) != 1:
            return []
        return [key for key in _within(self.members[homes[0]], documents) if key not in without]

    def _absent(self, anchor: Anchor, *, nothing_left: bool) -> str:
        name = _short(anchor.name)
        if nothing_left:
            return f"nothing would be left of “{name}”"
        if anchor.documents and not self.documents.intersection(anchor.documents):
            return f"none of the articles in which it means “{name}” is compared here"
        return f"{'none of its articles' if anchor.documents else 'no article'} calls anybody “{name}”"

    def _sides(self, edit: Edit) -> tuple[frozenset[Key], frozenset[Key]]:
        """Return the nodes by which a split knows its target, and those that go to the new entity."""
        moved, target = edit.moved, edit.targets[0]
        if not moved.names and not moved.statements:
            return self._whole_articles(target, moved.documents)
        named = (key for name in moved.names for key in self.bearing.get(spelled(name), ()))
        going = frozenset(_within(named, moved.documents)) | {
            self.said[name] for name in moved.statements if name in self.said
        }
        if not going:
            raise _UnfitError("no article that is compared has what it moves")
        return frozenset(self._fitting(target, without=going)), going

    def _whole_articles(
        self, target: Anchor, documents: Sequence[str]
    ) -> tuple[frozenset[Key], frozenset[Key]]:
        if not self.documents.intersection(documents):
            raise _UnfitError("none of the articles that it moves is compared here")
        inside = frozenset(key for key in self.nodes if key[0] in documents)
        stays = frozenset(self._fitting(target, without=inside))
        homes = {self.home[key] for key in stays}
        going = frozenset(key for key in inside if self.home[key] in homes)
        apart = _within(self.bearing.get(spelled(target.name), ()), documents)
        return stays, going or frozenset(apart)

    # Changing identities

    def _join(self, first: int, other: int) -> None:
        large, small = sorted((first, other), key=lambda home: len(self.members[home]), reverse=True)
        moved = self.members.pop(small)
        self.members[large] |= moved
        self.home.update(dict.fromkeys(moved, large))

    def _part(self, moved: frozenset[Key], rest: frozenset[Key], edit: Edit) -> bool:
        """Take out of the identities of `rest` what is moved, into one of its own; tell whether anything was."""
        homes = {self.home[key] for key in rest}
        going = [key for key in sorted(moved) if self.home[key] in homes]
        if going:
            self.members[self.number] = dict.fromkeys(going)
            for key in going:
                del self.members[self.home[key]][key]
                self.home[key] = self.number
                self.reasons[key] = (f"kept apart from “{_short(edit.targets[0].name)}” {by_hand(edit)}",)
            self.number += 1
        for keys, _ in self.namings:
            if keys & rest:
                keys.difference_update(moved)
        return bool(going)

    def _tell(self, key: Key, reason: str) -> None:
        self.reasons[key] = tuple(dict.fromkeys((*self.reasons.get(key, ()), reason)))

    def _names(self) -> dict[int, str]:
        return {self.home[key]: name for keys, name in self.namings for key in keys}

    # The outcome

    def identities(self) -> tuple[Identity, ...]:
        """Return the identities as the edits left them."""
        names = self._names()
        return sorted_identities(
            [
                Identity(
                    tuple(self.nodes[key] for key in keys),
                    {key: self.reasons[key] for key in keys if key in self.reasons},
                    names.get(number),
                )
                for number, keys in self.members.items()
            ]
        )

    def outcomes(self, steps: Sequence[_Step]) -> tuple[Outcome, ...]:
        """Return what became of each edit, and of one that no longer holds which later one says otherwise."""
        last = {key: number for number, step in enumerate(steps) for group in step.groups for key in group}
        names = self._names()
        found = []
        for number, (edit, step) in enumerate(zip(self.edits, steps, strict=True)):
            if step.orphaned:
                found.append(Outcome(edit, "orphaned", step.note))
            elif self._holds(edit, step, names):
                found.append(Outcome(edit, "applied", step.note))
            else:
                later = max(last[key] for group in step.groups for key in group)
                by = self.edits[later].id if later > number else None
                found.append(Outcome(edit, "overruled", self._overruled(number, later), by))
        return tuple(found)

    def _holds(self, edit: Edit, step: _Step, names: Mapping[int, str]) -> bool:
        homes = [{self.home[key] for key in group} for group in step.groups]
        if edit.kind == "merge":
            return len(set().union(*homes)) == 1
        if edit.kind == "rename":
            return any(names.get(home) == edit.name for home in homes[0])
        return not homes[0] & homes[1]

    def _overruled(self, number: int, later: int) -> str:
        if later <= number:
            return "a later edit says otherwise"
        other = self.edits[later]
        return f"a later {other.kind}{_signed(other)} says otherwise"


def by_hand(edit: Edit) -> str:
    """Return in words who made an edit, when and why.

    >>> by_hand(Edit("rename", (Anchor("a"),), "b", who="Ann", when="2031-03-02T10:00:00+00:00", why="a typo"))
    'by hand (Ann, 2031-03-02): a typo'
    """
    return f"by hand{_signed(edit)}{': ' + _short(edit.why) if edit.why.strip() else ''}"


def _signed(edit: Edit) -> str:
    signed = ", ".join(part for part in (_short(edit.who), edit.when[:10]) if part.strip())
    return f" ({signed})" if signed else ""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _within(keys: Iterable[Key], documents: Sequence[str]) -> list[Key]:
    """Return the nodes that are in the documents; all where none are given."""
    wanted = frozenset(documents)
    return [key for key in dict.fromkeys(keys) if not wanted or key[0] in wanted]


# What is shown of a name or a reason in a sentence (code points).
_LONGEST_SHOWN = 120
