"""Where an article is read from: a name, and how to open it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

Open = Callable[[], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True, slots=True)
class Source:
    """A file, an archive's member or standard input.

    `named` tells whether the user named it; what a folder or an archive merely holds is read only where its
    suffix is known.
    """

    uri: str
    open: Open
    named: bool = False

    @property
    def suffix(self) -> str:
        """The suffix in lower case, with its dot."""
        return PurePath(self.uri).suffix.lower()


def printable(path: str) -> str:
    """Return a path that can be written as UTF-8; what is no UTF-8 in a file's name is escaped.

    >>> printable("caf\\udce9.txt")
    'caf\\\\xe9.txt'
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace")
