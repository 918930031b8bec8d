"""The file of edits: JSON lines, an edit a line, that only grows."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from rashomon.reading.decoding import refuse
from rashomon.reading.jsonl import read_objects
from rashomon.records import Edit, Rejected


def read_edits(path: str | os.PathLike[str]) -> Iterator[Edit | Rejected]:
    """Yield the edits of a file in their order; a line that is none is put aside with its number and reason.

    Raise OSError where the file cannot be opened.
    """
    with Path(path).open("rb") as stream:
        refuse(stream.peek(8)[:8])
        for row in read_objects(stream, Path(path).name):
            if isinstance(row, Rejected):
                yield row
                continue
            place, data = row
            try:
                yield Edit.from_dict(data)
            except ValueError as error:
                yield Rejected(place, str(error))


def append_edit(path: str | os.PathLike[str], edit: Edit) -> None:
    """Add an edit to a file, which is made where there is none; nothing that stands in it is changed.

    A last line that was cut short keeps its line. Raise OSError where the file cannot be written.

    >>> import tempfile
    >>> from rashomon.records import Anchor
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     append_edit(f"{folder}/edits.jsonl", Edit("rename", (Anchor("Roe"),), "Ann Roe"))
    ...     [edit.kind for edit in read_edits(f"{folder}/edits.jsonl")]
    ['rename']
    """
    line = json.dumps(edit.to_dict(), ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
    with Path(path).open("a+b") as file:
        file.seek(0, os.SEEK_END)
        if file.tell():
            file.seek(-1, os.SEEK_END)
            line = line if file.read(1) == b"\n" else b"\n" + line
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
