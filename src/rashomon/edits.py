"""The nouns of correction: what a person says of what was found, and what became of it in a comparison."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, get_args

from rashomon.anchors import (
    Anchor,
    Fix,
    Moved,
    Parting,
    Position,
    Quote,
    Topic,
    fields_of,
    records_in,
    text_in,
)
from rashomon.spans import Json, content_id

EditKind: TypeAlias = Literal[
    "merge", "split", "rename", "reject",
    "accept-statement", "reject-statement", "correct-statement", "add-statement",
    "merge-questions", "split-question", "reword-question", "move-statement", "correct-answer",
    "accept-discrepancy", "reject-discrepancy", "correct-discrepancy", "add-discrepancy",
    "hypothesis", "mark", "note", "undo",
]  # fmt: skip
ENTITY_KINDS = frozenset({"merge", "split", "rename", "reject"})
State: TypeAlias = Literal["applied", "overruled", "orphaned", "undone"]
# How an answer stands to a hypothesis.
MARKS = ("consistent", "neutral", "inconsistent")

EDIT_SCHEMA = "rashomon-edit/1"
# A name to show is no longer than this (code points) and holds nothing that turns or breaks the line it stands in.
_LONGEST_NAME = 200
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Edit:
    """A person's correction: what kind, of what, who made it, when (ISO 8601) and why.

    Of entities: a merge has two targets or more, a reject (they are not one) two, a split and a rename one. Of
    statements, `quotes` hold the words of their contents, `fix` what is so in truth. Of questions, `topics` name
    them: the first is the one that is changed; what statements answer to it is corrected to `name`. A discrepancy, or
    a note on one, is known by its `parting` and a quote of each side; `into` is in what they part in truth. A mark says
    how an answer (`position`) stands to a hypothesis; an undo, and a mark, name another edit by its id
    (`edit`). `name` is the name or text to show. Raise ValueError where the parts do not make an edit.

    >>> Edit("rename", (Anchor("Roe"),), name="Ann Roe").to_dict()["name"]
    'Ann Roe'
    """

    kind: EditKind
    targets: tuple[Anchor, ...] = ()
    name: str | None = None
    moved: Moved = field(default=Moved())
    who: str = ""
    when: str = ""
    why: str = ""
    quotes: tuple[Quote, ...] = ()
    topics: tuple[Topic, ...] = ()
    fix: Fix | None = None
    parting: Parting | None = None
    position: Position | None = None
    edit: str | None = None
    into: Parting | None = None

    def __post_init__(self) -> None:
        """Refuse what is no edit."""
        if self.kind not in get_args(EditKind):
            raise ValueError(f"this version knows no edit of kind {self.kind!r}")
        if any(not target.name.strip() for target in self.targets):
            raise ValueError("a target's name is empty")
        for wanting, reason in _WANTED.get(self.kind, ()):
            if wanting(self):
                raise ValueError(reason)
        if self.name is not None:
            _showable(self.name)

    @property
    def id(self) -> str:
        """The edit's id, made of all it says: the same line twice is one edit."""
        return content_id("edit", json.dumps(self.to_dict(), sort_keys=True))

    def to_dict(self) -> Json:
        """Return the edit as JSON; parts that only other kinds have are left out."""
        parts = {"fix": self.fix, "parting": self.parting, "into": self.into, "position": self.position}
        return {
            "schema": EDIT_SCHEMA, "kind": self.kind, "targets": [target.to_dict() for target in self.targets],
            "name": self.name, "moved": self.moved.to_dict(), "who": self.who, "when": self.when, "why": self.why,
            **({"quotes": [quote.to_dict() for quote in self.quotes]} if self.quotes else {}),
            **({"topics": [topic.to_dict() for topic in self.topics]} if self.topics else {}),
            **{key: part.to_dict() for key, part in parts.items() if part is not None},
            **({"edit": self.edit} if self.edit else {}),
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: object) -> Edit:
        """Return the edit that `to_dict` wrote; raise ValueError, with the reason in words, where it is none."""
        fields = fields_of(data, "an edit")
        if fields.get("schema", EDIT_SCHEMA) != EDIT_SCHEMA:
            raise ValueError(f"its schema is {fields['schema']!r}, not {EDIT_SCHEMA!r}")
        if not isinstance(fields.get("targets"), list):
            raise ValueError("its targets are no list")
        kind: Any = text_in(fields, "kind")
        parts: dict[str, Any] = {
            key: make(fields[key]) for key, make in _PARTS.items() if fields.get(key) is not None
        }
        parts |= {key: text_in(fields, key) for key in ("who", "when", "why") if key in fields}
        return cls(
            kind,
            records_in(fields, "targets", Anchor.from_dict),
            _given(fields, "name"),
            Moved.from_dict(fields.get("moved", {})),
            quotes=records_in(fields, "quotes", Quote.from_dict),
            topics=records_in(fields, "topics", Topic.from_dict),
            edit=_given(fields, "edit"),
            **parts,
        )


_PARTS: dict[str, Callable[[object], Any]] = {
    "fix": Fix.from_dict,
    "parting": Parting.from_dict,
    "into": Parting.from_dict,
    "position": Position.from_dict,
}

# Of each kind: what it must not be, and the reason in words.
_Wanted: TypeAlias = tuple[Callable[[Edit], bool], str]
_NO_QUOTE: _Wanted = (lambda edit: not edit.quotes, "the edit needs the words of a statement")
_NO_CHANGE: _Wanted = (
    lambda edit: edit.fix in (None, Fix()),
    "the edit does not say what is so in truth",
)
_NO_TOPIC: _Wanted = (lambda edit: not edit.topics, "the edit needs the question that is meant")
_NO_TWO_TOPICS: _Wanted = (lambda edit: len(edit.topics) < 2, "the edit needs two questions")
_NO_NAME: _Wanted = (lambda edit: edit.name is None, "the edit needs the new text")
_NO_SIDES: _Wanted = (
    lambda edit: len(edit.quotes) != 2 or edit.parting is None,
    "the edit needs a discrepancy's kind and the words of both sides",
)
_NO_EDIT: _Wanted = (lambda edit: not edit.edit, "the edit needs the id of the one that it is about")
_WANTED: Mapping[str, tuple[_Wanted, ...]] = {
    "merge": ((lambda edit: len(edit.targets) < 2, "a merge needs two names or more"),),
    "reject": ((lambda edit: len(edit.targets) != 2, "a reject needs two names"),),
    "split": (
        (lambda edit: len(edit.targets) != 1, "a split needs one name"),
        (
            lambda edit: edit.moved == Moved(),
            "a split needs the names, documents or statements that go to the new entity",
        ),
    ),
    "rename": (
        (lambda edit: len(edit.targets) != 1, "a rename needs one name"),
        (lambda edit: edit.name is None, "a rename needs the new name"),
    ),
    "accept-statement": (_NO_QUOTE,),
    "reject-statement": (_NO_QUOTE,),
    "correct-statement": (_NO_QUOTE, _NO_CHANGE),
    "add-statement": (
        _NO_CHANGE,
        (lambda edit: not (edit.fix and edit.fix.content), "a new statement needs its words"),
    ),
    "merge-questions": (_NO_TWO_TOPICS,),
    "split-question": (_NO_TOPIC, _NO_QUOTE, _NO_NAME),
    "reword-question": (_NO_TOPIC, _NO_NAME),
    "move-statement": (_NO_TWO_TOPICS, _NO_QUOTE),
    "correct-answer": (_NO_TOPIC, _NO_QUOTE, _NO_NAME),
    "accept-discrepancy": (_NO_SIDES,),
    "reject-discrepancy": (_NO_SIDES,),
    "correct-discrepancy": (
        _NO_SIDES,
        (lambda edit: edit.into is None, "the edit does not say in what the two part in truth"),
    ),
    "add-discrepancy": (_NO_SIDES,),
    "hypothesis": (_NO_NAME,),
    "mark": (
        _NO_EDIT,
        (lambda edit: edit.position is None, "a mark needs the answer that it is set on"),
        (lambda edit: edit.name not in MARKS, f"a mark is one of {', '.join(MARKS)}"),
    ),
    "note": (
        (
            lambda edit: not (edit.targets or edit.quotes or edit.topics),
            "the note does not say what it is about",
        ),
        (
            lambda edit: edit.parting is not None and len(edit.quotes) != 2,
            "a note on a discrepancy needs the words of both sides",
        ),
        (lambda edit: not edit.why.strip(), "the note is empty"),
    ),
    "undo": (_NO_EDIT,),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an edit, and why.

    It is applied, overruled by a later edit (`by` has its id), undone, or orphaned since it fits nothing any more.
    """

    edit: Edit
    state: State
    note: str = ""
    by: str | None = None

    def to_dict(self) -> Json:
        """Return the outcome as JSON: the edit with its state."""
        by = {"by": self.by} if self.by else {}
        return {**self.edit.to_dict(), "id": self.edit.id, "state": self.state, "note": self.note, **by}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Outcome:
        """Return the outcome that `to_dict` wrote."""
        return cls(Edit.from_dict(data), data["state"], data["note"], data.get("by"))


@dataclass(frozen=True, slots=True)
class Review:
    """What a person said of a statement, a question, a discrepancy or an entity that is shown.

    `target` is its id; `edit` the id of the edit that says so; `who`, `when` and `why` are the edit's.
    """

    target: str
    state: Literal["accepted", "corrected", "added", "noted"]
    edit: str
    who: str = ""
    when: str = ""
    why: str = ""

    def to_dict(self) -> Json:
        """Return the review as JSON."""
        return {
            "target": self.target, "state": self.state, "edit": self.edit, "who": self.who, "when": self.when,
            "why": self.why,
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Review:
        """Return the review that `to_dict` wrote."""
        return cls(**data)


def _given(fields: Mapping[str, Any], key: str) -> str | None:
    return None if fields.get(key) is None else text_in(fields, key)


def _showable(name: str) -> None:
    if not name.strip():
        raise ValueError("the new name is empty")
    if len(name) > _LONGEST_NAME:
        raise ValueError(f"the new name has {len(name)} characters, more than {_LONGEST_NAME}")
    if _UNSHOWABLE.search(name):
        raise ValueError("the new name holds characters that break or turn a line")
