"""What a user wants watched: addresses, lists of feeds, folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rashomon.reading.article import UnreadableError
from rashomon.reading.source import printable
from rashomon.records import Rejected
from rashomon.watching.entry import Entry
from rashomon.watching.opml import read_opml


def followed(sources: Iterable[str]) -> Iterator[Entry | Path | Rejected]:
    """Yield the addresses and folders that are to be looked at, in their order; what is neither is put aside.

    A file is a list of feeds (OPML), which is read anew at each look.

    >>> list(followed(["https://paper.example/feed", "no-such-file"]))[1].reason
    'neither an address, nor a folder, nor a list of feeds (OPML)'
    """
    for source in sources:
        path = Path(source)
        if "://" in source:
            yield Entry(source)
        elif path.is_dir():
            yield path
        elif path.is_file():
            yield from _listed(path)
        else:
            yield Rejected(printable(source), "neither an address, nor a folder, nor a list of feeds (OPML)")


def _listed(path: Path) -> Iterator[Entry | Rejected]:
    name = printable(str(path))
    try:
        found: list[Entry | Rejected] = list(read_opml(path))
    except UnreadableError as error:
        yield Rejected(name, str(error))
    except OSError as error:
        yield Rejected(name, f"cannot be read: {error.strerror or error}")
    else:
        yield from found or [Rejected(name, "a list of feeds without a feed")]
