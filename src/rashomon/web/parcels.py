"""Zip archives that people send: opened member by member, never on disk, and told of in numbers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.reading.archive import SENT, sent_members
from rashomon.reading.reader import read_source
from rashomon.records import Document, Rejected

# Articles that one archive brings at most, and characters of them: a member may hold many.
MOST, LONGEST = SENT.members, SENT.total


@dataclass(frozen=True, slots=True)
class Parcel:
    """An archive as it was sent: what to call it, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """What an archive held: how many articles that are new here, how many known ones, how many that could not be read."""

    name: str
    new: int
    known: int
    aside: int


def unpacked(parcel: Parcel) -> Iterator[Document | Rejected]:
    """Yield the articles of an archive; what cannot be read, and what is too much, is put aside with its reason."""
    taken = size = 0
    for source in sent_members(io.BytesIO(parcel.data), parcel.name):
        rows = [source] if isinstance(source, Rejected) else read_source(source, originals=True)
        for one in rows:
            if isinstance(one, Document):
                taken, size = taken + 1, size + len(one.text)
                if taken > MOST or size > LONGEST:
                    yield Rejected(
                        parcel.name,
                        f"more than {MOST:,} articles, or {LONGEST:,} characters: the rest was left out",
                    )
                    return
            yield one
