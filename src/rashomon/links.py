"""The nouns of linking: an entry of a file that somebody knows to be right, and an entity's link to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rashomon.spans import Json


@dataclass(frozen=True, slots=True)
class Link:
    """Which entry of which file an entity is: its id there, its name there, its Wikidata id where it has one.

    `source` is the file's name without its folders, since a report is sent on.
    """

    id: str
    source: str
    name: str
    wikidata: str | None = None

    def to_dict(self) -> Json:
        """Return the link as JSON."""
        return {"id": self.id, "source": self.source, "name": self.name, "wikidata": self.wikidata}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Link:
        """Return the link that `to_dict` wrote."""
        return cls(data["id"], data["source"], data["name"], data.get("wikidata"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a gazetteer: what it links to, its type (None where the row tells none), and its names.

    `weak` are names that others bear too (the weakAlias of FollowTheMoney): they suggest, and never join.
    """

    link: Link
    type: str | None
    names: tuple[str, ...]
    weak: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What two rows about one thing share: the Wikidata id, else the row's own id."""
        return self.link.wikidata or self.link.id

    def to_dict(self) -> Json:
        """Return the entry as JSON."""
        return {
            "link": self.link.to_dict(), "type": self.type, "names": list(self.names), "weak": list(self.weak),
            "country": list(self.country), "topics": list(self.topics),
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Entry:
        """Return the entry that `to_dict` wrote."""
        lists = {name: tuple(data[name]) for name in ("names", "weak", "country", "topics")}
        return cls(Link.from_dict(data["link"]), data["type"], **lists)
