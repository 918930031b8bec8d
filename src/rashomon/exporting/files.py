"""Files and folders that are complete or not there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from rashomon.records import Json

# JSON-LD is often pasted into pages: no article may end the script that holds it.
_IN_SCRIPT = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path to write to, which takes the place of `path` when all is written; raise OSError where it cannot."""
    part = path.with_name(path.name + ".part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Give an empty folder that becomes `path` when all is written.

    Raise FileExistsError where `path` is there and is no empty folder: files of another export must not mix with these.
    """
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise FileExistsError(f"{path} is there already; name a new folder, or an empty one")
    part = path.with_name(path.name + ".part")
    rmtree(part, ignore_errors=True)
    part.mkdir()
    try:
        yield part
        if path.exists():
            path.rmdir()
        part.replace(path)
    finally:
        rmtree(part, ignore_errors=True)


def pretty(value: Json) -> str:
    """Return JSON to read, with no character in it that ends a script.

    >>> pretty({"a": "</script>"})
    '{\\n "a": "\\\\u003c/script\\\\u003e"\\n}\\n'
    """
    return json.dumps(value, ensure_ascii=False, indent=1).translate(_IN_SCRIPT) + "\n"


def write_pretty(value: Json, path: Path) -> None:
    """Write JSON to read, whose text UTF-8 can hold."""
    with whole_file(path) as part:
        part.write_text(pretty(value), "utf-8", newline="\n")
