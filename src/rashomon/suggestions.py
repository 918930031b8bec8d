"""The noun for what stays open: two entities that may be one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from rashomon.links import Link
from rashomon.spans import Json, content_id

Strength: TypeAlias = Literal["likely", "possible", "doubtful"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two entities that may be one: why they may be, why they were not joined, and how much speaks for it in words.

    `a` and `b` are entities' ids. Where `b` is None, `a` may be any of the entries in `links`.
    """

    a: str
    b: str | None
    why: str
    against: str
    strength: Strength
    links: tuple[Link, ...] = ()

    @property
    def id(self) -> str:
        """The suggestion's id, made of the entities'."""
        return content_id("suggestion", self.a, self.b)

    def to_dict(self) -> Json:
        """Return the suggestion as JSON."""
        return {
            "id": self.id, "a": self.a, "b": self.b, "why": self.why, "against": self.against,
            "strength": self.strength, "links": [link.to_dict() for link in self.links],
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Suggestion:
        """Return the suggestion that `to_dict` wrote."""
        links = tuple(Link.from_dict(link) for link in data.get("links", ()))
        return cls(data["a"], data["b"], data["why"], data["against"], data["strength"], links)
