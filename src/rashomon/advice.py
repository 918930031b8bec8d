"""The nouns for what a language model was asked and said: remarks on what was found, and proposals of what was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rashomon.spans import Json, Span, content_id


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The words of a statement's own content on which a remark or a proposal rests: the statement's id, and where."""

    statement: str
    span: Span

    def to_dict(self) -> Json:
        """Return the excerpt as JSON."""
        return {"statement": self.statement, "span": list(self.span)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Excerpt:
        """Return the excerpt that `to_dict` wrote."""
        return cls(data["statement"], Span(*data["span"]))


@dataclass(frozen=True, slots=True)
class Remark:
    """What the adviser says of a discrepancy: why the two part or, where it `doubts`, that they do not."""

    discrepancy: str
    doubts: bool
    why: str
    a: Excerpt
    b: Excerpt

    def to_dict(self) -> Json:
        """Return the remark as JSON."""
        return {
            "discrepancy": self.discrepancy, "doubts": self.doubts, "why": self.why, "a": self.a.to_dict(),
            "b": self.b.to_dict(),
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Remark:
        """Return the remark that `to_dict` wrote."""
        sides = Excerpt.from_dict(data["a"]), Excerpt.from_dict(data["b"])
        return cls(data["discrepancy"], data["doubts"], data["why"], *sides)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A discrepancy that the adviser sees and the program did not: nobody has checked it.

    `kind` is a kind of discrepancy, `a` and `b` the words of both sides, the earlier article's first.
    """

    kind: str
    a: Excerpt
    b: Excerpt
    why: str

    @property
    def id(self) -> str:
        """The proposal's id, made of its kind and its statements'."""
        return content_id("proposal", self.kind, self.a.statement, self.b.statement)

    def to_dict(self) -> Json:
        """Return the proposal as JSON."""
        return {
            "id": self.id, "kind": self.kind, "a": self.a.to_dict(), "b": self.b.to_dict(), "why": self.why,
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Proposal:
        """Return the proposal that `to_dict` wrote."""
        return cls(data["kind"], Excerpt.from_dict(data["a"]), Excerpt.from_dict(data["b"]), data["why"])


@dataclass(frozen=True, slots=True)
class Advice:
    """All that an adviser said, by the name of its model; it is no part of what the program found.

    `asked` counts the questions it answered, `dropped` what it said that no words of an article bear out or that it
    took back when asked about the two quotations alone, `left_out` the discrepancies and statements that no question
    had room for; `troubles` tell in words what was not answered. `local` says that it is the pair model, which ships with
    the package and runs here: `asked` counts the pairs it read.
    """

    adviser: str
    remarks: tuple[Remark, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    asked: int = 0
    dropped: int = 0
    left_out: int = 0
    troubles: tuple[str, ...] = ()
    local: bool = False

    def to_dict(self) -> Json:
        """Return the advice as JSON."""
        return {
            "adviser": self.adviser, "remarks": [remark.to_dict() for remark in self.remarks],
            "proposals": [proposal.to_dict() for proposal in self.proposals], "asked": self.asked,
            "dropped": self.dropped, "left_out": self.left_out, "troubles": list(self.troubles),
            "local": self.local,
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Advice:
        """Return the advice that `to_dict` wrote."""
        return cls(
            adviser=data["adviser"], remarks=tuple(map(Remark.from_dict, data.get("remarks", ()))),
            proposals=tuple(map(Proposal.from_dict, data.get("proposals", ()))), asked=data.get("asked", 0),
            dropped=data.get("dropped", 0), left_out=data.get("left_out", 0),
            troubles=tuple(data.get("troubles", ())), local=data.get("local", False),
        )  # fmt: skip
