"""What a feed says of an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rashomon.records import Json


@dataclass(frozen=True, slots=True)
class Entry:
    """An article that a feed lists: its address, and its title, time (ISO 8601) and outlet as the feed gives them."""

    url: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None

    def to_dict(self) -> Json:
        """Return the entry as JSON."""
        return {"url": self.url, "title": self.title, "published": self.published, "outlet": self.outlet}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Entry:
        """Return the entry that `to_dict` wrote."""
        return cls(data["url"], data.get("title"), data.get("published"), data.get("outlet"))
