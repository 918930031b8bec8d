"""The nouns of correction: what a person says about entities, and what became of it in a comparison."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, get_args

from rashomon.spans import Json, content_id

EditKind: TypeAlias = Literal["merge", "split", "rename", "reject"]
State: TypeAlias = Literal["applied", "overruled", "orphaned"]

EDIT_SCHEMA = "rashomon-edit/1"
# A name to show is no longer than this (code points) and holds nothing that turns or breaks the line it stands in.
_LONGEST_NAME = 200
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Anchor:
    """An entity as a person means it: by a name that articles give it, and by those articles.

    Ids of entities change when articles are added, names in articles do not. `documents` are ids of documents, any of
    which may be missing later; without them the name must be one entity's alone.
    """

    name: str
    documents: tuple[str, ...] = ()

    def to_dict(self) -> Json:
        """Return the anchor as JSON."""
        return {"name": self.name, "documents": list(self.documents)}

    @classmethod
    def from_dict(cls, data: object) -> Anchor:
        """Return the anchor that `to_dict` wrote; raise ValueError where it is none."""
        fields = _object(data, "a target")
        return cls(_text(fields, "name"), _texts(fields, "documents"))


@dataclass(frozen=True, slots=True)
class Moved:
    """What goes to the new entity of a split: names, in documents (all where none are given), and statements by id."""

    names: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()

    def to_dict(self) -> Json:
        """Return what is moved as JSON."""
        return {
            "names": list(self.names),
            "documents": list(self.documents),
            "statements": list(self.statements),
        }

    @classmethod
    def from_dict(cls, data: object) -> Moved:
        """Return what `to_dict` wrote; raise ValueError where it is something else."""
        fields = _object(data, "moved")
        return cls(_texts(fields, "names"), _texts(fields, "documents"), _texts(fields, "statements"))


@dataclass(frozen=True, slots=True)
class Edit:
    """A person's correction of entities: what kind, of which entities, who made it, when (ISO 8601) and why.

    A merge has two targets or more, a reject (they are not one) two, a split and a rename one. `name` is the name to
    show: of a rename, or of the new entity of a split. Raise ValueError where the parts do not make an edit.

    >>> Edit("rename", (Anchor("Roe"),), name="Ann Roe").to_dict()["name"]
    'Ann Roe'
    """

    kind: EditKind
    targets: tuple[Anchor, ...]
    name: str | None = None
    moved: Moved = field(default=Moved())
    who: str = ""
    when: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no edit."""
        count = len(self.targets)
        if self.kind not in get_args(EditKind):
            raise ValueError(f"this version knows no edit of kind {self.kind!r}")
        if any(not target.name.strip() for target in self.targets):
            raise ValueError("a target's name is empty")
        if self.kind == "merge" and count < 2:
            raise ValueError("a merge needs two names or more")
        if self.kind == "reject" and count != 2:
            raise ValueError("a reject needs two names")
        if self.kind in ("split", "rename") and count != 1:
            raise ValueError(f"a {self.kind} needs one name")
        if self.kind == "split" and self.moved == Moved():
            raise ValueError("a split needs the names, documents or statements that go to the new entity")
        if self.kind == "rename" and self.name is None:
            raise ValueError("a rename needs the new name")
        if self.name is not None:
            _showable(self.name)

    @property
    def id(self) -> str:
        """The edit's id, made of all it says: the same line twice is one edit."""
        return content_id("edit", repr(self))

    def to_dict(self) -> Json:
        """Return the edit as JSON."""
        return {
            "schema": EDIT_SCHEMA, "kind": self.kind, "targets": [target.to_dict() for target in self.targets],
            "name": self.name, "moved": self.moved.to_dict(), "who": self.who, "when": self.when, "why": self.why,
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: object) -> Edit:
        """Return the edit that `to_dict` wrote; raise ValueError, with the reason in words, where it is none."""
        fields = _object(data, "an edit")
        if fields.get("schema", EDIT_SCHEMA) != EDIT_SCHEMA:
            raise ValueError(f"its schema is {fields['schema']!r}, not {EDIT_SCHEMA!r}")
        targets = fields.get("targets")
        if not isinstance(targets, list):
            raise ValueError("its targets are no list")
        kind: Any = _text(fields, "kind")
        name = None if fields.get("name") is None else _text(fields, "name")
        return cls(
            kind, tuple(map(Anchor.from_dict, targets)), name, Moved.from_dict(fields.get("moved", {})),
            *(_text(fields, key) if key in fields else "" for key in ("who", "when", "why")),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an edit: applied, overruled by a later edit, or orphaned since it fits nothing; and why."""

    edit: Edit
    state: State
    note: str = ""

    def to_dict(self) -> Json:
        """Return the outcome as JSON: the edit with its state."""
        return {**self.edit.to_dict(), "id": self.edit.id, "state": self.state, "note": self.note}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Outcome:
        """Return the outcome that `to_dict` wrote."""
        return cls(Edit.from_dict(data), data["state"], data["note"])


def _showable(name: str) -> None:
    if not name.strip():
        raise ValueError("the new name is empty")
    if len(name) > _LONGEST_NAME:
        raise ValueError(f"the new name has {len(name)} characters, more than {_LONGEST_NAME}")
    if _UNSHOWABLE.search(name):
        raise ValueError("the new name holds characters that break or turn a line")


def _object(data: object, what: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise ValueError(f"{what} is no JSON object")
    return data


def _text(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str):
        raise ValueError(f"its {key} is no string")
    return value


def _texts(fields: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = fields.get(key, [])
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ValueError(f"its {key} are no list")
    if not all(isinstance(one, str) for one in value):
        raise ValueError(f"its {key} are no strings")
    return tuple(value)
