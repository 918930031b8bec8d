"""What the user names - files, folders, globs, standard input, archives - as sources."""

from __future__ import annotations

import glob
import io
import os
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import IO

from rashomon.reading.archive import Found, members
from rashomon.reading.source import Source, printable
from rashomon.records import Rejected

STDIN = "-"


def sources(inputs: Iterable[str]) -> Found:
    """Yield the sources that the inputs name, in their order; those of a folder or glob sorted by path.

    Folders are read through, hidden files and folders passed over. What is not there is put aside.
    """
    for name in inputs:
        if name == STDIN:
            yield Source(STDIN, _stdin, named=True)
        elif os.path.lexists(name):
            yield from _path(name, named=True)
        elif glob.has_magic(name):
            yield from _glob(name)
        else:
            yield Rejected(printable(name), "no such file or folder")


def _glob(pattern: str) -> Found:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - keeps the user's own spelling of the path
    if not found:
        yield Rejected(printable(pattern), "no file matches")
    for path in found:
        # "**" matches folders too, and their files by themselves
        if not ("**" in pattern and Path(path).is_dir()):
            yield from _path(path, named=True)


def _path(path: str, *, named: bool) -> Found:
    if Path(path).is_dir():
        yield from _folder(path)
    elif path.lower().endswith(".zip"):
        yield from members(path)
    elif named or Path(path).is_file():
        yield Source(printable(path), partial(_open, path), named)
    else:
        yield Rejected(printable(path), "no regular file")


def _folder(path: str) -> Found:
    found = 0
    for source in _walk(path):
        found += 1
        yield source
    if not found:
        yield Rejected(printable(path), "no article in this folder: hidden files are not read")


def _walk(path: str) -> Found:
    problems: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield from _path(str(Path(folder) / name), named=False)
    for problem in problems:
        yield Rejected(printable(str(problem.filename)), f"cannot be opened: {problem.strerror}")


def _open(path: str) -> AbstractContextManager[IO[bytes]]:
    return Path(path).open("rb")


def _stdin() -> AbstractContextManager[IO[bytes]]:
    raw = getattr(sys.stdin, "buffer", None)
    # left open: it is the process's, not ours
    return nullcontext(
        raw if raw is not None else io.BytesIO(sys.stdin.read().encode("utf-8", "surrogateescape"))
    )
