"""Statements as JSON lines, one document a line, in an output that an interrupted run goes on with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from rashomon.records import SCHEMA, Extraction, Json, Rejected, content_id


def as_json(result: Extraction | Rejected) -> Json:
    """Return the JSON of one document; one that was put aside has no text, no statements, and its reason."""
    if isinstance(result, Extraction):
        return result.to_dict()
    document = {"id": content_id(result.uri), "uri": result.uri, "text": ""}
    return {"schema": SCHEMA, "document": document, "statements": [], "rejected": result.reason}


def dumps(value: Json) -> str:
    """Return JSON on one line, the same bytes for the same value.

    >>> dumps({"a": "ł"})
    '{"a":"ł"}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class LineFile:
    """A JSONL file that is complete or not there: lines gather in ``NAME.part``, which a later run goes on with.

    Raises OSError where the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        """Write to `path` by way of a part file beside it."""
        self.path = path
        self.part = path.with_name(path.name + ".part")

    def done(self) -> frozenset[str]:
        """Return the ids of the documents an interrupted run has written; a half-written last line is cut off."""
        if not self.part.exists():
            return frozenset()
        whole = [line for line in self.part.read_text("utf-8").split("\n") if _whole(line)]
        self.part.write_text("".join(line + "\n" for line in whole), "utf-8")
        return frozenset(json.loads(line)["document"]["id"] for line in whole)

    def write(self, results: Iterator[Extraction | Rejected]) -> Iterator[Extraction | Rejected]:
        """Append each result as a line and pass it on; the file gets its name when all are written."""
        with self.part.open("a", encoding="utf-8", newline="\n") as file:
            for result in results:
                file.write(dumps(as_json(result)) + "\n")
                file.flush()
                yield result
        self.part.replace(self.path)


def _whole(line: str) -> bool:
    try:
        return bool(json.loads(line)["document"]["id"])
    except (ValueError, KeyError, TypeError):
        return False
