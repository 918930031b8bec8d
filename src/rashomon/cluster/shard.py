"""The piece of work: a stretch of one input, or a few small inputs, named by what it holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from rashomon.spans import Json, content_id

ShardKind: TypeAlias = Literal["warc", "jsonl", "parquet", "files"]


@dataclass(frozen=True, slots=True)
class Shard:
    """A stretch of the inputs that one worker does at a time.

    `urls` is one file, or several where each is read whole (`kind` files); `digest` the SHA-256 of what they hold.
    `start` and `end` are bytes (of the unpacked stream where `packed`), or rows of Parquet; `pages` is how many
    records, lines, rows or files lie between, `first` how many before them.
    """

    kind: ShardKind
    urls: tuple[str, ...]
    digest: str
    start: int
    end: int
    pages: int
    first: int = 0
    packed: bool = False

    @property
    def key(self) -> str:
        """The name by content: the same stretch of the same bytes has it wherever the file lies."""
        return content_id(self.kind, self.digest, str(self.start), str(self.end))

    @property
    def place(self) -> str:
        """Where the shard is, for people."""
        more = f" and {len(self.urls) - 1} more" if len(self.urls) > 1 else ""
        return f"{self.urls[0]}{more}, {self.start:,} to {self.end:,}"

    def to_dict(self) -> Json:
        """Return the shard as JSON."""
        return {
            "kind": self.kind, "urls": list(self.urls), "digest": self.digest, "start": self.start, "end": self.end,
            "pages": self.pages, "first": self.first, "packed": self.packed,
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Shard:
        """Return the shard that `to_dict` wrote."""
        return cls(**{**data, "urls": tuple(data["urls"])})


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a shard: counts of pages, documents, statements, mentions, rejected and words, in that order.

    `seconds` is the time each stage took in this run, `peak` the worker's memory (bytes) so far; a shard that was done
    before has neither.
    """

    name: str
    counts: Mapping[str, int]
    seconds: Mapping[str, float] = field(default_factory=dict)
    peak: int = 0
    before: bool = False


@dataclass(slots=True)
class Sum:
    """The sum of what became of many shards."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    peak: int = 0
    shards: int = 0
    before: int = 0

    def add(self, done: Done) -> None:
        """Take in one shard."""
        self.counts.update(done.counts)
        for stage, seconds in done.seconds.items():
            self.seconds[stage] += seconds
        self.peak = max(self.peak, done.peak)
        self.shards += 1
        self.before += done.before
